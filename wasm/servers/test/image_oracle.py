"""What Pillow and ImageHash say: a list of jobs as JSON on stdin, the list of answers on stdout."""

import io
import json
import sys
import time

import imagehash
import numpy as np
from PIL import Image, ImageDraw, ImageOps

HASHES = {'phash': imagehash.phash, 'dhash': imagehash.dhash, 'ahash': imagehash.average_hash}


def photo(rng, w, h):
    coarse = np.clip(128 + 50 * rng.normal(0, 1, (h // 16 + 3, w // 16 + 3, 3)), 0, 255).astype(np.uint8)
    smooth = np.asarray(Image.fromarray(coarse).resize((w, h), Image.BICUBIC)).astype(float)
    image = Image.fromarray(np.clip(smooth + rng.normal(0, rng.uniform(0, 12), (h, w, 1)), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(rng.integers(0, 8)):
        x, y, r = int(rng.integers(0, w)), int(rng.integers(0, h)), int(rng.integers(3, max(4, w // 3)))
        draw.ellipse([x, y, x + r, y + r], fill=tuple(int(v) for v in rng.integers(0, 256, 3)))
    return image


def text(rng, w, h):
    image = Image.new('RGB', (w, h), 'white')
    draw = ImageDraw.Draw(image)
    for y in range(4, h, 14):
        draw.text((4, y), ''.join(chr(c) for c in rng.integers(65, 122, w // 7)), fill='black')
    return image


def ramp(rng, w, h):
    y, x = np.mgrid[0:h, 0:w]
    ways = [x * 255 / w, y * 255 / h, (x + y) * 255 / (w + h), np.hypot(x - w / 2, y - h / 2) * 255 / np.hypot(w, h)]
    return Image.fromarray(np.stack([ways[rng.integers(0, 4)]] * 3, -1).astype(np.uint8))


def flat(rng, w, h):
    return Image.new('RGB', (w, h), tuple(int(v) for v in rng.integers(0, 256, 3)))


def board(rng, w, h):
    n = int(rng.integers(2, 40))
    y, x = np.mgrid[0:h, 0:w]
    return Image.fromarray((((x // n + y // n) % 2) * 255).astype(np.uint8)).convert('RGB')


def save(image, name, way, rng):
    if way == 0:
        image.save(name := name + '.png')
    elif way == 1:
        image.save(name := name + '.jpg', quality=int(rng.integers(30, 98)))
    elif way == 2:
        image.save(name := name + '.jpg', quality=85, subsampling=0)
    elif way == 3:
        image.save(name := name + '.jpg', quality=75, progressive=True)
    elif way == 4:
        image.convert('L').save(name := name + '.jpg')
    elif way == 5:
        image.convert('CMYK').save(name := name + '.jpg')
    elif way == 6:
        image.save(name := name + '.webp', quality=80)
    elif way == 7:
        image.save(name := name + '.webp', lossless=True)
    elif way == 8:
        image.quantize(64).save(name := name + '.gif')
    elif way == 9:
        image.quantize(32).save(name := name + '.png')
    elif way == 10:
        image.putalpha(photo(rng, *image.size).convert('L'))
        image.save(name := name + ('.png' if rng.integers(0, 2) else '.webp'))
    else:
        image.convert(['L', 'LA', '1'][rng.integers(0, 3)]).save(name := name + '.png')
    return name


def corpus(folder, count):
    """Varied images, and what is known about each."""
    rng = np.random.default_rng(7)
    kinds = [photo, photo, photo, photo, text, ramp, flat, board]
    answers = []
    for at in range(count):
        most = 12 if at % 17 == 0 else 700
        w, h = int(rng.integers(1, most)), int(rng.integers(1, most))
        kind = kinds[at % len(kinds)]
        name = save(kind(rng, w, h), f'{folder}/{at:03d}-{kind.__name__}', (at // 8) % 12, rng)
        with Image.open(name) as image:
            known = {'path': name, 'format': image.format, 'mode': image.mode, 'width': image.width, 'height': image.height}
            hashes = {kind: str(compute(image)) for kind, compute in HASHES.items()}
        answers.append({**known, 'hashes': hashes})
    return answers


def turned(folder):
    """One picture for each EXIF orientation."""
    image = photo(np.random.default_rng(3), 90, 60)
    names = []
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        for ending in ('jpg', 'png', 'webp'):
            names.append(f'{folder}/turned-{orientation}.{ending}')
            image.save(names[-1], exif=exif)
    return names


def difference(made, source, size):
    """How far an image is from what Pillow makes of its source, per channel."""
    with Image.open(source) as image:
        wanted = ImageOps.exif_transpose(image)
        if wanted.mode in ('P', 'CMYK', '1'):
            wanted = wanted.convert('RGBA' if 'transparency' in wanted.info else 'RGB')
        wanted = wanted.resize(size, Image.LANCZOS)
    with Image.open(made) as image:
        given = image.convert(wanted.mode)
    if given.size != wanted.size:
        return {'size': given.size, 'mean': 999, 'most': 999}
    gap = np.abs(np.asarray(given).astype(int) - np.asarray(wanted).astype(int))
    return {'size': given.size, 'mean': float(gap.mean()), 'most': int(gap.max())}


def thumbnail_size(size, longest):
    image = Image.new('L', size)
    image.thumbnail((longest, longest))
    return image.size


def large(path):
    """Twelve megapixels, like a photo."""
    photo(np.random.default_rng(1), 4000, 3000).save(path, quality=90)


def bench(path, longest, quality, rounds):
    """Seconds of each round of what people write with Pillow."""
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        with Image.open(path) as image:
            image.thumbnail((longest, longest), Image.LANCZOS)
            image.save(io.BytesIO(), 'JPEG', quality=quality)
        seconds.append(time.perf_counter() - begun)
    return seconds


JOBS = {job.__name__: job for job in (corpus, turned, difference, thumbnail_size, large, bench)}
answers = [JOBS[name](*arguments) for name, *arguments in json.load(sys.stdin)]
json.dump(answers, sys.stdout)
