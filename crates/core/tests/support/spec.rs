//! What each data type means, said without states or merging: the value of a key is a function of
//! the *set* of updates that somebody has seen, of which each says what its own author had seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replicascope_core::clock::{Clock, Dot};
use replicascope_core::crdt::{DataType, Op};
use replicascope_core::resolve::Resolution;
use replicascope_core::{Answer, Micros, Value};

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
    pub known: Arc<Dots>,
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
            known: Arc::new(seen.map(|update| update.dot).collect()),
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
            Value::Set(Arc::new(read))
        }
        Op::Remove(element) => {
            read.remove(element);
            Value::Set(Arc::new(read))
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

/// Everything in an answer, sets taken apart.
pub fn all_elements(answer: &Answer) -> BTreeSet<Value> {
    let of = |value: &Value| match value {
        Value::Set(elements) => BTreeSet::clone(elements),
        one => BTreeSet::from([one.clone()]),
    };
    match answer {
        Answer::Value(value) => of(value),
        Answer::Siblings(values) => values.iter().flat_map(of).collect(),
        _ => BTreeSet::new(),
    }
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

/// Those that no other one of these has known.
fn last<'a>(updates: &[&'a Update]) -> Vec<&'a Update> {
    let known = |one: &&&Update| !updates.iter().any(|other| other.knows(one));
    updates.iter().filter(known).copied().collect()
}

fn number(number: i64) -> Answer {
    Answer::Value(Value::Integer(number))
}

fn set(elements: impl IntoIterator<Item = Value>) -> Answer {
    Answer::Value(Value::Set(Arc::new(elements.into_iter().collect())))
}

/// The value of a key for somebody who has seen these updates.
pub fn value<'a>(data_type: &DataType, seen: impl Iterator<Item = &'a Update> + Clone) -> Answer {
    let all: Vec<&Update> = seen.clone().collect();
    let sum = |initial: &BTreeMap<_, u32>| {
        let moved = all.iter().map(|update| match update.op {
            Op::Increment(by) => i64::from(by),
            Op::Decrement(by) => -i64::from(by),
            Op::Transfer { .. } => 0,
            ref other => panic!("a counter took {other:?}"),
        });
        let initial = initial.values().copied().map(i64::from);
        number(initial.sum::<i64>() + moved.sum::<i64>())
    };
    let written = |update: &Update| match &update.op {
        Op::Write(value) => Some(value.clone()),
        Op::Delete => None,
        other => panic!("a register took {other:?}"),
    };
    let nothing_or = |value: Option<Value>| value.map_or(Answer::Nothing, Answer::Value);
    match data_type {
        DataType::LwwRegister(options) => nothing_or(match last_write(all.iter().copied()) {
            Some(last) => written(last),
            None => options.initial.clone(),
        }),
        DataType::FwwRegister(_) => {
            let first = all.iter().min_by_key(|update| update.place());
            nothing_or(first.and_then(|first| written(first)))
        }
        DataType::MvRegister(options) => {
            let initial = options.initial.clone().filter(|_| all.is_empty());
            let siblings = last(&all).into_iter().filter_map(written);
            resolved(&options.resolve, siblings.chain(initial).collect())
        }
        DataType::GCounter(options)
        | DataType::PnCounter(options)
        | DataType::BoundedCounter(options) => sum(&options.initial),
        DataType::GSet(_)
        | DataType::TwoPhaseSet(_)
        | DataType::LwwElementSet(_)
        | DataType::OrSet(_)
        | DataType::Orswot(_) => {
            let touched = all.iter().map(|update| element(&update.op).clone());
            let touched: BTreeSet<Value> = touched.collect();
            set(touched
                .into_iter()
                .filter(|one| contains(data_type, &all, one)))
        }
        DataType::OrMap(options) => {
            let used = all.iter().filter_map(|update| match &update.op {
                Op::Within { entry, .. } => Some(entry.clone()),
                _ => None,
            });
            let used: BTreeSet<Value> = used.collect();
            let entries = used.into_iter().map(|entry| {
                let within = within(&entry, seen.clone());
                (entry, within)
            });
            let there = entries.filter(|(_, within)| !within.is_empty());
            Answer::Map(
                there
                    .map(|(entry, within)| (entry, value(&options.of, within.iter())))
                    .collect(),
            )
        }
        DataType::EnableWinsFlag(_) => Answer::Flag(outlives(&all, &Op::Enable, &Op::Disable)),
        DataType::DisableWinsFlag(_) => Answer::Flag(!outlives(&all, &Op::Disable, &Op::Enable)),
    }
}

/// Whether there is an update of one kind that no update of the other kind has known.
fn outlives(all: &[&Update], one: &Op, other: &Op) -> bool {
    let others: Vec<_> = all.iter().filter(|update| update.op == *other).collect();
    let mut ones = all.iter().filter(|update| update.op == *one);
    ones.any(|update| !others.iter().any(|other| other.knows(update)))
}

fn element(op: &Op) -> &Value {
    match op {
        Op::Add(element) | Op::Remove(element) => element,
        other => panic!("a set took {other:?}"),
    }
}

