//! What a lesson shows of its run, what it lets learners do, and where else it leads.

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$about:meta])* $type:ident: $($(#[$of:meta])* $variant:ident $name:literal)+) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $type {
            $($(#[$of])* $variant),+
        }

        impl $type {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name in the file of a lesson.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }
    };
}

named! {
    /// A part of the stage.
    Panel:
    /// The space-time diagram.
    Timeline "timeline"
    /// The replicas and their links.
    Cluster "cluster"
    /// What is selected, and why it is so.
    Inspector "inspector"
    /// The run as a list.
    Events "events"
    /// The same run under other strategies.
    Compare "compare"
    /// The same run under other answers to conflicts.
    Conflicts "conflicts"
    /// A merge, entry by entry.
    Merge "merge"
    /// Which consistency models the run satisfies.
    Guarantees "guarantees"
    /// Sets of replicas that meet.
    Quorum "quorum"
    /// A text that several replicas edit.
    Text "text"
    /// How updates travel, and its settings.
    Strategy "strategy"
}

named! {
    /// Something that the learner can do.
    Control:
    /// Let time go by.
    Play "play"
    /// Go to the next event, or the one before.
    Step "step"
    /// Drag what is in the picture, and change what is selected.
    Edit "edit"
    /// Put another update into the picture.
    Write "write"
    /// Put another read into the picture.
    Read "read"
    /// Break something for a while.
    Break "break"
}

named! {
    /// A page that can be opened with the document.
    Place:
    /// Where everything about a run can be changed.
    Lab "lab"
    /// Several strategies side by side.
    Compare "compare"
    /// N, W and R.
    Quorum "quorum"
    /// Consistency models.
    Guarantees "guarantees"
    /// Answers to conflicts.
    Conflicts "conflicts"
    /// A merge on its stage.
    Merge "merge"
    /// A text at several replicas.
    Text "text"
}
