//! A pointer from going down to coming up, the same for every drawing.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, PointerEvent};
use yew::prelude::*;

/// Moving less than this is a press, not a drag, in pixels of the drawing.
const STILL: f64 = 4.0;

/// A pointer that is down.
#[derive(Clone)]
pub struct Press<T> {
    /// What it went down on.
    pub on: T,
    /// Where it went down.
    pub from: (f64, f64),
    /// Where it is.
    pub to: (f64, f64),
    /// Whether it has moved so far that it drags.
    pub moved: bool,
    pointer: i32,
}

/// A pointer that is down and drags.
pub struct Dragging<T> {
    /// The pointer.
    pub press: Press<T>,
    /// How far it has come since the last time.
    pub by: (f64, f64),
    /// Whether it begins to drag just now.
    pub begins: bool,
}

/// Holds the pointer that is down, if any. Clones hold the same one.
#[derive(Clone)]
pub struct Holder<T>(Rc<RefCell<Option<Press<T>>>>);

impl<T: Clone> Holder<T> {
    /// Nothing is down.
    pub fn new() -> Self {
        Self(Rc::default())
    }

    /// The pointer that is down.
    pub fn press(&self) -> Option<Press<T>> {
        self.0.borrow().clone()
    }

    /// A pointer went down. From now on the drawing gets its events, wherever it goes.
    pub fn begin(&self, drawing: &NodeRef, event: &PointerEvent, at: (f64, f64), on: T) {
        if let Some(drawing) = drawing.cast::<Element>() {
            // A pointer that is gone already cannot be captured, and need not be.
            let _ = drawing.set_pointer_capture(event.pointer_id());
        }
        let pointer = event.pointer_id();
        *self.0.borrow_mut() = Some(Press {
            on,
            from: at,
            to: at,
            moved: false,
            pointer,
        });
    }

    /// A pointer moved; none unless it is the one that is down, and drags.
    pub fn drag(&self, event: &PointerEvent, to: (f64, f64)) -> Option<Dragging<T>> {
        let mut holder = self.0.borrow_mut();
        let press = holder
            .as_mut()
            .filter(|press| press.pointer == event.pointer_id())?;
        let far = (to.0 - press.from.0).hypot(to.1 - press.from.1) >= STILL;
        let begins = far && !press.moved;
        press.moved |= far;
        if !press.moved {
            return None;
        }
        let last = std::mem::replace(&mut press.to, to);
        let by = (to.0 - last.0, to.1 - last.1);
        Some(Dragging {
            press: press.clone(),
            by,
            begins,
        })
    }

    /// A pointer came up; none unless it is the one that was down.
    pub fn end(&self, event: &PointerEvent) -> Option<Press<T>> {
        self.0
            .borrow_mut()
            .take_if(|press| press.pointer == event.pointer_id())
    }

    /// The browser took the pointer away; whether one was down.
    pub fn cancel(&self) -> bool {
        self.0.borrow_mut().take().is_some()
    }
}

/// A holder that lives as long as the component.
#[hook]
pub fn use_holder<T: Clone + 'static>() -> Holder<T> {
    (*use_memo((), |()| Holder::new())).clone()
}
