//! A map of counters whose states can all be walked through.
//!
//! With each change a map keeps what its author had seen, which tells apart more states than can be
//! visited. A counter asks nothing of it, and merging hands it on unread; so here changes are carried
//! out as by authors who had seen nothing. What removes had seen is left as it is: they go by it.

use replicascope_core::clock::{Actor, Dot, VersionVector};
use replicascope_core::crdt::{Author, DataType, Op};
use replicascope_core::{Answer, Micros, Record};

use super::subject::Subject;

/// Whether it is a map that is walked through so.
pub fn is_of_counters(data_type: &DataType) -> bool {
    matches!(data_type, DataType::OrMap(options) if matches!(*options.of, DataType::PnCounter(_)))
}

/// A record of such a map.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct OfCounters(pub Record);

impl Subject for OfCounters {
    fn updates(data_type: &DataType) -> Vec<Op> {
        Record::updates(data_type)
    }

    fn refuses(&self, op: &Op, actor: Actor) -> Option<bool> {
        Subject::refuses(&self.0, op, actor)
    }

    fn update(&mut self, op: &Op, actor: Actor, clock: Micros) -> Dot {
        let (op, author) = self.0.clone().update(op, actor, clock, false);
        let seen = match op {
            Op::Within { .. } => VersionVector::default(),
            _ => author.seen,
        };
        self.0.follow(&op, &Author { seen, ..author });
        author.dot
    }

    fn merge(&mut self, incoming: &Self) {
        self.0.merge(&incoming.0);
    }

    fn read(&self) -> Answer {
        self.0.state.read()
    }
}
