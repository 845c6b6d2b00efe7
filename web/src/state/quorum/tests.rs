use replicascope_quorum::staleness::Simulation;

use super::*;

fn lab(changes: &[QuorumChange]) -> QuorumLab {
    let mut lab = QuorumLab::default();
    for change in changes {
        lab.take(change.clone());
    }
    lab
}

fn numbers(lab: &QuorumLab) -> (u8, u8, u8) {
    let quorum = lab.quorum();
    (quorum.n(), quorum.w(), quorum.r())
}

#[test]
fn stepping_visits_every_pair_and_stops_at_the_ends() {
    let mut lab = lab(&[QuorumChange::Play(true)]);
    let mut seen = vec![lab.pair()];
    for _ in 1..9 {
        assert!(lab.playing);
        lab.take(QuorumChange::Step { forward: true });
        assert!(!seen.contains(&lab.pair()));
        seen.push(lab.pair());
    }
    assert!(!lab.playing, "the last pair");
    lab.take(QuorumChange::Step { forward: true });
    assert_eq!(lab.position(), 8);
    lab.take(QuorumChange::Play(true));
    assert_eq!(lab.position(), 0, "it starts over");
    lab.take(QuorumChange::Step { forward: false });
    assert_eq!(lab.position(), 0);
}

#[test]
fn the_numbers_follow_a_pair_of_ones_own() {
    let start = lab(&[]);
    let pair = start.pair();
    let wider = Pair {
        first: pair.first.toggled(2),
        ..pair
    };
    let own = lab(&[QuorumChange::Pair(wider, Which::First)]);
    assert_eq!((numbers(&own), own.pair()), ((3, 3, 2), wider));
    let emptied = Pair {
        first: pair.first.toggled(0).toggled(1),
        ..pair
    };
    let refused = lab(&[QuorumChange::Pair(emptied, Which::First)]);
    assert_eq!((numbers(&refused), refused.pair()), ((3, 2, 2), pair));
}

#[test]
fn of_two_writes_both_sets_have_one_size() {
    let two = lab(&[QuorumChange::Against(Against::Write)]);
    let smaller = Pair {
        second: two.pair().second.toggled(1),
        ..two.pair()
    };
    let mut changed = two.clone();
    changed.take(QuorumChange::Pair(smaller, Which::Second));
    assert_eq!(numbers(&changed), (3, 1, 2));
    assert_eq!(changed.pair().first.size(), 1);
    assert_eq!(changed.pair().shared().size(), 0);
}

#[test]
fn what_was_found_belongs_to_its_numbers() {
    let found = lab(&[QuorumChange::Search]);
    assert!(found.finding.is_some());
    for change in [
        QuorumChange::Blocking(true),
        QuorumChange::Choose(Quorum::clamped(3, 1, 1)),
    ] {
        let mut other = found.clone();
        other.take(change);
        assert!(other.finding.is_none());
    }
    let mut same = found.clone();
    same.take(QuorumChange::Worst);
    assert!(same.finding.is_some());
}

#[test]
fn wishes_are_what_is_shown_and_not_yet_found() {
    let mut lab = lab(&[QuorumChange::Pin]);
    let wishes = lab.wishes();
    assert_eq!(wishes[0], (lab.job(), TRIALS));
    assert_eq!(wishes.len(), 9, "the pinned one is the same run");
    let mut simulation = Simulation::new(&lab.model, 1, 1);
    simulation.run(RANKED_TRIALS);
    let job = Job { n: 1, ..lab.job() };
    lab.take(QuorumChange::Found(
        job.clone(),
        Rc::new(simulation.tally().clone()),
    ));
    assert_eq!(lab.wishes().len(), 8);
    assert!(lab.tally(&job).is_some());
    assert!(lab.ranked().is_none());
    lab.take(QuorumChange::Seed(2));
    assert_eq!(lab.wishes().len(), 10, "all anew, and the pinned one");
}
