//! What travelled between replicas.

use replicascope_core::{Micros, Trace};

use super::words::Words;
use super::{Finding, Found, ProbeError};

/// A question about messages.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Question {
    /// How many left; none: in the whole run.
    Sent(Option<Micros>),
    Lost,
    Bytes,
    Arrives(String),
    Takes(String),
}

impl Question {
    pub(super) fn parse(words: &mut Words) -> Result<Option<Self>, ProbeError> {
        const NAME: &str = "a message, such as op1:A>C/update";
        Ok(Some(if words.take("messages") {
            Self::Sent(match words.take("until") {
                true => Some(words.time()?),
                false => None,
            })
        } else if words.take_all("lost messages") {
            Self::Lost
        } else if words.take("bytes") {
            Self::Bytes
        } else if words.take("arrives") {
            Self::Arrives(words.next(NAME)?)
        } else if words.take("takes") {
            Self::Takes(words.next(NAME)?)
        } else {
            return Ok(None);
        }))
    }

    pub(super) fn ask(&self, trace: &Trace) -> Result<Finding, ProbeError> {
        let between = trace.messages.iter().filter(|one| !one.is_client_traffic());
        match self {
            Self::Sent(until) => {
                let until = until.unwrap_or(trace.lab.duration);
                let count = between.filter(|one| one.sent_at <= until).count();
                Ok(Finding::at(Found::count(count), until))
            }
            Self::Lost => {
                let gone = between.filter(|one| one.flights.iter().all(|copy| copy.lost.is_some()));
                Ok(Finding::bare(Found::count(gone.count())))
            }
            Self::Bytes => Ok(Finding::bare(Found::count(
                between.map(|one| one.bytes).sum(),
            ))),
            Self::Arrives(name) => {
                let (sent, arrival) = way(trace, name)?;
                Ok(Finding {
                    at: arrival.or(Some(sent)),
                    ..Finding::bare(Found::when(arrival))
                })
            }
            Self::Takes(name) => {
                let (sent, arrival) = way(trace, name)?;
                let time = arrival.map(|at| at.since(sent));
                Ok(Finding {
                    at: arrival.or(Some(sent)),
                    ..Finding::bare(Found::when(time))
                })
            }
        }
    }
}

/// When a message leaves, and when its first copy arrives.
fn way(trace: &Trace, name: &str) -> Result<(Micros, Option<Micros>), ProbeError> {
    let found = trace.find_message(name);
    let id = found.ok_or_else(|| ProbeError::new(format!("there is no message {name}")))?;
    let message = trace.message(id);
    let arrivals = message.flights.iter().filter(|copy| copy.lost.is_none());
    let first = arrivals.map(|copy| copy.arrives).min();
    Ok((message.sent_at, first))
}
