//! Listens to the page around a frame, does what it asks, and tells it what happens.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Reflect;
use replicascope_core::lab::SharedLab;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, ResizeObserver};

use super::messages::{
    Document, Export, Load, Message, NAMESPACE, Request, nameless, quoted, read, written,
};
use super::told::{announce, confide, document, post, state, verdict};
use super::{Asked, bounded};
use crate::dom;
use crate::export::as_json;
use crate::state::{Action, Notice, Page, State, TextAction, TextState};
use crate::store::Store;

/// From now on, talks with the page around this one, if this is a frame.
pub fn follow(store: &Store) {
    if !store.state().asked.embed {
        return;
    }
    let it = store.clone();
    EventListener::new(&dom::window(), "message", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            hear(&it, event);
        }
    })
    .forget();
    store.listen(tell);
    let now = store.state();
    announce(&now.asked.origin, &written("ready", None, &state(&now)));
    if shows_a_run(&now) {
        confide(&now.asked.origin, &written("verdict", None, &verdict(&now)));
    }
    if let Some(Notice::Problem(problem)) = &now.notice {
        complain(&now, problem);
    }
    tell_height(store);
}

/// Answers a message; what comes from elsewhere, or is for somebody else, is ignored.
fn hear(store: &Store, event: &MessageEvent) {
    let parent = dom::window().parent().ok().flatten();
    let parent = parent.filter(|parent| *parent != dom::window());
    let source = Reflect::get(event, &"source".into()).unwrap_or_default();
    let from_the_parent = parent.is_some_and(|parent| JsValue::from(parent) == source);
    let origin = event.origin();
    if !from_the_parent || !store.state().asked.origin.accepts(&origin) {
        return;
    }
    let data = event.data();
    let field = |name: &str| Reflect::get(&data, &name.into()).ok();
    if field("ns").and_then(|ns| ns.as_string()).as_deref() != Some(NAMESPACE) {
        return;
    }
    let Message { id, request } = match bounded::json(&data) {
        Ok(text) => read(&text),
        Err(problem) => nameless(format!("$: {problem}")),
    };
    // What cannot be read as a whole may have an id nevertheless.
    let numbered = field("id").and_then(|id| id.as_f64());
    let id = if id == "null" {
        numbered.map_or(id, number)
    } else {
        id
    };
    let reply = request.and_then(|request| carry_out(store, request));
    let reply = match reply {
        Ok((kind, fields)) => written(kind, Some(&id), &fields),
        Err(problem) => written("error", Some(&id), &[("message", quoted(&problem))]),
    };
    post(&reply, &origin);
}

/// A number as JSON.
fn number(number: f64) -> String {
    match number.is_finite() {
        true => number.to_string(),
        false => "null".to_owned(),
    }
}

type Reply = (&'static str, Vec<(&'static str, String)>);

/// Does what is asked; the reply, or why it cannot be done.
fn carry_out(store: &Store, request: Request) -> Result<Reply, String> {
    let now = store.state();
    let text = now.view.page == Page::Text;
    let action = match request {
        Request::Play => Action::Play,
        Request::Pause => Action::Pause,
        Request::Step { back } if text => Action::Text(TextAction::Show(neighbour(&now, back))),
        Request::Step { back: false } => Action::StepForward,
        Request::Step { back: true } => Action::StepBack,
        Request::Seek(at) => Action::Seek(at),
        Request::Undo if !now.can_undo() => return Err("there is nothing to undo".into()),
        Request::Redo if !now.can_redo() => return Err("there is nothing to redo".into()),
        Request::Undo => Action::Undo,
        Request::Redo => Action::Redo,
        Request::Reset => Action::Reset,
        Request::Set(pairs) => Action::Ask(Rc::new(asked(&now.asked, pairs)?)),
        Request::Load(load) => opening(&now, *load)?,
        Request::GetState => {
            let mut fields = state(&now);
            fields.push(document(&now));
            return Ok(("state", fields));
        }
        Request::Export(what) => return Ok(("export", vec![exported(&now, what)?])),
    };
    store.dispatch(action);
    Ok(("state", state(&store.state())))
}

/// How many steps of a text are shown after one more, or one less.
fn neighbour(now: &State, back: bool) -> usize {
    let steps = now.text.run().steps;
    match back {
        true => steps.saturating_sub(1),
        false => steps + 1,
    }
}

fn asked(now: &Asked, pairs: Vec<(String, String)>) -> Result<Asked, String> {
    let mut asked = now.clone();
    for (name, value) in pairs {
        // All names are known: messages were read before.
        asked
            .take(&name, &value)
            .unwrap_or(Ok(()))
            .map_err(|problem| format!("$.{problem}"))?;
    }
    Ok(asked)
}

fn opening(now: &State, load: Load) -> Result<Action, String> {
    let text = now.view.page == Page::Text;
    match load.document {
        Document::Lab(lab) if !text => Ok(Action::Open {
            lab,
            playhead: load.at,
        }),
        Document::Text(lab, steps) if text => {
            Ok(Action::Text(TextAction::Open(Box::new(lab), steps)))
        }
        Document::Lab(_) => Err("$: this frame shows a text".into()),
        Document::Text(..) => Err("$: only a frame with the panel `text` opens a text".into()),
    }
}

fn exported(now: &State, what: Export) -> Result<(&'static str, String), String> {
    let data = match what {
        Export::Lab => document(now).1,
        Export::Trace => as_json(now.runs()[0].trace())?,
        Export::Link => {
            let shared = SharedLab {
                playhead: now.view.playhead,
                lab: now.lab().as_ref().clone(),
            };
            quoted(&shared.to_link())
        }
    };
    Ok(("data", data))
}

/// Tells of changes of the document, and of what went wrong.
fn tell(before: &Rc<State>, after: &Rc<State>) {
    let origin = &after.asked.origin;
    let edited = before.lab() != after.lab();
    // A text that nobody has opened is not made for this either.
    let [text, text_now] = [before, after].map(|state| state.text.made().map(TextState::lab));
    if edited || text != text_now {
        let mut fields = state(after);
        fields.push(document(after));
        confide(origin, &written("change", None, &fields));
    }
    if edited && shows_a_run(after) {
        confide(origin, &written("verdict", None, &verdict(after)));
    }
    match &after.notice {
        Some(Notice::Problem(problem)) if before.notice != after.notice => complain(after, problem),
        _ => {}
    }
}

/// A text, three numbers, and a lesson have no verdict.
fn shows_a_run(state: &State) -> bool {
    !matches!(state.view.page, Page::Text | Page::Quorum | Page::Learn)
}

fn complain(state: &State, problem: &str) {
    let fields = [("message", quoted(problem))];
    confide(&state.asked.origin, &written("error", None, &fields));
}

/// Tells how high the page is, whenever that changes; Canvas's own message says the same.
fn tell_height(store: &Store) {
    let Some(body) = dom::window().document().and_then(|page| page.body()) else {
        return;
    };
    let (store, measured, told) = (store.clone(), body.clone(), Cell::new(0));
    let changed = Closure::<dyn Fn()>::new(move || {
        let height = measured.offset_height();
        if told.replace(height) != height {
            let origin = &store.state().asked.origin;
            announce(
                origin,
                &written("resize", None, &[("height", height.to_string())]),
            );
            let for_canvas = format!(r#"{{"subject":"lti.frameResize","height":{height}}}"#);
            announce(origin, &for_canvas);
        }
    });
    if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(&body);
    }
    // It is called for as long as the page lives.
    changed.forget();
}
