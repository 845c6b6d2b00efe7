//! Long random runs: operations that come late, twice and in any order, states merged in between.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use replicascope_core::ReplicaId;
use replicascope_core::text::sequence::Handle;
use replicascope_core::text::{CharId, Fugue, Op, Outcome, Rga, Rule, Side, Tree};

use super::breaches::Breaches;
use super::dice::Dice;
use super::laws::{Held, Subject, visible};
use super::model::{self, Specification};

/// A replica, and the operations that are on their way to it.
struct Site<S> {
    held: Held<S>,
    inbox: Vec<Op>,
}

/// Runs a schedule to its end; gives every list of visible characters that was ever seen.
fn run<S: Subject>(
    seed: u64,
    replicas: usize,
    breaches: &mut Breaches,
) -> (Vec<Held<S>>, Vec<Vec<CharId>>) {
    let mut dice = Dice::new(seed);
    let mut sites: Vec<Site<S>> = (0..replicas)
        .map(|_| Site {
            held: Held::default(),
            inbox: Vec::new(),
        })
        .collect();
    let mut lists = Vec::new();
    for _ in 0..80 {
        let at = dice.index(replicas);
        match dice.within(0, 9) {
            0..=4 => keystroke(&mut sites, at, &mut dice, breaches),
            5..=8 => deliver(&mut sites[at], &mut dice),
            _ => {
                let theirs = sites[dice.index(replicas)].held.clone();
                sites[at].held.merge(&theirs);
            }
        }
        let seen = visible(&sites[at].held.state.list());
        lists.push(seen.into_iter().map(|one| one.0).collect());
    }
    while sites.iter().any(|site| !site.inbox.is_empty()) {
        for site in &mut sites {
            deliver(site, &mut dice);
        }
    }
    (sites.into_iter().map(|site| site.held).collect(), lists)
}

fn keystroke<S: Subject>(
    sites: &mut [Site<S>],
    at: usize,
    dice: &mut Dice,
    breaches: &mut Breaches,
) {
    let replica = ReplicaId::new(at).expect("a replica");
    let length = visible(&sites[at].held.state.list()).len();
    let typed = (length == 0 || !dice.one_in(4)).then(|| char::from(b'a' + dice.small(25)));
    let place = dice.index(length + usize::from(typed.is_some()));
    let op = sites[at].held.edit(replica, place, typed, breaches);
    let op = op.expect("there is such a place");
    for (other, site) in sites.iter_mut().enumerate() {
        if other != at {
            site.inbox.push(op);
            if dice.one_in(5) {
                site.inbox.push(op);
            }
        }
    }
}

/// Any operation on its way may come next; one that comes too early waits.
fn deliver<S: Subject>(site: &mut Site<S>, dice: &mut Dice) {
    if site.inbox.is_empty() {
        return;
    }
    let chosen = dice.index(site.inbox.len());
    let op = site.inbox[chosen];
    let before = site.held.state.clone();
    match site.held.state.apply(&op) {
        Outcome::Missing(_) => assert_eq!(site.held.state, before, "nothing was changed"),
        Outcome::Applied | Outcome::Known => {
            site.held.seen.insert(op);
            site.inbox.swap_remove(chosen);
        }
    }
}

fn check<S: Subject>(specification: Specification, seeds: u64) -> Breaches {
    let mut breaches = Breaches::default();
    for seed in 0..seeds {
        let replicas = if seed % 2 == 0 { 3 } else { 2 };
        let (sites, lists) = run::<S>(seed, replicas, &mut breaches);
        for site in &sites {
            breaches.same("convergent", &site.state, &sites[0].state);
            breaches.same("specified", &site.state.list(), &specification(&site.seen));
        }
        // The strong list specification: one order of all characters ever typed, and every list
        // that anybody ever saw is part of it.
        let order: Vec<CharId> = sites[0].state.list().iter().map(|one| one.0).collect();
        for list in lists {
            let kept: BTreeSet<CharId> = list.iter().copied().collect();
            let expected: Vec<CharId> = order
                .iter()
                .copied()
                .filter(|id| kept.contains(id))
                .collect();
            breaches.same("strong list", &list, &expected);
        }
    }
    breaches
}

#[test]
fn rga_converges_whatever_the_schedule() {
    check::<Rga>(model::rga, 300).none("RGA");
}

#[test]
fn fugue_converges_whatever_the_schedule() {
    check::<Fugue>(model::fugue, 300).none("Fugue");
}

/// Fugue that compares clocks before replicas: right, but not the same as Fugue.
#[derive(Clone, Debug)]
struct ClocksFirst;

impl Rule for ClocksFirst {
    fn hang(tree: &Tree<Self>, left: Option<Handle>) -> (Option<Handle>, Side) {
        match tree.next(left) {
            Some(right) if tree.has_right_child(left) => (Some(right), Side::Left),
            _ => (left, Side::Right),
        }
    }

    fn order(one: CharId, other: CharId) -> Ordering {
        one.cmp(&other)
    }
}

#[test]
fn another_order_of_siblings_is_not_fugue() {
    let breaches = check::<Tree<ClocksFirst>>(model::fugue, 20);
    assert_eq!(breaches.0.into_keys().collect::<Vec<_>>(), ["specified"]);
}
