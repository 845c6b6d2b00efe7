//! Types that break a law on purpose, at least one beside each type of the catalogue: the checks
//! have to catch every one of them.

use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use replicascope_core::clock::{Timestamp, VersionVector};

use super::clusters::visit;
use super::pasts::{is_a_function_of_its_past, merge_pasts};
use super::*;

/// A type put together from an update and a merge of which one is wrong.
#[derive(Clone)]
struct Broken<H> {
    version: VersionVector,
    held: H,
    update: fn(&mut H, &Op, &Author),
    merge: fn(&mut H, &H),
}

impl<H: PartialEq> PartialEq for Broken<H> {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && self.held == other.held
    }
}

impl<H: Debug> Debug for Broken<H> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.version, self.held)
    }
}

impl<H: Clone + PartialEq + Debug + Shown> Subject for Broken<H> {
    fn updates(data_type: &DataType) -> Vec<Op> {
        few_updates(data_type)
    }

    fn refuses(&self, _: &Op, _: Actor) -> Option<bool> {
        None
    }

    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        let seen = self.version.clone();
        let dot = self.version.advance(actor);
        let time = Timestamp::Wall { clock };
        (self.update)(&mut self.held, op, &Author { dot, time, seen });
        dot
    }

    fn merge(&mut self, incoming: &Self) {
        (self.merge)(&mut self.held, &incoming.held);
        self.version.join(&incoming.version);
    }

    fn read(&self) -> Answer {
        self.held.read()
    }
}

trait Shown {
    fn read(&self) -> Answer;
}

fn number(number: i64) -> Answer {
    Answer::Value(Value::Integer(number))
}

fn set<'a>(elements: impl Iterator<Item = &'a Value>) -> Answer {
    let elements: std::collections::BTreeSet<Value> = elements.cloned().collect();
    Answer::Value(Value::Set(elements.into()))
}

/// The laws that a broken type breaks within reach of three replicas; random runs meet one too.
fn broken<H: Clone + PartialEq + Debug + Default + Shown>(
    data_type: &DataType,
    update: fn(&mut H, &Op, &Author),
    merge: fn(&mut H, &H),
) -> Vec<&'static str> {
    let initial = Broken {
        version: VersionVector::default(),
        held: H::default(),
        update,
        merge,
    };
    let mut breaches = Breaches::default();
    explore(data_type, &initial, (3, 2), &mut breaches);
    assert!(breaches.0.is_empty() != reached(data_type, &initial));

    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(200)
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let random = TestRunner::new_with_rng(config, rng).run(&steps(), |steps| {
        let breaches = random_run(data_type, &initial, 3, &steps);
        prop_assert!(breaches.0.is_empty());
        Ok(())
    });
    assert!(random.is_err() != breaches.0.is_empty(), "{breaches:#?}");
    breaches.0.into_keys().collect()
}

/// Whether the walks by states, cut short, find anything.
fn reached<S: Subject>(data_type: &DataType, initial: &S) -> bool {
    let mut breaches = Breaches::default();
    if is_a_function_of_its_past(data_type) {
        merge_pasts(data_type, initial, 20_000, &mut breaches);
    } else {
        visit(data_type, initial, 2_000, &mut breaches);
    }
    !breaches.0.is_empty()
}

/// The laws that a broken variant of a type of the catalogue breaks.
fn caught<H: Clone + PartialEq + Debug + Default + Shown>(
    name: &str,
    update: fn(&mut H, &Op, &Author),
    merge: fn(&mut H, &H),
) -> String {
    let mut all = DataType::all().into_iter();
    let data_type = all.find(|one| one.name() == name).expect("a type");
    broken(&data_type, update, merge).join(", ")
}

// Counters.

type Counts = BTreeMap<Actor, i64>;

impl Shown for Counts {
    fn read(&self) -> Answer {
        number(self.values().sum())
    }
}

fn count(held: &mut Counts, op: &Op, author: &Author) {
    let by = match op {
        Op::Increment(by) => i64::from(*by),
        Op::Decrement(by) => -i64::from(*by),
        _ => 0,
    };
    *held.entry(author.dot.actor).or_default() += by;
}

/// Wrong: one entry for all, so concurrent increments hide each other.
fn count_together(held: &mut Counts, op: &Op, author: &Author) {
    let mut author = author.clone();
    author.dot.actor = support::labs::replica('A').into();
    count(held, op, &author);
}

/// Wrong: forgets what the replica has counted before.
fn count_anew(held: &mut Counts, op: &Op, author: &Author) {
    held.remove(&author.dot.actor);
    count(held, op, author);
}

/// Wrong: what is handed over is there twice.
fn count_what_is_handed_over(held: &mut Counts, op: &Op, author: &Author) {
    count(held, op, author);
    if let Op::Transfer { amount, .. } = op {
        count(held, &Op::Increment(*amount), author);
    }
}

/// Right where counts only grow.
fn larger(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        let mine = held.entry(*actor).or_default();
        *mine = (*mine).max(*count);
    }
}

