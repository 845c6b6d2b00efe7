//! SVG as text. Every style is an attribute and every colour a plain one, so that any program
//! shows a figure in the same way: browsers, Inkscape, LaTeX's tools, word processors.

use std::fmt::Write as _;

use super::ink::Face;
use crate::px::Px;

/// A drawing under way.
#[derive(Default)]
pub(super) struct Svg(String);

impl Svg {
    /// An element without others in it; its attributes as they are written.
    pub(super) fn leaf(&mut self, element: &str, attributes: &str) {
        // Writing into a string cannot fail, here and below.
        let _ = writeln!(self.0, "<{element} {attributes}/>");
    }

    /// What others refer to, as it is written.
    pub(super) fn define(&mut self, definitions: &str) {
        let _ = writeln!(self.0, "<defs>{definitions}</defs>");
    }

    /// Begins a group; [`end`](Self::end) ends it.
    pub(super) fn begin(&mut self, attributes: &str) {
        let _ = writeln!(self.0, "<g {attributes}>");
    }

    pub(super) fn end(&mut self) {
        self.0.push_str("</g>\n");
    }

    /// Begins what a click follows; [`end_link`](Self::end_link) ends it.
    pub(super) fn begin_link(&mut self, to: &str) {
        let to = escaped(to);
        let _ = writeln!(self.0, r#"<a href="{to}" xlink:href="{to}">"#);
    }

    pub(super) fn end_link(&mut self) {
        self.0.push_str("</a>\n");
    }

    pub(super) fn line(&mut self, (x1, y1): Point, (x2, y2): Point, style: &str) {
        let (x1, y1, x2, y2) = (Px(x1), Px(y1), Px(x2), Px(y2));
        self.leaf(
            "line",
            &format!(r#"x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {style}"#),
        );
    }

    pub(super) fn rect(&mut self, area: Area, style: &str) {
        let Area {
            left,
            top,
            width,
            height,
        } = area;
        let (left, top, width, height) = (Px(left), Px(top), Px(width.max(0.0)), Px(height));
        self.leaf(
            "rect",
            &format!(r#"x="{left}" y="{top}" width="{width}" height="{height}" {style}"#),
        );
    }

    pub(super) fn circle(&mut self, (x, y): Point, r: f64, style: &str) {
        let (x, y, r) = (Px(x), Px(y), Px(r));
        self.leaf("circle", &format!(r#"cx="{x}" cy="{y}" r="{r}" {style}"#));
    }

    pub(super) fn path(&mut self, d: &str, style: &str) {
        if !d.is_empty() {
            self.leaf("path", &format!(r#"d="{d}" {style}"#));
        }
    }

    /// A line of text, its base line beginning (or in the middle, or ending) at a point.
    pub(super) fn text(&mut self, at: Point, face: &Face, text: &str) {
        self.tagged(at, face, text, "");
    }

    /// A line of text with an alarming word behind it.
    pub(super) fn tagged(&mut self, (x, y): Point, face: &Face, text: &str, tag: &str) {
        let (x, y, text) = (Px(x), Px(y), escaped(text));
        let halo = if face.halo {
            // The text once more, wider, below: the order of painting is not known everywhere.
            vec![face.halo_style(), face.style()]
        } else {
            vec![face.style()]
        };
        for (layer, style) in halo.iter().enumerate() {
            let hidden = if layer + 1 < halo.len() {
                r#" aria-hidden="true""#
            } else {
                ""
            };
            let tag = match tag {
                "" => String::new(),
                tag => format!(
                    "<tspan {}>{}</tspan>",
                    face.tag_style(layer > 0),
                    escaped(tag)
                ),
            };
            let _ = writeln!(
                self.0,
                r#"<text x="{x}" y="{y}" {style}{hidden}>{text}{tag}</text>"#
            );
        }
    }

    /// Adds what was drawn elsewhere.
    pub(super) fn append(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }

    /// What is drawn so far.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// A place in a drawing.
pub(super) type Point = (f64, f64);

/// A rectangle.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// A stretch of a lane: from here to there, around a height.
    pub(super) fn stretch(from: f64, to: f64, y: f64, half: f64) -> Self {
        Self {
            left: from,
            top: y - half,
            width: to - from,
            height: 2.0 * half,
        }
    }
}

/// A text as it may stand in a document or in an attribute. What XML has no place for is replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}
