//! What checking costs, on generated histories of the shape of well-known ones: Jepsen's of an etcd
//! register (5 clients, 80 operations, some of which never return), and Porcupine's of a key-value
//! store (50 clients that append to and read texts under ten keys). Half of each are right.
//!
//! `cargo bench -p replicascope-check`

use divan::Bencher;
use replicascope_check::{
    Action, BUDGET, Ending, History, Key, Model, Object, Operation, Value, Verdict, check,
};

fn main() {
    divan::main();
}

/// Steele, Lea and Flood, OOPSLA 2014 (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((bits ^ (bits >> 31)) % bound as u64).expect("below a bound")
    }
}

struct Shape {
    clients: usize,
    keys: usize,
    operations: usize,
    action: fn(&mut Dice, usize) -> Action,
    /// One in so many never returns.
    pending: usize,
    /// How many updates the read in a wrong history is behind, at most.
    behind: usize,
}

/// What there is before anything is done.
fn empty(shape: &Shape) -> History {
    let key = |place: usize| Key {
        name: place.to_string(),
        object: Object::Register,
        initial: Value::Nothing,
    };
    History {
        processes: (0..shape.clients)
            .map(|client| client.to_string())
            .collect(),
        keys: (0..shape.keys).map(key).collect(),
        ..History::default()
    }
}

/// Each operation takes effect at some moment between its beginning and its return, so the history
/// is linearizable; a wrong one has one read, in the middle, of what was there much earlier.
fn history(seed: u64, shape: &Shape, right: bool) -> History {
    let (mut dice, mut history) = (Dice(seed), empty(shape));
    let mut states = vec![vec![Value::Nothing]; shape.keys];
    // For each client: its operation, and whether that has taken effect and succeeded.
    let mut open: Vec<Option<(usize, Option<bool>)>> = vec![None; shape.clients];
    let mut session: Vec<usize> = (0..shape.clients).collect();
    let mut wrong = !right;
    while history.operations.len() < shape.operations || open.iter().any(Option::is_some) {
        let client = dice.below(shape.clients);
        match open[client] {
            None if history.operations.len() < shape.operations => {
                open[client] = Some((history.operations.len(), None));
                let number = history.operations.len();
                history.operations.push(Operation {
                    name: number.to_string(),
                    at: None,
                    process: session[client],
                    key: dice.below(shape.keys),
                    action: (shape.action)(&mut dice, number),
                    invoked: history.times.len(),
                    ending: Ending::Pending { given_up: None },
                });
                history.times.push(history.times.len() as u64);
            }
            None => {}
            Some((place, None)) => {
                let operation = &mut history.operations[place];
                let held = &mut states[operation.key];
                let late = wrong && place * 2 > shape.operations && held.len() > 16;
                let behind = if late { shape.behind } else { 0 };
                let seen = (held.len() - 1).saturating_sub(behind);
                if operation.action == Action::Read {
                    wrong &= !late;
                    let answer = Some(held[seen].clone());
                    operation.ending = Ending::Returned { at: 0, answer };
                }
                let after = Object::Register.after(&held[held.len() - 1], &operation.action);
                open[client] = Some((place, Some(after.is_some())));
                held.extend(after.filter(|_| operation.action.is_update()));
            }
            Some((place, Some(succeeded))) => {
                let at = history.times.len();
                history.times.push(at as u64);
                open[client] = None;
                let operation = &mut history.operations[place];
                let lost = operation.action.is_update() && dice.below(shape.pending) == 0;
                let answer = operation.answer().cloned();
                operation.ending = match (lost, succeeded) {
                    (true, _) => Ending::Pending { given_up: Some(at) },
                    (false, true) => Ending::Returned { at, answer },
                    (false, false) => Ending::Failed { at },
                };
                if lost {
                    history.processes.push(history.processes.len().to_string());
                    session[client] = history.processes.len() - 1;
                }
            }
        }
    }
    assert!(!wrong, "a wrong history has its wrong read");
    history
}

fn small_number(dice: &mut Dice) -> Value {
    Value::Integer(i64::try_from(dice.below(5)).expect("small"))
}

const ETCD: Shape = Shape {
    clients: 5,
    keys: 1,
    operations: 80,
    pending: 4,
    behind: usize::MAX,
    action: |dice, _| match dice.below(3) {
        0 => Action::Read,
        1 => Action::Write(small_number(dice)),
        _ => Action::CompareAndSet(small_number(dice), small_number(dice)),
    },
};

const KEY_VALUE: Shape = Shape {
    clients: 50,
    keys: 10,
    operations: 2_500,
    pending: usize::MAX,
    behind: 15,
    action: |dice, number| match dice.below(20) {
        0..10 => Action::Read,
        10 => Action::Write(Value::text(&format!("x {number} y"))),
        _ => Action::Append(Value::text(&format!("x {number} y"))),
    },
};

fn expect(history: &History, model: Model, right: bool) {
    let verdict = check(history, model, BUDGET);
    match (&verdict, right) {
        (Verdict::Holds(_), true) | (Verdict::Violated(_), false) => {}
        _ => panic!(
            "{model:?} of a history that is right: {right}: {}",
            verdict.word()
        ),
    }
}

/// All together.
#[divan::bench(sample_count = 20)]
fn registers_102(bencher: Bencher) {
    let histories: Vec<(History, bool)> = (0..102)
        .map(|seed| (history(seed, &ETCD, seed % 2 == 0), seed % 2 == 0))
        .collect();
    bencher.bench_local(|| {
        for (history, right) in &histories {
            expect(history, Model::Linearizable, *right);
        }
    });
}

#[divan::bench(sample_count = 10, args = [true, false])]
fn key_value_50_clients(bencher: Bencher, right: bool) {
    let history = history(1, &KEY_VALUE, right);
    bencher.bench_local(|| expect(&history, Model::Linearizable, right));
}

#[divan::bench(sample_count = 10, args = [Model::Sequential, Model::Causal, Model::Pram, Model::MonotonicReads])]
fn key_value_50_clients_by_model(bencher: Bencher, model: Model) {
    let history = history(1, &KEY_VALUE, true);
    bencher.bench_local(|| check(&history, model, 200_000));
}
