//! Two quorums, and what they promise.

use replicascope_quorum::Quorum;
use replicascope_quorum::overlap::{Pair, Sizes};
use replicascope_words::say;

use super::ink::{Face, Family, INK, PAPER, RULE, WASH, dashed, filled, stroke};
use super::sheet::{Key, Words, sheet};
use super::svg::{Area, Svg};
use super::timeline::sign;
use crate::quorum::overlap::{Area as Side, Arrangement, Picture};
use crate::quorum::statements;

const WIDTH: f64 = 620.0;
const NAME: Face = Face::new(Family::Serif, 16.0, INK).bold();
const SET: Face = Face::new(Family::Sans, 13.0, INK).bold();
/// How large the symbol of a replica is.
const SYMBOL: f64 = 9.4;

/// Of which two sets the picture is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sets {
    /// A write's and a read's.
    WriteAndRead,
    /// Two writes'.
    TwoWrites,
}

/// One pair of sets for N, W and R; below it, what these promise for every pair.
pub fn quorum(quorum: Quorum, sets: Sets, pair: Pair, link: Option<&str>) -> String {
    let picture = Picture::of(&Arrangement::of(quorum.n(), pair));
    let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
    let (second, sizes) = match sets {
        Sets::WriteAndRead => (say::figure::read_set(&r), Sizes::write_and_read(quorum)),
        Sets::TwoWrites => (say::figure::other_write(&w), Sizes::two_writes(quorum)),
    };
    let mut caption = vec![say::figure::one_pair(&sizes.pairs(), &sizes.meeting())];
    caption.extend(statements(quorum).into_iter().map(|one| one.text));
    let words = Words {
        title: &say::figure::quorum_title(&n, &w, &r),
        caption: &caption,
        link,
    };
    let mut drawing = Svg::default();
    let aside = ((WIDTH - picture.width) / 2.0).max(0.0);
    drawing.begin(&format!(r#"transform="translate({aside} 0)""#));
    draw(
        &mut drawing,
        &picture,
        [&say::figure::write_set(&w), &second],
    );
    drawing.end();
    sheet(&words, (WIDTH, picture.height), drawing, legend(&second))
}

fn draw(svg: &mut Svg, picture: &Picture, names: [&str; 2]) {
    svg.define(&format!(
        r#"<pattern id="first-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0 V8" {}/></pattern>
<pattern id="second-dots" width="8" height="8" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1.3" fill="{SECOND}" fill-opacity="0.6"/></pattern>"#,
        dashed(FIRST, 2.4, "none") + r#" stroke-opacity="0.55""#
    ));
    let (first, second) = (&picture.first, &picture.second);
    set(svg, area(first), "first-hatch", "none");
    set(svg, area(second), "second-dots", "7 4");
    if let Some(shared) = &picture.shared {
        svg.rect(area(shared), &(rounded() + &stroke(INK, 3.0)));
    }
    svg.text((first.left, first.top - 8.0), &SET, names[0]);
    svg.text(
        (second.right, second.bottom + 18.0),
        &SET.ending(),
        names[1],
    );
    for spot in &picture.spots {
        let (x, y) = spot.at;
        svg.circle(spot.at, 23.0, &filled(PAPER, RULE, 1.5));
        if spot.in_first && spot.in_second {
            svg.circle(spot.at, 21.0, &stroke(INK, 3.0));
        }
        sign(svg, spot.replica, (x - 7.0, y), SYMBOL);
        svg.text((x + 5.0, y + 6.0), &NAME, &spot.replica.to_string());
    }
}

/// The colours of the two patterns: those of A and B.
const FIRST: &str = "#0072b2";
const SECOND: &str = "#d55e00";

fn set(svg: &mut Svg, area: Area, pattern: &str, dashes: &str) {
    let ground = filled(WASH, INK, 1.8);
    svg.rect(
        area,
        &format!(
            r#"{}{ground} fill-opacity="0.55" stroke-dasharray="{dashes}""#,
            rounded()
        ),
    );
    let pattern = format!(r#"{}fill="url(#{pattern})" fill-opacity="0.9""#, rounded());
    svg.rect(area, &pattern);
}

fn rounded() -> String {
    r#"rx="12" "#.to_owned()
}

fn area(side: &Side) -> Area {
    Area {
        left: side.left,
        top: side.top,
        width: side.right - side.left,
        height: side.bottom - side.top,
    }
}

fn legend(second: &str) -> Vec<Key> {
    let swatch = |pattern: &str, dashes: &str| {
        let mut svg = Svg::default();
        let area = Area::stretch(-11.0, 11.0, 0.0, 8.0);
        let style = filled(&format!("url(#{pattern})"), INK, 1.5);
        svg.rect(
            area,
            &format!(r#"rx="4" {style} stroke-dasharray="{dashes}""#),
        );
        svg
    };
    let mut both = Svg::default();
    both.circle((0.0, 0.0), 9.0, &stroke(INK, 3.0));
    let second = second.split(',').next().unwrap_or(second).to_lowercase();
    let key = |drawing, words: &str| Key {
        drawing,
        words: words.to_owned(),
    };
    vec![
        key(swatch("first-hatch", "none"), say::figure::write_set_key()),
        key(swatch("second-dots", "5 3"), &second),
        key(both, say::figure::in_both()),
    ]
}
