//! The events of each operation.

use std::collections::BTreeSet;

use replicascope_core::Place;
use replicascope_core::message::Payload;
use replicascope_core::trace::{EventId, EventKind, Refusal};

use super::support::traces::on_every_trace;

#[test]
fn an_operation_knows_its_events() {
    on_every_trace(|trace| {
        let invoked = trace
            .events()
            .filter(|(_, event)| matches!(event.kind, EventKind::Invoked { .. }));
        let invoked: Vec<_> = invoked.map(|(id, _)| id).collect();
        let operations: Vec<_> = trace.operations.iter().map(|one| one.invoked).collect();
        assert_eq!(operations, invoked);
        for operation in &trace.operations {
            let step = operation.step;
            assert_eq!(trace.operation(step), Some(operation));
            let place = |id| trace.event(id).place;
            assert_eq!(
                place(operation.invoked),
                Some(Place::Client(operation.call.client))
            );
            let handled = trace.events().find(|(_, event)| match &event.kind {
                EventKind::Applied { step: of, .. }
                | EventKind::Answered { step: of, .. }
                | EventKind::Refused {
                    step: of,
                    why: Refusal::Update(_),
                } => *of == step,
                _ => false,
            });
            assert_eq!(operation.handled, handled.map(|(id, _)| id));
            // At the replica that was asked, or at one that it was passed on to.
            let requests = trace.messages.iter().filter(|message| {
                matches!(&message.payload, Payload::Request(request) if request.step == step)
            });
            let mut asked = requests.clone().filter(|one| one.purpose == "request");
            let first = asked.next();
            assert_eq!(asked.next(), None, "one request for each operation");
            assert_eq!(operation.asked.map(Place::Replica), first.map(|one| one.to));
            if let Some(handled) = operation.handled {
                let to: BTreeSet<_> = requests.map(|one| Some(one.to)).collect();
                assert!(to.contains(&place(handled)));
            }
            let of_its_end = |id: EventId| match &trace.event(id).kind {
                EventKind::Returned { step, .. } | EventKind::Failed { step, .. } => Some(*step),
                _ => None,
            };
            let ends = trace.events().map(|(id, _)| id);
            let ends: Vec<_> = ends.filter(|id| of_its_end(*id) == Some(step)).collect();
            assert_eq!(Vec::from_iter(operation.ended()), ends);
            let returns =
                |id: &EventId| matches!(trace.event(*id).kind, EventKind::Returned { .. });
            assert_eq!(operation.returned, ends.iter().copied().find(returns));
            let handled = operation.handled.map(|id| &trace.event(id).kind);
            let applied = matches!(handled, Some(EventKind::Applied { .. }));
            assert_eq!(operation.dot.is_some(), applied);
            let answered = matches!(handled, Some(EventKind::Answered { .. }));
            assert!(
                !(if operation.call.op.is_update() {
                    answered
                } else {
                    applied
                })
            );
        }
    });
}
