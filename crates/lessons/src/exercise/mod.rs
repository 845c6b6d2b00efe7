//! Exercises: something to bring about in a run, ticked off by the engine.

mod design;
mod goal;
mod laws;

use replicascope_core::Lab;
use serde::Deserialize;

pub use design::{Counter, Design, LEAST, Merge, SERVERS, Structure, Update};
pub use goal::{Goal, Goals};
pub use laws::{Action, Broken, Law, Shown, broken};

/// An exercise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exercise {
    /// Its name in addresses, and of its file in `practice/`.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What is to be brought about in its run, in this order; none: it has no run.
    pub goals: &'static [Goal],
}

/// The exercises, in the order of the course.
pub const EXERCISES: [Exercise; 3] = [
    Exercise {
        name: "lag",
        title: "Observe lag",
        goals: &[Goal::StaleRead, Goal::FreshReads, Goal::Window],
    },
    Exercise {
        name: "conflict",
        title: "Resolve a conflict",
        goals: &[Goal::Concurrent, Goal::Siblings, Goal::Resolved],
    },
    Exercise {
        name: "design",
        title: "Design a counter of likes",
        goals: &[],
    },
];

/// The words of an exercise, and the document that it begins with.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExerciseText {
    /// What is the case.
    pub setting: Vec<String>,
    /// What is to be brought about, goal by goal.
    pub goals: Vec<GoalText>,
    /// What it begins with.
    pub lab: Option<Lab>,
    /// What is to be learned.
    pub explanation: Vec<String>,
}

/// The words of a goal.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalText {
    /// What is to be brought about.
    pub text: String,
    /// How.
    pub hint: String,
    /// What is to be typed, where something is.
    pub ask: Option<String>,
}

impl ExerciseText {
    /// Reads the words of an exercise.
    ///
    /// # Errors
    /// Says where the text is not that, or what is wrong with its document.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let text: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if let Some(lab) = &text.lab {
            lab.validate().map_err(|error| format!("$.lab: {error}"))?;
        }
        Ok(text)
    }
}
