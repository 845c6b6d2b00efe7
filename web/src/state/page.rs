//! Which page is shown, and what only the comparison does.

use replicascope_core::{Edit, Lab};
use replicascope_words::say;

/// What the application shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Page {
    /// One run, with everything that can be changed about it.
    #[default]
    Lab,
    /// Lessons.
    Learn,
    /// The same workload and faults under several strategies.
    Compare,
    /// One text at several replicas, under several algorithms.
    Text,
    /// What N, W and R give.
    Quorum,
    /// Which consistency models the run satisfies, and where it breaks them.
    Guarantees,
    /// One merge, watched entry by entry.
    Theatre,
    /// The same schedule under every answer to conflicts.
    Conflicts,
}

impl Page {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Lab,
        Self::Learn,
        Self::Compare,
        Self::Quorum,
        Self::Guarantees,
        Self::Conflicts,
        Self::Theatre,
        Self::Text,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Lab => say::header::lab(),
            Self::Learn => say::header::learn(),
            Self::Compare => say::header::compare(),
            Self::Text => say::header::text(),
            Self::Quorum => say::header::quorum(),
            Self::Guarantees => say::header::guarantees(),
            Self::Theatre => say::header::merge(),
            Self::Conflicts => say::header::conflicts(),
        }
    }

    /// The page on which a document opens.
    pub fn of(lab: &Lab) -> Self {
        if lab.compare.is_empty() {
            Self::Lab
        } else {
            Self::Compare
        }
    }
}

/// Puts the strategy of one of the compared runs in the place of the document's own, and that in
/// its place.
pub fn swapped(lab: &Lab, place: usize) -> Option<Edit> {
    let mut compare = lab.compare.clone();
    let other = compare.get_mut(place.checked_sub(1)?)?;
    let own = std::mem::replace(other, lab.replication.clone());
    Some(Edit::All(vec![
        Edit::SetReplication(own),
        Edit::SetCompared(compare),
    ]))
}