/// Wrong: what is delivered twice counts twice.
fn add_up(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        *held.entry(*actor).or_default() += count;
    }
}

/// Wrong: half-way between both.
fn average(held: &mut Counts, incoming: &Counts) {
    for (actor, count) in incoming {
        let mine = held.entry(*actor).or_default();
        *mine = (*mine + count + 1) / 2;
    }
}

#[test]
fn counters_that_break_a_law_are_caught() {
    let caught = [
        caught("g_counter", count, larger),
        caught("g_counter", count, add_up),
        caught("g_counter", count, average),
        caught("g_counter", count_together, larger),
        caught("g_counter", count_anew, larger),
        caught("pn_counter", count, larger),
        caught("bounded_counter", count_what_is_handed_over, larger),
    ];
    let expected = [
        "",
        "convergent, idempotent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
        "convergent, specified",
        "convergent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
    ];
    assert_eq!(caught, expected);
}

// Registers.

type Write = Option<(Micros, Dot, Option<Value>)>;

impl Shown for Write {
    fn read(&self) -> Answer {
        self.clone()
            .and_then(|(_, _, value)| value)
            .map_or(Answer::Nothing, Answer::Value)
    }
}

fn wall(author: &Author) -> Micros {
    author.time.wall().expect("a wall clock")
}

fn write(held: &mut Write, op: &Op, author: &Author) {
    let value = match op {
        Op::Write(value) => Some(value.clone()),
        _ => None,
    };
    later(held, &Some((wall(author), author.dot, value)));
}

/// Wrong: takes what is written last here, even by a clock that is behind.
fn write_hastily(held: &mut Write, op: &Op, author: &Author) {
    *held = None;
    write(held, op, author);
}

fn later(held: &mut Write, incoming: &Write) {
    let stamp = |write: &Write| write.as_ref().map(|(clock, dot, _)| (*clock, *dot));
    if stamp(held) < stamp(incoming) {
        held.clone_from(incoming);
    }
}

/// Wrong: a delete leaves nothing behind.
fn write_without_tombstone(held: &mut Write, op: &Op, author: &Author) {
    match op {
        Op::Delete => *held = None,
        _ => write(held, op, author),
    }
}

/// Wrong: keeps its own when the clocks say the same.
fn later_or_mine(held: &mut Write, incoming: &Write) {
    let clock = |write: &Write| write.as_ref().map(|(clock, ..)| *clock);
    if clock(held) < clock(incoming) {
        held.clone_from(incoming);
    }
}

/// Wrong: believes whatever arrives.
fn theirs(held: &mut Write, incoming: &Write) {
    if incoming.is_some() {
        held.clone_from(incoming);
    }
}

/// Values under their writes.
type Siblings = BTreeMap<Dot, Value>;

impl Shown for Siblings {
    fn read(&self) -> Answer {
        let values: std::collections::BTreeSet<Value> = self.values().cloned().collect();
        match values.len() {
            0 => Answer::Nothing,
            1 => Answer::Value(values.into_iter().next().expect("one")),
            _ => Answer::Siblings(values),
        }
    }
}

fn write_over(held: &mut Siblings, op: &Op, author: &Author) {
    held.retain(|dot, _| !author.seen.covers(*dot));
    if let Op::Write(value) = op {
        held.insert(author.dot, value.clone());
    }
}

/// Wrong: what was overwritten or removed is back.
fn union<K: Ord + Copy, V: Clone>(held: &mut BTreeMap<K, V>, incoming: &BTreeMap<K, V>) {
    held.extend(incoming.iter().map(|(key, value)| (*key, value.clone())));
}

#[test]
fn registers_that_break_a_law_are_caught() {
    let caught = [
        caught("lww_register", write, later),
        caught("lww_register", write, later_or_mine),
        caught("lww_register", write, theirs),
        caught("lww_register", write_without_tombstone, later),
        caught("lww_register", write_hastily, later),
        caught("fww_register", write, later),
        caught("mv_register", write_over, union),
    ];
    let expected = [
        "",
        "commutative, convergent, inflating, specified",
        "commutative, convergent, specified",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
        "specified",
        "convergent, inflating, specified",
    ];
    assert_eq!(caught, expected);
}

// Sets, maps and flags.

/// Plainly what is in.
type Plain = std::collections::BTreeSet<Value>;

impl Shown for Plain {
    fn read(&self) -> Answer {
        set(self.iter())
    }
}

/// Wrong: a remove leaves nothing behind.
fn put_or_take(held: &mut Plain, op: &Op, _: &Author) {
    match op {
        Op::Add(element) => held.insert(element.clone()),
        Op::Remove(element) => held.remove(element),
        _ => false,
    };
}

fn all_of_both(held: &mut Plain, incoming: &Plain) {
    held.extend(incoming.iter().cloned());
}

/// Wrong: only what both have.
fn common(held: &mut Plain, incoming: &Plain) {
    held.retain(|element| incoming.contains(element));
}

