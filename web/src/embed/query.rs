//! What the query of the address asks for: `?embed=1&scenario=cart-lww&panels=timeline,cluster&…`.
//!
//! A value that is not understood is told, with the parameter's name, and what holds without it is
//! used. Parameters of other names are the host's own, and no affair of this page.

mod value;

use std::collections::BTreeSet;

use replicascope_core::Micros;
use replicascope_words::Language;

use crate::state::{KINDS, Page, Practice};

pub use value::decoded;

use value::{
    LATEST, SPEEDS, flag, is_language, is_name, list, millis, motion, origin, quoted, speed,
};

/// Microseconds of the run for each second, at speed 1.
pub const USUAL_SPEED: u32 = 20_000;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $one:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $($(#[$of])* $one),+ }

        impl $name {
            /// Every one, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$one),+];

            /// Its name in an address.
            pub fn word(self) -> &'static str {
                match self { $(Self::$one => $word),+ }
            }

            fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// A part of the page that can stand in a frame.
    Panel {
        Timeline = "timeline",
        Cluster = "cluster",
        Inspector = "inspector",
        Events = "events",
        /// What the run comes to, in a sentence or two.
        Summary = "summary",
        Compare = "compare",
        Guarantees = "guarantees",
        Conflicts = "conflicts",
        Merge = "merge",
        Setup = "setup",
        /// Alone in its frame: it is about no document.
        Quorum = "quorum",
        /// Alone in its frame: it has documents of its own.
        Text = "text",
        /// Alone in its frame: it has a run of its own. What is practised stands there, too.
        Lesson = "lesson",
    }
}

words! {
    /// Something to press in the bar of a frame or above its picture.
    Control {
        Play = "play",
        Step = "step",
        Scrub = "scrub",
        Speed = "speed",
        Undo = "undo",
        Reset = "reset",
        /// New writes, reads and faults.
        Add = "add",
        Zoom = "zoom",
    }
}

words! {
    /// Dark ink on light paper, or the other way round.
    Theme {
        /// As the reader's system has it.
        Auto = "auto",
        Light = "light",
        Dark = "dark",
    }
}

impl Panel {
    /// Whether no other panel can stand beside it.
    pub fn stands_alone(self) -> bool {
        matches!(self, Self::Quorum | Self::Text | Self::Lesson)
    }
}

/// Whose messages count, and who is told what the learner does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// None was given: the page around the frame, whoever it is, may ask; it is told nothing unasked.
    Any,
    /// Only a page of this origin; `null` is a page that has none.
    Only(String),
    /// What was given is no origin: nobody is listened to.
    Nobody,
}

impl Origin {
    /// Whether messages from this origin count.
    pub fn accepts(&self, origin: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Only(only) => only == origin,
            Self::Nobody => false,
        }
    }
}

/// What an address asks for.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// Whether this is a frame in another page.
    pub embed: bool,
    pub scenario: Option<String>,
    /// The name of a lesson, instead of a scenario.
    pub lesson: Option<String>,
    /// Something to practise, instead of a scenario or a lesson; `seed` chooses its variant.
    pub practice: Option<Practice>,
    /// None: those that the document needs.
    pub panels: Option<Vec<Panel>>,
    pub controls: Vec<Control>,
    pub theme: Theme,
    /// None: the one that the reader has chosen or prefers.
    pub language: Option<Language>,
    pub seed: Option<u32>,
    pub at: Option<Micros>,
    pub readonly: bool,
    pub autoplay: bool,
    /// Microseconds of the run for each second of playing.
    pub speed: u32,
    /// Whether less motion is asked for than the reader's system allows.
    pub still: bool,
    pub origin: Origin,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            embed: false,
            scenario: None,
            lesson: None,
            practice: None,
            panels: None,
            controls: vec![Control::Play, Control::Step, Control::Scrub, Control::Undo],
            theme: Theme::Auto,
            language: None,
            seed: None,
            at: None,
            readonly: false,
            autoplay: false,
            speed: USUAL_SPEED,
            still: false,
            origin: Origin::Any,
        }
    }
}

