//! Replicas beside what the specification says that each of them has seen.

use std::collections::BTreeMap;
use std::rc::Rc;

use replicascope_core::clock::{Actor, Dot};
use replicascope_core::crdt::{Author, DataType, Op};
use replicascope_core::{Answer, Micros, ReplicaId, Value};

use super::subject::{Subject, merged};
use super::support::breaches::Breaches;
use super::support::spec::{self, Dots, Update};

/// What each replica of a cluster holds, beside what it has seen.
#[derive(Clone)]
pub struct Cluster<S> {
    pub holds: Vec<S>,
    pub seen: Vec<Dots>,
    /// How often each has lost its disk.
    lives: Vec<u16>,
    pub updates: BTreeMap<Dot, Rc<Update>>,
    /// Of updates that are carried out elsewhere as operations.
    pub authors: BTreeMap<Dot, Author>,
}

impl<S: Subject> Cluster<S> {
    pub fn new(replicas: usize, initial: &S) -> Self {
        Self {
            holds: vec![initial.clone(); replicas],
            seen: vec![Dots::new(); replicas],
            lives: vec![0; replicas],
            updates: BTreeMap::new(),
            authors: BTreeMap::new(),
        }
    }

    pub fn actor(&self, at: usize) -> Actor {
        let replica = ReplicaId::new(at).expect("a replica");
        let life = self.lives[at];
        Actor { replica, life }
    }

    /// No two writes write the same, so that the value tells which of them won.
    pub fn distinct(&self, op: &Op, actor: Actor) -> Op {
        match op {
            Op::Write(_) => {
                let own = self.updates.keys().filter(|dot| dot.actor == actor);
                Op::Write(Value::Text(format!("{actor}{}", own.count()).into()))
            }
            other => other.clone(),
        }
    }

    /// What was there before an update is in what is there after it; false: it is refused.
    pub fn update(
        &mut self,
        data_type: &DataType,
        at: usize,
        op: &Op,
        clock: Micros,
        breaches: &mut Breaches,
    ) -> bool {
        let actor = self.actor(at);
        let op = self.distinct(op, actor);
        let seen = self.seen_at(at);
        let refuses = spec::refuses(data_type, &op, actor, seen);
        let refused = self.holds[at].refuses(&op, actor).unwrap_or(refuses);
        breaches.same("refusing", &refused, &refuses);
        if refuses {
            return false;
        }
        let old = self.holds[at].clone();
        let dot = self.holds[at].update(&op, actor, clock);
        let update = Update::new(data_type, dot, &op, clock, false, self.seen_at(at));
        self.take_in(at, update, &old, breaches);
        true
    }

    pub fn seen_at(&self, at: usize) -> impl Iterator<Item = &Update> + Clone {
        self.seen[at].iter().map(|dot| &*self.updates[dot])
    }

    pub fn take_in(&mut self, at: usize, update: Update, old: &S, breaches: &mut Breaches) {
        self.seen[at].insert(update.dot);
        self.updates.insert(update.dot, Rc::new(update));
        let new = &self.holds[at];
        breaches.same("inflating", &merged(old, new), new);
    }

    /// A replica comes back with nothing, under its next life.
    pub fn lose_disk(&mut self, at: usize, initial: &S) {
        self.holds[at] = initial.clone();
        self.seen[at].clear();
        self.lives[at] += 1;
    }

    pub fn merge(&mut self, at: usize, record: &S, seen: &Dots) {
        self.holds[at].merge(record);
        self.seen[at].extend(seen);
    }

    /// Every replica shows what the updates that it has seen make.
    pub fn compare(&self, data_type: &DataType, breaches: &mut Breaches) {
        for (at, record) in self.holds.iter().enumerate() {
            let value = spec::value(data_type, self.seen_at(at));
            breaches.same("specified", &record.read(), &value);
            if let (DataType::BoundedCounter(_), Answer::Value(Value::Integer(left))) =
                (data_type, record.read())
            {
                breaches.same("bounded", &left.min(0), &0);
            }
        }
    }
}
