"""`make FILE`: a photograph's worth of pixels. `compare A B`: the mean difference of two pictures, of 255; infinite for other sizes."""

import sys

import numpy
from PIL import Image

if sys.argv[1] == "make":
    across, down = 4000, 3000
    x = numpy.linspace(0, 40, across)[None, :, None]
    y = numpy.linspace(0, 30, down)[:, None, None]
    waves = 127 + 80 * numpy.sin(x * [1.0, 1.3, 0.7] + y) * numpy.cos(y * [0.5, 1.1, 0.9] - x / 3)
    noise = numpy.random.default_rng(5).normal(0, 12, (down, across, 3))
    pixels = numpy.clip(waves + noise, 0, 255).astype("uint8")
    Image.fromarray(pixels).save(sys.argv[2], "JPEG", quality=90)
else:
    first, second = (Image.open(name).convert("RGB") for name in sys.argv[2:4])
    same = first.size == second.size
    difference = numpy.abs(numpy.asarray(first, "int16") - numpy.asarray(second, "int16")).mean() if same else float("inf")
    print(difference)
