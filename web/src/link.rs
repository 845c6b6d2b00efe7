//! The document and the playhead in the fragment of the address, as `#s=…`; the document of the
//! text page and the step that is shown, as `#t=…`; the quorum lab as [`SharedQuorum`] says; the lessons as `#learn` and `#lesson=NAME`,
//! what is practised as [`Practice`] says.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use replicascope_core::lab::SharedLab;
use replicascope_core::text::SharedText;
use replicascope_words::say;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HashChangeEvent;

use crate::dom;
use crate::state::{
    Action, LearnAction, Notice, Page, Practice, QuorumChange, SharedQuorum, State, TextAction,
    TextState,
};
use crate::store::Store;

const LAB: &str = "s=";
const TEXT: &str = "t=";
const LEARN: &str = "learn";
const LESSON: &str = "lesson=";
/// The address changes when nothing has happened for so many milliseconds.
const REST: u32 = 400;

/// What a link holds.
pub enum Shared {
    Lab(Box<SharedLab>),
    Text(Box<SharedText>),
    /// A lesson; none: the contents.
    Learn(Option<Rc<str>>),
    /// Something to practise.
    Practice(Practice),
    /// What the quorum lab is to show.
    Quorum(Box<SharedQuorum>),
}

impl Shared {
    /// Opens it in place of what is open.
    fn open(self, store: &Store) {
        match self {
            Self::Lab(shared) => store.dispatch(Action::Open {
                lab: Box::new(shared.lab),
                playhead: Some(shared.playhead),
            }),
            Self::Text(shared) => {
                store.dispatch(Action::ShowPage(Page::Text));
                let open = TextAction::Open(Box::new(shared.text), Some(shared.steps));
                store.dispatch(Action::Text(open));
            }
            Self::Learn(lesson) => store.dispatch(Action::Learn(LearnAction::Show(lesson))),
            Self::Practice(one) => store.dispatch(Action::Learn(LearnAction::Practise(one))),
            Self::Quorum(shared) => {
                store.dispatch(Action::ShowPage(Page::Quorum));
                store.dispatch(Action::Quorum(QuorumChange::Open(shared)));
            }
        }
    }
}

/// What the address holds; none: no link.
pub fn in_address() -> Option<Result<Shared, String>> {
    in_fragment(&dom::window().location().hash().ok()?)
}

/// What a text holds that is nothing but a link; none: it is none.
pub fn in_text(text: &str) -> Option<Result<Shared, String>> {
    let is_one = !text.contains(char::is_whitespace) && !text.starts_with(['{', '[']);
    let (_, fragment) = text.split_once('#').filter(|_| is_one)?;
    in_fragment(fragment)
}

fn in_fragment(fragment: &str) -> Option<Result<Shared, String>> {
    if let Some(practice) = Practice::parse(fragment) {
        return Some(Ok(Shared::Practice(practice)));
    }
    if let Some(quorum) = SharedQuorum::parse(fragment) {
        return Some(quorum.map(|shared| Shared::Quorum(Box::new(shared))));
    }
    let mut fields = fragment.trim_start_matches('#').split('&');
    fields.find_map(|field| {
        if let Some(link) = field.strip_prefix(LAB) {
            let shared = SharedLab::from_link(link).map_err(|error| error.to_string());
            return Some(shared.map(|shared| Shared::Lab(Box::new(shared))));
        }
        if field == LEARN {
            return Some(Ok(Shared::Learn(None)));
        }
        if let Some(name) = field.strip_prefix(LESSON) {
            return Some(Ok(Shared::Learn(Some(name.into()))));
        }
        let shared = SharedText::from_link(field.strip_prefix(TEXT)?);
        let shared = shared.map_err(|error| error.to_string());
        Some(shared.map(|shared| Shared::Text(Box::new(shared))))
    })
}

