//! Edits as values: one gesture, one edit, one undo step.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Act, Fault, FaultKind, Lab, LabError, Network, Override, Route, Session, Step, limits,
};
use crate::crdt::DataType;
use crate::ids::{ClientId, FaultId, Key, Place, ReplicaId, StepId};
use crate::refusal::count;
use crate::replication::Replication;
use crate::time::Micros;

/// A change of a document.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// Adds a step to the script under the next free name.
    Add {
        /// When it happens.
        #[serde(rename = "at_us")]
        at: Micros,
        /// What happens.
        act: Act,
    },
    /// Moves a step in time.
    Move {
        /// Which one.
        step: StepId,
        /// Its new time.
        #[serde(rename = "at_us")]
        at: Micros,
    },
    /// Changes what a step does.
    Change {
        /// Which one.
        step: StepId,
        /// What it does from now on.
        act: Act,
    },
    /// Removes a step, with the overrides of the messages that it caused.
    Remove {
        /// Which one.
        step: StepId,
    },
    /// Decides the fate of one message by hand.
    Deliver {
        /// The name of the message.
        message: String,
        /// How long after it is sent each copy arrives: none means lost, two means duplicated.
        after_us: Vec<Micros>,
    },
    /// Leaves the fate of a message to the network again.
    Release {
        /// The name of the message.
        message: String,
    },
    /// Adds a fault under the next free name.
    AddFault {
        /// When it begins.
        #[serde(rename = "from_us")]
        from: Micros,
        /// When it is over.
        #[serde(rename = "to_us")]
        to: Micros,
        /// What breaks.
        kind: FaultKind,
    },
    /// Moves the ends of a fault.
    MoveFault {
        /// Which one.
        fault: FaultId,
        /// When it begins.
        #[serde(rename = "from_us")]
        from: Micros,
        /// When it is over.
        #[serde(rename = "to_us")]
        to: Micros,
    },
    /// Changes what breaks.
    ChangeFault {
        /// Which fault.
        fault: FaultId,
        /// What breaks from now on.
        kind: FaultKind,
    },
    /// Removes a fault.
    RemoveFault {
        /// Which one.
        fault: FaultId,
    },
    /// Chooses how updates reach other replicas.
    SetReplication(Replication),
    /// Chooses the strategies to compare with.
    SetCompared(Vec<Replication>),
    /// Changes what a key holds; operations that it then does not take are removed.
    SetType {
        /// Which key.
        key: Key,
        /// What it holds from now on.
        #[serde(rename = "type")]
        data_type: DataType,
    },
    /// Changes a client's session.
    SetSession {
        /// Whose.
        client: ClientId,
        /// What it is from now on.
        session: Session,
    },
    /// Changes the network.
    SetNetwork(Network),
    /// Chooses another run among those that the document allows.
    SetSeed(u32),
    /// Changes the speaker's notes.
    SetNotes(String),
    /// Changes how long the run lasts.
    SetDuration(Micros),
    /// Adds the first replica that is missing from the alphabet.
    AddReplica,
    /// Removes a replica, with every step, fault, rule and count that needs it.
    RemoveReplica(ReplicaId),
    /// Adds the first client that is missing.
    AddClient,
    /// Removes a client, with every operation, fault and rule that needs it.
    RemoveClient(ClientId),
    /// Several edits, one after the other, as one: at most [`limits::EDITS`].
    All(Vec<Edit>),
}

impl Edit {
    /// Reads an edit.
    ///
    /// # Errors
    /// Names the JSON path and what is wrong there.
    pub fn from_json(text: &str) -> Result<Self, LabError> {
        super::json::read(text.as_bytes())
    }

    /// How many edits it consists of.
    fn parts(&self) -> usize {
        match self {
            Self::All(edits) => 1 + edits.iter().map(Self::parts).sum::<usize>(),
            _ => 1,
        }
    }
}

