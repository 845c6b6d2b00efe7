//! A trace as JSON, for host pages, tests and golden files: events and messages under their
//! names, times in microseconds.

use serde::Serialize as Derive;
use serde::ser::{Serialize, Serializer};

use super::{
    Convergence, Ending, Event, EventId, EventKind, Flight, Loss, Message, Note, Refusal, Trace,
};
use crate::clock::{Dot, Relation, VersionVector};
use crate::ids::{Key, Place, ReplicaId, StepId};
use crate::message::{Failure, Term, Update};
use crate::record::Record;
use crate::time::Micros;
use crate::value::Answer;

#[derive(Derive)]
struct TraceJson<'a> {
    events: Vec<EventJson<'a>>,
    messages: Vec<MessageJson>,
    convergence: &'a [Convergence],
    lost: &'a [StepId],
    ending: Ending,
}

#[derive(Derive)]
struct EventJson<'a> {
    id: String,
    at_us: Micros,
    place: Option<Place>,
    #[serde(flatten)]
    what: What<'a>,
    causes: Vec<String>,
}

#[derive(Derive)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum What<'a> {
    Invoked {
        step: StepId,
    },
    Sent {
        message: String,
    },
    Delivered {
        message: String,
        copy: usize,
        repeat: bool,
    },
    Dropped {
        message: String,
        copy: usize,
        why: Loss,
    },
    Applied {
        step: StepId,
        key: &'a Key,
        dot: Dot,
        #[serde(skip_serializing_if = "Option::is_none")]
        context: &'a Option<Box<VersionVector>>,
        before: &'a Record,
        after: &'a Record,
    },
    Merged {
        message: String,
        copy: usize,
        key: &'a Key,
        before: &'a Record,
        incoming: &'a Record,
        after: &'a Record,
        relation: Relation,
    },
    Answered {
        step: StepId,
        key: &'a Key,
        record: &'a Record,
    },
    Held {
        step: StepId,
        key: &'a Key,
        token: &'a VersionVector,
    },
    Replaced {
        message: String,
        copy: usize,
        key: &'a Key,
        before: &'a Record,
        after: &'a Record,
    },
    Followed {
        message: String,
        copy: usize,
        key: &'a Key,
        update: &'a Update,
        before: &'a Record,
        after: &'a Record,
    },
    Leads {
        term: Term,
    },
    Follows {
        term: Term,
    },
    Keeps {
        key: &'a Key,
        keep_for: ReplicaId,
        record: &'a Record,
    },
    HandedOver {
        key: &'a Key,
        keep_for: ReplicaId,
    },
    HeldBack {
        key: &'a Key,
        update: &'a Update,
        waits_for: Vec<(&'a Key, &'a VersionVector)>,
    },
    Expired {
        key: &'a Key,
        before: &'a Record,
    },
    Collected {
        key: &'a Key,
        before: &'a Record,
    },
    Failed {
        step: StepId,
        why: Failure,
    },
    Promoted {
        step: StepId,
    },
    Returned {
        step: StepId,
        answer: &'a Option<Box<Answer>>,
        stale: bool,
        misses: &'a [StepId],
    },
    Refused {
        step: StepId,
        why: Refusal,
    },
    FaultBegins {
        fault: u32,
    },
    FaultEnds {
        fault: u32,
    },
}

#[derive(Derive)]
struct MessageJson {
    id: String,
    from: Place,
    to: Place,
    purpose: &'static str,
    bytes: usize,
    sent_at_us: Micros,
    copies: Vec<CopyJson>,
}

#[derive(Derive)]
struct CopyJson {
    over_at_us: Micros,
    lost: Option<Loss>,
}

