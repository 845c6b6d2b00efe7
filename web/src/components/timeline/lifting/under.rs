//! What is under the pointer, and what that makes of a drag.

use replicascope_core::{FaultId, StepId};
use web_sys::PointerEvent;

use super::{Lifting, Pressed};
use crate::components::timeline::keys::order_behind;
use crate::dom;
use crate::state::faults::beginning;
use crate::state::{FaultPart, Grab};

impl Lifting {
    /// What is under the pointer.
    pub(super) fn pressed(&self, event: &PointerEvent) -> Pressed {
        let at = |attribute| dom::attribute_at(event, attribute);
        if matches!(at("data-kind").as_deref(), Some("playhead" | "axis")) {
            return Pressed::Playhead;
        }
        if let Some(fault) = at("data-fault").and_then(|fault| self.fault(&fault)) {
            return fault;
        }
        let name = at("data-event-id");
        let grab = at("data-message-id")
            .and_then(|message| self.head(message, &at("data-copy")?))
            .or_else(|| {
                self.operation(
                    &at("data-step")?,
                    at("data-kind").as_deref() == Some("write"),
                )
            });
        let order = || self.order(name.as_deref()?);
        match (grab.or_else(order), name) {
            (Some(grab), name) => Pressed::Grab(grab, name),
            (None, Some(name)) => Pressed::Select(name),
            (None, None) => Pressed::Ground,
        }
    }

    fn head(&self, message: String, copy: &str) -> Option<Grab> {
        let trace = self.state.trace();
        let grabbed = trace.message(trace.find_message(&message)?);
        Some(Grab::Head {
            message,
            copy: copy.parse().ok()?,
            sent: grabbed.sent_at,
            after: grabbed.times_under_way(),
        })
    }

    fn operation(&self, step: &str, at_replica: bool) -> Option<Grab> {
        let step = StepId(step.parse().ok()?);
        if !at_replica {
            return Some(Grab::Call(step));
        }
        let trace = self.state.trace();
        let event = trace.event(trace.operation(step)?.handled?);
        let replica = event.place?.replica()?;
        Some(Grab::Update {
            step,
            replica,
            applied: event.at,
        })
    }

    /// The order to lead that a note tells of.
    fn order(&self, event: &str) -> Option<Grab> {
        let trace = self.state.trace();
        let step = order_behind(trace, trace.find(event)?)?;
        let event = event.to_owned();
        Some(Grab::Promote { step, event })
    }

    fn fault(&self, text: &str) -> Option<Pressed> {
        let (id, part) = text.split_once(':')?;
        let id = FaultId(id.parse().ok()?);
        let part = match part {
            "start" => FaultPart::Start,
            "end" => FaultPart::End,
            _ => FaultPart::Whole,
        };
        Some(Pressed::Grab(Grab::Fault(id, part), Some(beginning(id))))
    }
}
