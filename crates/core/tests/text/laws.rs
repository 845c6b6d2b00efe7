//! The laws of merging, on every state that three replicas reach in a few keystrokes; and types
//! that break them on purpose.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Debug;

use replicascope_core::ReplicaId;
use replicascope_core::text::fugue::FugueRule;
use replicascope_core::text::rga::RgaRule;
use replicascope_core::text::sequence::Handle;
use replicascope_core::text::{CharId, Fugue, Op, Outcome, Rga, Rule, Side, Tree};

use super::breaches::Breaches;
use super::model::{self, List, Specification};

/// What is put to the test.
pub trait Subject: Clone + PartialEq + Debug + Default {
    fn insert(&mut self, replica: ReplicaId, at: usize, character: char) -> Option<Op>;
    fn delete(&mut self, at: usize) -> Option<Op>;
    fn apply(&mut self, op: &Op) -> Outcome;
    fn merge(&mut self, theirs: &Self);
    fn list(&self) -> List;
}

impl<R: Rule + Clone + Debug> Subject for Tree<R> {
    fn insert(&mut self, replica: ReplicaId, at: usize, character: char) -> Option<Op> {
        Self::insert(self, replica, at, character)
    }

    fn delete(&mut self, at: usize) -> Option<Op> {
        Self::delete(self, at)
    }

    fn apply(&mut self, op: &Op) -> Outcome {
        Self::apply(self, op)
    }

    fn merge(&mut self, theirs: &Self) {
        Self::merge(self, theirs);
    }

    fn list(&self) -> List {
        let elements = self.elements();
        let list = elements.map(|one| (one.glyph.id, one.glyph.character, one.deleted));
        list.collect()
    }
}

pub fn visible(list: &List) -> Vec<(CharId, char)> {
    let visible = list.iter().filter(|one| !one.2);
    visible.map(|one| (one.0, one.1)).collect()
}

fn merged<S: Subject>(one: &S, other: &S) -> S {
    let mut merged = one.clone();
    merged.merge(other);
    merged
}

/// A state and the operations in it.
#[derive(Clone, Default)]
pub struct Held<S> {
    pub state: S,
    pub seen: BTreeSet<Op>,
}

impl<S: Subject> Held<S> {
    /// Types, or deletes, at a place; what one replica does alone is what a plain vector does.
    pub fn edit(
        &mut self,
        replica: ReplicaId,
        at: usize,
        typed: Option<char>,
        breaches: &mut Breaches,
    ) -> Option<Op> {
        let (old, mut plain) = (self.state.clone(), visible(&self.state.list()));
        let op = match typed {
            Some(character) => self.state.insert(replica, at, character)?,
            None => self.state.delete(at)?,
        };
        match op {
            Op::Insert { id, character, .. } => plain.insert(at, (id, character)),
            Op::Delete { .. } => {
                plain.remove(at);
            }
        }
        breaches.same("sequential", &visible(&self.state.list()), &plain);
        breaches.same("inflating", &merged(&old, &self.state), &self.state);
        self.seen.insert(op);
        // The operation does elsewhere what was done here.
        let mut remote = old;
        breaches.same("applied", &remote.apply(&op), &Outcome::Applied);
        breaches.same("operation", &remote, &self.state);
        breaches.same("known", &remote.apply(&op), &Outcome::Known);
        breaches.same("twice", &remote, &self.state);
        Some(op)
    }

    pub fn merge(&mut self, theirs: &Self) {
        self.state.merge(&theirs.state);
        self.seen.extend(&theirs.seen);
    }
}

const REPLICAS: usize = 3;

struct Reach {
    situations: usize,
    states: usize,
}

/// Walks through every situation that three replicas reach by at most `most` keystrokes, two each,
/// and by any merges between them.
fn explore<S: Subject>(
    specification: Specification,
    most: usize,
    breaches: &mut Breaches,
) -> Reach {
    let mut met = BTreeSet::new();
    let mut states: BTreeMap<BTreeSet<Op>, (usize, S)> = BTreeMap::new();
    let mut together = BTreeSet::new();
    let start: Vec<Held<S>> = vec![Held::default(); REPLICAS];
    let mut ahead = VecDeque::from([(start, [0; REPLICAS])]);
    while let Some((cluster, made)) = ahead.pop_front() {
        let mut key = [0; REPLICAS];
        for (held, number) in cluster.iter().zip(&mut key) {
            // Whichever way the same operations came, they make the same state.
            let count = states.len();
            let known = states.entry(held.seen.clone());
            let (found, state) = known.or_insert_with(|| {
                let list = held.state.list();
                breaches.same("specified", &list, &specification(&held.seen));
                (count, held.state.clone())
            });
            breaches.same("convergent", state, &held.state);
            *number = *found;
        }
        if met.contains(&key) {
            continue;
        }
        let holds: Vec<S> = cluster.iter().map(|held| held.state.clone()).collect();
        let mut names = key;
        names.sort_unstable();
        if together.insert(names) {
            laws(&holds, breaches);
        }
        met.insert(key);
        for at in 0..REPLICAS {
            if made[at] < 2 && made.iter().sum::<usize>() < most {
                let replica = ReplicaId::new(at).expect("a replica");
                let typed = char::from(b'a' + u8::try_from(3 * made[at] + at).expect("small"));
                let length = visible(&cluster[at].state.list()).len();
                let typings = (0..=length).map(|place| (place, Some(typed)));
                for (place, typed) in typings.chain((0..length).map(|place| (place, None))) {
                    let (mut cluster, mut made) = (cluster.clone(), made);
                    cluster[at].edit(replica, place, typed, breaches);
                    made[at] += 1;
                    ahead.push_back((cluster, made));
                }
            }
            // Merging what adds nothing is one of the laws.
            let news = |from: &usize| !cluster[*from].seen.is_subset(&cluster[at].seen);
            for from in (0..REPLICAS).filter(news) {
                let mut next = cluster.clone();
                next[at].merge(&cluster[from]);
                ahead.push_back((next, made));
            }
        }
    }
    Reach {
        situations: met.len(),
        states: states.len(),
    }
}

