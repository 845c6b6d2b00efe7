//! The trace as others read it.

use replicascope_core::Trace;
use replicascope_core::trace::{EventKind, Message};
use serde_json::Value as Json;

use super::support::traces::on_every_trace;
use super::variant;

fn list(of: &Json, field: &str) -> Vec<Json> {
    of[field].as_array().cloned().expect("a list")
}

#[test]
fn a_trace_as_json_says_the_same() {
    on_every_trace(|trace| {
        let json: Json = serde_json::from_str(&trace.to_json()).expect("JSON");
        let events = list(&json, "events");
        assert_eq!(events.len(), trace.events.len());
        for ((id, event), json) in trace.events().zip(&events) {
            assert_eq!(json["id"], trace.event_name(id));
            assert_eq!(json["at_us"], event.at.0);
            assert_eq!(
                json["place"].as_str().map(String::from),
                event.place.map(|place| place.to_string())
            );
            let causes: Vec<Json> = event
                .causes
                .iter()
                .map(|id| trace.event_name(*id).into())
                .collect();
            assert_eq!(list(json, "causes"), causes);
            let Json::String(kind) = &json["kind"] else {
                panic!("no kind in {json}")
            };
            let name = match &event.kind {
                EventKind::Crashed { .. } => "faultbegins".into(),
                EventKind::Recovered { .. } => "faultends".into(),
                EventKind::Noted { note, .. } => variant(note).to_lowercase(),
                other => variant(other).to_lowercase(),
            };
            assert_eq!(kind.replace('_', ""), name);
            check_kind(trace, &event.kind, json);
        }
        let messages = list(&json, "messages");
        assert_eq!(messages.len(), trace.messages.len());
        for (message, json) in trace.messages.iter().zip(&messages) {
            check_message(message, json);
        }
        assert_eq!(list(&json, "convergence").len(), trace.lab.keys.len());
        assert_eq!(json["ending"], "complete");
    });
}

/// What an event of this kind says beside when, where and why.
fn check_kind(trace: &Trace, kind: &EventKind, json: &Json) {
    match kind {
        EventKind::Returned { misses, .. } => assert_eq!(json["stale"], !misses.is_empty()),
        EventKind::Applied { step, key, .. } | EventKind::Held { step, key, .. } => {
            assert_eq!(json["step"], step.0);
            assert_eq!(json["key"], trace.lab.keys[*key].name.as_str());
        }
        EventKind::Merged { message, key, .. } | EventKind::Replaced { message, key, .. } => {
            assert_eq!(json["message"], trace.message(*message).name());
            assert_eq!(json["key"], trace.lab.keys[*key].name.as_str());
        }
        EventKind::Followed { update, .. } => {
            assert_eq!(json["key"], trace.lab.keys[update.key].name.as_str());
            let time = serde_json::to_value(update.time).expect("JSON");
            for (name, shown) in time.as_object().expect("an object") {
                assert_eq!(json["update"][name], *shown);
            }
        }
        EventKind::Failed { why, .. } => {
            assert_eq!(json["why"], serde_json::to_value(why).expect("JSON"));
        }
        EventKind::Crashed { fault }
        | EventKind::Recovered { fault, .. }
        | EventKind::FaultBegins { fault }
        | EventKind::FaultEnds { fault } => assert_eq!(json["fault"], fault.0),
        _ => {}
    }
}

fn check_message(message: &Message, json: &Json) {
    assert_eq!(json["id"], message.name());
    assert_eq!(json["sent_at_us"], message.sent_at.0);
    assert_eq!(json["bytes"], message.bytes);
    let over_at: Vec<Json> = message
        .flights
        .iter()
        .map(|flight| flight.over_at().0.into())
        .collect();
    let copies = list(json, "copies");
    assert!(copies.iter().map(|copy| &copy["over_at_us"]).eq(&over_at));
    let lost = message.flights.iter().map(|flight| flight.lost.is_some());
    assert!(copies.iter().map(|copy| !copy["lost"].is_null()).eq(lost));
}
