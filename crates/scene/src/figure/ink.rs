//! Colours, lines and type on paper: those of the page in daylight, on white.

use replicascope_core::ReplicaId;

pub(super) const PAPER: &str = "#ffffff";
pub(super) const INK: &str = "#1c1b19";
pub(super) const SOFT: &str = "#55524c";
pub(super) const FAINT: &str = "#8a867d";
pub(super) const RULE: &str = "#d9d5cb";
pub(super) const BAND: &str = "#e9e6de";
pub(super) const WASH: &str = "#f4f2ec";
pub(super) const ALARM: &str = "#a8320a";

/// The colours of the replicas: the Okabe-Ito palette, and ink and grey.
const OWN: [u32; 9] = [
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0xb8a900, 0x1c1b19, 0x8a867d,
];
/// Their dashes.
const DASHES: [&str; 9] = [
    "none",
    "9 4",
    "2 4",
    "9 4 2 4",
    "14 5",
    "5 3",
    "9 3 2 3 2 3",
    "4 7",
    "14 3 2 3",
];
/// How much of the colour is in what a replica holds, in percent.
const TINT: u32 = 30;

/// The colour of a replica.
pub(super) fn own(replica: ReplicaId) -> String {
    format!("#{:06x}", OWN[replica.index() % OWN.len()])
}

/// The dashes of its lines.
pub(super) fn dashes(replica: ReplicaId) -> &'static str {
    DASHES[replica.index() % DASHES.len()]
}

/// Its colour, mixed with much white.
pub(super) fn tint(replica: ReplicaId) -> String {
    let own = OWN[replica.index() % OWN.len()];
    let part = |shift: u32| {
        let part = own >> shift & 0xff;
        ((part * TINT + 0xff * (100 - TINT) + 50) / 100) << shift
    };
    format!("#{:06x}", part(16) | part(8) | part(0))
}

/// The attributes of a line without a filling.
pub(super) fn stroke(colour: &str, width: f64) -> String {
    format!(r#"fill="none" stroke="{colour}" stroke-width="{width}""#)
}

/// The same in dashes.
pub(super) fn dashed(colour: &str, width: f64, dashes: &str) -> String {
    let stroke = stroke(colour, width);
    match dashes {
        "none" => stroke,
        dashes => format!(r#"{stroke} stroke-dasharray="{dashes}""#),
    }
}

/// The attributes of something filled, with an outline.
pub(super) fn filled(fill: &str, colour: &str, width: f64) -> String {
    format!(r#"fill="{fill}" stroke="{colour}" stroke-width="{width}""#)
}

/// A family of type: what systems have, in the order of preference.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Sans,
    Serif,
    Mono,
}

impl Family {
    fn stack(self) -> &'static str {
        match self {
            Self::Sans => "'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif",
            Self::Serif => "Palatino, 'Palatino Linotype', Georgia, 'Times New Roman', serif",
            Self::Mono => "Menlo, Consolas, 'DejaVu Sans Mono', monospace",
        }
    }

    /// About how wide a character is, as a part of the size: rather more than less.
    fn breadth(self) -> f64 {
        match self {
            Self::Sans => 0.53,
            Self::Serif => 0.58,
            Self::Mono => 0.605,
        }
    }
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Face {
    family: Family,
    size: f64,
    weight: u16,
    italic: bool,
    colour: &'static str,
    anchor: &'static str,
    struck: bool,
    /// Whether it keeps what is below it at a distance.
    pub(super) halo: bool,
}

impl Face {
    pub(super) const fn new(family: Family, size: f64, colour: &'static str) -> Self {
        Self {
            family,
            size,
            weight: 400,
            italic: false,
            colour,
            anchor: "start",
            struck: false,
            halo: false,
        }
    }

    pub(super) const fn bold(self) -> Self {
        Self {
            weight: 600,
            ..self
        }
    }

    pub(super) const fn italic(self) -> Self {
        Self {
            italic: true,
            ..self
        }
    }

    pub(super) const fn middle(self) -> Self {
        Self {
            anchor: "middle",
            ..self
        }
    }

    pub(super) const fn ending(self) -> Self {
        Self {
            anchor: "end",
            ..self
        }
    }

    pub(super) const fn haloed(self) -> Self {
        Self { halo: true, ..self }
    }

    pub(super) const fn struck_if(self, struck: bool) -> Self {
        Self { struck, ..self }
    }

    pub(super) const fn coloured(self, colour: &'static str) -> Self {
        Self { colour, ..self }
    }

    /// From one line to the next.
    pub(super) fn leading(&self) -> f64 {
        self.size * 1.4
    }

    /// About how wide a text is.
    pub(super) fn width(&self, text: &str) -> f64 {
        let bold = if self.weight > 400 { 1.06 } else { 1.0 };
        text.chars().count() as f64 * self.size * self.family.breadth() * bold
    }

    /// How many characters have room, one at least.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundreds, and casts saturate"
    )]
    pub(super) fn fitting(&self, width: f64) -> usize {
        (width / self.width("x")).max(1.0) as usize
    }

    pub(super) fn style(&self) -> String {
        let mut style = self.face();
        style.push_str(&format!(r#" fill="{}""#, self.colour));
        if self.struck {
            style.push_str(r#" text-decoration="line-through""#);
        }
        style
    }

    pub(super) fn halo_style(&self) -> String {
        format!(
            r#"{} fill="{PAPER}" stroke="{PAPER}" stroke-width="4" stroke-linejoin="round""#,
            self.face()
        )
    }

    /// A word behind the text; in its halo it has no colour of its own.
    pub(super) fn tag_style(&self, coloured: bool) -> String {
        let colour = if coloured || !self.halo { ALARM } else { PAPER };
        format!(
            r#"font-family="{}" font-weight="700" fill="{colour}""#,
            Family::Sans.stack()
        )
    }

    fn face(&self) -> String {
        let mut face = format!(
            r#"font-family="{}" font-size="{}""#,
            self.family.stack(),
            self.size
        );
        if self.weight != 400 {
            face.push_str(&format!(r#" font-weight="{}""#, self.weight));
        }
        if self.italic {
            face.push_str(r#" font-style="italic""#);
        }
        if self.anchor != "start" {
            face.push_str(&format!(r#" text-anchor="{}""#, self.anchor));
        }
        face
    }
}

/// Breaks a text into lines of at most so many characters, between words where that is possible.
pub(super) fn lines(text: &str, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: Vec<char> = Vec::new();
    for word in text.split_whitespace() {
        let word: Vec<char> = word.chars().collect();
        let joined = line.len() + usize::from(!line.is_empty()) + word.len();
        if joined > most && !line.is_empty() {
            lines.push(line.drain(..).collect());
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word);
        while line.len() > most {
            lines.push(line.drain(..most).collect());
        }
    }
    if !line.is_empty() {
        lines.push(line.into_iter().collect());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_within_long_ones() {
        let cases: [(&str, &[&str]); 5] = [
            ("", &[]),
            ("one", &["one"]),
            ("one two three", &["one two", "three"]),
            ("abcdefghijkl", &["abcdefgh", "ijkl"]),
            ("a bcdefghijkl m", &["a", "bcdefghi", "jkl m"]),
        ];
        for (text, broken) in cases {
            assert_eq!(lines(text, 8), broken, "{text}");
        }
    }

    #[test]
    fn a_tint_is_mostly_white() {
        let a = ReplicaId::new(0).expect("there is an A");
        assert_eq!((own(a).as_str(), tint(a).as_str()), ("#0072b2", "#b3d5e8"));
    }
}
