//! What becomes of each copy of a message.

use std::collections::BTreeMap;

use replicascope_core::trace::{EventId, EventKind};

use super::support::traces::on_every_trace;

#[test]
fn every_copy_of_a_message_ends_once_when_and_how_its_flight_says() {
    on_every_trace(|trace| {
        let mut ends: BTreeMap<(usize, usize), EventId> = BTreeMap::new();
        for (id, event) in trace.events() {
            let (message, copy) = match event.kind {
                EventKind::Delivered { message, copy, .. } => (message, copy),
                EventKind::Dropped { message, copy, .. } => (message, copy),
                EventKind::Sent { message } => {
                    assert_eq!(trace.message(message).sent, id);
                    assert_eq!(trace.message(message).sent_at, event.at);
                    assert_eq!(event.place, Some(trace.message(message).from));
                    continue;
                }
                _ => continue,
            };
            assert_eq!(ends.insert((message.index(), copy), id), None);
            let flight = trace.message(message).flights[copy];
            assert_eq!((flight.over_at(), flight.end), (event.at, Some(id)));
            match event.kind {
                EventKind::Dropped { why, .. } => {
                    assert_eq!((event.place, flight.lost), (None, Some((event.at, why))));
                }
                _ => {
                    let to = Some(trace.message(message).to);
                    assert_eq!((event.place, flight.lost), (to, None));
                }
            }
        }
        for (index, message) in trace.messages.iter().enumerate() {
            assert!(!message.flights.is_empty());
            for (copy, flight) in message.flights.iter().enumerate() {
                let ended = ends.contains_key(&(index, copy));
                assert_eq!(
                    ended,
                    flight.over_at() <= trace.lab.duration,
                    "{}",
                    message.name()
                );
                assert_eq!(ended, flight.end.is_some());
                assert!(flight.arrives > message.sent_at);
            }
        }
    });
}
