//! The sheet that a figure is on: title, drawing, legend, caption, from the top.

use super::ink::{FAINT, Face, Family, INK, PAPER, SOFT, lines};
use super::svg::{Svg, escaped};
use crate::px::Px;
use replicascope_words::say;

/// What is free around.
const MARGIN: f64 = 24.0;
const TITLE: Face = Face::new(Family::Serif, 21.0, INK).bold();
const KEY: Face = Face::new(Family::Sans, 13.0, SOFT);
const CAPTION: Face = Face::new(Family::Serif, 15.0, INK);
const LINK: Face = Face::new(Family::Mono, 8.0, FAINT);
/// Between what is drawn in a legend and its words, and between entries.
const KEY_ROOM: f64 = 30.0;
const KEY_GAP: f64 = 18.0;
const KEY_ROW: f64 = 24.0;
/// A link that takes more lines is not written out: it can be followed all the same.
const MOST_LINK_LINES: usize = 8;

/// What is written on it.
pub(super) struct Words<'a> {
    pub(super) title: &'a str,
    /// Paragraphs.
    pub(super) caption: &'a [String],
    /// The address that shows the same.
    pub(super) link: Option<&'a str>,
}

/// An entry of the legend: what is drawn, around 0, 0 and 24 wide, and what it means.
pub(super) struct Key {
    pub(super) drawing: Svg,
    pub(super) words: String,
}

/// Puts a figure together.
pub(super) fn sheet(
    words: &Words<'_>,
    (width, height): (f64, f64),
    drawing: Svg,
    legend: Vec<Key>,
) -> String {
    let mut svg = Svg::default();
    let mut y = MARGIN;
    for line in lines(words.title, TITLE.fitting(width)) {
        svg.text((0.0, y + 14.0), &TITLE, &line);
        y += TITLE.leading();
    }
    y += 6.0;
    svg.begin(&format!(r#"transform="translate(0 {})""#, Px(y)));
    svg.append(drawing);
    svg.end();
    y += height + 12.0;
    y = keys(&mut svg, legend, y, width);
    for paragraph in words.caption {
        for line in lines(paragraph, CAPTION.fitting(width)) {
            svg.text((0.0, y + 12.0), &CAPTION, &line);
            y += CAPTION.leading();
        }
    }
    if let Some(link) = words.link {
        y = address(&mut svg, link, y, width);
    }
    whole(words, width + 2.0 * MARGIN, y + MARGIN * 0.75, svg)
}

/// The legend, in as many rows as it takes; gives where it ends.
fn keys(svg: &mut Svg, legend: Vec<Key>, mut y: f64, width: f64) -> f64 {
    if legend.is_empty() {
        return y;
    }
    let mut x = 0.0;
    for key in legend {
        let wide = KEY_ROOM + KEY.width(&key.words);
        if x > 0.0 && x + wide > width {
            x = 0.0;
            y += KEY_ROW;
        }
        svg.begin(&format!(
            r#"transform="translate({} {})""#,
            Px(x + 12.0),
            Px(y + 10.0)
        ));
        svg.append(key.drawing);
        svg.end();
        svg.text((x + KEY_ROOM, y + 14.5), &KEY, &key.words);
        x += wide + KEY_GAP;
    }
    y + KEY_ROW + 8.0
}

/// The address: written out, so that it is there on paper, if it takes no more than a few lines.
fn address(svg: &mut Svg, link: &str, mut y: f64, width: f64) -> f64 {
    let all = lines(link, LINK.fitting(width));
    svg.begin_link(link);
    y += 4.0;
    if all.len() <= MOST_LINK_LINES {
        for line in all {
            svg.text((0.0, y + 8.0), &LINK, &line);
            y += LINK.leading();
        }
    } else {
        svg.text((0.0, y + 10.0), &KEY, say::figure::link_inside());
        y += KEY.leading();
    }
    svg.end_link();
    y
}

fn whole(words: &Words<'_>, width: f64, height: f64, svg: Svg) -> String {
    let (width, height) = (width.ceil(), height.ceil());
    let (title, about) = (escaped(words.title), escaped(&words.caption.join(" ")));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{title}</title>
<desc>{about}</desc>
<rect width="{width}" height="{height}" fill="{PAPER}"/>
<g transform="translate({MARGIN} 0)">
{}</g>
</svg>
"#,
        svg.into_text()
    )
}
