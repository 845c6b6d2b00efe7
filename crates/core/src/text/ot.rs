//! Operational transformation: an edit names a place, and is changed to fit what came before it.
//!
//! Ellis and Gibbs, *Concurrency Control in Groupware Systems*, SIGMOD 1989; Ressel,
//! Nitsche-Ruhland and Gunzenhäuser, *An Integrating, Transformation-Oriented Approach to
//! Concurrency Control and Undo in Group Editors*, CSCW 1996. Two edits `a` and `b` made in the
//! same text are concurrent; `transform(b, a)` does to a text that has `a` what `b` meant.
//!
//! **The tie-break.** Of two characters inserted at the same place, the one of the replica whose
//! letter comes first in the alphabet stands first. Without such a rule, stated once and kept by
//! all, each replica would put its own first, and the texts would differ for ever.
//!
//! **Why it is right.** TP1, the first transformation property: `a` and then `transform(b, a)`
//! gives the text that `b` and then `transform(a, b)` gives. Of an insertion and an insertion, an
//! insertion and a deletion, and two deletions, at all places before, at and behind each other,
//! each case below is the mirror of the other; the tests go through all of them in small texts.
//! TP1 makes *two* sites agree. For three that exchange edits in different orders TP2 is needed
//! as well, and this transformation does not have it (no plain one has: Imine, Molli, Oster and
//! Rusinowitch, *Proving Correctness of Transformation Functions in Real-Time Groupware*, ECSCW
//! 2003). Therefore one [server](super::central) puts all edits into one order.

use serde::Serialize;

use super::tree::Glyph;
use crate::ids::ReplicaId;

/// What one keystroke does to a text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Puts a character in front of the one at this place, or at the end.
    Insert {
        /// The place, counted from 0.
        at: usize,
        /// The character. Its name is there for pictures; nothing here looks at it.
        glyph: Glyph,
        /// Who typed it: what breaks ties.
        site: ReplicaId,
    },
    /// Removes the character at this place.
    Delete {
        /// The place, counted from 0.
        at: usize,
    },
    /// What is left of a deletion when somebody else has deleted the same character.
    Nothing,
}

impl Edit {
    /// Carries it out; false, and nothing is changed, when the text has no such place.
    pub fn carry_out(&self, text: &mut Vec<Glyph>) -> bool {
        match *self {
            Self::Insert { at, glyph, .. } if at <= text.len() => text.insert(at, glyph),
            Self::Delete { at } if at < text.len() => {
                text.remove(at);
            }
            Self::Nothing => {}
            Self::Insert { .. } | Self::Delete { .. } => return false,
        }
        true
    }
}

/// The edit as it must be carried out where `other`, made in the same text, has been before it.
#[must_use]
pub fn transform(edit: Edit, other: Edit) -> Edit {
    match (edit, other) {
        (Edit::Insert { at, glyph, site }, _) => {
            let at = match other {
                Edit::Insert {
                    at: there,
                    site: theirs,
                    ..
                } if there < at || (there == at && theirs < site) => at + 1,
                Edit::Delete { at: there } if there < at => at - 1,
                _ => at,
            };
            Edit::Insert { at, glyph, site }
        }
        (Edit::Delete { at }, Edit::Insert { at: there, .. }) if there <= at => {
            Edit::Delete { at: at + 1 }
        }
        (Edit::Delete { at }, Edit::Delete { at: there }) if there == at => Edit::Nothing,
        (Edit::Delete { at }, Edit::Delete { at: there }) if there < at => {
            Edit::Delete { at: at - 1 }
        }
        (Edit::Delete { .. } | Edit::Nothing, _) => edit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(at: usize, character: char, site: usize) -> Edit {
        let site = ReplicaId::new(site).expect("a replica");
        let id = super::super::CharId {
            replica: site,
            clock: 1,
        };
        let glyph = Glyph { id, character };
        Edit::Insert { at, glyph, site }
    }

    #[test]
    fn of_two_insertions_at_one_place_the_site_that_comes_first_stands_first() {
        let (x, y) = (edit(2, 'x', 0), edit(2, 'y', 1));
        assert_eq!(transform(x, y), x);
        assert_eq!(transform(y, x), edit(3, 'y', 1));
    }

    #[test]
    fn two_deletions_of_one_character_delete_it_once() {
        let delete = Edit::Delete { at: 1 };
        assert_eq!(transform(delete, delete), Edit::Nothing);
        assert_eq!(transform(Edit::Nothing, delete), Edit::Nothing);
    }

    #[test]
    fn what_a_text_does_not_have_changes_nothing() {
        let mut text = Vec::new();
        assert!(!Edit::Delete { at: 0 }.carry_out(&mut text));
        assert!(!edit(1, 'x', 0).carry_out(&mut text));
        assert!(edit(0, 'x', 0).carry_out(&mut text) && text.len() == 1);
    }
}
