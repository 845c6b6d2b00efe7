//! What each data type means, said without states or merging: the value of a key is a function of
//! the *set* of updates that somebody has seen, of which each says what its own author had seen.

mod shown;
mod values;

use std::collections::BTreeSet;
use std::rc::Rc;

use replicascope_core::clock::{Actor, Clock, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::{Micros, Value};

pub use shown::showing;
pub use values::value;

use values::{all_elements, contains};

pub type Dots = BTreeSet<Dot>;

/// An update that was accepted.
#[derive(Clone, PartialEq, Debug)]
pub struct Update {
    pub dot: Dot,
    /// Its timestamp: a wall clock, a Lamport clock, or both parts of a hybrid one.
    pub time: (u64, u32),
    /// What the client asked for.
    pub asked: Op,
    /// What it does, after the replica that accepted it has looked at what it holds.
    pub op: Op,
    /// What its author had seen.
    pub known: Rc<Dots>,
}

impl Update {
    /// An update by somebody who has seen these, when the wall clock shows this.
    pub fn new<'a>(
        data_type: &DataType,
        dot: Dot,
        asked: &Op,
        wall: Micros,
        decides: bool,
        seen: impl Iterator<Item = &'a Update> + Clone,
    ) -> Self {
        Self {
            dot,
            time: time(data_type, asked, wall, decides, seen.clone()),
            asked: asked.clone(),
            op: prepared(data_type, asked, seen.clone()),
            known: Rc::new(seen.map(|update| update.dot).collect()),
        }
    }

    fn knows(&self, other: &Self) -> bool {
        self.known.contains(&other.dot)
    }

    /// Its place in the order by timestamps.
    pub fn place(&self) -> ((u64, u32), usize, u16, u32) {
        let actor = self.dot.actor;
        (
            self.time,
            actor.replica.index(),
            actor.life,
            self.dot.counter,
        )
    }
}

fn clock(data_type: &DataType) -> Option<Clock> {
    match data_type {
        DataType::LwwRegister(options) => Some(options.clock),
        DataType::LwwElementSet(options) => Some(options.clock),
        _ => None,
    }
}

fn time<'a>(
    data_type: &DataType,
    op: &Op,
    wall: Micros,
    decides: bool,
    seen: impl Iterator<Item = &'a Update> + Clone,
) -> (u64, u32) {
    if let (DataType::OrMap(options), Op::Within { entry, op }) = (data_type, op)
        && looks_first(&options.of)
    {
        let within = within(entry, seen);
        return time(&options.of, op, wall, decides, within.iter());
    }
    let last = seen.map(|update| update.time).max();
    match (clock(data_type), last) {
        (Some(Clock::Wall), Some((last, _))) if decides => (wall.0.max(last + 1), 0),
        (Some(Clock::Lamport), last) => (last.map_or(1, |(last, _)| last + 1), 0),
        (Some(Clock::Hybrid), Some((last, count))) if last >= wall.0 => (last, count + 1),
        _ => (wall.0, 0),
    }
}

/// Whether an update's time, or what it does, is made from what its author sees.
fn looks_first(data_type: &DataType) -> bool {
    let is_map = matches!(data_type, DataType::OrMap(_));
    is_map || is_register(data_type) || clock(data_type).is_some()
}

/// What a client that reads, changes and writes back writes into a register; others as they are.
fn prepared<'a>(
    data_type: &DataType,
    op: &Op,
    seen: impl Iterator<Item = &'a Update> + Clone,
) -> Op {
    if let (DataType::OrMap(options), Op::Within { entry, op }) = (data_type, op)
        && looks_first(&options.of)
    {
        let within = within(entry, seen);
        return Op::Within {
            entry: entry.clone(),
            op: Box::new(prepared(&options.of, op, within.iter())),
        };
    }
    if !is_register(data_type) {
        return op.clone();
    }
    let mut read = all_elements(&value(data_type, seen));
    let number = read.iter().filter_map(|value| match value {
        Value::Integer(number) => Some(*number),
        _ => None,
    });
    let number = number.max().unwrap_or(0);
    Op::Write(match op {
        Op::Increment(by) => limited(number.saturating_add(i64::from(*by))),
        Op::Decrement(by) => limited(number.saturating_sub(i64::from(*by))),
        Op::Add(element) => {
            read.insert(element.clone());
            Value::Set(Rc::new(read))
        }
        Op::Remove(element) => {
            read.remove(element);
            Value::Set(Rc::new(read))
        }
        other => return other.clone(),
    })
}

fn limited(number: i64) -> Value {
    let most = replicascope_core::MAX_INTEGER;
    Value::Integer(number.clamp(-most, most))
}

fn is_register(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::LwwRegister(_) | DataType::FwwRegister(_) | DataType::MvRegister(_)
    )
}

/// The updates in force for an entry of a map, as updates of what the entry holds.
fn within<'a>(entry: &Value, seen: impl Iterator<Item = &'a Update> + Clone) -> Vec<Update> {
    let removes: Vec<&Update> = seen
        .clone()
        .filter(|one| one.op == Op::Remove(entry.clone()))
        .collect();
    let made = seen.filter_map(|update| match (&update.op, &update.asked) {
        (Op::Within { entry: of, op }, Op::Within { op: asked, .. }) if of == entry => {
            let removed = removes.iter().any(|remove| remove.knows(update));
            (!removed).then(|| Update {
                op: Op::clone(op),
                asked: Op::clone(asked),
                ..update.clone()
            })
        }
        _ => None,
    });
    made.collect()
}

/// Why somebody who has seen these updates must refuse one.
pub fn refuses<'a>(
    data_type: &DataType,
    op: &Op,
    actor: Actor,
    seen: impl Iterator<Item = &'a Update> + Clone,
) -> bool {
    match (data_type, op) {
        (DataType::FwwRegister(_), _) => seen.count() > 0,
        (DataType::TwoPhaseSet(_), Op::Remove(element)) => {
            let all: Vec<&Update> = seen.collect();
            !contains(data_type, &all, element)
        }
        (
            DataType::BoundedCounter(options),
            Op::Decrement(amount) | Op::Transfer { amount, .. },
        ) => {
            let is_first = actor.life == 0;
            let initial = options.initial.get(&actor.replica).filter(|_| is_first);
            let initial = initial.copied().unwrap_or(0);
            let moved = seen.map(|update| match &update.op {
                Op::Increment(by) if update.dot.actor == actor => i64::from(*by),
                Op::Decrement(by) if update.dot.actor == actor => -i64::from(*by),
                Op::Transfer { to, amount } if *to != update.dot.actor.replica => {
                    // Whoever gives means the newest life that it has heard of.
                    let heard = update.known.iter().map(|dot| dot.actor);
                    let heard = heard.filter(|one| one.replica == *to).max();
                    let gets = heard.unwrap_or((*to).into()) == actor;
                    let gives = update.dot.actor == actor;
                    i64::from(*amount) * (i64::from(gets) - i64::from(gives))
                }
                _ => 0,
            });
            i64::from(initial) + moved.sum::<i64>() < i64::from(*amount)
        }
        (DataType::OrMap(options), Op::Within { entry, op }) => {
            let within = within(entry, seen);
            refuses(&options.of, op, actor, within.iter())
        }
        _ => false,
    }
}
