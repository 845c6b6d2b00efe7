//! Too much in view to tell apart: no labels, thin lines, ticks for marks.

use super::super::ink::{ALARM, FAINT, INK, PAPER, filled, own, stroke};
use super::super::svg::{Area, Svg};
use super::messages::sender;
use super::{ground, operations};
use crate::px::Px;
use crate::timeline::{CALL_HALF, Timeline};

pub(super) fn draw(svg: &mut Svg, picture: &Timeline) {
    ground::bands(svg, picture);
    ground::faults(svg, picture);
    for arrow in &picture.arrows {
        let colour = sender(arrow).map_or_else(|| FAINT.to_owned(), own);
        let style = stroke(&colour, 1.0) + r#" stroke-opacity="0.75""#;
        svg.line(arrow.start, arrow.tip, &style);
    }
    for bar in &picture.calls {
        let area = Area::stretch(bar.from, bar.to.max(bar.from + 3.0), bar.y, CALL_HALF);
        let (fill, colour) = if bar.stale {
            (ALARM, ALARM)
        } else {
            (PAPER, INK)
        };
        svg.rect(area, &filled(fill, colour, 1.5));
    }
    let ticks = picture.marks.iter();
    let ticks = ticks.map(|mark| format!("M{} {}v10", Px(mark.x), Px(mark.y - 5.0)));
    svg.path(&ticks.collect::<String>(), &stroke(INK, 1.4));
    operations::chips(svg, picture);
    ground::fault_labels(svg, picture);
}
