//! Many shapes as one path each, for when there is too much in view to tell them apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use replicascope_core::ReplicaId;
use replicascope_scene::timeline::{BAND_HALF, CALL_HALF, Timeline};
use yew::prelude::*;

use super::messages::replica_of;
use crate::components::px::Px;

/// So wide a stretch of the picture is a path of its own: what has not changed is not drawn again.
const STRETCH: f64 = 96.0;

/// A path for each replica, and one for what belongs to none, in each stretch of the picture.
#[derive(Default)]
struct Paths(BTreeMap<(Option<ReplicaId>, i32), String>);

impl Paths {
    /// The path for what begins at a horizontal place.
    fn of(&mut self, replica: Option<ReplicaId>, x: f64) -> &mut String {
        #[expect(clippy::cast_possible_truncation, reason = "float casts saturate")]
        let stretch = (x / STRETCH).floor() as i32;
        self.0.entry((replica, stretch)).or_default()
    }

    fn draw(self, class: &'static str) -> Html {
        let path = |((replica, _), d): ((Option<ReplicaId>, i32), String)| {
            html! { <path {class} data-replica={replica.map(|one| one.to_string())} {d} /> }
        };
        self.0.into_iter().map(path).collect()
    }
}

/// Adds a rectangle to a path.
fn rectangle(path: &mut String, (from, to): (f64, f64), y: f64, half: f64) {
    let (height, width) = (Px(2.0 * half), Px((to - from).max(0.5)));
    let (from, top) = (Px(from), Px(y - half));
    // Writing into a string cannot fail.
    let _ = write!(path, "M{from} {top}h{width}v{height}h-{width}z");
}

pub(super) fn bands(picture: &Timeline) -> Html {
    let mut paths = Paths::default();
    for band in &picture.bands {
        rectangle(
            paths.of(band.origin, band.from),
            (band.from, band.to),
            band.y,
            BAND_HALF,
        );
    }
    paths.draw("band")
}

pub(super) fn hatches(picture: &Timeline) -> Html {
    let mut paths = Paths::default();
    for hatch in &picture.hatches {
        let path = paths.of(None, hatch.from);
        rectangle(path, (hatch.from, hatch.to), hatch.y, BAND_HALF);
    }
    html! { <g fill="url(#stale-hatch)">{ paths.draw("stale-band") }</g> }
}

pub(super) fn arrows(picture: &Timeline) -> Html {
    let mut paths = Paths::default();
    for arrow in &picture.arrows {
        let ((x1, y1), (x2, y2)) = (arrow.start, arrow.tip);
        // Writing into a string cannot fail.
        let _ = write!(
            paths.of(replica_of(arrow), x1),
            "M{} {}L{} {}",
            Px(x1),
            Px(y1),
            Px(x2),
            Px(y2)
        );
    }
    paths.draw("bundle")
}

pub(super) fn calls(picture: &Timeline) -> Html {
    let (mut fresh, mut stale) = (Paths::default(), Paths::default());
    for bar in &picture.calls {
        let paths = if bar.stale { &mut stale } else { &mut fresh };
        rectangle(
            paths.of(None, bar.from),
            (bar.from, bar.to.max(bar.from + 3.0)),
            bar.y,
            CALL_HALF,
        );
    }
    html! {
        <>
            <g class="call">{ fresh.draw("bar") }</g>
            <g class="call stale">{ stale.draw("bar") }</g>
        </>
    }
}

pub(super) fn marks(picture: &Timeline) -> Html {
    let mut paths = Paths::default();
    for mark in &picture.marks {
        // Writing into a string cannot fail.
        let _ = write!(
            paths.of(None, mark.x),
            "M{} {}v10",
            Px(mark.x),
            Px(mark.y - 5.0)
        );
    }
    paths.draw("ticks")
}
