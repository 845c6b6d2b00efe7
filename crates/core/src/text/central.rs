//! A server that puts all edits into one order, and replicas that edit ahead of it.
//!
//! Nichols, Curtis, Dixon and Lamping, *High-Latency, Low-Bandwidth Windowing in the Jupiter
//! Collaboration System*, UIST 1995. A replica carries out its own edits at once and keeps
//! those that the server does not have yet. When the two meet, each edit that the server accepted
//! in the meantime is transformed over the replica's waiting ones and carried out there, and the
//! waiting ones are transformed over it; then the server accepts them as the newest.
//!
//! **Why all texts agree.** Every meeting is between two parties, the server and one replica, so
//! TP1 of [`transform`] is enough: it makes the replica's text the one that the server's list
//! of edits gives. That is one list for all. The price is that nobody can exchange edits without the
//! server, where [RGA](super::rga) and [Fugue](super::fugue) need none.

use serde::Serialize;

use super::ot::{Edit, transform};
use super::tree::Glyph;
use crate::ids::ReplicaId;

/// An edit in the server's order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Accepted {
    /// Who made it.
    pub site: ReplicaId,
    /// As it was made.
    pub made: Edit,
    /// How many edits of the server its author had taken in then.
    pub based_on: usize,
    /// As it is carried out after all those before it.
    pub edit: Edit,
}

/// All edits in one order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Server {
    log: Vec<Accepted>,
}

impl Server {
    /// All edits, in the order in which they count.
    pub fn log(&self) -> &[Accepted] {
        &self.log
    }

    /// The text that they make.
    pub fn text(&self) -> Vec<Glyph> {
        let mut text = Vec::new();
        for accepted in &self.log {
            accepted.edit.carry_out(&mut text);
        }
        text
    }
}

/// What a replica holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Client {
    site: ReplicaId,
    text: Vec<Glyph>,
    /// How many of the server's edits are in the text.
    revision: usize,
    /// Its own edits that the server does not have, to be carried out after those.
    waiting: Vec<Accepted>,
}

impl Client {
    /// An empty text.
    pub fn new(site: ReplicaId) -> Self {
        Self {
            site,
            text: Vec::new(),
            revision: 0,
            waiting: Vec::new(),
        }
    }

    /// The text as its editor sees it.
    pub fn text(&self) -> &[Glyph] {
        &self.text
    }

    /// How many edits the server does not have.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Types a character in front of the one at this place; false when there is no such place.
    pub fn insert(&mut self, at: usize, glyph: Glyph) -> bool {
        let site = self.site;
        self.make(Edit::Insert { at, glyph, site })
    }

    /// Deletes the character at this place; false when there is none.
    pub fn delete(&mut self, at: usize) -> bool {
        self.make(Edit::Delete { at })
    }

    fn make(&mut self, edit: Edit) -> bool {
        let possible = edit.carry_out(&mut self.text);
        if possible {
            self.waiting.push(Accepted {
                site: self.site,
                made: edit,
                based_on: self.revision,
                edit,
            });
        }
        possible
    }

    /// Takes in what is new at the server, and hands over what waits.
    pub fn meet(&mut self, server: &mut Server) {
        for accepted in &server.log[self.revision..] {
            let mut theirs = accepted.edit;
            for waiting in &mut self.waiting {
                let mine = waiting.edit;
                waiting.edit = transform(mine, theirs);
                theirs = transform(theirs, mine);
            }
            theirs.carry_out(&mut self.text);
        }
        server.log.append(&mut self.waiting);
        self.revision = server.log.len();
    }
}
