//! Far too much in view to tell apart: how much happens, in columns.

use super::super::ink::{ALARM, FAINT, INK, PAPER, filled, own, stroke};
use super::super::svg::Svg;
use super::ground;
use crate::timeline::{Columns, Timeline};

pub(super) fn draw(svg: &mut Svg, picture: &Timeline, columns: &Columns) {
    ground::bands(svg, picture);
    ground::faults(svg, picture);
    for traffic in &columns.traffic {
        let colour = traffic.sender.replica();
        let colour = colour.map_or_else(|| FAINT.to_owned(), own);
        svg.path(&traffic.sent, &format!(r#"fill="{colour}""#));
        svg.path(&traffic.lost, &format!(r#"fill="{ALARM}""#));
    }
    svg.path(&columns.calls, &filled(PAPER, INK, 1.0));
    svg.path(&columns.stale_calls, &filled(ALARM, ALARM, 1.0));
    svg.path(&columns.updates, &format!(r#"fill="{INK}""#));
    svg.path(&columns.marks, &stroke(INK, 1.4));
    ground::fault_labels(svg, picture);
    ground::caption(svg, picture, &columns.caption);
}
