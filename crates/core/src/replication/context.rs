//! What a replication strategy sees and may do: one replica, and an outbox.

use std::rc::Rc;

use super::{Alarm, Dropping, Effect, Replica};
use crate::chance::Chance;
use crate::clock::{Actor, Relation, VersionVector};
use crate::ids::{Place, ReplicaId};
use crate::message::{Cause, Failure, Outcome, Parcel, Payload, Request, Term, Update};
use crate::record::Record;
use crate::time::Micros;

/// One replica in the hands of its strategy.
pub(crate) struct Context<'a> {
    pub(crate) replica: &'a mut Replica,
    pub(crate) outbox: &'a mut Vec<Effect>,
    pub(crate) replicas: &'a [ReplicaId],
    /// The time since the start of the run: for waiting, never for ordering.
    pub(crate) now: Micros,
    /// What this replica's wall clock shows.
    pub(crate) wall: Micros,
    pub(crate) chance: Chance,
    pub(crate) cause: Cause,
}

impl Context<'_> {
    /// The name of this replica.
    pub(crate) fn id(&self) -> ReplicaId {
        self.replica.id
    }

    /// This replica in its present life.
    pub(crate) fn actor(&self) -> Actor {
        self.replica.actor()
    }

    /// All replicas, in order.
    pub(crate) fn replicas(&self) -> &[ReplicaId] {
        self.replicas
    }

    /// The other replicas, in order; there is at least one.
    pub(crate) fn peers(&self) -> Vec<ReplicaId> {
        let peers = self.replicas.iter().copied();
        peers.filter(|one| *one != self.replica.id).collect()
    }

    /// The time since the start of the run: for waiting, never for ordering.
    pub(crate) fn now(&self) -> Micros {
        self.now
    }

    /// What this replica's wall clock shows.
    pub(crate) fn wall(&self) -> Micros {
        self.wall
    }

    /// How many keys there are.
    pub(crate) fn keys(&self) -> usize {
        self.replica.records.len()
    }

    /// What this replica holds for a key.
    pub(crate) fn record(&self, key: usize) -> &Rc<Record> {
        &self.replica.records[key]
    }

    /// What this replica holds for these keys, as parcels carry it.
    pub(crate) fn records(&self, keys: &[usize]) -> Vec<(usize, Rc<Record>)> {
        keys.iter()
            .map(|key| (*key, Rc::clone(self.record(*key))))
            .collect()
    }

    /// The versions of what this replica holds for these keys.
    pub(crate) fn versions(
        &self,
        keys: impl IntoIterator<Item = usize>,
    ) -> Vec<(usize, VersionVector)> {
        keys.into_iter()
            .map(|key| (key, self.record(key).version.clone()))
            .collect()
    }

    /// A number below `end`, drawn for what this handler was called for.
    pub(crate) fn choose(&self, end: usize) -> usize {
        let name = self.cause.to_string();
        usize::try_from(self.chance.below(end as u64, name.as_bytes(), "choice")).unwrap_or(0)
    }

    /// So many of these, drawn for what this handler was called for.
    pub(crate) fn choose_some(&self, mut from: Vec<ReplicaId>, count: usize) -> Vec<ReplicaId> {
        let name = self.cause.to_string();
        from.sort_by_key(|one| {
            self.chance
                .bits(name.as_bytes(), &format!("choice of {one}"))
        });
        from.truncate(count);
        from
    }

    /// Carries out an update here, by this replica's clock, and returns it as it can be carried out
    /// elsewhere. What it holds may refuse the update; then the client has been told.
    pub(crate) fn apply(&mut self, request: &Request) -> Option<Update> {
        self.carry_out(request, false)
    }

    /// Carries out an update here, in an order that this replica decides whatever its clock says.
    pub(crate) fn apply_next(&mut self, request: &Request) -> Option<Update> {
        self.carry_out(request, true)
    }

    fn carry_out(&mut self, request: &Request, decides: bool) -> Option<Update> {
        let (step, key, actor) = (request.step, request.key, self.replica.actor());
        if let Some(why) = self.record(key).refuses(&request.op, actor) {
            self.outbox.push(Effect::Refused { step, why });
            self.fail(request, Failure::Refused(why));
            return None;
        }
        let mut record = Record::clone(self.record(key));
        let context = request.context.clone();
        let (op, author) = match context.as_deref() {
            Some(seen) => {
                let seen = seen.clone();
                record.update_having_seen(&request.op, actor, self.wall, decides, seen)
            }
            None => record.update(&request.op, actor, self.wall, decides),
        };
        let (before, after) = self.hold(key, true, record);
        let dot = author.dot;
        self.outbox.push(Effect::Applied {
            step,
            key,
            dot,
            context,
            before,
            after,
        });
        let observes = self.record(key).state.observes();
        let seen = if observes {
            author.seen
        } else {
            VersionVector::default()
        };
        let time = author.time;
        Some(Update {
            step,
            key,
            dot,
            op,
            time,
            seen,
        })
    }

    /// Confirms to the client an update that has just been carried out.
    pub(crate) fn acknowledge(&mut self, request: &Request) {
        let record = Rc::clone(self.record(request.key));
        self.acknowledge_with(request, record);
    }

    /// Confirms an update to the client, with the record that it made: what came after it may never
    /// be acknowledged, and no later read may insist on that.
    pub(crate) fn acknowledge_with(&mut self, request: &Request, record: Rc<Record>) {
        self.reply(request, Outcome::Done(record));
    }

    /// Answers a read with what this replica holds, as soon as that includes what the session
    /// insists on.
    pub(crate) fn answer(&mut self, request: &Request) {
        let record = Rc::clone(self.record(request.key));
        if request.is_satisfied_by(&record) {
            self.answer_with(request, record);
        } else {
            self.outbox.push(Effect::Held(request.clone().into()));
        }
    }

    /// Answers a read with a record that was gathered elsewhere.
    pub(crate) fn answer_with(&mut self, request: &Request, record: Rc<Record>) {
        let (step, key) = (request.step, request.key);
        self.outbox.push(Effect::Answered {
            step,
            key,
            record: Rc::clone(&record),
        });
        self.reply(request, Outcome::Read(record));
    }

    /// Tells the client that the operation failed.
    pub(crate) fn fail(&mut self, request: &Request, why: Failure) {
        self.reply(request, Outcome::Failed(why));
    }

    fn reply(&mut self, request: &Request, outcome: Outcome) {
        let step = request.step;
        let payload = Payload::Reply { step, outcome };
        self.push(Place::Client(request.client), "reply", payload);
    }

    /// Passes a client's operation on to another replica, which answers the client. Once only: one
    /// that was passed on already fails, since the replica that did so took this one for the leader.
    pub(crate) fn forward(&mut self, to: ReplicaId, request: &Request) {
        if request.forwarded || to == self.id() {
            self.fail(request, Failure::NotTheLeader);
            return;
        }
        let request = Request {
            forwarded: true,
            ..request.clone()
        };
        self.push(
            Place::Replica(to),
            "forward",
            Payload::Request(request.into()),
        );
    }

    /// Takes in every record of the parcel.
    pub(crate) fn merge_all(&mut self, parcel: &Parcel) {
        for (key, incoming) in &parcel.records {
            self.merge(*key, incoming);
        }
    }

    /// Takes in every record of the parcel and returns what this replica holds beyond them.
    pub(crate) fn merge_and_return(&mut self, from: ReplicaId, parcel: &Parcel) {
        self.merge_all(parcel);
        let more = |(key, theirs): &&(usize, Rc<Record>)| {
            self.record(*key).version.relation_to(&theirs.version) == Relation::Newer
        };
        let incoming = parcel.records.iter();
        let more: Vec<usize> = incoming.filter(more).map(|(key, _)| *key).collect();
        if !more.is_empty() {
            self.send(from, "pull", Parcel::of(self.records(&more)));
        }
    }

    /// Takes in a record.
    pub(crate) fn merge(&mut self, key: usize, incoming: &Rc<Record>) {
        let held = self.record(key);
        let mut record = Record::clone(held);
        let relation = record.merge(incoming);
        let is_new = matches!(relation, Relation::Newer | Relation::Concurrent);
        let is_new = is_new || record != **held;
        let (before, after) = self.hold(key, is_new, record);
        let incoming = Rc::clone(incoming);
        self.outbox.push(Effect::Merged {
            key,
            before,
            incoming,
            after,
            relation,
        });
    }

    /// Holds a record that is new, or goes on sharing the one before; what was held before and what is
    /// now.
    fn hold(&mut self, key: usize, is_new: bool, record: Record) -> (Rc<Record>, Rc<Record>) {
        let held = &mut self.replica.records[key];
        let before = if is_new {
            std::mem::replace(held, Rc::new(record))
        } else {
            Rc::clone(held)
        };
        (before, Rc::clone(held))
    }

    /// Gives up what this replica holds for a key in favour of another record. If updates that it
    /// counted itself are among what goes, it counts under its next life from now on.
    pub(crate) fn replace(&mut self, key: usize, by: &Rc<Record>) {
        let before = Rc::clone(self.record(key));
        let own = self.replica.actor();
        if before.version.get(own) > by.version.get(own) {
            self.replica.life += 1;
        }
        let after = Rc::clone(by);
        self.replica.records[key] = Rc::clone(&after);
        self.outbox.push(Effect::Replaced { key, before, after });
    }

    /// Carries out an update that another replica sent as an operation; see [`Record::follow`].
    pub(crate) fn follow(&mut self, update: &Rc<Update>) {
        let held = self.record(update.key);
        let mut record = Record::clone(held);
        record.follow(&update.op, &update.author());
        let is_new = record != **held;
        let (before, after) = self.hold(update.key, is_new, record);
        let update = Rc::clone(update);
        self.outbox.push(Effect::Followed {
            update,
            before,
            after,
        });
    }

    /// Stops holding a cached record.
    pub(crate) fn expire(&mut self, key: usize) {
        self.drop_record(key, Dropping::Expired);
    }

    /// Forgets a tombstone, and with it how far this replica had counted: from now on it counts
    /// under its next life.
    pub(crate) fn collect(&mut self, key: usize) {
        self.replica.life += 1;
        self.drop_record(key, Dropping::Collected);
    }

    fn drop_record(&mut self, key: usize, why: Dropping) {
        let before = Rc::clone(self.record(key));
        let after = Rc::clone(&self.replica.initial[key]);
        self.replica.records[key] = Rc::clone(&after);
        self.outbox.push(Effect::Dropped {
            key,
            before,
            after,
            why,
        });
    }

    /// Writes down that this replica leads from now on.
    pub(crate) fn leads(&mut self, term: Term) {
        self.outbox.push(Effect::Leads(term));
    }

    /// Writes down that this replica follows another leader from now on.
    pub(crate) fn follows(&mut self, term: Term) {
        self.outbox.push(Effect::Follows(term));
    }

    /// Writes down that this replica keeps a record for another one that could not be reached.
    pub(crate) fn keeps(&mut self, key: usize, record: Rc<Record>, keep_for: ReplicaId) {
        self.outbox.push(Effect::Keeps {
            key,
            record,
            keep_for,
        });
    }

    /// Writes down that the other replica has what was kept for it.
    pub(crate) fn handed_over(&mut self, key: usize, keep_for: ReplicaId) {
        self.outbox.push(Effect::HandedOver { key, keep_for });
    }

    /// Writes down that an operation came too early, and what it waits for.
    pub(crate) fn holds_back(
        &mut self,
        update: &Rc<Update>,
        waits_for: Vec<(usize, VersionVector)>,
    ) {
        let update = Rc::clone(update);
        self.outbox.push(Effect::HeldBack { update, waits_for });
    }

    /// Sends one parcel to every other replica.
    pub(crate) fn send_to_all(&mut self, purpose: &'static str, parcel: Parcel) {
        let (parcel, me, replicas) = (Rc::new(parcel), self.id(), self.replicas);
        for peer in replicas.iter().filter(|one| **one != me) {
            self.send(*peer, purpose, Rc::clone(&parcel));
        }
    }

    /// Sends a parcel to another replica; several may be sent the same one.
    pub(crate) fn send(
        &mut self,
        to: ReplicaId,
        purpose: &'static str,
        parcel: impl Into<Rc<Parcel>>,
    ) {
        self.push(Place::Replica(to), purpose, Payload::Parcel(parcel.into()));
    }

    fn push(&mut self, to: Place, purpose: &'static str, payload: Payload) {
        self.outbox.push(Effect::Send {
            to,
            purpose,
            payload,
        });
    }

    /// Asks to be called after a time; a crash before then cancels it.
    pub(crate) fn set_alarm(&mut self, after: Micros, alarm: Alarm) {
        self.outbox.push(Effect::Alarm { after, alarm });
    }
}