impl Asked {
    /// What a query asks for, and what of it is not understood.
    pub fn of(query: &str) -> (Self, Vec<String>) {
        let (mut asked, mut problems) = (Self::default(), Vec::new());
        let mut seen = BTreeSet::new();
        for pair in query.trim_start_matches('?').split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name), decoded(value));
            // The first one counts, as everywhere on the web.
            if name.is_empty() || !seen.insert(name.clone()) {
                continue;
            }
            if let Some(Err(problem)) = asked.take(&name, &value) {
                problems.push(problem);
            }
        }
        (asked, problems)
    }

    /// Takes one parameter in; none: there is no such one.
    pub fn take(&mut self, name: &str, value: &str) -> Option<Result<(), String>> {
        let taken = match name {
            "embed" => flag(value).map(|on| self.embed = on),
            "scenario" => {
                self.scenario = Some(value.to_owned());
                Some(())
            }
            "lesson" => is_name(value).then(|| self.lesson = Some(value.to_owned())),
            "practice" => Practice::named(value).map(|one| self.practice = Some(one)),
            "panels" => panels(value).map(|panels| self.panels = Some(panels)),
            "controls" => list(value, Control::of).map(|controls| self.controls = controls),
            "theme" => Theme::of(value).map(|theme| self.theme = theme),
            // A host may ask for its own language, even if there is nothing in it.
            "lang" => is_language(value).then(|| self.language = Language::of(value)),
            "seed" => value.parse().ok().map(|seed| self.seed = Some(seed)),
            "t" => millis(value).map(|at| self.at = Some(at)),
            "readonly" => flag(value).map(|on| self.readonly = on),
            "autoplay" => flag(value).map(|on| self.autoplay = on),
            "speed" => speed(value).map(|speed| self.speed = speed),
            "motion" => motion(value).map(|still| self.still = still),
            "parentOrigin" => {
                let origin = origin(value);
                let known = origin.is_some();
                self.origin = origin.map_or(Origin::Nobody, Origin::Only);
                known.then_some(())
            }
            _ => return None,
        };
        let fails = || format!("{name}={}: {}.", quoted(value), expected(name));
        Some(taken.ok_or_else(fails))
    }

    /// The panels of a frame, once the document is known.
    pub fn panels(&self) -> &[Panel] {
        self.panels.as_deref().unwrap_or(&[Panel::Timeline])
    }

    /// Whether a panel is shown; a page that is no frame has all of them.
    pub fn shows(&self, panel: Panel) -> bool {
        !self.embed || self.panels().contains(&panel)
    }

    /// Whether a control is offered; a page that is no frame has all of them.
    pub fn offers(&self, control: Control) -> bool {
        let changes = matches!(control, Control::Undo | Control::Reset | Control::Add);
        !self.embed || (self.controls.contains(&control) && !(changes && self.readonly))
    }

    /// Whether the learner may change nothing.
    pub fn is_fixed(&self) -> bool {
        self.embed && self.readonly
    }

    /// The page that a frame with these panels is a part of; none: no frame.
    pub fn page(&self) -> Option<Page> {
        let page = |panel: &Panel| match panel {
            Panel::Text => Some(Page::Text),
            Panel::Quorum => Some(Page::Quorum),
            Panel::Lesson => Some(Page::Learn),
            Panel::Compare => Some(Page::Compare),
            _ => None,
        };
        let page = || self.panels().iter().find_map(page).unwrap_or_default();
        self.embed.then(page)
    }
}

/// What a parameter can be, for whoever wrote something else.
fn expected(name: &str) -> String {
    let words = |all: Vec<&str>| all.join(", ");
    match name {
        "panels" => format!(
            "panels are {}; quorum, text and lesson each stand alone",
            words(Panel::ALL.iter().map(|one| one.word()).collect())
        ),
        "controls" => format!(
            "controls are {}",
            words(Control::ALL.iter().map(|one| one.word()).collect())
        ),
        "lesson" => "a lesson's name has small letters, digits and hyphens".to_owned(),
        "practice" => format!("there are {}", words_of_practice()),
        "theme" => "the theme is auto, light or dark".to_owned(),
        "lang" => "a language is named like en or pt-BR".to_owned(),
        "seed" => format!("a seed is a whole number up to {}", u32::MAX),
        "t" => format!("a moment is a number of milliseconds up to {LATEST}"),
        "speed" => format!("the speed is a number from {} to {}", SPEEDS.0, SPEEDS.1),
        "motion" => "motion is auto or reduce".to_owned(),
        "parentOrigin" => {
            "an origin is like https://course.example.org, without a path; no messages are taken"
                .to_owned()
        }
        _ => "it is 0 or 1".to_owned(),
    }
}

/// The names of all that there is to practise.
fn words_of_practice() -> String {
    let all = (0..KINDS.len()).flat_map(Practice::of_kind);
    all.map(Practice::name).collect::<Vec<_>>().join(", ")
}

fn panels(value: &str) -> Option<Vec<Panel>> {
    let panels = list(value, Panel::of)?;
    let fits = panels.len() == 1 || !panels.iter().any(|panel| panel.stands_alone());
    (!panels.is_empty() && fits).then_some(panels)
}

#[cfg(test)]
mod tests;
