//! What the page around a frame is told about the document, and about what a learner answers.

use js_sys::JSON;
use replicascope_check::{History, check_all};
use replicascope_core::Micros;
use wasm_bindgen::JsValue;

use super::messages::{millis, quoted, written};
use super::{Asked, Origin, Panel};
use crate::dom;
use crate::state::{Page, State};

/// How many steps each check of a model may take.
const STEPS: u64 = 60_000;

/// What a learner answered, for a gradebook.
pub struct Answer<'a> {
    /// Which question: a name that stays.
    pub question: &'a str,
    pub given: &'a str,
    /// From 0 to 1.
    pub score: f64,
    /// Of the variant that was answered; none: the question has no variants.
    pub seed: Option<u32>,
}

/// Tells the page around this one what a learner answered, where its origin is known.
pub fn tell_answer(answer: &Answer) {
    let query = dom::window().location().search().unwrap_or_default();
    let (asked, _) = Asked::of(&query);
    let score = if answer.score.is_finite() {
        answer.score.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let mut fields = vec![
        ("question", quoted(answer.question)),
        ("given", quoted(answer.given)),
        ("score", score.to_string()),
        ("right", (score >= 1.0).to_string()),
    ];
    fields.extend(answer.seed.map(|seed| ("seed", seed.to_string())));
    if asked.embed {
        confide(&asked.origin, &written("answer", None, &fields));
    }
}

/// Sends what tells of the learner: only to an origin that was given.
pub fn confide(origin: &Origin, message: &str) {
    if let Origin::Only(only) = origin {
        post(message, only);
    }
}

/// Sends what any page may know, unless nobody is listened to.
pub fn announce(origin: &Origin, message: &str) {
    match origin {
        Origin::Any => post(message, "*"),
        Origin::Only(only) => post(message, only),
        Origin::Nobody => {}
    }
}

/// Sends a message to the page around this one, if it is of this origin.
pub fn post(message: &str, origin: &str) {
    // A page without an origin cannot be named.
    let target = if origin == "null" { "*" } else { origin };
    let parent = dom::window().parent().ok().flatten();
    let message = JSON::parse(message).unwrap_or(JsValue::NULL);
    if let Some(parent) = parent.filter(|parent| *parent != dom::window()) {
        // The target is an origin; anything else goes nowhere.
        let _ = parent.post_message(&message, target);
    }
}

/// The fields of a `state` message.
pub fn state(state: &State) -> Vec<(&'static str, String)> {
    let (lab, view, asked) = (state.lab(), &state.view, &state.asked);
    let panels = asked.panels().iter().map(|panel| quoted(panel.word()));
    let panels = panels.collect::<Vec<_>>().join(",");
    let title = match view.page {
        Page::Text => state.text.lab().title.as_str(),
        Page::Learn => match state.learn.practice {
            Some(practice) => practice.title(),
            None => lesson(state),
        },
        _ => &*lab.title,
    };
    vec![
        ("title", quoted(title)),
        ("t", millis(view.playhead)),
        ("duration", millis(lab.duration)),
        ("playing", view.playing.to_string()),
        ("seed", seed(state).to_string()),
        ("canUndo", state.can_undo().to_string()),
        ("canRedo", state.can_redo().to_string()),
        ("readonly", asked.is_fixed().to_string()),
        ("panels", format!("[{panels}]")),
    ]
}

/// Of the variant that is practised, or of the document.
fn seed(state: &State) -> u32 {
    let practice = state
        .learn
        .practice
        .filter(|_| state.view.page == Page::Learn);
    practice.map_or(state.lab().seed, |one| one.seed().unwrap_or_default())
}

/// The name of the lesson that is open; the contents have none.
fn lesson(state: &State) -> &str {
    state.learn.lesson.as_deref().unwrap_or_default()
}

/// The document that a frame is about.
pub fn document(state: &State) -> (&'static str, String) {
    match state.view.page {
        Page::Text => ("text", state.text.lab().to_json()),
        Page::Learn => match state.learn.practice {
            Some(practice) => ("practice", quoted(&practice.name())),
            None => ("lesson", quoted(lesson(state))),
        },
        _ => ("lab", state.lab().to_json()),
    }
}

/// What the run comes to; with what holds of each model where the frame shows that.
pub fn verdict(state: &State) -> Vec<(&'static str, String)> {
    let trace = state.runs()[0].trace();
    let keys = trace.convergence.iter().map(|one| {
        let agreed = one.agreed_at.map_or_else(|| "null".to_owned(), millis);
        format!(
            r#"{{"key":{},"agreedAt":{agreed},"staleFor":{}}}"#,
            quoted(one.key.as_str()),
            millis(one.stale_for)
        )
    });
    let lost = trace.lost.iter().map(|step| quoted(&step.to_string()));
    let mut fields = vec![
        ("keys", listed(keys)),
        ("lost", listed(lost)),
        ("end", millis(last(state))),
    ];
    if state.asked.panels().contains(&Panel::Guarantees) {
        let verdicts = check_all(&History::of(trace), STEPS);
        let verdicts = verdicts
            .iter()
            .map(|(model, verdict)| format!("{}:{}", quoted(model.word()), quoted(verdict.word())));
        let models: Vec<String> = verdicts.collect();
        fields.push(("models", format!("{{{}}}", models.join(","))));
    }
    fields
}

/// When the last thing happens.
fn last(state: &State) -> Micros {
    let event = state.runs()[0].trace().events.last();
    event.map_or(Micros::ZERO, |event| event.at)
}

fn listed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}
