//! The shortest run that breaks a design: all runs are tried, the shorter ones first.

use std::collections::{BTreeSet, VecDeque};

use super::design::{Counter, Design, SERVERS, letter};

/// Runs have so many likes and merges at most.
const LONGEST: usize = 5;

/// What a counter that merges has to keep to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Law {
    /// A server shows as many likes as it has heard of.
    Counts,
    /// It does not matter which of two states is merged into the other.
    Commutative,
    /// It does not matter which of three states are merged first.
    Associative,
    /// Merging a state with itself changes nothing.
    Idempotent,
    /// An older state of a server, arriving late, changes nothing there.
    Inflating,
}

impl Law {
    /// Every law.
    pub const ALL: [Self; 5] = [
        Self::Counts,
        Self::Commutative,
        Self::Associative,
        Self::Idempotent,
        Self::Inflating,
    ];

    /// What it demands.
    pub fn says(self) -> &'static str {
        match self {
            Self::Counts => "Every like that a server has heard of counts once",
            Self::Commutative => "A ⊔ B is B ⊔ A (commutative)",
            Self::Associative => "(A ⊔ B) ⊔ C is A ⊔ (B ⊔ C) (associative)",
            Self::Idempotent => "A ⊔ A is A: a message may come twice (idempotent)",
            Self::Inflating => "An old state that comes late changes nothing (inflation)",
        }
    }
}

/// Something that happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Action {
    /// A server takes a like.
    Like(usize),
    /// A server sends its state to another, which merges it.
    Send {
        /// Whose state.
        from: usize,
        /// Who merges it.
        to: usize,
    },
}

/// A run that breaks a law.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Which one.
    pub law: Law,
    /// What happens, and what the servers hold then.
    pub run: Vec<Shown>,
    /// What was expected, such as `A ⊔ B`, and what it is.
    pub expected: (String, String),
    /// What comes instead.
    pub found: (String, String),
}

/// A moment of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// What has just happened.
    pub action: Action,
    /// What each server holds now.
    pub states: [Counter; SERVERS],
}

/// All servers at one moment.
#[derive(Clone)]
struct Moment {
    states: [Counter; SERVERS],
    /// For each server the likes that it has heard of, a bit each.
    heard: [u32; SERVERS],
    likes: u32,
    actions: Vec<Action>,
}

/// For each law that a design breaks the shortest run that does, the shortest of all first. Of runs of
/// one length, likes come before merges, and A before B.
pub fn broken(design: Design) -> Vec<Broken> {
    let mut found: Vec<Broken> = Vec::new();
    let mut seen = BTreeSet::new();
    let start = Moment {
        states: std::array::from_fn(|_| design.initial()),
        heard: [0; SERVERS],
        likes: 0,
        actions: Vec::new(),
    };
    let mut queue = VecDeque::from([start]);
    while let Some(moment) = queue.pop_front() {
        for law in Law::ALL {
            let open = found.iter().all(|one| one.law != law);
            if let Some((expected, instead)) = open.then(|| moment.breaks(design, law)).flatten() {
                found.push(Broken {
                    law,
                    run: retold(design, &moment.actions),
                    expected,
                    found: instead,
                });
            }
        }
        if moment.actions.len() == LONGEST || found.len() == Law::ALL.len() {
            continue;
        }
        for action in actions() {
            let next = moment.after(design, action);
            // The clock of a later moment is later than all in it: how late does not matter.
            if seen.insert((next.states.clone(), next.heard)) {
                queue.push_back(next);
            }
        }
    }
    found
}

fn actions() -> impl Iterator<Item = Action> {
    let sends = (0..SERVERS).flat_map(|from| {
        let to = (0..SERVERS).filter(move |to| *to != from);
        to.map(move |to| Action::Send { from, to })
    });
    (0..SERVERS).map(Action::Like).chain(sends)
}

/// What the servers hold after each action.
fn retold(design: Design, actions: &[Action]) -> Vec<Shown> {
    let mut moment = Moment {
        states: std::array::from_fn(|_| design.initial()),
        heard: [0; SERVERS],
        likes: 0,
        actions: Vec::new(),
    };
    let mut shown = Vec::new();
    for action in actions {
        moment = moment.after(design, *action);
        shown.push(Shown {
            action: *action,
            states: moment.states.clone(),
        });
    }
    shown
}

/// An expression with its value.
type Told = (String, String);

impl Moment {
    fn after(&self, design: Design, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Like(server) => {
                next.states[server] = design.liked(&self.states[server], server, self.clock());
                next.heard[server] |= 1 << self.likes;
                next.likes += 1;
            }
            Action::Send { from, to } => {
                next.states[to] = design.merged(&self.states[to], &self.states[from]);
                next.heard[to] |= self.heard[from];
            }
        }
        next.actions.push(action);
        next
    }

    /// The time of what happens next.
    fn clock(&self) -> u32 {
        u32::try_from(self.actions.len() + 1).unwrap_or(u32::MAX)
    }

    /// What should be, and what is.
    fn breaks(&self, design: Design, law: Law) -> Option<(Told, Told)> {
        let all = || 0..SERVERS;
        let pairs = || all().flat_map(|one| (0..SERVERS).map(move |other| (one, other)));
        let state = |server: usize| &self.states[server];
        let merged = |one: &Counter, other: &Counter| design.merged(one, other);
        let told = |text: String, of: &Counter| (text, of.to_string());
        match law {
            Law::Counts => all().find_map(|server| {
                let (value, heard) = (state(server).value(), self.heard[server].count_ones());
                let at = letter(server);
                (value != heard).then(|| {
                    (
                        (format!("likes that {at} has heard of"), heard.to_string()),
                        (format!("likes that {at} shows"), value.to_string()),
                    )
                })
            }),
            Law::Commutative => pairs().find_map(|(one, other)| {
                let (a, b) = (letter(one), letter(other));
                let there = merged(state(one), state(other));
                let back = merged(state(other), state(one));
                (there != back).then(|| {
                    (
                        told(format!("{a} ⊔ {b}"), &there),
                        told(format!("{b} ⊔ {a}"), &back),
                    )
                })
            }),
            Law::Associative => pairs().find_map(|(one, other)| {
                all().find_map(|third| {
                    let (a, b, c) = (letter(one), letter(other), letter(third));
                    let left = merged(&merged(state(one), state(other)), state(third));
                    let right = merged(state(one), &merged(state(other), state(third)));
                    (left != right).then(|| {
                        (
                            told(format!("({a} ⊔ {b}) ⊔ {c}"), &left),
                            told(format!("{a} ⊔ ({b} ⊔ {c})"), &right),
                        )
                    })
                })
            }),
            Law::Idempotent => all().find_map(|server| {
                let (a, mine) = (letter(server), state(server));
                let twice = merged(mine, mine);
                (twice != *mine).then(|| {
                    (
                        told(a.to_string(), mine),
                        told(format!("{a} ⊔ {a}"), &twice),
                    )
                })
            }),
            Law::Inflating => all().find_map(|server| {
                let (a, old) = (letter(server), state(server));
                let new = design.liked(old, server, self.clock());
                let late = merged(&new, old);
                (late != new).then(|| {
                    (
                        told(format!("{a} after one more like"), &new),
                        told(
                            format!("then {a}'s state from before it ({old}) arrives"),
                            &late,
                        ),
                    )
                })
            }),
        }
    }
}
