//! Every replica has a shape beside its colour, so that nothing is told by colour alone.

use replicascope_core::ReplicaId;

/// The corners of a replica's shape around a point, `r` pixels in size; none: it is a circle, a
/// little smaller than `r`.
pub fn corners(replica: ReplicaId, (x, y): (f64, f64), r: f64) -> Option<Vec<(f64, f64)>> {
    let corners = match replica.index() {
        0 => return None,
        1 => vec![(0.0, -1.05), (1.0, 0.8), (-1.0, 0.8)],
        2 => vec![(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
        3 => vec![(0.0, -1.15), (1.0, 0.0), (0.0, 1.15), (-1.0, 0.0)],
        4 => vec![(0.0, 1.05), (1.0, -0.8), (-1.0, -0.8)],
        5 => regular(5),
        6 => regular(6),
        7 => cross(),
        _ => star(),
    };
    let placed = corners.into_iter().map(|(dx, dy)| (x + dx * r, y + dy * r));
    Some(placed.collect())
}

/// The radius of the shape that is a circle.
pub fn radius(r: f64) -> f64 {
    r * 0.95
}

fn regular(corners: u32) -> Vec<(f64, f64)> {
    (0..corners)
        .map(|corner| at_angle(f64::from(corner) / f64::from(corners), 1.05))
        .collect()
}

fn star() -> Vec<(f64, f64)> {
    let reach = |corner: u32| if corner.is_multiple_of(2) { 1.15 } else { 0.5 };
    (0..10)
        .map(|corner| at_angle(f64::from(corner) / 10.0, reach(corner)))
        .collect()
}

fn cross() -> Vec<(f64, f64)> {
    const IN: f64 = 0.36;
    vec![
        (-IN, -1.0),
        (IN, -1.0),
        (IN, -IN),
        (1.0, -IN),
        (1.0, IN),
        (IN, IN),
        (IN, 1.0),
        (-IN, 1.0),
        (-IN, IN),
        (-1.0, IN),
        (-1.0, -IN),
        (-IN, -IN),
    ]
}

/// A point at a part of a whole turn, clockwise from the top.
fn at_angle(part: f64, reach: f64) -> (f64, f64) {
    let angle = (part - 0.25) * std::f64::consts::TAU;
    (reach * angle.cos(), reach * angle.sin())
}
