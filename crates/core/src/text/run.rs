//! A text document carried out: what every replica holds under each algorithm.
//!
//! Going back in time is carrying out fewer steps.

use std::collections::BTreeMap;

use serde::Serialize;

use super::central::{Client, Server};
use super::document::{TextAct, TextLab, Typing};
use super::id::CharId;
use super::tree::{Element, Glyph, Op};
use super::{Fugue, Rga};
use crate::clock::{Dot, VersionVector};
use crate::ids::ReplicaId;
use crate::refusal::LabError;

/// A way to keep texts in step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// See [`super::rga`].
    Rga,
    /// See [`super::fugue`].
    Fugue,
    /// Operational transformation with a server: see [`super::central`].
    Ot,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 3] = [Self::Rga, Self::Fugue, Self::Ot];
}

/// A keystroke as the two sequence types send it.
#[derive(Clone, Copy, Debug)]
struct Keystroke {
    rga: Op,
    fugue: Op,
}

/// What one replica holds.
#[derive(Clone, Debug)]
pub struct TextReplica {
    /// Its name.
    pub id: ReplicaId,
    /// Whether it exchanges edits.
    pub online: bool,
    rga: Rga,
    fugue: Fugue,
    ot: Client,
    /// For each replica, the largest clock seen of it.
    seen: VersionVector,
    /// What it typed and nobody else has.
    outbox: Vec<Keystroke>,
    /// How much of what was exchanged it has taken in.
    taken: usize,
}

impl TextReplica {
    fn new(id: ReplicaId) -> Self {
        Self {
            id,
            online: true,
            rga: Rga::default(),
            fugue: Fugue::default(),
            ot: Client::new(id),
            seen: VersionVector::default(),
            outbox: Vec::new(),
            taken: 0,
        }
    }

    /// How many of its keystrokes nobody else has.
    pub fn waiting(&self) -> usize {
        self.outbox.len()
    }

    /// Its text under an algorithm.
    pub fn glyphs(&self, algorithm: Algorithm) -> Vec<Glyph> {
        match algorithm {
            Algorithm::Rga => self.rga.glyphs().collect(),
            Algorithm::Fugue => self.fugue.glyphs().collect(),
            Algorithm::Ot => self.ot.text().to_vec(),
        }
    }

    /// All that an algorithm keeps, tombstones included; nothing for OT, which keeps the text only.
    pub fn elements(&self, algorithm: Algorithm) -> Vec<Element> {
        match algorithm {
            Algorithm::Rga => self.rga.elements().collect(),
            Algorithm::Fugue => self.fugue.elements().collect(),
            Algorithm::Ot => Vec::new(),
        }
    }

    fn place_in_ot(&self, id: CharId) -> Option<usize> {
        self.ot.text().iter().position(|glyph| glyph.id == id)
    }

    fn visible(&self, path: &str, id: CharId) -> Result<usize, LabError> {
        self.place_in_ot(id).ok_or_else(|| {
            let reason = format!("there is no character {id} in {}'s text here", self.id);
            LabError::new(path, reason)
        })
    }

    fn remove(&mut self, path: &str, target: CharId) -> Result<(), LabError> {
        let place = self.visible(path, target)?;
        self.ot.delete(place);
        let op = Op::Delete { target };
        self.rga.apply(&op);
        self.fugue.apply(&op);
        self.outbox.push(Keystroke { rga: op, fugue: op });
        Ok(())
    }

    /// Types a character after another and gives its name; none when clocks are exhausted.
    fn insert(&mut self, after: Option<CharId>, character: char) -> Option<CharId> {
        let place = match after {
            Some(after) => self.place_in_ot(after)? + 1,
            None => 0,
        };
        let id = CharId {
            replica: self.id,
            clock: self.fugue.clock().checked_add(1)?,
        };
        self.ot.insert(place, Glyph { id, character });
        let rga = self.rga.insert_after(id, after, character)?;
        let fugue = self.fugue.insert_after(id, after, character)?;
        self.outbox.push(Keystroke { rga, fugue });
        self.note(id);
        Some(id)
    }

    fn note(&mut self, id: CharId) {
        self.seen.include(Dot {
            actor: id.replica.into(),
            counter: id.clock,
        });
    }

    fn take_in(&mut self, keystrokes: &[Keystroke]) {
        for keystroke in &keystrokes[self.taken..] {
            self.rga.apply(&keystroke.rga);
            self.fugue.apply(&keystroke.fugue);
            if let Op::Insert { id, .. } = keystroke.rga {
                self.note(id);
            }
        }
        self.taken = keystrokes.len();
    }
}