fn laws<S: Subject>(holds: &[S], breaches: &mut Breaches) {
    let [a, b, c] = holds else {
        panic!("three replicas")
    };
    for (a, b, c) in [(a, b, c), (b, c, a), (c, a, b)] {
        let ab = merged(a, b);
        breaches.same("idempotent", &merged(a, a), a);
        breaches.same("absorbing", &merged(&ab, a), &ab);
        breaches.same("commutative", &ab, &merged(b, a));
        breaches.same("associative", &merged(&ab, c), &merged(a, &merged(b, c)));
    }
}

fn check<S: Subject>(name: &str, specification: Specification) {
    let mut breaches = Breaches::default();
    let reach = explore::<S>(specification, 4, &mut breaches);
    let Reach { situations, states } = reach;
    println!("{name}: {situations} situations, {states} states");
    breaches.none(name);
    assert!(states > 3_000, "{states}");
}

#[test]
fn merging_rga_keeps_the_laws_in_every_state_within_reach() {
    check::<Rga>("RGA", model::rga);
}

#[test]
fn merging_fugue_keeps_the_laws_in_every_state_within_reach() {
    check::<Fugue>("Fugue", model::fugue);
}

/// Siblings stand in the order in which they came.
#[derive(Clone, Debug)]
struct InOrderOfArrival;

impl Rule for InOrderOfArrival {
    fn hang(_: &Tree<Self>, left: Option<Handle>) -> (Option<Handle>, Side) {
        (left, Side::Right)
    }

    fn order(_: CharId, _: CharId) -> Ordering {
        Ordering::Greater
    }
}

/// RGA with the smaller id first: it converges, but not to what was typed.
#[derive(Clone, Debug)]
struct SmallerFirst;

impl Rule for SmallerFirst {
    fn hang(_: &Tree<Self>, left: Option<Handle>) -> (Option<Handle>, Side) {
        (left, Side::Right)
    }

    fn order(one: CharId, other: CharId) -> Ordering {
        RgaRule::order(other, one)
    }
}

/// Merging forgets deletions.
#[derive(Clone, PartialEq, Debug, Default)]
struct Resurrecting(Tree<FugueRule>);

impl Subject for Resurrecting {
    fn insert(&mut self, replica: ReplicaId, at: usize, character: char) -> Option<Op> {
        self.0.insert(replica, at, character)
    }

    fn delete(&mut self, at: usize) -> Option<Op> {
        self.0.delete(at)
    }

    fn apply(&mut self, op: &Op) -> Outcome {
        self.0.apply(op)
    }

    fn merge(&mut self, theirs: &Self) {
        for element in theirs.0.elements().filter(|one| !one.deleted) {
            self.0.apply(&Op::Insert {
                id: element.glyph.id,
                character: element.glyph.character,
                parent: element.parent,
                side: element.side,
            });
        }
    }

    fn list(&self) -> List {
        self.0.list()
    }
}

#[test]
fn a_broken_type_is_caught_by_the_same_checks() {
    fn broken<S: Subject>(specification: Specification) -> Vec<&'static str> {
        let mut breaches = Breaches::default();
        explore::<S>(specification, 3, &mut breaches);
        breaches.0.into_keys().collect()
    }
    let arrival = broken::<Tree<InOrderOfArrival>>(model::rga);
    assert!(arrival.contains(&"commutative"), "{arrival:?}");
    assert!(arrival.contains(&"convergent"), "{arrival:?}");
    let smaller = broken::<Tree<SmallerFirst>>(model::rga);
    assert_eq!(smaller, ["sequential", "specified"]);
    let resurrecting = broken::<Resurrecting>(model::fugue);
    assert!(resurrecting.contains(&"commutative"), "{resurrecting:?}");
    assert!(resurrecting.contains(&"specified"), "{resurrecting:?}");
}
