/// A straight line through points, by least squares.
pub struct Fit {
    /// Per second.
    pub slope: f64,
    /// The share of the variation that the line explains; None where there is no variation.
    pub r_squared: Option<f64>,
    /// The slope's own; 0 where all points lie on the line.
    pub standard_error: f64,
}

/// None with fewer than two different times.
pub fn fit(points: &[(f64, f64)]) -> Option<Fit> {
    let count = points.len() as f64;
    let mean_x = points.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = points.iter().map(|(_, y)| y).sum::<f64>() / count;
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (x, y) in points {
        xx += (x - mean_x) * (x - mean_x);
        xy += (x - mean_x) * (y - mean_y);
        yy += (y - mean_y) * (y - mean_y);
    }
    if points.len() < 2 || xx == 0.0 {
        return None;
    }
    let slope = xy / xx;
    let rest: f64 = points.iter().map(|(x, y)| (y - mean_y - slope * (x - mean_x)).powi(2)).sum();
    let freedom = points.len().saturating_sub(2);
    let standard_error = if freedom == 0 { 0.0 } else { (rest / freedom as f64 / xx).sqrt() };
    Some(Fit { slope, r_squared: (yy > 0.0).then(|| (xy * xy / (xx * yy)).min(1.0)), standard_error })
}