/// What has become of a document after some of its steps.
#[derive(Clone, Debug)]
pub struct TextRun {
    /// The replicas, in the document's order.
    pub replicas: Vec<TextReplica>,
    /// How many steps were carried out.
    pub steps: usize,
    server: Server,
    /// What was exchanged, in order.
    exchanged: Vec<Keystroke>,
    /// What the author of each character had seen of each replica.
    pub(super) seen_by_author: BTreeMap<CharId, VersionVector>,
    /// For a character, the one after it that its author typed in the same go, if nothing, not even
    /// a tombstone, stood between them then.
    pub(super) side_by_side: BTreeMap<CharId, CharId>,
}

impl TextRun {
    /// Carries out the first so many steps.
    ///
    /// # Errors
    /// Names the step that is not possible where it stands.
    pub fn of(lab: &TextLab, steps: usize) -> Result<Self, LabError> {
        let replicas = lab.replicas.iter().map(|id| TextReplica::new(*id));
        let mut run = Self {
            replicas: replicas.collect(),
            steps: 0,
            server: Server::default(),
            exchanged: Vec::new(),
            seen_by_author: BTreeMap::new(),
            side_by_side: BTreeMap::new(),
        };
        for (index, step) in lab.steps.iter().take(steps).enumerate() {
            let path = format!("$.steps[{index}]");
            let Some(at) = run.replicas.iter().position(|one| one.id == step.replica) else {
                return Err(LabError::new(path, "there is no such replica"));
            };
            run.carry_out(&path, at, &step.act)?;
            run.steps += 1;
        }
        Ok(run)
    }

    fn carry_out(&mut self, path: &str, at: usize, act: &TextAct) -> Result<(), LabError> {
        match act {
            TextAct::Type(typing) => self.type_in(&format!("{path}.act.type"), at, typing)?,
            TextAct::GoOffline | TextAct::GoOnline => {
                let replica = &mut self.replicas[at];
                let online = *act == TextAct::GoOnline;
                if replica.online == online {
                    let now = if online { "online" } else { "offline" };
                    let reason = format!("{} is {now} already", replica.id);
                    return Err(LabError::new(format!("{path}.act"), reason));
                }
                replica.online = online;
            }
        }
        self.exchange();
        Ok(())
    }

    fn type_in(&mut self, path: &str, at: usize, typing: &Typing) -> Result<(), LabError> {
        let replica = &mut self.replicas[at];
        for (index, target) in typing.remove.iter().enumerate() {
            replica.remove(&format!("{path}.remove[{index}]"), *target)?;
        }
        let mut after = typing.after;
        if let Some(after) = after {
            replica.visible(&format!("{path}.after"), after)?;
        }
        for character in typing.insert.chars() {
            let seen = replica.seen.clone();
            let id = replica.insert(after, character);
            let full = || LabError::new(format!("{path}.insert"), "there is no room");
            let id = id.ok_or_else(full)?;
            // Its author has heard of nobody since that character.
            let in_one_go = |other: &CharId| {
                let then = self.seen_by_author.get(other);
                other.replica == id.replica && then.is_some_and(|then| same_others(then, &seen, id))
            };
            let (left, right) = replica.fugue.neighbours(id);
            if let Some(left) = left.filter(in_one_go) {
                self.side_by_side.insert(left, id);
            }
            if let Some(right) = right.filter(in_one_go) {
                self.side_by_side.insert(id, right);
            }
            self.seen_by_author.insert(id, seen);
            after = Some(id);
        }
        Ok(())
    }

    /// Replicas that are online hand over what they have, and take in all that there is.
    fn exchange(&mut self) {
        for replica in self.replicas.iter_mut().filter(|one| one.online) {
            self.exchanged.append(&mut replica.outbox);
            replica.ot.meet(&mut self.server);
        }
        for replica in self.replicas.iter_mut().filter(|one| one.online) {
            replica.take_in(&self.exchanged);
            replica.ot.meet(&mut self.server);
        }
    }

    /// The server of operational transformation.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The text that the replicas online share; none when all are offline.
    pub fn shared(&self, algorithm: Algorithm) -> Option<Vec<Glyph>> {
        let online = self.replicas.iter().find(|one| one.online);
        online.map(|replica| replica.glyphs(algorithm))
    }

    /// Whether all replicas hold the same text under the algorithm.
    pub fn converged(&self, algorithm: Algorithm) -> bool {
        let texts = self.replicas.iter().map(|one| one.glyphs(algorithm));
        let mut texts = texts.collect::<Vec<_>>();
        texts.dedup();
        texts.len() == 1
    }
}

/// Whether the two include the same of everybody but the author.
fn same_others(one: &VersionVector, other: &VersionVector, by: CharId) -> bool {
    let mut others = ReplicaId::all().filter(|replica| *replica != by.replica);
    others.all(|replica| one.get(replica) == other.get(replica))
}
