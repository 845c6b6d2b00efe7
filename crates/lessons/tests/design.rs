//! Designs of a counter: every verdict against brute force with states and merges of its own.

use std::collections::{BTreeMap, BTreeSet};

use replicascope_lessons::exercise::{
    Action, Design, LEAST, Law, Merge, Structure, Update, broken,
};

/// A state as the tests see it: numbers under names, and a time.
type Plain = (BTreeMap<String, u32>, (usize, usize));

fn liked(design: Design, state: &Plain, server: usize, time: usize) -> Plain {
    let (mut numbers, mut stamp) = state.clone();
    let name = match design.update {
        Update::AddOne => "all".to_owned(),
        Update::OwnSlot => format!("s{server}"),
        Update::FirstSlot => "s0".to_owned(),
        Update::ServerName => format!("name {server}"),
        Update::NewName => {
            let own = numbers
                .keys()
                .filter(|name| name.starts_with(&format!("like {server} ")))
                .count();
            format!("like {server} {own}")
        }
    };
    let number = numbers.entry(name).or_insert(0);
    if design.structure == Structure::Names {
        *number = 1
    } else {
        *number += 1
    }
    if design.structure == Structure::Stamped {
        stamp = (time, server)
    }
    (numbers, stamp)
}

fn merged(design: Design, mine: &Plain, theirs: &Plain) -> Plain {
    let get = |of: &Plain, name: &String| of.0.get(name).copied().unwrap_or(0);
    let names = || mine.0.keys().chain(theirs.0.keys());
    let by = |rule: fn(u32, u32) -> u32| -> BTreeMap<String, u32> {
        let all = names().map(|name| (name.clone(), rule(get(mine, name), get(theirs, name))));
        all.filter(|(_, number)| *number > 0).collect()
    };
    let stamp = mine.1.max(theirs.1);
    match design.merge {
        Merge::Sum | Merge::EachSum => (by(|one, other| one + other), stamp),
        Merge::Max | Merge::EachMax | Merge::Union => (by(u32::max), stamp),
        Merge::Common => (by(u32::min), stamp),
        Merge::Arriving => theirs.clone(),
        Merge::LargerTotal if value(theirs) > value(mine) => theirs.clone(),
        Merge::LargerTotal => mine.clone(),
        Merge::LastChange if theirs.1 > mine.1 => theirs.clone(),
        Merge::LastChange => mine.clone(),
    }
}

fn value(state: &Plain) -> u32 {
    state.0.values().sum()
}

const SENDS: [(usize, usize); 6] = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)];

/// How long the runs are that are all tried.
const LONGEST: usize = 4;

/// What there is at one moment: what the servers hold, and which likes they have heard of.
#[derive(Clone, Default)]
struct Moment {
    states: [Plain; 3],
    heard: [BTreeSet<usize>; 3],
    length: usize,
}

impl Moment {
    fn after(&self, design: Design, action: usize) -> Self {
        let mut next = self.clone();
        next.length += 1;
        match action.checked_sub(3) {
            None => {
                next.states[action] = liked(design, &self.states[action], action, next.length);
                next.heard[action].insert(next.length);
            }
            Some(send) => {
                let (from, to) = SENDS[send];
                next.states[to] = merged(design, &self.states[to], &self.states[from]);
                next.heard[to].extend(&self.heard[from]);
            }
        }
        next
    }

    fn breaks(&self, design: Design, law: Law) -> bool {
        let states = &self.states;
        let m = |one: &Plain, other: &Plain| merged(design, one, other);
        let any = |law: &dyn Fn(&Plain, &Plain, &Plain) -> bool| {
            states
                .iter()
                .any(|a| states.iter().any(|b| states.iter().any(|c| law(a, b, c))))
        };
        match law {
            Law::Counts => (0..3).any(|at| value(&states[at]) as usize != self.heard[at].len()),
            Law::Commutative => any(&|a, b, _| m(a, b) != m(b, a)),
            Law::Associative => any(&|a, b, c| m(&m(a, b), c) != m(a, &m(b, c))),
            Law::Idempotent => any(&|a, _, _| m(a, a) != *a),
            Law::Inflating => (0..3).any(|at| {
                let new = liked(design, &states[at], at, self.length + 1);
                m(&new, &states[at]) != new
            }),
        }
    }

    /// Tries this moment and all that can follow: 3 likes and 6 merges, again and again.
    fn try_all(&self, design: Design, shortest: &mut BTreeMap<Law, usize>) {
        for law in Law::ALL {
            let known = shortest.get(&law).copied().unwrap_or(usize::MAX);
            if self.length < known && self.breaks(design, law) {
                shortest.insert(law, self.length);
            }
        }
        if self.length < LONGEST {
            (0..9).for_each(|action| self.after(design, action).try_all(design, shortest));
        }
    }
}

#[test]
fn every_verdict_is_that_of_brute_force_and_no_counterexample_is_shorter() {
    for design in Design::all() {
        let found = broken(design);
        let mut shortest = BTreeMap::new();
        Moment::default().try_all(design, &mut shortest);
        for law in Law::ALL {
            let told = found
                .iter()
                .find(|one| one.law == law)
                .map(|one| one.run.len());
            assert_eq!(
                told.filter(|length| *length <= LONGEST),
                shortest.get(&law).copied(),
                "{design:?} {law:?}"
            );
        }
        assert!(found.is_sorted_by_key(|one| one.run.len()), "{design:?}");
    }
}

#[test]
fn two_designs_are_right_and_all_others_are_not() {
    let right: Vec<Design> = Design::all()
        .filter(|one| broken(*one).is_empty())
        .collect();
    let of = |structure, update, merge| Design {
        structure,
        update,
        merge,
    };
    assert_eq!(
        right,
        [
            of(Structure::Each, Update::OwnSlot, Merge::EachMax),
            of(Structure::Names, Update::NewName, Merge::Union),
        ]
    );
    let count = Design::all().count();
    assert_eq!(count, 3 + 2 * 4 + 2 * 3 + 3);
}

#[test]
fn a_counterexample_is_retold_state_by_state() {
    let found = broken(LEAST);
    let first = &found[0];
    assert_eq!((first.law, first.run.len()), (Law::Idempotent, 1));
    assert_eq!(first.run[0].action, Action::Like(0));
    assert_eq!(first.expected, ("A".to_owned(), "1".to_owned()));
    assert_eq!(first.found, ("A ⊔ A".to_owned(), "2".to_owned()));
    // A like at A, sent to B and sent once more: counted twice.
    let counts = found
        .iter()
        .find(|one| one.law == Law::Counts)
        .expect("broken");
    assert_eq!(counts.run.len(), 3);
    // The larger of two numbers keeps every law of merging, and forgets a like.
    let larger = broken(Design {
        merge: Merge::Max,
        ..LEAST
    });
    assert_eq!(
        larger.iter().map(|one| one.law).collect::<Vec<_>>(),
        [Law::Counts]
    );
    assert_eq!(larger[0].run.len(), 3);
    let last = &larger[0].run[2].states;
    assert_eq!(last.each_ref().map(|state| state.value()), [1, 1, 0]);
}

#[test]
fn parts_that_do_not_fit_are_replaced() {
    let odd = Design {
        structure: Structure::Names,
        update: Update::AddOne,
        merge: Merge::Sum,
    };
    let fitting = odd.fitting();
    assert!(Design::all().any(|one| one == fitting) && fitting.structure == Structure::Names);
    assert!(Design::all().all(|one| one.fitting() == one));
}
