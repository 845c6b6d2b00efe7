//! The legend: the signs that occur, and whose colour is whose.

use replicascope_core::clock::Relation;
use replicascope_core::{Place, ReplicaId, Trace};
use replicascope_words::say;

use super::super::ink::{INK, PAPER, dashed, dashes, filled, own, stroke, tint};
use super::super::sheet::Key;
use super::super::svg::{Area, Svg};
use super::{along, ground, messages, operations};
use crate::timeline::{MarkKind, Sign, Timeline, signs};

pub(super) fn legend(trace: &Trace, key: usize, picture: &Timeline) -> Vec<Key> {
    let senders = trace.lab.replicas.iter().filter(|replica| {
        let arrows = picture.arrows.iter();
        let sends = arrows
            .filter_map(messages::sender)
            .any(|one| one == **replica);
        let columns = picture.columns.iter().flat_map(|one| &one.traffic);
        let mut columns = columns.filter(|one| !one.sent.is_empty());
        let bands = picture.bands.iter();
        sends
            || columns.any(|one| one.sender == Place::Replica(**replica))
            || bands
                .filter_map(|band| band.origin)
                .any(|one| one == **replica)
    });
    let senders = senders.map(|replica| of_replica(*replica));
    let signs = signs(trace, key);
    let signs = signs.iter().map(|sign| Key {
        drawing: picture_of(*sign),
        words: sign.words().to_owned(),
    });
    senders.chain(signs).collect()
}

/// Its colour and its dashes.
fn of_replica(replica: ReplicaId) -> Key {
    let mut drawing = Svg::default();
    let area = Area::stretch(-12.0, 12.0, 0.0, 8.0);
    drawing.rect(area, &format!(r#"fill="{}""#, tint(replica)));
    let line = dashed(&own(replica), 1.9, dashes(replica));
    drawing.path(&along(-12.0, 12.0, 0.0), &line);
    Key {
        drawing,
        words: say::theatre::from_replica(&replica),
    }
}

fn picture_of(sign: Sign) -> Svg {
    let mut svg = Svg::default();
    let bar = |half| Area::stretch(-11.0, 11.0, 0.0, half);
    let mut glyph = |kind| operations::glyph(&mut svg, kind, (0.0, 0.0));
    match sign {
        Sign::Newer => glyph(MarkKind::Merge(Relation::Newer)),
        Sign::Older => glyph(MarkKind::Merge(Relation::Older)),
        Sign::Equal => glyph(MarkKind::Merge(Relation::Equal)),
        Sign::Concurrent => glyph(MarkKind::Merge(Relation::Concurrent)),
        Sign::Replaced => glyph(MarkKind::Replace),
        Sign::Followed => glyph(MarkKind::Follow),
        Sign::Answer => glyph(MarkKind::Answer),
        Sign::Update => svg.rect(bar(8.0), &format!(r#"rx="4" {}"#, filled(PAPER, INK, 2.0))),
        Sign::Discarded => {
            svg.rect(bar(8.0), &format!(r#"rx="4" {}"#, dashed(INK, 2.0, "5 3")));
            svg.path(&along(-7.0, 7.0, 0.0), &stroke(INK, 2.0));
        }
        Sign::Control => svg.path(&along(-11.0, 11.0, 0.0), &stroke(INK, 1.1)),
        Sign::Stale => svg.rect(bar(7.0), r##"fill="url(#stale-hatch)""##),
        Sign::Waits => svg.path(&along(-10.0, 12.0, 0.0), &operations::wait_style()),
        Sign::Leads => svg.path(&along(-11.0, 11.0, 0.0), &stroke(INK, 3.2)),
        Sign::Lost => svg.path("M-5 -5 L5 5 M-5 5 L5 -5", &messages::lost_style()),
        Sign::Partition => svg.rect(bar(5.0), &ground::wall_style(true)),
        Sign::Crash => svg.rect(bar(6.0), &ground::hole_style()),
        Sign::Trouble => svg.rect(bar(6.0), &ground::wall_style(false)),
    }
    svg
}
