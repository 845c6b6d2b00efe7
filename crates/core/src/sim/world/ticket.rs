//! The order in which actions happen.

use crate::time::Micros;

/// When an action is due, whose turn it is at that moment, and its place among those: by name for what
/// the document says, otherwise by the order in which actions came up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ticket {
    /// When it is due.
    pub at: Micros,
    /// The turn, then the place: one number, since tickets are compared more than anything else is.
    order: u64,
}

/// What goes first of all that is due at one moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Turn {
    /// Faults count before whatever else happens then.
    Fault,
    /// A client hears of its last operation before it begins the next one: were it the other way
    /// round, the two would not be in the order of their session.
    Answer,
    /// Steps of the script, in the order of their names.
    Step,
    /// All else, in the order in which it came up.
    Other,
}

impl Ticket {
    /// Places are far below the 2^62 that there is room for.
    pub(crate) fn new(at: Micros, turn: Turn, place: u64) -> Self {
        const BITS_OF_PLACE: u32 = u64::BITS - 2;
        let order = ((turn as u64) << BITS_OF_PLACE) | place;
        Self { at, order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moment_counts_first_then_the_turn_then_the_place() {
        let turns = [Turn::Fault, Turn::Answer, Turn::Step, Turn::Other];
        let places = [0, 1, u64::from(u32::MAX) * 2 + 1];
        let mut all = Vec::new();
        for at in [Micros(0), Micros(1)] {
            for turn in turns {
                all.extend(places.map(|place| Ticket::new(at, turn, place)));
            }
        }
        assert!(all.is_sorted_by(|one, next| one < next));
    }
}
