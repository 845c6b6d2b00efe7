//! Documents of the Lab, their links and edits.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use replicascope_check::{History, check_all};
use replicascope_core::lab::SharedLab;
use replicascope_core::{Edit, Lab, Micros, run};
use replicascope_lessons::SCENARIOS;
use replicascope_scene::timeline::{Frame, Timeline};
use replicascope_scene::{Inspection, Scale, listing};

use crate::change::{Chance, json, text};
use crate::samples;

/// Steps for each check of a model.
const STEPS: u64 = 2_000;

/// A document is refused with a place in it, or it is what it says, and all that is shown of it can
/// be.
pub(super) fn lab(input: &str) -> bool {
    match Lab::from_json(input) {
        Ok(lab) => {
            let again = Lab::from_json(&lab.to_json());
            assert_eq!(again.as_ref(), Ok(&lab), "it is read as it was written");
            play(lab);
            true
        }
        Err(error) => {
            assert!(error.path().starts_with('$'), "{error}");
            false
        }
    }
}

/// Runs a document, tells what happens and draws it.
fn play(lab: Lab) {
    let trace = run(&Rc::new(lab));
    let scale = Scale::fitting(trace.lab.duration, 100.0, 1200.0);
    let frame = Frame {
        width: 1220.0,
        scale,
        key: 0,
    };
    let picture = Timeline::of(&trace, frame);
    assert!(picture.height.is_finite());
    assert!(!listing(&trace).is_empty());
    if let Some((last, _)) = trace.events().next_back() {
        Inspection::of(&trace, last);
    }
    check_all(&History::of(&trace), STEPS);
}

/// A link is refused, or it opens what is written again as a link that opens the same.
pub(super) fn link(input: &str) -> bool {
    let opened = SharedLab::from_link(input);
    if let Ok(shared) = &opened {
        let again = SharedLab::from_link(&shared.to_link());
        assert_eq!(again.as_ref(), Ok(shared));
    }
    opened.is_ok()
}

/// Links of the scenarios.
pub(super) fn links() -> Vec<String> {
    let labs = samples::labs().into_iter();
    let labs = labs.filter_map(|text| Lab::from_json(&text).ok());
    let shared = labs.map(|lab| SharedLab {
        playhead: Micros(12_345),
        lab,
    });
    shared.map(|shared| shared.to_link()).collect()
}

/// An edit is refused, or its document is one.
pub(super) fn edit(input: &str) -> bool {
    let Ok(edit) = Edit::from_json(input) else {
        return false;
    };
    let edited = first().edited(&edit);
    if let Ok(lab) = &edited {
        assert_eq!(lab.validate(), Ok(()));
        play(lab.clone());
    }
    edited.is_ok()
}

/// What edits are made to.
fn first() -> Lab {
    // The tests of the lessons crate check every scenario.
    let lab = SCENARIOS.iter().find(|one| one.name == "crash");
    lab.and_then(|one| one.lab().ok()).expect("a scenario")
}

/// One edit of each kind, those of what is in a document for every scenario.
pub(super) fn edits() -> Vec<String> {
    let few = SCENARIOS.iter().filter_map(|one| one.lab().ok());
    let of_one = few.flat_map(|lab| {
        let step = lab.script.first().map(|step| Edit::Change {
            step: step.id,
            act: step.act.clone(),
        });
        let fault = lab.faults.first().map(|fault| Edit::AddFault {
            from: fault.from,
            to: fault.to,
            kind: fault.kind.clone(),
        });
        let key = lab.keys.first().map(|key| Edit::SetType {
            key: key.name.clone(),
            data_type: key.data_type.clone(),
        });
        let session = lab.sessions.first_key_value();
        let session = session.map(|(client, session)| Edit::SetSession {
            client: *client,
            session: session.clone(),
        });
        let known = [
            Edit::SetReplication(lab.replication),
            Edit::SetCompared(lab.compare),
            Edit::SetNetwork(lab.network),
            Edit::SetDuration(lab.duration),
            Edit::SetSeed(lab.seed),
        ];
        let found = [step, fault, key, session].into_iter().flatten();
        let mut all: Vec<Edit> = found.chain(known).collect();
        all.push(Edit::All(all.clone()));
        all
    });
    of_one
        .chain(few_words())
        .map(|edit| serde_json::to_string(&edit).unwrap_or_default())
        .collect()
}

/// Edits that need no document.
fn few_words() -> Vec<Edit> {
    let lab = first();
    let (step, fault) = (lab.script[0].id, lab.faults[0].id);
    vec![
        Edit::Move {
            step,
            at: Micros(7),
        },
        Edit::Remove { step },
        Edit::Deliver {
            message: "op1:A>B/update".into(),
            after_us: vec![Micros(1), Micros(2)],
        },
        Edit::Release {
            message: "op1:A>B/update".into(),
        },
        Edit::MoveFault {
            fault,
            from: Micros(1),
            to: Micros(2),
        },
        Edit::RemoveFault { fault },
        Edit::SetNotes("Ask.".into()),
        Edit::AddReplica,
        Edit::RemoveReplica(lab.replicas[0]),
        Edit::AddClient,
        Edit::RemoveClient(lab.clients[0]),
    ]
}

/// The document of a link changed and linked again, or the link itself changed.
pub(super) fn change_link(link: &str, others: &[String], chance: &mut Chance) -> String {
    let opened = SharedLab::from_link(link).ok().filter(|_| chance.one_in(2));
    let Some(shared) = opened else {
        return text::changed(link, others, chance);
    };
    let written = serde_json::to_string(&shared).unwrap_or_default();
    relinked(&json::changed(
        &written,
        std::slice::from_ref(&written),
        chance,
    ))
}

/// A link that holds this text, whatever it is.
pub(crate) fn relinked(text: &str) -> String {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 1);
    format!("1.{}", URL_SAFE_NO_PAD.encode(packed))
}
