//! What a document must satisfy beyond its shape, checked before anything is run.

use super::{Act, FORMAT_VERSION, FaultKind, Lab, LabError, Latency, LinkQuality, Links, Route};
use crate::crdt::DataType;
use crate::ids::{Key, Place, ReplicaId};
use crate::refusal::{between, count};
use crate::time::Micros;

/// The bounds of a document. Each is far above what a lesson needs and low enough that no
/// document can freeze a tab or exhaust its memory.
pub mod limits {
    use crate::ids::{MAX_CLIENTS, MAX_REPLICAS};
    use crate::time::Micros;

    /// Bytes of JSON.
    pub const DOCUMENT_BYTES: usize = 4 << 20;
    /// Characters of a title and of a prompt.
    pub const TITLE: usize = 120;
    /// Characters of the prompt.
    pub const PROMPT: usize = 400;
    /// Characters of the speaker's notes.
    pub const NOTES: usize = 4_000;
    /// The shortest and longest run.
    pub const DURATION: (Micros, Micros) = (Micros::from_millis(1), Micros::from_millis(600_000));
    /// The fewest and most replicas.
    pub const REPLICAS: (usize, usize) = (2, MAX_REPLICAS);
    /// The fewest and most clients.
    pub const CLIENTS: (usize, usize) = (1, MAX_CLIENTS);
    /// The fewest and most keys.
    pub const KEYS: (usize, usize) = (1, 32);
    /// Steps of the script.
    pub const STEPS: usize = 10_000;
    /// Strategies to compare with.
    pub const COMPARED: usize = 3;
    /// Faults.
    pub const FAULTS: usize = 100;
    /// How far a wall clock may be off, in microseconds, either way.
    pub const CLOCK_OFF: i64 = 600_000_000;
    /// How fast a wall clock may gain or lose, in parts per million.
    pub const DRIFT_PPM: i32 = 900_000;
    /// Rules for single links.
    pub const LINK_RULES: usize = 200;
    /// Messages whose fate is decided by hand.
    pub const OVERRIDES: usize = 10_000;
    /// Edits that are carried out as one.
    pub const EDITS: usize = 1_000;
    /// Copies of one message.
    pub const COPIES: usize = 4;
    /// Bytes of a message's name.
    pub const MESSAGE_NAME: usize = 80;
    /// The shortest and longest latency; no message arrives before it is sent.
    pub const LATENCY: (Micros, Micros) = (Micros(1), Micros::from_millis(600_000));
}

type Checked = Result<(), LabError>;

impl Lab {
    /// Checks references and bounds.
    ///
    /// # Errors
    /// Names the JSON path of the first thing that is wrong, and the reason.
    pub fn validate(&self) -> Checked {
        if self.version != FORMAT_VERSION {
            return refuse(
                "$.version",
                format!("this build reads version {FORMAT_VERSION}"),
            );
        }
        text("$.title", &self.title, limits::TITLE)?;
        text("$.prompt", &self.prompt, limits::PROMPT)?;
        // Notes have lines.
        text("$.notes", &self.notes.replace('\n', " "), limits::NOTES)?;
        between("$.duration_us", self.duration, limits::DURATION)?;
        not_after_end("$.opens_at_us", self.opens_at, self.duration)?;
        self.check_cluster()?;
        self.check_sessions()?;
        self.replication.validate("$.replication")?;
        count("$.compare", self.compare.len(), (0, limits::COMPARED))?;
        for (index, other) in self.compare.iter().enumerate() {
            other.validate(&format!("$.compare[{index}]"))?;
        }
        self.check_network()?;
        self.check_script()?;
        self.check_faults()?;
        self.check_overrides()
    }

    fn check_cluster(&self) -> Checked {
        count("$.replicas", self.replicas.len(), limits::REPLICAS)?;
        rising("$.replicas", &self.replicas)?;
        count("$.clients", self.clients.len(), limits::CLIENTS)?;
        rising("$.clients", &self.clients)?;
        count("$.keys", self.keys.len(), limits::KEYS)?;
        for (index, key) in self.keys.iter().enumerate() {
            let path = format!("$.keys[{index}]");
            if self.key_index(&key.name) != Some(index) {
                return refuse(
                    format!("{path}.name"),
                    format!("key {} appears twice", key.name),
                );
            }
            key.data_type
                .check(&format!("{path}.type"), &self.replicas)?;
        }
        Ok(())
    }

    fn check_sessions(&self) -> Checked {
        for (client, session) in &self.sessions {
            let path = format!("$.sessions.{client}");
            self.known_place(&path, Place::Client(*client))?;
            if let Route::Fixed(replica) = session.route {
                self.known_replica(&format!("{path}.route.fixed"), replica)?;
            }
            if let Some(patience) = session.patience {
                between(&format!("{path}.patience_us"), patience, limits::LATENCY)?;
            }
        }
        Ok(())
    }

