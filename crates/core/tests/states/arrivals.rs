//! Which message brought what a replica holds.

use replicascope_core::Trace;
use replicascope_core::trace::{EventId, EventKind, Note};

use super::support::model;
use super::support::traces::on_every_event;

/// Where an operation that is carried out was last held back at its replica.
fn came_early(trace: &Trace, followed: EventId) -> Option<EventId> {
    let event = trace.event(followed);
    let EventKind::Followed { update, .. } = &event.kind else {
        return None;
    };
    let mut before = trace
        .events()
        .take(followed.index())
        .collect::<Vec<_>>()
        .into_iter()
        .rev();
    let held_back = before.find(|(_, other)| match &other.kind {
        EventKind::Noted {
            note: Note::HeldBack { update: held, .. },
            ..
        } => held == update && other.place == event.place,
        _ => false,
    });
    held_back.map(|(id, _)| id)
}

/// The message that a change names is the one whose arrival it follows from, or which came too
/// early.
#[test]
fn a_merge_names_the_message_that_brought_it() {
    on_every_event(|replay, id| {
        let trace = replay.trace;
        let event = trace.event(id);
        let (named, of, record) = match &event.kind {
            EventKind::Merged {
                message,
                copy,
                key,
                incoming,
                ..
            } => ((message, copy), key, Some(incoming)),
            EventKind::Replaced {
                message,
                copy,
                key,
                after,
                ..
            } => ((message, copy), key, Some(after)),
            EventKind::Followed {
                message,
                copy,
                update,
                ..
            } => ((message, copy), &update.key, None),
            _ => return,
        };
        let arrived = |until: usize| {
            let before = trace.events[..until].iter().rev();
            let mut here = before.filter(|before| before.place == event.place);
            here.find_map(|before| match &before.kind {
                EventKind::Delivered { message, copy, .. } => Some((message, copy)),
                _ => None,
            })
        };
        let came_early = came_early(trace, id).map_or(id.index(), |note| note.index());
        assert!([arrived(id.index()), arrived(came_early)].contains(&Some(named)));
        let message = trace.message(*named.0);
        let brought = message.payload.records().iter();
        let mut brought = brought.map(|(of, record)| (of, record));
        match (record, model::parcel(message)) {
            // A leaderless coordinator merges what it has gathered.
            (Some(_), _) if message.purpose == "got" => {}
            (Some(record), _) => assert!(brought.any(|one| one == (of, record))),
            (None, Some(parcel)) => assert!(parcel.updates.iter().any(|one| one.key == *of)),
            (None, None) => panic!("{} brings nothing", message.name()),
        }
    });
}
