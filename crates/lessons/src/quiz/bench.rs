//! Small documents for questions, written in a few words.

use std::fmt::Write as _;
use std::rc::Rc;

use replicascope_core::clock::VersionVector;
use replicascope_core::trace::EventKind;
use replicascope_core::{Lab, Micros, ReplicaId, StepId, Trace, run};

use crate::Probe;

/// A document on its way: its parts as JSON.
pub(crate) struct Bench {
    title: &'static str,
    replicas: u32,
    clients: u32,
    keys: String,
    replication: String,
    compare: String,
    latency_ms: u32,
    steps: Vec<String>,
    more: String,
}

impl Bench {
    /// So many replicas and clients, and a key of a type.
    pub(crate) fn new(title: &'static str, replicas: u32, clients: u32) -> Self {
        Self {
            title,
            replicas,
            clients,
            keys: String::new(),
            replication: r#"{"eager":{}}"#.into(),
            compare: String::new(),
            latency_ms: 10,
            steps: Vec::new(),
            more: String::new(),
        }
    }

    pub(crate) fn key(mut self, name: &str, data_type: &str) -> Self {
        let comma = if self.keys.is_empty() { "" } else { "," };
        // Writing into a string cannot fail.
        let _ = write!(
            self.keys,
            r#"{comma}{{"name":"{name}","type":{data_type}}}"#
        );
        self
    }

    pub(crate) fn replication(mut self, json: &str) -> Self {
        self.replication = json.into();
        self
    }

    pub(crate) fn compare(mut self, json: &str) -> Self {
        self.compare = format!(r#","compare":[{json}]"#);
        self
    }

    pub(crate) fn latency(mut self, ms: u32) -> Self {
        self.latency_ms = ms;
        self
    }

    /// A client calls a replica; the steps are counted from 1.
    pub(crate) fn call(
        mut self,
        ms: u32,
        client: u32,
        replica: ReplicaId,
        key: &str,
        op: &str,
    ) -> Self {
        let id = self.steps.len() + 1;
        self.steps.push(format!(
            r#"{{"id":{id},"at_us":{ms}000,"act":{{"call":{{"client":"c{client}","replica":"{replica}","key":"{key}","op":{op}}}}}}}"#
        ));
        self
    }

    pub(crate) fn send(mut self, ms: u32, from: ReplicaId, to: ReplicaId, key: &str) -> Self {
        let id = self.steps.len() + 1;
        self.steps.push(format!(
            r#"{{"id":{id},"at_us":{ms}000,"act":{{"send":{{"from":"{from}","to":"{to}","key":"{key}"}}}}}}"#
        ));
        self
    }

    /// A fault of a kind between two moments.
    pub(crate) fn fault(self, from_ms: u32, to_ms: u32, kind: &str) -> Self {
        let fault =
            format!(r#"{{"id":1,"from_us":{from_ms}000,"to_us":{to_ms}000,"kind":{kind}}}"#);
        self.more(&format!(r#","faults":[{fault}]"#))
    }

    /// The copies of a message, whichever of these names it has under a strategy, arrive after so many
    /// microseconds.
    pub(crate) fn deliver(self, messages: &[&str], after_us: &str) -> Self {
        let one = |name: &&str| format!(r#"{{"message":"{name}","after_us":[{after_us}]}}"#);
        let all: Vec<String> = messages.iter().map(one).collect();
        self.more(&format!(r#","overrides":[{}]"#, all.join(",")))
    }

    /// Anything else, as JSON that begins with a comma.
    pub(crate) fn set(self, json: &str) -> Self {
        self.more(json)
    }

    fn more(mut self, json: &str) -> Self {
        self.more.push_str(json);
        self
    }

    /// The document, which opens at a moment and lasts for a while.
    pub(crate) fn lab(&self, opens_ms: u32, lasts_ms: u32) -> Result<Lab, String> {
        let names = |count: u32, name: &dyn Fn(usize) -> Option<String>| {
            let names = (0..count as usize).filter_map(name);
            names
                .map(|name| format!("\"{name}\""))
                .collect::<Vec<_>>()
                .join(",")
        };
        let replicas = names(self.replicas, &|at| Some(ReplicaId::new(at)?.to_string()));
        let clients = names(self.clients, &|at| Some(format!("c{}", at + 1)));
        let Self {
            title,
            keys,
            replication,
            compare,
            latency_ms,
            steps,
            more,
            ..
        } = self;
        let steps = steps.join(",");
        let json = format!(
            r#"{{"version":1,"title":"{title}","opens_at_us":{opens_ms}000,"duration_us":{lasts_ms}000,"seed":1,"replicas":[{replicas}],"clients":[{clients}],"keys":[{keys}],"replication":{replication}{compare},"network":{{"between_replicas":{{"latency":{{"constant_us":{latency_ms}000}}}},"to_clients":{{"latency":{{"constant_us":2000}}}}}},"script":[{steps}]{more}}}"#
        );
        Lab::from_json(&json).map_err(|error| error.to_string())
    }
}

/// Runs a document.
pub(crate) fn ran(lab: &Lab) -> Trace {
    run(&Rc::new(lab.clone()))
}

/// What the engine says about a run, in words.
pub(crate) fn asked(trace: &Trace, probe: &str) -> Result<String, String> {
    let probe: Probe = probe.parse().map_err(|error| format!("{probe}: {error}"))?;
    let finding = probe
        .ask_trace(trace)
        .map_err(|error| format!("{probe}: {error}"))?;
    Ok(finding.found.to_string())
}

/// The same as a number.
pub(crate) fn counted(trace: &Trace, probe: &str) -> Result<i64, String> {
    let found = asked(trace, probe)?;
    found
        .parse()
        .map_err(|_| format!("{probe}: {found} is no number"))
}

/// The version that an update made.
pub(crate) fn version(trace: &Trace, step: u32) -> Result<VersionVector, String> {
    let found = trace.events.iter().find_map(|event| match &event.kind {
        EventKind::Applied {
            step: of, after, ..
        } if *of == StepId(step) => Some(after.version.clone()),
        _ => None,
    });
    found.ok_or_else(|| format!("op{step} was not carried out"))
}

/// The version that a replica holds for the first key.
pub(crate) fn held(trace: &Trace, replica: ReplicaId, at_ms: u32) -> VersionVector {
    let at = Micros::from_millis(at_ms.into());
    trace.record_at(replica, 0, at).version.clone()
}

/// The replica with this number, counted from 0.
pub(crate) fn replica(number: usize) -> ReplicaId {
    ReplicaId::new(number).expect("questions have nine replicas at most")
}

/// The first three replicas.
pub(crate) fn three() -> [ReplicaId; 3] {
    [0, 1, 2].map(replica)
}