    fn check_network(&self) -> Checked {
        quality("$.network.between_replicas", &self.network.between_replicas)?;
        quality("$.network.to_clients", &self.network.to_clients)?;
        count(
            "$.network.links",
            self.network.links.len(),
            (0, limits::LINK_RULES),
        )?;
        for (index, rule) in self.network.links.iter().enumerate() {
            let path = format!("$.network.links[{index}]");
            self.known_place(&format!("{path}.from"), rule.from)?;
            self.known_place(&format!("{path}.to"), rule.to)?;
            quality(&format!("{path}.quality"), &rule.quality)?;
        }
        Ok(())
    }

    fn check_script(&self) -> Checked {
        count("$.script", self.script.len(), (0, limits::STEPS))?;
        unique("$.script", self.script.iter().map(|step| step.id.0))?;
        for (index, step) in self.script.iter().enumerate() {
            let path = format!("$.script[{index}]");
            not_after_end(&format!("{path}.at_us"), step.at, self.duration)?;
            match &step.act {
                Act::Call(call) => {
                    let path = format!("{path}.act.call");
                    self.known_place(&format!("{path}.client"), Place::Client(call.client))?;
                    self.known_replica(&format!("{path}.replica"), call.replica)?;
                    let data_type = self.known_key(&format!("{path}.key"), &call.key)?;
                    if !data_type.accepts(&call.op) {
                        let reason = format!("key {} does not take `{}`", call.key, call.op);
                        return refuse(format!("{path}.op"), reason);
                    }
                    let mut missing = ReplicaId::all().filter(|one| !self.replicas.contains(one));
                    if let Some(missing) = missing.find(|one| call.op.names(*one)) {
                        return self.known_replica(&format!("{path}.op"), missing);
                    }
                }
                Act::Send(send) => {
                    let path = format!("{path}.act.send");
                    self.known_replica(&format!("{path}.from"), send.from)?;
                    self.known_replica(&format!("{path}.to"), send.to)?;
                    self.known_key(&format!("{path}.key"), &send.key)?;
                    if send.from == send.to {
                        return refuse(format!("{path}.to"), "a replica sends to another one");
                    }
                }
                Act::Promote(promote) => {
                    self.known_replica(&format!("{path}.act.promote.replica"), promote.replica)?;
                }
            }
        }
        Ok(())
    }

    fn check_faults(&self) -> Checked {
        count("$.faults", self.faults.len(), (0, limits::FAULTS))?;
        unique("$.faults", self.faults.iter().map(|fault| fault.id.0))?;
        for (index, fault) in self.faults.iter().enumerate() {
            let path = format!("$.faults[{index}]");
            not_after_end(&format!("{path}.from_us"), fault.from, self.duration)?;
            not_after_end(&format!("{path}.to_us"), fault.to, limits::DURATION.1)?;
            if fault.to <= fault.from {
                return refuse(format!("{path}.to_us"), "a fault ends after it begins");
            }
            self.check_fault(&format!("{path}.kind"), &fault.kind)?;
        }
        Ok(())
    }

    fn check_fault(&self, path: &str, kind: &FaultKind) -> Checked {
        match kind {
            FaultKind::Partition(links) => self.check_links(&format!("{path}.partition"), links),
            FaultKind::Crash { replica, .. } => {
                self.known_replica(&format!("{path}.crash.replica"), *replica)
            }
            FaultKind::SlowReplica { replica, by } => {
                self.known_replica(&format!("{path}.slow_replica.replica"), *replica)?;
                between(&format!("{path}.slow_replica.by_us"), *by, limits::LATENCY)
            }
            FaultKind::SlowLink { on, by } => {
                self.check_some_links(&format!("{path}.slow_link.on"), on.as_ref())?;
                between(&format!("{path}.slow_link.by_us"), *by, limits::LATENCY)
            }
            FaultKind::Loss { on, per_mille } => {
                self.check_some_links(&format!("{path}.loss.on"), on.as_ref())?;
                rate(&format!("{path}.loss.per_mille"), *per_mille)
            }
            FaultKind::Duplication { on, per_mille } => {
                self.check_some_links(&format!("{path}.duplication.on"), on.as_ref())?;
                rate(&format!("{path}.duplication.per_mille"), *per_mille)
            }
            FaultKind::Reordering { on, up_to } => {
                self.check_some_links(&format!("{path}.reordering.on"), on.as_ref())?;
                between(
                    &format!("{path}.reordering.up_to_us"),
                    *up_to,
                    limits::LATENCY,
                )
            }
            FaultKind::Clock {
                replica,
                ahead,
                drift_ppm,
            } => {
                let path = format!("{path}.clock");
                self.known_replica(&format!("{path}.replica"), *replica)?;
                let off = limits::CLOCK_OFF;
                within(&format!("{path}.ahead_us"), *ahead, off)?;
                within(
                    &format!("{path}.drift_ppm"),
                    (*drift_ppm).into(),
                    limits::DRIFT_PPM.into(),
                )
            }
            FaultKind::Offline { client } => {
                self.known_place(&format!("{path}.offline.client"), Place::Client(*client))
            }
        }
    }

