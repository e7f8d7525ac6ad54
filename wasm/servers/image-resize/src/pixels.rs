/// What one pixel is made of; alpha is never premultiplied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
}

impl Kind {
    pub const fn channels(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }

    pub const fn has_alpha(self) -> bool {
        matches!(self, Self::GreyAlpha | Self::Rgba)
    }
}

/// Eight bits per channel, rows from above without gaps: `data` is exactly as long as that needs.
#[derive(Clone)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub kind: Kind,
    pub data: Vec<u8>,
}

impl Pixels {
    pub fn row(&self, y: usize) -> &[u8] {
        let stride = self.width * self.kind.channels();
        &self.data[y * stride..(y + 1) * stride]
    }

    /// Whether some pixel is not fully opaque.
    pub fn is_transparent(&self) -> bool {
        let channels = self.kind.channels();
        self.kind.has_alpha() && self.data.iter().skip(channels - 1).step_by(channels).any(|alpha| *alpha != 255)
    }

    /// On white, and without its alpha.
    pub fn flatten(self) -> Self {
        let kind = match self.kind {
            Kind::GreyAlpha => Kind::Grey,
            Kind::Rgba => Kind::Rgb,
            Kind::Grey | Kind::Rgb => return self,
        };
        let colours = kind.channels();
        let mut data = Vec::with_capacity(self.width * self.height * colours);
        for pixel in self.data.chunks_exact(colours + 1) {
            let alpha = pixel[colours];
            data.extend(pixel[..colours].iter().map(|colour| scale(*colour, alpha) + (255 - alpha)));
        }
        Self { kind, data, ..self }
    }

    /// Its brightness after ITU-R 601, whatever its alpha says.
    pub fn grey(self) -> Self {
        let data = match self.kind {
            Kind::Grey => return self,
            Kind::GreyAlpha => self.data.chunks_exact(2).map(|pixel| pixel[0]).collect(),
            Kind::Rgb => self.data.chunks_exact(3).map(brightness).collect(),
            Kind::Rgba => self.data.chunks_exact(4).map(brightness).collect(),
        };
        Self { kind: Kind::Grey, data, ..self }
    }

    pub fn premultiply(&mut self) {
        let colours = self.kind.channels() - 1;
        for pixel in self.data.chunks_exact_mut(colours + 1) {
            let alpha = pixel[colours];
            pixel[..colours].iter_mut().for_each(|colour| *colour = scale(*colour, alpha));
        }
    }

    pub fn unpremultiply(&mut self) {
        let colours = self.kind.channels() - 1;
        for pixel in self.data.chunks_exact_mut(colours + 1) {
            let alpha = u32::from(pixel[colours]);
            if alpha != 0 && alpha != 255 {
                pixel[..colours]
                    .iter_mut()
                    .for_each(|colour| *colour = (255 * u32::from(*colour) / alpha).min(255) as u8);
            }
        }
    }
}

fn brightness(pixel: &[u8]) -> u8 {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16) as u8
}

/// `a * b / 255`, rounded.
pub fn scale(a: u8, b: u8) -> u8 {
    let product = u32::from(a) * u32::from(b) + 128;
    (((product >> 8) + product) >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::{Kind, Pixels};

    fn rgba(data: &[u8]) -> Pixels {
        Pixels { width: data.len() / 4, height: 1, kind: Kind::Rgba, data: data.to_vec() }
    }

    #[test]
    fn flattens_on_white() {
        let flat = rgba(&[10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128]).flatten();
        assert_eq!(flat.data, [10, 20, 30, 255, 255, 255, 127, 127, 127]);
        assert_eq!(flat.kind, Kind::Rgb);
    }

    #[test]
    fn undoes_its_premultiplication() {
        let mut pixels = rgba(&[200, 100, 50, 128, 9, 9, 9, 255]);
        pixels.premultiply();
        assert_eq!(pixels.data, [100, 50, 25, 128, 9, 9, 9, 255]);
        pixels.unpremultiply();
        assert_eq!(pixels.data, [199, 99, 49, 128, 9, 9, 9, 255]);
    }

    #[test]
    fn sees_brightness_as_601_does() {
        assert_eq!(rgba(&[255, 0, 0, 0, 0, 255, 0, 9, 0, 0, 255, 255]).grey().data, [76, 150, 29]);
    }
}
