//! One schedule under every answer to conflicts that it fits.

use std::rc::Rc;

use super::{Resolution, Table};
use crate::clock::Clock;
use crate::crdt::{DataType, Op, Versions};
use crate::ids::{ReplicaId, StepId};
use crate::lab::{Act, Lab, WriteContext};
use crate::sim::run;
use crate::trace::{EventKind, Trace};
use crate::value::{Answer, Value};

/// An answer to conflicts.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    /// What people call it.
    pub title: String,
    /// The type that the key gets.
    pub data_type: DataType,
}

/// How a schedule ends for one key.
#[derive(Clone, PartialEq, Debug)]
pub struct End {
    /// What each replica shows.
    pub shows: Vec<(ReplicaId, Answer)>,
    /// Whether all replicas that keep the key hold the same.
    pub agree: bool,
    /// The acknowledged updates that were lost.
    pub lost: Vec<StepId>,
    /// The updates that were refused.
    pub refused: Vec<StepId>,
    /// The most siblings that a replica holds.
    pub siblings: usize,
    /// How many of these were seen and overwritten: conflicts that are none.
    pub false_conflicts: usize,
}

impl Way {
    fn new(title: impl Into<String>, data_type: DataType) -> Self {
        Self {
            title: title.into(),
            data_type,
        }
    }

    /// How the schedule of a document ends for a key when it is dealt with in this way.
    pub fn end(&self, lab: &Lab, key: usize) -> End {
        End::of(&run(&Rc::new(lab.with_type(key, &self.data_type))), key)
    }
}

impl End {
    /// How a run ends for a key.
    pub fn of(trace: &Trace, key: usize) -> Self {
        let end = trace.lab.duration;
        let shows = trace.lab.replicas.iter();
        let shows = shows.map(|one| (*one, trace.record_at(*one, key, end).state.read()));
        let of_this_key = |step: &StepId| trace.operation(*step).is_some_and(|one| one.key == key);
        let refused = trace.events.iter().filter_map(|event| match event.kind {
            EventKind::Refused { step, .. } => Some(step),
            _ => None,
        });
        let held = trace.lab.replicas.iter();
        let held = held.map(|one| trace.record_at(*one, key, end));
        let counts = held.map(|record| {
            let siblings = record.state.siblings().len();
            (siblings, trace.false_conflicts(key, record).len())
        });
        let (siblings, false_conflicts) = counts.max().unwrap_or_default();
        Self {
            shows: shows.collect(),
            agree: trace.convergence[key].agreed_at.is_some(),
            lost: trace.lost.iter().copied().filter(of_this_key).collect(),
            refused: refused.filter(of_this_key).collect(),
            siblings,
            false_conflicts,
        }
    }
}

/// The ways that fit what a document does to a key: registers, which know nothing of what a client
/// wanted, and the types of the catalogue that have its operations.
pub fn ways(lab: &Lab, key: usize) -> Vec<Way> {
    let Some(spec) = lab.keys.get(key) else {
        return Vec::new();
    };
    let calls = lab.script.iter().filter_map(|step| match &step.act {
        Act::Call(call) if call.key == spec.name => Some(&call.op),
        _ => None,
    });
    let ops: Vec<&Op> = calls.collect();
    let initial = initial(&spec.data_type);
    let mut ways = registers(initial.as_ref(), table(&spec.data_type));
    ways.extend(per_server(lab, initial.as_ref()));
    let others = DataType::all().into_iter().filter(|one| !is_register(one));
    ways.extend(others.map(|one| {
        // Settings are kept where the key has that type already.
        let same = one.name() == spec.data_type.name();
        let data_type = if same { spec.data_type.clone() } else { one };
        Way::new(data_type.title(), data_type)
    }));
    ways.retain(|way| ops.iter().all(|op| way.data_type.accepts(op)));
    ways
}

/// Siblings under one vector for each server, where clients say what they have read: otherwise a
/// write replaces all that its replica holds, and that is the same under both.
fn per_server(lab: &Lab, initial: Option<&Value>) -> Option<Way> {
    let mut sessions = lab.sessions.values();
    let asked = sessions.any(|session| session.context == WriteContext::LastRead);
    let mut data_type = DataType::MvRegister(Default::default());
    if let DataType::MvRegister(options) = &mut data_type {
        options.initial = initial.cloned();
        options.versions = Versions::PerServer;
    }
    asked.then(|| Way::new("Siblings, one vector per server", data_type))
}

fn is_register(data_type: &DataType) -> bool {
    data_type.accepts(&Op::Write(Value::Integer(1)))
}

fn initial(data_type: &DataType) -> Option<Value> {
    match data_type {
        DataType::LwwRegister(options) => options.initial.clone(),
        DataType::MvRegister(options) => options.initial.clone(),
        _ => None,
    }
}

fn table(data_type: &DataType) -> Option<&Table> {
    match data_type {
        DataType::MvRegister(options) => match &options.resolve {
            Resolution::Table(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}

fn registers(initial: Option<&Value>, table: Option<&Table>) -> Vec<Way> {
    let last_write = Clock::ALL.into_iter().map(|clock| {
        let by = match clock {
            Clock::Wall => "wall clock",
            Clock::Lamport => "Lamport clock",
            Clock::Hybrid => "hybrid clock",
        };
        let mut data_type = DataType::LwwRegister(Default::default());
        if let DataType::LwwRegister(options) = &mut data_type {
            options.initial = initial.cloned();
            options.clock = clock;
        }
        Way::new(format!("Last write wins, {by}"), data_type)
    });
    // What is there at the beginning would stay.
    let first_write = initial.is_none().then(|| {
        let data_type = DataType::FwwRegister(Default::default());
        Way::new("First write wins", data_type)
    });
    let functions = [
        ("Siblings", Resolution::Siblings),
        ("Siblings, merged by union", Resolution::Union),
        ("Siblings, merged by maximum", Resolution::Max),
    ];
    let by_table = table.map(|table| {
        (
            "Siblings, merged by table",
            Resolution::Table(table.clone()),
        )
    });
    let siblings = functions
        .into_iter()
        .chain(by_table)
        .map(|(title, resolve)| {
            let mut data_type = DataType::MvRegister(Default::default());
            if let DataType::MvRegister(options) = &mut data_type {
                options.initial = initial.cloned();
                options.resolve = resolve;
            }
            Way::new(title, data_type)
        });
    last_write.chain(first_write).chain(siblings).collect()
}