impl Lab {
    /// The document after an edit.
    ///
    /// # Errors
    /// When the edit names something that is not there or breaks a bound; says which.
    pub fn edited(&self, edit: &Edit) -> Result<Self, LabError> {
        count("$.all", edit.parts(), (1, limits::EDITS))?;
        let mut lab = self.clone();
        lab.carry_out(edit.clone())?;
        lab.validate()?;
        Ok(lab)
    }

    fn carry_out(&mut self, edit: Edit) -> Result<(), LabError> {
        match edit {
            Edit::Add { at, act } => {
                let id = self.next_step();
                self.script.push(Step { id, at, act });
            }
            Edit::Move { step, at } => self.step_mut(step)?.at = at,
            Edit::Change { step, act } => self.step_mut(step)?.act = act,
            Edit::Remove { step } => {
                self.step_mut(step)?;
                self.remove_steps(|one| one.id == step);
            }
            Edit::Deliver { message, after_us } => {
                self.overrides.retain(|one| one.message != message);
                self.overrides.push(Override { message, after_us });
            }
            Edit::Release { message } => self.overrides.retain(|one| one.message != message),
            Edit::AddFault { from, to, kind } => {
                let id = FaultId(
                    self.faults
                        .iter()
                        .map(|fault| fault.id.0 + 1)
                        .max()
                        .unwrap_or(1),
                );
                self.faults.push(Fault { id, from, to, kind });
            }
            Edit::MoveFault { fault, from, to } => {
                let fault = self.fault_mut(fault)?;
                (fault.from, fault.to) = (from, to);
            }
            Edit::ChangeFault { fault, kind } => self.fault_mut(fault)?.kind = kind,
            Edit::RemoveFault { fault } => {
                self.fault_mut(fault)?;
                self.faults.retain(|one| one.id != fault);
            }
            Edit::SetReplication(replication) => self.replication = replication,
            Edit::SetCompared(compare) => self.compare = compare,
            Edit::SetType { key, data_type } => self.set_type(&key, data_type)?,
            Edit::SetSession { client, session } => {
                if session == Session::default() {
                    self.sessions.remove(&client);
                } else {
                    self.sessions.insert(client, session);
                }
            }
            Edit::SetNetwork(network) => self.network = network,
            Edit::SetSeed(seed) => self.seed = seed,
            Edit::SetNotes(notes) => self.notes = notes,
            Edit::SetDuration(duration) => self.set_duration(duration),
            Edit::AddReplica => self.add_replica()?,
            Edit::RemoveReplica(replica) => self.remove_replica(replica)?,
            Edit::AddClient => self.add_client()?,
            Edit::RemoveClient(client) => self.remove_client(client)?,
            Edit::All(edits) => edits
                .into_iter()
                .try_for_each(|edit| self.carry_out(edit))?,
        }
        Ok(())
    }

    /// The name that the next added step gets.
    pub fn next_step(&self) -> StepId {
        StepId(
            self.script
                .iter()
                .map(|step| step.id.0 + 1)
                .max()
                .unwrap_or(1),
        )
    }

    fn step_mut(&mut self, id: StepId) -> Result<&mut Step, LabError> {
        let step = self.script.iter_mut().find(|step| step.id == id);
        step.ok_or_else(|| LabError::new("$.script", format!("there is no step {}", id.0)))
    }

    fn fault_mut(&mut self, id: FaultId) -> Result<&mut Fault, LabError> {
        let fault = self.faults.iter_mut().find(|fault| fault.id == id);
        fault.ok_or_else(|| LabError::new("$.faults", format!("there is no fault {}", id.0)))
    }

    /// Steps and faults that begin beyond a new, earlier end would be refused, so they move to it.
    fn set_duration(&mut self, duration: Micros) {
        self.duration = duration;
        self.opens_at = self.opens_at.min(duration);
        for step in &mut self.script {
            step.at = step.at.min(duration);
        }
        for fault in &mut self.faults {
            fault.from = fault.from.min(duration);
        }
    }

    fn set_type(&mut self, name: &Key, data_type: DataType) -> Result<(), LabError> {
        let key = self.keys.iter_mut().find(|key| key.name == *name);
        let missing = || LabError::new("$.keys", format!("there is no key {name}"));
        let key = key.ok_or_else(missing)?;
        key.data_type = data_type.clone();
        self.remove_steps(|step| {
            let Act::Call(call) = &step.act else {
                return false;
            };
            call.key == *name && !data_type.accepts(&call.op)
        });
        Ok(())
    }

