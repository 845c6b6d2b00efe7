//! Axis, lanes, what replicas hold, what breaks, and the brackets below.

use replicascope_core::Place;
use replicascope_words::say;

use super::super::ink::{
    BAND, FAINT, Face, Family, INK, PAPER, RULE, SOFT, WASH, dashed, filled, own, stroke, tint,
};
use super::super::svg::{Area, Svg};
use super::along;
use crate::px::Px;
use crate::symbol;
use crate::timeline::{BAND_HALF, Band, STRIP_HALF, Timeline};

const NUMBER: Face = Face::new(Family::Sans, 13.0, SOFT);
const NAME: Face = Face::new(Family::Serif, 19.0, INK).bold();
const CLIENT: Face = Face::new(Family::Sans, 15.0, SOFT).ending();
const VALUE: Face = Face::new(Family::Mono, 13.0, INK);
const DOWN: Face = Face::new(Family::Sans, 13.0, SOFT).italic().middle();
const FAULT: Face = Face::new(Family::Sans, 12.0, INK).haloed();
const LEADER: Face = Face::new(Family::Sans, 11.5, INK).bold().haloed();

pub(super) fn patterns(svg: &mut Svg, picture: &Timeline) {
    let (left, right) = (picture.scale.left, picture.scale.right);
    let clip = Area {
        left: left - 1.0,
        top: 0.0,
        width: right - left + 24.0,
        height: picture.height,
    };
    let mut plot = Svg::default();
    plot.rect(clip, "");
    let plot = plot.into_text();
    svg.define(&format!(
        r##"<pattern id="stale-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0 V7" stroke="{INK}" stroke-width="1.6" stroke-opacity="0.42"/></pattern>
<pattern id="wall-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="6" height="6" fill="{PAPER}"/><path d="M0 0 V6" stroke="{INK}" stroke-width="2.4"/></pattern>
<pattern id="trouble-hatch" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="{PAPER}"/><circle cx="3" cy="3" r="1" fill="{SOFT}"/></pattern>
<clipPath id="plot">{plot}</clipPath>"##
    ));
}

pub(super) fn axis(svg: &mut Svg, picture: &Timeline) {
    let floor = picture.lanes.floor();
    for tick in &picture.ticks {
        svg.line((tick.x, 34.0), (tick.x, floor), &stroke(RULE, 1.0));
        svg.text((tick.x, 24.0), &NUMBER.middle(), &tick.label);
    }
    if let Some(end) = picture.end {
        svg.line((end, 34.0), (end, floor), &dashed(FAINT, 1.5, "2 3"));
    }
}

pub(super) fn lanes(svg: &mut Svg, picture: &Timeline) {
    let left = picture.scale.left;
    let right = picture.end.unwrap_or(picture.scale.right);
    for lane in picture.lanes.iter() {
        svg.line((left, lane.y), (right, lane.y), &stroke(FAINT, 1.2));
        match lane.place {
            Place::Replica(replica) => {
                sign(svg, replica, (left - 44.0, lane.y), 10.0);
                svg.text((left - 26.0, lane.y + 6.0), &NAME, &replica.to_string());
            }
            Place::Client(client) => {
                let name = crate::words::place(Place::Client(client));
                svg.text((left - 12.0, lane.y + 5.0), &CLIENT, &name);
            }
        }
    }
}

/// The shape of a replica.
pub(in crate::figure) fn sign(
    svg: &mut Svg,
    replica: replicascope_core::ReplicaId,
    at: (f64, f64),
    r: f64,
) {
    let fill = format!(r#"fill="{}""#, own(replica));
    match symbol::corners(replica, at, r) {
        None => svg.circle(at, symbol::radius(r), &fill),
        Some(corners) => {
            let points = corners
                .iter()
                .map(|(x, y)| format!("{},{}", Px(*x), Px(*y)));
            let points = points.collect::<Vec<_>>().join(" ");
            svg.leaf("polygon", &format!(r#"points="{points}" {fill}"#));
        }
    }
}

/// What a band is filled with.
pub(super) fn band_fill(band: &Band) -> String {
    band.origin.map_or_else(|| BAND.to_owned(), tint)
}

pub(super) fn bands(svg: &mut Svg, picture: &Timeline) {
    for band in &picture.bands {
        let area = Area::stretch(band.from, band.to, band.y, BAND_HALF);
        svg.rect(area, &filled(&band_fill(band), PAPER, 1.0));
    }
    for hatch in &picture.hatches {
        let area = Area::stretch(hatch.from, hatch.to, hatch.y, BAND_HALF);
        svg.rect(area, r##"fill="url(#stale-hatch)""##);
    }
}

pub(super) fn band_labels(svg: &mut Svg, picture: &Timeline) {
    for band in &picture.bands {
        if let Some((x, label)) = &band.label {
            svg.text((*x, band.y + 4.5), &VALUE, label);
        }
    }
}

/// Who leads, and what breaks.
pub(super) fn faults(svg: &mut Svg, picture: &Timeline) {
    for reign in &picture.reigns {
        svg.path(&along(reign.from, reign.to, reign.y), &stroke(INK, 3.2));
        if reign.to - reign.from > 60.0 {
            svg.text(
                (reign.from + 2.0, reign.y - 4.0),
                &LEADER,
                say::cluster::leader(),
            );
        }
    }
    for hole in &picture.holes {
        let area = Area::stretch(hole.from, hole.to, hole.y, BAND_HALF + 3.0);
        svg.rect(area, &hole_style());
        if let Some(label) = &hole.label {
            let middle = f64::midpoint(hole.from, hole.to);
            svg.text((middle, hole.y + 4.5), &DOWN, label);
        }
    }
    for wall in &picture.walls {
        let area = Area::stretch(wall.from, wall.to, wall.y, 6.0);
        svg.rect(area, &wall_style(wall.is_partition));
    }
    for strip in &picture.strips {
        let area = Area::stretch(strip.from, strip.to, strip.y, STRIP_HALF);
        let style = filled(WASH, SOFT, 1.0) + r#" stroke-dasharray="3 2""#;
        svg.rect(area, &style);
    }
}

pub(super) fn hole_style() -> String {
    filled(PAPER, FAINT, 1.0) + r#" stroke-dasharray="4 3""#
}

pub(super) fn wall_style(is_partition: bool) -> String {
    match is_partition {
        true => filled("url(#wall-hatch)", INK, 1.2),
        false => filled("url(#trouble-hatch)", SOFT, 1.0) + r#" stroke-dasharray="3 2""#,
    }
}

pub(super) fn fault_labels(svg: &mut Svg, picture: &Timeline) {
    for (at, label) in picture.fault_labels() {
        svg.text(at, &FAULT, label);
    }
}

/// What a picture in columns shows, where others have words below their brackets.
pub(super) fn caption(svg: &mut Svg, picture: &Timeline, caption: &str) {
    let at = (picture.scale.left, picture.lanes.floor() + 21.0);
    svg.text(at, &NUMBER, caption);
}

pub(super) fn brackets(svg: &mut Svg, picture: &Timeline) {
    let y = picture.lanes.floor();
    for bracket in &picture.disagreements {
        let (from, to) = (Px(bracket.from), Px(bracket.to));
        svg.path(
            &format!("M{from} {} v6 H{to} v-6", Px(y)),
            &stroke(SOFT, 1.4),
        );
        if let Some(label) = &bracket.label {
            svg.text((bracket.from, y + 21.0), &NUMBER, label);
        }
    }
}
