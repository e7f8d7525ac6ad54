use crate::pixels::scale;

/// In place: four channels of ink become three of light, as simple printing would.
pub fn to_rgb(mut data: Vec<u8>) -> Vec<u8> {
    let pixels = data.len() / 4;
    for at in 0..pixels {
        let [cyan, magenta, yellow, black] = [data[at * 4], data[at * 4 + 1], data[at * 4 + 2], data[at * 4 + 3]];
        let light = 255 - black;
        for (channel, ink) in [cyan, magenta, yellow].into_iter().enumerate() {
            data[at * 3 + channel] = light.saturating_sub(scale(ink, light));
        }
    }
    data.truncate(pixels * 3);
    data
}

#[cfg(test)]
mod tests {
    use super::to_rgb;

    #[test]
    fn mixes() {
        assert_eq!(to_rgb(vec![0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255]), [255, 255, 255, 0, 255, 255, 0, 0, 0]);
    }
}