/// Elements with the clock of the last change, and whether they are in.
type Marks = BTreeMap<Value, (Micros, bool)>;

impl Shown for Marks {
    fn read(&self) -> Answer {
        set(self
            .iter()
            .filter(|(_, (_, is_in))| *is_in)
            .map(|(element, _)| element))
    }
}

fn mark(held: &mut Marks, op: &Op, author: &Author) {
    let (element, is_in) = match op {
        Op::Add(element) => (element, true),
        Op::Remove(element) => (element, false),
        other => panic!("a set took {other:?}"),
    };
    later_mark(held, &[(element.clone(), (wall(author), is_in))].into());
}

/// Wrong: keeps its own when the clocks say the same.
fn later_mark(held: &mut Marks, incoming: &Marks) {
    for (element, mark) in incoming {
        let mine = held.entry(element.clone()).or_insert(*mark);
        if mine.0 < mark.0 {
            *mine = *mark;
        }
    }
}

/// Elements once added, elements once removed: one fixed tag for each element.
#[derive(Clone, PartialEq, Debug, Default)]
struct FixedTags {
    added: Plain,
    removed: Plain,
}

impl Shown for FixedTags {
    fn read(&self) -> Answer {
        set(self.added.difference(&self.removed))
    }
}

fn tag(held: &mut FixedTags, op: &Op, _: &Author) {
    match op {
        Op::Add(element) => held.added.insert(element.clone()),
        Op::Remove(element) => held.removed.insert(element.clone()),
        _ => false,
    };
}

fn both(held: &mut FixedTags, incoming: &FixedTags) {
    held.added.extend(incoming.added.iter().cloned());
    held.removed.extend(incoming.removed.iter().cloned());
}

/// Elements under their adds, without what was removed.
#[derive(Clone, PartialEq, Debug, Default)]
struct Tags(BTreeMap<Dot, Value>);

impl Shown for Tags {
    fn read(&self) -> Answer {
        set(self.0.values())
    }
}

fn observe(held: &mut Tags, op: &Op, author: &Author) {
    let (Op::Add(element) | Op::Remove(element)) = op else {
        panic!("a set took {op:?}")
    };
    held.0
        .retain(|dot, of| of != element || !author.seen.covers(*dot));
    if matches!(op, Op::Add(_)) {
        held.0.insert(author.dot, element.clone());
    }
}

fn all_tags(held: &mut Tags, incoming: &Tags) {
    union(&mut held.0, &incoming.0);
}

/// Counters under the names of entries; an entry that is removed leaves nothing behind.
#[derive(Clone, PartialEq, Debug, Default)]
struct Entries(BTreeMap<Value, Counts>);

impl Shown for Entries {
    fn read(&self) -> Answer {
        let entries = self.0.iter();
        Answer::Map(
            entries
                .map(|(entry, counts)| (entry.clone(), counts.read()))
                .collect(),
        )
    }
}

fn change_entry(held: &mut Entries, op: &Op, author: &Author) {
    match op {
        Op::Within { entry, op } => count(held.0.entry(entry.clone()).or_default(), op, author),
        Op::Remove(entry) => {
            held.0.remove(entry);
        }
        other => panic!("a map took {other:?}"),
    }
}

fn all_entries(held: &mut Entries, incoming: &Entries) {
    for (entry, counts) in &incoming.0 {
        larger(held.0.entry(entry.clone()).or_default(), counts);
    }
}

/// A flag without a memory, that starts off or on.
#[derive(Clone, PartialEq, Debug)]
struct Bare<const ON: bool>(bool);

impl<const ON: bool> Default for Bare<ON> {
    fn default() -> Self {
        Self(ON)
    }
}

impl<const ON: bool> Shown for Bare<ON> {
    fn read(&self) -> Answer {
        Answer::Flag(self.0)
    }
}

fn turn<const ON: bool>(held: &mut Bare<ON>, op: &Op, _: &Author) {
    held.0 = *op == Op::Enable;
}

/// Wrong: whatever is not as at the beginning wins, be it old or new.
fn changed<const ON: bool>(held: &mut Bare<ON>, incoming: &Bare<ON>) {
    if incoming.0 != ON {
        held.0 = incoming.0;
    }
}

#[test]
fn sets_that_break_a_law_are_caught() {
    let caught = [
        caught("g_set", put_or_take, all_of_both),
        caught("g_set", put_or_take, common),
        caught("two_phase_set", put_or_take, all_of_both),
        caught("lww_element_set", mark, later_mark),
        caught("or_set", tag, both),
        caught("or_set", observe, all_tags),
        caught("orswot", put_or_take, all_of_both),
        caught("or_map", change_entry, all_entries),
        caught("enable_wins_flag", turn::<false>, changed),
        caught("disable_wins_flag", turn::<true>, changed),
    ];
    let expected = [
        "",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
        "commutative, convergent, specified",
        "specified",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
        "associative, commutative, convergent, inflating, specified",
        "convergent, inflating, specified",
        "convergent, inflating, specified",
    ];
    assert_eq!(caught, expected);
}
