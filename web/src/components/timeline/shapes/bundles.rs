//! Many shapes as one path each, for when there is too much in view to tell them apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use replicascope_core::ReplicaId;
use replicascope_scene::timeline::{BAND_HALF, CALL_HALF, Timeline};
use yew::prelude::*;

use super::messages::replica_of;

/// A path for each replica, and one for what belongs to none.
#[derive(Default)]
struct Paths(BTreeMap<Option<ReplicaId>, String>);

impl Paths {
    fn of(&mut self, replica: Option<ReplicaId>) -> &mut String {
        self.0.entry(replica).or_default()
    }

    fn draw(self, class: &'static str) -> Html {
        let path = |(replica, d): (Option<ReplicaId>, String)| {
            html! { <path {class} data-replica={replica.map(|one| one.to_string())} {d} /> }
        };
        self.0.into_iter().map(path).collect()
    }
}

/// Adds a rectangle to a path.
fn rectangle(path: &mut String, (from, to): (f64, f64), y: f64, half: f64) {
    let (top, height, width) = (y - half, 2.0 * half, (to - from).max(0.5));
    // Writing into a string cannot fail.
    let _ = write!(
        path,
        "M{from:.1} {top:.1}h{width:.1}v{height:.1}h-{width:.1}z"
    );
}

pub(super) fn bands(picture: &Timeline) -> Html {
    let mut paths = Paths::default();
    for band in &picture.bands {
        rectangle(
            paths.of(band.origin),
            (band.from, band.to),
            band.y,
            BAND_HALF,
        );
    }
    paths.draw("band")
}

pub(super) fn hatches(picture: &Timeline) -> Html {
    let mut d = String::new();
    for hatch in &picture.hatches {
        rectangle(&mut d, (hatch.from, hatch.to), hatch.y, BAND_HALF);
    }
    html! { <path class="stale-band" fill="url(#stale-hatch)" {d} /> }
}

pub(super) fn arrows(picture: &Timeline) -> Html {
    let mut paths = Paths::default();
    for arrow in &picture.arrows {
        let ((x1, y1), (x2, y2)) = (arrow.start, arrow.tip);
        // Writing into a string cannot fail.
        let _ = write!(
            paths.of(replica_of(arrow)),
            "M{x1:.0} {y1:.0}L{x2:.0} {y2:.0}"
        );
    }
    paths.draw("bundle")
}

pub(super) fn calls(picture: &Timeline) -> Html {
    let (mut fresh, mut stale) = (String::new(), String::new());
    for bar in &picture.calls {
        let path = if bar.stale { &mut stale } else { &mut fresh };
        rectangle(
            path,
            (bar.from, bar.to.max(bar.from + 3.0)),
            bar.y,
            CALL_HALF,
        );
    }
    html! {
        <>
            <g class="call"><path class="bar" d={fresh} /></g>
            <g class="call stale"><path class="bar" d={stale} /></g>
        </>
    }
}

pub(super) fn marks(picture: &Timeline) -> Html {
    let ticks = picture
        .marks
        .iter()
        .map(|mark| format!("M{:.0} {:.0}v10", mark.x, mark.y - 5.0));
    html! { <path class="ticks" d={ticks.collect::<String>()} /> }
}