/// What the quorum lab shows, if anybody has opened it.
fn quorum(state: &State) -> Option<SharedQuorum> {
    let shown = state.view.page == Page::Quorum;
    let made = state.quorum.made().filter(|_| shown);
    made.map(SharedQuorum::of)
}

/// The fragment that opens a lesson; none: the contents.
pub fn to_lesson(name: Option<&str>) -> String {
    name.map_or_else(|| format!("#{LEARN}"), |name| format!("#{LESSON}{name}"))
}

/// The fragment that opens what is on the screen.
pub fn fragment(state: &State) -> String {
    if state.view.page == Page::Learn {
        let practice = state.learn.practice.map(Practice::fragment);
        return practice.unwrap_or_else(|| to_lesson(state.learn.lesson.as_deref()));
    }
    if state.view.page == Page::Quorum {
        return SharedQuorum::of(&state.quorum).fragment();
    }
    if state.view.page == Page::Text {
        let shared = SharedText {
            steps: state.text.run().steps,
            text: state.text.lab().as_ref().clone(),
        };
        return format!("#{TEXT}{}", shared.to_link());
    }
    let shared = SharedLab {
        playhead: state.view.playhead,
        lab: state.lab().as_ref().clone(),
    };
    format!("#{LAB}{}", shared.to_link())
}

/// The whole address that opens what is on the screen.
pub fn address(state: &State) -> String {
    let href = dom::window().location().href().unwrap_or_default();
    let base = href.split('#').next().unwrap_or_default();
    format!("{base}{}", fragment(state))
}

/// The same on the whole page, when this one is a frame.
pub fn whole_address(state: &State) -> String {
    format!("{}{}", base(), fragment(state))
}

/// The address of the application, without what is asked of it.
pub fn base() -> String {
    let href = dom::window().location().href().unwrap_or_default();
    let end = href.find(['?', '#']).unwrap_or(href.len());
    href[..end].to_owned()
}

/// Puts what is on the screen into the address, where a page may do that.
pub fn write(state: &State) {
    if let Ok(history) = dom::window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&fragment(state)));
    }
}

/// Keeps the address and the document in step: edits change the address, and an address that
/// somebody enters opens its document. A page that nobody has touched keeps its plain address.
pub fn follow(store: &Store, linked: bool) {
    let pending: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let touched = Rc::new(Cell::new(linked));

    let keep = {
        let store = store.clone();
        move || write(&store.state())
    };
    store.listen(move |before, after| {
        let texts = [before, after].map(|state| state.text.made());
        let [text_before, text_after] = texts.map(|text| text.map(TextState::lab));
        let edited = before.lab() != after.lab()
            || text_before != text_after
            || quorum(before) != quorum(after);
        let learns = before.view.page == Page::Learn || after.view.page == Page::Learn;
        let turned = before.view.page != after.view.page;
        touched.set(touched.get() || edited || (learns && turned));
        let same = !edited
            && before.learn.lesson == after.learn.lesson
            && before.learn.practice == after.learn.practice
            && before.view.playhead == after.view.playhead
            && before.view.page == after.view.page
            && texts[0].map(|text| text.run().steps) == texts[1].map(|text| text.run().steps);
        if touched.get() && !same && !after.view.playing {
            *pending.borrow_mut() = Some(Timeout::new(REST, keep.clone()));
        }
    });

    let store = store.clone();
    EventListener::new(&dom::window(), "hashchange", move |event| {
        // Not what the address is by now: what waited to be written may have come between.
        let Some(event) = event.dyn_ref::<HashChangeEvent>() else {
            return;
        };
        let asked = event.new_url();
        let asked = asked.find('#').map_or("", |place| &asked[place..]);
        if asked == fragment(&store.state()) {
            return;
        }
        match in_fragment(asked) {
            None => {}
            Some(Ok(shared)) => shared.open(&store),
            Some(Err(error)) => {
                let problem = say::import::link_not_opened(&error);
                store.dispatch(Action::Tell(Notice::Problem(problem)));
            }
        }
    })
    .forget();
}
