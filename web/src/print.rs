//! Before the page is printed: all rows of its lists are there, and the diagram is laid out for
//! paper; afterwards everything is as it was.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;

use crate::dom;
use crate::state::Action;
use crate::store::Store;

/// How wide the diagram is laid out; the style sheet fits it to the paper.
const WIDTH: f64 = 960.0;

/// From now on, gets the page ready whenever it is about to be printed.
pub fn follow(store: &Store) {
    let width = Rc::new(Cell::new(None));
    let (before, kept) = (store.clone(), Rc::clone(&width));
    EventListener::new(&dom::window(), "beforeprint", move |_| {
        kept.set(Some(before.state().view.width));
        before.dispatch(Action::Print(true));
        before.dispatch(Action::Resize(WIDTH));
    })
    .forget();
    let after = store.clone();
    EventListener::new(&dom::window(), "afterprint", move |_| {
        after.dispatch(Action::Print(false));
        if let Some(width) = width.take() {
            after.dispatch(Action::Resize(width));
        }
    })
    .forget();
}
