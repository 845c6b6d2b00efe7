//! A finger on something that can be grabbed drags it; anywhere else it scrolls the page.
//!
//! The `touch-action` property would say so, but browsers look at it only for whole drawings, not
//! for the shapes in them.

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::Element;
use yew::prelude::*;

use crate::dom;

/// Marks what can be grabbed.
const GRAB: &str = "data-grab";

/// Keeps the page from scrolling when a touch begins on what can be grabbed.
#[hook]
pub fn use_grabbing(drawing: &NodeRef) {
    let drawing = drawing.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = drawing.cast::<Element>().map(|drawing| {
            EventListener::new_with_options(&drawing, "touchstart", options, |event| {
                if dom::attribute_at(event, GRAB).is_some() && event.cancelable() {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}
