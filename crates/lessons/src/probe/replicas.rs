//! What a replica holds at a moment, and how long it lagged behind.

use std::rc::Rc;

use replicascope_core::{Answer, Key, Micros, Record, ReplicaId, Trace};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// A question about a replica.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Question {
    /// What it holds.
    Holds {
        what: What,
        replica: ReplicaId,
        key: Key,
        /// None: at the end.
        at: Option<Micros>,
    },
    /// How long it, or any, lacked an acknowledged update.
    StaleFor {
        replica: Option<ReplicaId>,
        key: Key,
    },
    /// From when on all agree about a key.
    Agreed(Key),
}

/// What of a record is asked.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum What {
    Value,
    Siblings,
    Vector,
    Payload,
    Metadata,
}

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        let of_a_record = [
            ("value", What::Value),
            ("siblings", What::Siblings),
            ("vector", What::Vector),
            ("payload", What::Payload),
            ("metadata", What::Metadata),
        ];
        for (name, what) in of_a_record {
            if words.take(name) {
                return Ok(Some(Self::Holds {
                    what,
                    replica: words.parsed("a replica")?,
                    key: words.parsed("a key")?,
                    at: words.moment()?,
                }));
            }
        }
        if words.take_all("stale for") {
            let first = words.next("a replica or a key")?;
            let second = words.next("a key").ok();
            let (replica, key) = match &second {
                Some(key) => (Some(first.parse().map_err(ProbeError::new)?), key),
                None => (None, &first),
            };
            let key = key.parse().map_err(ProbeError::new)?;
            return Ok(Some(Self::StaleFor { replica, key }));
        }
        if words.take("agreed") {
            return Ok(Some(Self::Agreed(words.parsed("a key")?)));
        }
        Ok(None)
    }

    pub(super) fn ask(&self, trace: &Trace) -> Result<Finding, ProbeError> {
        match self {
            Self::Holds {
                what,
                replica,
                key,
                at,
            } => {
                let key = place_of(trace, key)?;
                let here = here(trace, *replica)?;
                let at = at.unwrap_or(trace.lab.duration);
                let record = trace.record_at(here, key, at);
                Ok(Finding::at(what.of(record), at))
            }
            Self::StaleFor { replica, key } => {
                let convergence = &trace.convergence[place_of(trace, key)?];
                let time = match replica {
                    None => convergence.stale_for,
                    Some(replica) => {
                        let stretches = convergence.stale.get(&here(trace, *replica)?);
                        let lengths = stretches.into_iter().flatten().map(|one| one.length().0);
                        Micros(lengths.sum())
                    }
                };
                Ok(Finding::bare(Found::Time(time)))
            }
            Self::Agreed(key) => {
                let at = trace.convergence[place_of(trace, key)?].agreed_at;
                Ok(Finding {
                    at,
                    ..Finding::bare(Found::when(at))
                })
            }
        }
    }
}

impl What {
    fn of(self, record: &Rc<Record>) -> Found {
        let state = &record.state;
        match self {
            Self::Value => Found::Shown(state.read()),
            Self::Siblings => Found::count(match state.read() {
                Answer::Nothing => 0,
                Answer::Siblings(values) => values.len(),
                _ => 1,
            }),
            Self::Vector => Found::word(record.version.to_string()),
            Self::Payload => Found::count(state.payload()),
            Self::Metadata => Found::count(state.metadata()),
        }
    }
}

fn place_of(trace: &Trace, key: &Key) -> Result<usize, ProbeError> {
    let place = trace.lab.key_index(key);
    place.ok_or_else(|| ProbeError::new(format!("there is no key {key}")))
}

fn here(trace: &Trace, replica: ReplicaId) -> Result<ReplicaId, ProbeError> {
    match trace.lab.replicas.contains(&replica) {
        true => Ok(replica),
        false => Err(ProbeError::new(format!("there is no replica {replica}"))),
    }
}
