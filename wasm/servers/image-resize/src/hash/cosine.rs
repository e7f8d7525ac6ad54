use std::f64::consts::PI;

/// The cosine transform (type II) of a square of bytes: of its columns, then of its rows.
pub fn transform(square: &[u8], side: usize) -> Vec<f64> {
    let table: Vec<f64> = (0..4 * side).map(|at| (PI * at as f64 / (2 * side) as f64).cos()).collect();
    let once = |line: &[f64]| -> Vec<f64> {
        let sum = |k: usize| {
            let terms = line.iter().enumerate().map(|(n, value)| value * table[(2 * n + 1) * k % (4 * side)]);
            2.0 * terms.sum::<f64>()
        };
        (0..side).map(sum).collect()
    };
    let mut result = vec![0.0; side * side];
    for x in 0..side {
        let column: Vec<f64> = square.iter().skip(x).step_by(side).map(|value| f64::from(*value)).collect();
        for (y, value) in once(&column).into_iter().enumerate() {
            result[y * side + x] = value;
        }
    }
    for row in result.chunks_exact_mut(side) {
        let turned = once(row);
        row.copy_from_slice(&turned);
    }
    result
}