    fn check_some_links(&self, path: &str, links: Option<&Links>) -> Checked {
        links.map_or(Ok(()), |links| self.check_links(path, links))
    }

    fn check_links(&self, path: &str, Links { between, and, .. }: &Links) -> Checked {
        self.check_side(&format!("{path}.between"), between)?;
        self.check_side(&format!("{path}.and"), and)?;
        match between.iter().find(|replica| and.contains(replica)) {
            Some(both) => refuse(format!("{path}.and"), format!("{both} is on both sides")),
            None => Ok(()),
        }
    }

    fn check_side(&self, path: &str, side: &[ReplicaId]) -> Checked {
        count(path, side.len(), (1, limits::REPLICAS.1))?;
        side.iter()
            .try_for_each(|replica| self.known_replica(path, *replica))
    }

    fn check_overrides(&self) -> Checked {
        count("$.overrides", self.overrides.len(), (0, limits::OVERRIDES))?;
        let mut names = std::collections::BTreeSet::new();
        for (index, one) in self.overrides.iter().enumerate() {
            let path = format!("$.overrides[{index}]");
            let name = format!("{path}.message");
            count(&name, one.message.len(), (1, limits::MESSAGE_NAME))?;
            if one.message.chars().any(char::is_control) {
                return refuse(name, "no control characters");
            }
            if !names.insert(&one.message) {
                return refuse(name, "this message has an override already");
            }
            let path = format!("{path}.after_us");
            count(&path, one.after_us.len(), (0, limits::COPIES))?;
            for after in &one.after_us {
                between(&path, *after, limits::LATENCY)?;
            }
        }
        Ok(())
    }

    fn known_replica(&self, path: &str, replica: ReplicaId) -> Checked {
        self.known_place(path, Place::Replica(replica))
    }

    fn known_place(&self, path: &str, place: Place) -> Checked {
        let known = match place {
            Place::Replica(replica) => self.replicas.contains(&replica),
            Place::Client(client) => self.clients.contains(&client),
        };
        if known {
            Ok(())
        } else {
            refuse(path, format!("this lab has no {place}"))
        }
    }

    fn known_key(&self, path: &str, name: &Key) -> Result<&DataType, LabError> {
        let key = self.keys.iter().find(|key| &key.name == name);
        key.map(|key| &key.data_type)
            .ok_or_else(|| LabError::new(path, format!("this lab has no key {name}")))
    }
}

fn refuse(path: impl Into<String>, reason: impl Into<String>) -> Checked {
    Err(LabError::new(path, reason))
}

fn text(path: &str, text: &str, most: usize) -> Checked {
    count(path, text.chars().count(), (0, most))?;
    if text.chars().any(char::is_control) {
        return refuse(path, "no control characters");
    }
    Ok(())
}

fn not_after_end(path: &str, at: Micros, end: Micros) -> Checked {
    between(path, at, (Micros::ZERO, end))
}

fn rising<T: Ord>(path: &str, items: &[T]) -> Checked {
    if items.is_sorted_by(|one, next| one < next) {
        return Ok(());
    }
    refuse(path, "each once, in order")
}

fn unique(path: &str, ids: impl Iterator<Item = u32>) -> Checked {
    let mut seen = std::collections::BTreeSet::new();
    for (index, id) in ids.enumerate() {
        // Room for the next name: names only grow within a document.
        if id > u32::MAX / 2 {
            return refuse(
                format!("{path}[{index}].id"),
                format!("at most {}", u32::MAX / 2),
            );
        }
        if !seen.insert(id) {
            return refuse(format!("{path}[{index}].id"), format!("{id} appears twice"));
        }
    }
    Ok(())
}

fn quality(path: &str, quality: &LinkQuality) -> Checked {
    let latency = format!("{path}.latency");
    match quality.latency {
        Latency::ConstantUs(time) => between(&latency, time, limits::LATENCY)?,
        Latency::UniformUs(least, most) => {
            between(&latency, least, limits::LATENCY)?;
            between(&latency, most, (least, limits::LATENCY.1))?;
        }
        Latency::ExponentialUs {
            at_least,
            mean_beyond,
        } => {
            between(&latency, at_least, limits::LATENCY)?;
            between(&latency, mean_beyond, limits::LATENCY)?;
        }
    }
    for (name, rate) in [
        ("loss_per_mille", quality.loss_per_mille),
        ("duplicate_per_mille", quality.duplicate_per_mille),
    ] {
        self::rate(&format!("{path}.{name}"), rate)?;
    }
    Ok(())
}

fn rate(path: &str, per_mille: u16) -> Checked {
    count(path, per_mille.into(), (0, 1000))
}

fn within(path: &str, value: i64, most: i64) -> Checked {
    if (-most..=most).contains(&value) {
        return Ok(());
    }
    refuse(path, format!("{value} is out of bounds: -{most} to {most}"))
}
