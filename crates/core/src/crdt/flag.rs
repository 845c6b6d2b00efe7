//! Flags: of a concurrent enable and disable, the type says which wins.
//!
//! Almeida, Shoker and Baquero 2018, section 7.3. The updates of the winning kind stay in force
//! until somebody who has seen them makes one of the other kind. An enable-wins flag is on while an
//! enable is in force; a disable removes the enables that it has seen, never a concurrent one. A
//! disable-wins flag is the same with the roles exchanged: it is off while a disable is in force,
//! and so starts on. Why merging is associative, commutative and idempotent is argued in `dots.rs`.

use serde::{Deserialize, Serialize};

use super::dots::Dots;
use super::{Answer, Author, Crdt, Decision, Entry, Op};
use crate::clock::Dot;

/// Flags have no settings.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {}

/// The updates in force that are of the winning kind: enables, or disables.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Flag<const ENABLE_WINS: bool> {
    winning: Dots<(), ()>,
}

impl<const ENABLE_WINS: bool> Flag<ENABLE_WINS> {
    const WINS: Op = if ENABLE_WINS { Op::Enable } else { Op::Disable };
}

impl<const ENABLE_WINS: bool> Crdt for Flag<ENABLE_WINS> {
    type Options = Options;
    const NAME: &'static str = if ENABLE_WINS {
        "enable_wins_flag"
    } else {
        "disable_wins_flag"
    };
    const TITLE: &'static str = if ENABLE_WINS {
        "Enable-wins flag"
    } else {
        "Disable-wins flag"
    };
    const SUMMARY: &'static str = if ENABLE_WINS {
        "A flag that is on after a concurrent enable and disable."
    } else {
        "A flag that is off after a concurrent enable and disable."
    };
    const OBSERVES: bool = true;

    fn initial(_: &Options) -> Self {
        Self {
            winning: Dots::default(),
        }
    }

    fn examples(_: &Options) -> Vec<Op> {
        vec![Op::Enable, Op::Disable]
    }

    fn accepts(_: &Options, op: &Op) -> bool {
        matches!(op, Op::Enable | Op::Disable)
    }

    fn update(&mut self, op: &Op, author: &Author) {
        let wins = *op == Self::WINS;
        self.winning.replace(author, &(), wins.then_some(()));
    }

    fn merge(&mut self, theirs: &Self) {
        self.winning.merge(&theirs.winning);
    }

    fn read(&self) -> Answer {
        Answer::Flag(self.winning.is_empty() != ENABLE_WINS)
    }

    fn explain(&self, theirs: &Self) -> Vec<Decision> {
        let entry = |(): &(), dot| Entry::Update(dot);
        let show = |(): &()| Self::WINS.to_string();
        self.winning.explain(&theirs.winning, entry, show)
    }

    /// Whether the flag is as the update left it.
    fn keeps(&self, _: Dot, op: &Op) -> bool {
        match op {
            Op::Enable | Op::Disable => self.read() == Answer::Flag(*op == Op::Enable),
            _ => true,
        }
    }

    fn delta(&self, since: &Self) -> Self {
        Self {
            winning: self.winning.delta(&since.winning),
        }
    }

    fn bytes(&self) -> usize {
        self.winning.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{author, author_having_seen};
    use super::*;

    fn concurrent<const ENABLE_WINS: bool>() -> Answer {
        let mut a = Flag::<ENABLE_WINS>::initial(&Options {});
        let mut b = a.clone();
        a.update(&Op::Enable, &author('A', 1, 0));
        b.update(&Op::Disable, &author('B', 1, 0));
        a.merge(&b);
        a.read()
    }

    #[test]
    fn of_a_concurrent_enable_and_disable_the_type_says_which_wins() {
        assert_eq!(concurrent::<true>(), Answer::Flag(true));
        assert_eq!(concurrent::<false>(), Answer::Flag(false));
    }

    #[test]
    fn whoever_has_seen_the_other_decides() {
        let mut flag = Flag::<true>::initial(&Options {});
        flag.update(&Op::Enable, &author('A', 1, 0));
        flag.update(&Op::Disable, &author_having_seen('B', 1, &[('A', 1)]));
        assert_eq!(flag.read(), Answer::Flag(false));
    }
}
