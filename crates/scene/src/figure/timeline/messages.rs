//! Messages: lines and heads.

use replicascope_core::ReplicaId;

use super::super::ink::{ALARM, FAINT, Face, Family, PAPER, SOFT, dashed, dashes, filled, own};
use super::super::svg::Svg;
use crate::px::Px;
use crate::timeline::{Arrow, ArrowEnd, Timeline};

const CARGO: Face = Face::new(Family::Mono, 12.0, SOFT).haloed();

/// The replica whose colour a message has; none: it goes between a client and a replica.
pub(super) fn sender(arrow: &Arrow) -> Option<ReplicaId> {
    match arrow.is_client_traffic {
        true => None,
        false => arrow.from.replica(),
    }
}

pub(super) fn arrows(svg: &mut Svg, picture: &Timeline) {
    for arrow in &picture.arrows {
        let width = match arrow {
            Arrow { by_hand: true, .. } => 2.6,
            arrow if arrow.is_client_traffic || arrow.is_control => 1.1,
            _ => 1.9,
        };
        let mut style = match sender(arrow) {
            Some(replica) => dashed(&own(replica), width, dashes(replica)),
            None => dashed(FAINT, width, "none"),
        };
        if arrow.is_control {
            style.push_str(r#" stroke-opacity="0.75""#);
        }
        svg.line(arrow.start, arrow.tip, &style);
    }
}

/// What they carry: above all lines, which would strike it out otherwise.
pub(super) fn cargo(svg: &mut Svg, picture: &Timeline) {
    for (at, label) in picture.arrows.iter().filter_map(|one| one.label.as_ref()) {
        svg.text(*at, &CARGO, label);
    }
}

pub(super) fn heads(svg: &mut Svg, picture: &Timeline) {
    for arrow in &picture.arrows {
        let (x, y) = arrow.tip;
        let place = format!(r#"transform="translate({} {})"#, Px(x), Px(y));
        if arrow.end == ArrowEnd::Lost {
            svg.path(
                "M-5 -5 L5 5 M-5 5 L5 -5",
                &format!(r#"{place}" {}"#, lost_style()),
            );
            continue;
        }
        let angle = (y - arrow.start.1).atan2(x - arrow.start.0).to_degrees();
        let colour = sender(arrow).map_or_else(|| FAINT.to_owned(), own);
        let opacity = match arrow.is_control {
            true => r#" fill-opacity="0.75""#,
            false => "",
        };
        svg.path(
            HEAD,
            &format!(
                r#"{place} rotate({})" {}{opacity}"#,
                Px(angle),
                filled(&colour, PAPER, 1.0)
            ),
        );
    }
}

/// The head of an arrow to the right that ends at 0, 0.
pub(super) const HEAD: &str = "M0 0 L-11 -5 L-8.5 0 L-11 5 Z";

pub(super) fn lost_style() -> String {
    dashed(ALARM, 2.6, "none") + r#" stroke-linecap="round""#
}
