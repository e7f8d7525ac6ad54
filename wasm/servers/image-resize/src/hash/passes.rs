//! The passes of a backward Fourier transform of real numbers (Swarztrauber's, as in FFTPACK) over 32 of them.

use super::cosine::SIDE;

pub type Line = [f64; SIDE];
/// Cosine and sine of an angle.
type Turn = (f64, f64);

/// A number turned by an angle: its real and its imaginary part.
fn turned((cosine, sine): Turn, real: f64, imaginary: f64) -> (f64, f64) {
    (cosine * real - sine * imaginary, cosine * imaginary + sine * real)
}

/// The whole line as two lines of half its length.
pub fn by_two(from: &Line, turn: impl Fn(usize) -> Turn) -> Line {
    const LENGTH: usize = SIDE / 2;
    let (first, second) = from.split_at(LENGTH);
    let mut to = [0.0; SIDE];
    let (sums, rest) = to.split_at_mut(LENGTH);
    let last = LENGTH - 1;
    (sums[0], rest[0]) = (first[0] + second[last], first[0] - second[last]);
    (sums[last], rest[last]) = (2.0 * first[last], -2.0 * second[0]);
    for i in 1..LENGTH / 2 {
        let (at, back) = (2 * i, LENGTH - 2 * i);
        sums[at - 1] = first[at - 1] + second[back - 1];
        sums[at] = first[at] - second[back];
        let (real, imaginary) = (first[at - 1] - second[back - 1], first[at] + second[back]);
        (rest[at - 1], rest[at]) = turned(turn(i), real, imaginary);
    }
    to
}

/// Each of `COUNT` groups, four parts of `LENGTH` (one or four) side by side, into parts that lie `COUNT` groups apart.
pub fn by_four<const LENGTH: usize, const COUNT: usize>(from: &Line, turn: impl Fn(usize, usize) -> Turn) -> Line {
    let mut to = [0.0; SIDE];
    for (group, parts) in from.chunks_exact(4 * LENGTH).enumerate() {
        let part = |number: usize, at: usize| parts[number * LENGTH + at];
        let mut put = |at: usize, values: [f64; 4]| {
            for (number, value) in values.into_iter().enumerate() {
                to[(number * COUNT + group) * LENGTH + at] = value;
            }
        };
        let last = LENGTH - 1;
        let (sum, difference) = (part(0, 0) + part(3, last), part(0, 0) - part(3, last));
        let (one, two) = (2.0 * part(1, last), 2.0 * part(2, 0));
        put(0, [sum + one, difference - two, sum - one, difference + two]);
        if LENGTH == 1 {
            continue;
        }
        let (plus, minus) = (part(3, 0) + part(1, 0), part(3, 0) - part(1, 0));
        let (sum, difference) = (part(0, last) + part(2, last), part(0, last) - part(2, last));
        let root = std::f64::consts::SQRT_2;
        put(last, [sum + sum, root * (difference - plus), minus + minus, -root * (difference + plus)]);
        for i in 1..LENGTH / 2 {
            let (at, back) = (2 * i, LENGTH - 2 * i);
            let pair = |here: usize, there: usize, at: usize, back: usize| {
                (part(here, at) + part(there, back), part(here, at) - part(there, back))
            };
            let (r02, r01) = pair(0, 3, at - 1, back - 1);
            let (i01, i02) = pair(0, 3, at, back);
            let (r04, i03) = pair(2, 1, at, back);
            let (r03, i04) = pair(2, 1, at - 1, back - 1);
            let second = turned(turn(1, i), r01 - r04, i01 + i04);
            let third = turned(turn(2, i), r02 - r03, i02 - i03);
            let fourth = turned(turn(3, i), r01 + r04, i01 - i04);
            put(at - 1, [r02 + r03, second.0, third.0, fourth.0]);
            put(at, [i02 + i03, second.1, third.1, fourth.1]);
        }
    }
    to
}
