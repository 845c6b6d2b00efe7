//! Client operations, updates, merges and answers.

use super::super::ink::{ALARM, Face, Family, INK, PAPER, SOFT, WASH, filled, own, stroke};
use super::super::svg::{Area, Svg};
use super::along;
use crate::px::Px;
use crate::timeline::{BAND_HALF, CALL_HALF, CallBar, MarkKind, Timeline};

const VALUE: Face = Face::new(Family::Mono, 13.0, INK);
const NOTE: Face = Face::new(Family::Sans, 12.0, INK).bold().haloed();
const WAIT: Face = Face::new(Family::Sans, 12.0, SOFT)
    .italic()
    .middle()
    .haloed();

pub(super) fn calls(svg: &mut Svg, picture: &Timeline) {
    for bar in &picture.calls {
        let area = Area::stretch(bar.from, bar.to.max(bar.from + 3.0), bar.y, CALL_HALF);
        svg.rect(area, &format!(r#"rx="4" {}"#, bar_style(bar)));
        if let Some(at) = bar.label_at {
            svg.tagged(at, &VALUE.haloed(), &bar.label, &bar.tag());
        }
    }
}

fn bar_style(bar: &CallBar) -> String {
    let (fill, colour, dashes) = match bar {
        CallBar { failed: true, .. } => ("none", ALARM, "6 3"),
        CallBar { stale: true, .. } => (ALARM, ALARM, "none"),
        CallBar {
            returned: false, ..
        } => ("none", INK, "2 4"),
        CallBar { is_read: true, .. } => (WASH, INK, "4 2"),
        _ => (PAPER, INK, "none"),
    };
    format!(
        r#"{} stroke-dasharray="{dashes}""#,
        filled(fill, colour, 1.5)
    )
}

pub(super) fn chips(svg: &mut Svg, picture: &Timeline) {
    for chip in &picture.chips {
        let area = Area::stretch(chip.x, chip.x + chip.width, chip.y, BAND_HALF + 2.0);
        let dashes = if chip.lost { "5 3" } else { "none" };
        let style = filled(PAPER, &own(chip.replica), 2.4);
        svg.rect(
            area,
            &format!(r#"rx="4" {style} stroke-dasharray="{dashes}""#),
        );
        if let Some(label) = &chip.label {
            let face = VALUE.bold().middle().struck_if(chip.lost);
            svg.text((chip.x + chip.width / 2.0, chip.y + 4.5), &face, label);
        }
    }
}

pub(super) fn marks(svg: &mut Svg, picture: &Timeline) {
    for mark in &picture.marks {
        glyph(svg, mark.kind, (mark.x, mark.y));
    }
}

/// The sign for what a merge or an answer was.
pub(super) fn glyph(svg: &mut Svg, kind: MarkKind, (x, y): (f64, f64)) {
    let fill = if kind.is_filled() { INK } else { PAPER };
    svg.begin(&format!(r#"transform="translate({} {})""#, Px(x), Px(y)));
    svg.path(kind.outline(), &filled(fill, INK, 1.8));
    svg.path(kind.inner(), &stroke(INK, 1.6));
    svg.end();
}

pub(super) fn notes(svg: &mut Svg, picture: &Timeline) {
    for note in &picture.notes {
        let top = note.y + BAND_HALF;
        svg.line((note.x, top), (note.x, top + 10.0), &stroke(INK, 2.0));
        if let Some((from, label)) = &note.label {
            svg.text((*from, top + 15.0), &NOTE, label);
        }
    }
}

pub(super) fn waits(svg: &mut Svg, picture: &Timeline) {
    for wait in &picture.waits {
        svg.path(&along(wait.from, wait.to, wait.y), &wait_style());
        if let Some(label) = &wait.label {
            let middle = f64::midpoint(wait.from, wait.to);
            svg.text((middle, wait.y + 13.0), &WAIT, label);
        }
    }
}

pub(super) fn wait_style() -> String {
    stroke(INK, 3.0) + r#" stroke-dasharray="1.5 4" stroke-linecap="round""#
}
