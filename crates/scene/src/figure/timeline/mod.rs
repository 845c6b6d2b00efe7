//! The space-time diagram of a run.

mod bundles;
mod columns;
mod ground;
mod keys;
mod messages;
mod operations;

use replicascope_core::Trace;
use replicascope_words::say;

use super::WIDTH;
use super::sheet::{Words, sheet};
use super::svg::Svg;
use crate::px::Px;
use crate::scale::Scale;
use crate::timeline::{Frame, Timeline};
use crate::{titles, words};

pub(super) use ground::sign;

/// Where the plot begins, and what is left free at its right: as on a wide screen.
const LEFT: f64 = 104.0;
const FREE: f64 = 18.0;

/// A run, or the stretch of it that a scale shows, looked at for one of its keys. The link is
/// written below.
pub fn timeline(trace: &Trace, key: usize, seen: Option<Scale>, link: Option<&str>) -> String {
    let key = key.min(trace.lab.keys.len() - 1);
    let whole = Scale::fitting(trace.lab.duration, LEFT, WIDTH - FREE);
    let scale = seen.map_or(whole, |seen| Scale {
        start: seen.start,
        per_pixel: (seen.right - seen.left) * seen.per_pixel / (whole.right - whole.left),
        ..whole
    });
    let frame = Frame {
        width: WIDTH,
        scale,
        key,
    };
    let picture = Timeline::of(trace, frame);
    let words = Words {
        title: &trace.lab.title,
        caption: &[caption(trace, key, &scale)],
        link,
    };
    let legend = keys::legend(trace, key, &picture);
    sheet(
        &words,
        (picture.width, picture.height),
        drawing(&picture),
        legend,
    )
}

/// What the run is of: everything that another would need to know to have the same.
fn caption(trace: &Trace, key: usize, scale: &Scale) -> String {
    let lab = &trace.lab;
    let held = &lab.keys[key];
    let whole = scale.start <= 0.0 && scale.x(lab.duration) <= scale.right;
    let told = say::figure::caption(
        &titles::with_settings(&lab.replication),
        &held.name,
        &titles::of_type(&held.data_type),
        &say::setup::replicas(lab.replicas.len()),
        &lab.seed,
    );
    if whole {
        return told;
    }
    let (from, to) = scale.visible();
    let [from, to, of] = [from, to.min(lab.duration), lab.duration].map(words::time);
    format!("{told} {}", say::figure::stretch(&from, &to, &of))
}

fn drawing(picture: &Timeline) -> Svg {
    let mut svg = Svg::default();
    ground::patterns(&mut svg, picture);
    ground::axis(&mut svg, picture);
    ground::lanes(&mut svg, picture);
    svg.begin(r#"clip-path="url(#plot)""#);
    if let Some(columns) = &picture.columns {
        columns::draw(&mut svg, picture, columns);
    } else if picture.is_dense() {
        bundles::draw(&mut svg, picture);
    } else {
        ground::bands(&mut svg, picture);
        ground::faults(&mut svg, picture);
        operations::waits(&mut svg, picture);
        messages::arrows(&mut svg, picture);
        messages::cargo(&mut svg, picture);
        ground::fault_labels(&mut svg, picture);
        operations::calls(&mut svg, picture);
        ground::band_labels(&mut svg, picture);
        operations::notes(&mut svg, picture);
        operations::chips(&mut svg, picture);
        operations::marks(&mut svg, picture);
        messages::heads(&mut svg, picture);
    }
    svg.end();
    ground::brackets(&mut svg, picture);
    svg
}

/// A path along a height.
fn along(from: f64, to: f64, y: f64) -> String {
    format!("M{} {} H{}", Px(from), Px(y), Px(to))
}
