//! What a replica is to the strategies.

use std::rc::Rc;

use crate::clock::Actor;
use crate::ids::ReplicaId;
use crate::record::Record;

/// One replica: its name and what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Replica {
    pub(crate) id: ReplicaId,
    /// Under which life it counts its own updates.
    pub(crate) life: u16,
    /// One record for each key of the document, in its order.
    pub(crate) records: Vec<Rc<Record>>,
    /// What each key starts with.
    pub(crate) initial: Rc<Vec<Rc<Record>>>,
}

impl Replica {
    pub(crate) fn actor(&self) -> Actor {
        Actor {
            replica: self.id,
            life: self.life,
        }
    }
}