    fn add_replica(&mut self) -> Result<(), LabError> {
        let missing = ReplicaId::all().find(|replica| !self.replicas.contains(replica));
        let missing = missing.ok_or_else(|| {
            LabError::new(
                "$.replicas",
                format!("at most {} replicas", limits::REPLICAS.1),
            )
        })?;
        self.replicas.push(missing);
        self.replicas.sort();
        Ok(())
    }

    fn remove_replica(&mut self, replica: ReplicaId) -> Result<(), LabError> {
        if !self.replicas.contains(&replica) {
            return Err(LabError::new(
                "$.replicas",
                format!("there is no replica {replica}"),
            ));
        }
        self.replicas.retain(|one| *one != replica);
        for key in &mut self.keys {
            key.data_type.without(replica);
        }
        let needs = |step: &Step| match &step.act {
            Act::Call(call) => call.replica == replica || call.op.names(replica),
            Act::Send(send) => send.from == replica || send.to == replica,
            Act::Promote(promote) => promote.replica == replica,
        };
        self.remove_steps(needs);
        for session in self.sessions.values_mut() {
            if session.route == Route::Fixed(replica) {
                session.route = Route::AsWritten;
            }
        }
        self.sessions.retain(|_, one| *one != Session::default());
        self.network.links.retain(|rule| {
            rule.from.replica() != Some(replica) && rule.to.replica() != Some(replica)
        });
        self.faults.retain_mut(|fault| {
            let Some(links) = fault.kind.links_mut() else {
                return fault.kind.place() != Some(Place::Replica(replica));
            };
            links.between.retain(|one| *one != replica);
            links.and.retain(|one| *one != replica);
            !links.between.is_empty() && !links.and.is_empty()
        });
        // Names like `op3:A>B/update` and `A~2:A>B/push`: a replica that gets this letter later
        // inherits nothing.
        self.remove_overrides(&replica.to_string());
        Ok(())
    }

    fn add_client(&mut self) -> Result<(), LabError> {
        let missing = ClientId::all().find(|client| !self.clients.contains(client));
        let missing = missing.ok_or_else(|| {
            LabError::new(
                "$.clients",
                format!("at most {} clients", limits::CLIENTS.1),
            )
        })?;
        self.clients.push(missing);
        self.clients.sort();
        Ok(())
    }

    fn remove_client(&mut self, client: ClientId) -> Result<(), LabError> {
        if !self.clients.contains(&client) {
            return Err(LabError::new(
                "$.clients",
                format!("there is no client {client}"),
            ));
        }
        self.clients.retain(|one| *one != client);
        self.sessions.remove(&client);
        self.remove_steps(|step| matches!(&step.act, Act::Call(call) if call.client == client));
        let place = Place::Client(client);
        self.network
            .links
            .retain(|rule| rule.from != place && rule.to != place);
        self.faults
            .retain(|fault| fault.kind.place() != Some(place));
        self.remove_overrides(&client.to_string());
        Ok(())
    }

    fn remove_steps(&mut self, wanted: impl Fn(&Step) -> bool) {
        let all = std::mem::take(&mut self.script).into_iter();
        let (gone, kept): (Vec<_>, _) = all.partition(wanted);
        self.script = kept;
        // Their names become free again: nothing may be left that a later step would inherit.
        let gone: BTreeSet<String> = gone.iter().map(|step| step.id.to_string()).collect();
        self.overrides.retain(|one| {
            let cause = one.message.split(':').next();
            !cause.is_some_and(|cause| gone.contains(cause))
        });
    }

    /// Removes what is decided about messages of this replica or client.
    fn remove_overrides(&mut self, of: &str) {
        self.overrides.retain(|one| {
            let mut parts = one.message.split([':', '>', '/', '~']);
            !parts.any(|part| part == of)
        });
    }
}