impl Trace {
    fn event_json<'a>(&'a self, id: EventId, event: &'a Event) -> EventJson<'a> {
        EventJson {
            id: self.event_name(id),
            at_us: event.at,
            place: event.place,
            what: self.what(&event.kind),
            causes: event
                .causes
                .iter()
                .map(|cause| self.event_name(*cause))
                .collect(),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of event")]
    fn what<'a>(&'a self, kind: &'a EventKind) -> What<'a> {
        let name = |id: super::MessageId| self.message(id).name();
        let key = |index: usize| &self.lab.keys[index].name;
        match kind {
            EventKind::Invoked { step } => What::Invoked { step: *step },
            EventKind::Sent { message } => What::Sent {
                message: name(*message),
            },
            EventKind::Delivered {
                message,
                copy,
                repeat,
            } => What::Delivered {
                message: name(*message),
                copy: *copy,
                repeat: *repeat,
            },
            EventKind::Dropped { message, copy, why } => What::Dropped {
                message: name(*message),
                copy: *copy,
                why: *why,
            },
            EventKind::Applied {
                step,
                key: k,
                dot,
                context,
                before,
                after,
            } => What::Applied {
                step: *step,
                key: key(*k),
                dot: *dot,
                context,
                before,
                after,
            },
            EventKind::Merged {
                message,
                copy,
                key: k,
                before,
                incoming,
                after,
                relation,
            } => What::Merged {
                message: name(*message),
                copy: *copy,
                key: key(*k),
                before,
                incoming,
                after,
                relation: *relation,
            },
            EventKind::Answered {
                step,
                key: k,
                record,
            } => What::Answered {
                step: *step,
                key: key(*k),
                record,
            },
            EventKind::Returned {
                step,
                answer,
                misses,
            } => What::Returned {
                step: *step,
                answer,
                stale: !misses.is_empty(),
                misses,
            },
            EventKind::Held {
                step,
                key: k,
                token,
            } => What::Held {
                step: *step,
                key: key(*k),
                token,
            },
            EventKind::Replaced {
                message,
                copy,
                key: k,
                before,
                after,
            } => What::Replaced {
                message: name(*message),
                copy: *copy,
                key: key(*k),
                before,
                after,
            },
            EventKind::Followed {
                message,
                copy,
                update,
                before,
                after,
            } => What::Followed {
                message: name(*message),
                copy: *copy,
                key: key(update.key),
                update,
                before,
                after,
            },
            EventKind::Noted { note, .. } => self.note(note),
            EventKind::Failed { step, why } => What::Failed {
                step: *step,
                why: *why,
            },
            EventKind::Promoted { step } => What::Promoted { step: *step },
            EventKind::Refused { step, why } => What::Refused {
                step: *step,
                why: *why,
            },
            EventKind::Crashed { fault } | EventKind::FaultBegins { fault } => {
                What::FaultBegins { fault: fault.0 }
            }
            EventKind::Recovered { fault, .. } | EventKind::FaultEnds { fault } => {
                What::FaultEnds { fault: fault.0 }
            }
        }
    }
}

impl Trace {
    fn note<'a>(&'a self, note: &'a Note) -> What<'a> {
        let key = |index: usize| &self.lab.keys[index].name;
        match note {
            Note::Leads(term) => What::Leads { term: *term },
            Note::Follows(term) => What::Follows { term: *term },
            Note::Keeps {
                key: k,
                record,
                keep_for,
            } => What::Keeps {
                key: key(*k),
                keep_for: *keep_for,
                record,
            },
            Note::HandedOver { key: k, keep_for } => What::HandedOver {
                key: key(*k),
                keep_for: *keep_for,
            },
            Note::HeldBack { update, waits_for } => What::HeldBack {
                key: key(update.key),
                update,
                waits_for: waits_for
                    .iter()
                    .map(|(of, version)| (key(*of), version))
                    .collect(),
            },
            Note::Expired { key: k, before } => What::Expired {
                key: key(*k),
                before,
            },
            Note::Collected { key: k, before } => What::Collected {
                key: key(*k),
                before,
            },
        }
    }
}

fn message_json(message: &Message) -> MessageJson {
    let copy = |flight: &Flight| CopyJson {
        over_at_us: flight.over_at(),
        lost: flight.lost.map(|(_, why)| why),
    };
    MessageJson {
        id: message.name(),
        from: message.from,
        to: message.to,
        purpose: message.purpose,
        bytes: message.bytes,
        sent_at_us: message.sent_at,
        copies: message.flights.iter().map(copy).collect(),
    }
}

impl Serialize for Trace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        TraceJson {
            events: self
                .events()
                .map(|(id, event)| self.event_json(id, event))
                .collect(),
            messages: self.messages.iter().map(message_json).collect(),
            convergence: &self.convergence,
            lost: &self.lost,
            ending: self.ending,
        }
        .serialize(serializer)
    }
}

impl Trace {
    /// The trace as JSON.
    pub fn to_json(&self) -> String {
        // Serialising plain data into memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}