fn contains(data_type: &DataType, all: &[&Update], one: &Value) -> bool {
    let (add, remove) = (Op::Add(one.clone()), Op::Remove(one.clone()));
    let of_it: Vec<&Update> = all
        .iter()
        .filter(|update| element(&update.op) == one)
        .copied()
        .collect();
    let added = of_it.iter().any(|update| update.op == add);
    match data_type {
        DataType::GSet(_) => added,
        DataType::TwoPhaseSet(_) => added && !of_it.iter().any(|update| update.op == remove),
        DataType::LwwElementSet(_) => {
            last_write(of_it.iter().copied()).is_some_and(|last| last.op == add)
        }
        _ => outlives(&of_it, &add, &remove),
    }
}

fn resolved(resolve: &Resolution, siblings: BTreeSet<Value>) -> Answer {
    if siblings.is_empty() {
        return Answer::Nothing;
    }
    let several = siblings.len() > 1;
    match resolve {
        _ if !several => Answer::Value(siblings.into_iter().next().expect("one")),
        Resolution::Siblings => Answer::Siblings(siblings),
        Resolution::Max => Answer::Value(siblings.into_iter().max().expect("several")),
        Resolution::Union => set(all_elements(&Answer::Siblings(siblings))),
        Resolution::Table(table) => {
            let mut siblings = siblings.into_iter();
            let mut all = siblings.next().expect("several");
            for next in siblings {
                let fits = table.cases.iter().find(|case| {
                    BTreeSet::from([&case.one, &case.other]) == BTreeSet::from([&all, &next])
                });
                if all != next {
                    all = fits.map_or(&table.otherwise, |case| &case.gives).clone();
                }
            }
            Answer::Value(all)
        }
    }
}

/// The updates among those seen that still show in the value.
pub fn showing<'a>(data_type: &DataType, seen: impl Iterator<Item = &'a Update> + Clone) -> Dots {
    let all: Vec<&Update> = seen.clone().collect();
    let read = value(data_type, seen.clone());
    let shows = |update: &&&Update| shows(data_type, &all, &read, update);
    all.iter().filter(shows).map(|update| update.dot).collect()
}

fn shows(data_type: &DataType, all: &[&Update], read: &Answer, update: &Update) -> bool {
    let elements = || all_elements(read);
    let wanted = match &update.asked {
        Op::Add(element) => Some(elements().contains(element)),
        Op::Remove(element) => Some(!elements().contains(element)),
        _ => None,
    };
    match data_type {
        DataType::LwwRegister(_) => {
            let is_last = last_write(all.iter().copied()).map(|last| last.dot) == Some(update.dot);
            is_last || wanted == Some(true)
        }
        DataType::FwwRegister(_) => {
            let first = all.iter().min_by_key(|one| one.place());
            first.map(|first| first.dot) == Some(update.dot) || wanted == Some(true)
        }
        DataType::MvRegister(_) => {
            let Op::Write(written) = &update.op else {
                return true;
            };
            let is_sibling = last(all).iter().any(|one| one.dot == update.dot);
            let written = || all_elements(&Answer::Value(written.clone()));
            match (read, wanted) {
                (Answer::Siblings(_), _) if is_sibling => true,
                (_, Some(wanted)) => wanted,
                (Answer::Value(Value::Set(_)), None) => {
                    is_sibling && written().is_subset(&elements())
                }
                (Answer::Value(shown), None) => is_sibling && Op::Write(shown.clone()) == update.op,
                _ => false,
            }
        }
        DataType::GCounter(_)
        | DataType::PnCounter(_)
        | DataType::BoundedCounter(_)
        | DataType::GSet(_) => true,
        DataType::LwwElementSet(_) => wanted == Some(true),
        DataType::TwoPhaseSet(_) => wanted == Some(true) || matches!(update.op, Op::Remove(_)),
        DataType::OrSet(_) | DataType::Orswot(_) => {
            let Op::Add(element) = &update.op else {
                return true;
            };
            // Without tombstones an element has only the tags of the adds that came last.
            let adds_too = matches!(data_type, DataType::Orswot(_));
            let gone = |one: &&&Update| {
                one.knows(update)
                    && (one.op == Op::Remove(element.clone()) || adds_too && one.op == update.op)
            };
            all.iter().find(gone).is_none()
        }
        DataType::OrMap(options) => {
            let Op::Within { entry, .. } = &update.op else {
                return true;
            };
            let within = within(entry, all.iter().copied());
            showing(&options.of, within.iter()).contains(&update.dot)
        }
        DataType::EnableWinsFlag(_) | DataType::DisableWinsFlag(_) => {
            *read == Answer::Flag(update.op == Op::Enable)
        }
    }
}

pub fn last_write<'a>(seen: impl Iterator<Item = &'a Update>) -> Option<&'a Update> {
    seen.max_by_key(|update| update.place())
}

/// Why somebody who has seen these updates must refuse one.
pub fn refuses<'a>(
    data_type: &DataType,
    op: &Op,
    actor: replicascope_core::clock::Actor,
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
