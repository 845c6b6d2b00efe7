//! Where the focus goes when what had it is gone: to the nearest part around it that is still there,
//! so that whoever uses a keyboard or a screen reader goes on from that place, and not from the top.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};

use crate::dom;

/// What is a part of the page by itself.
const PARTS: &str = "section, fieldset, dialog, [role=region], [role=group], main";

/// From now on, looks after the focus.
pub fn follow() {
    let Some(page) = dom::window().document() else {
        return;
    };
    let around: Rc<RefCell<Vec<Element>>> = Rc::default();
    {
        let around = Rc::clone(&around);
        EventListener::new(&page, "focusin", move |event| {
            let target = event.target().and_then(|target| target.dyn_into().ok());
            *around.borrow_mut() = chain(target);
        })
        .forget();
    }
    let looked = page.clone();
    let changed = Closure::<dyn Fn()>::new(move || {
        let nowhere = looked.active_element() == looked.body().map(Element::from);
        let gone = around
            .borrow()
            .first()
            .is_some_and(|one| !one.is_connected());
        if nowhere && gone {
            // Cleared first: giving the focus fills it again.
            let chain = around.take();
            go_to(chain.iter().find(|one| one.is_connected() && is_part(one)));
        }
    });
    let call: &Function = changed.as_ref().unchecked_ref();
    if let (Ok(observer), Some(body)) = (MutationObserver::new(call), page.body()) {
        let all = MutationObserverInit::new();
        all.set_child_list(true);
        all.set_subtree(true);
        // The body can be observed.
        let _ = observer.observe_with_options(&body, &all);
    }
    // It is called for as long as the page lives.
    changed.forget();
}

/// An element and all around it.
fn chain(element: Option<Element>) -> Vec<Element> {
    std::iter::successors(element, |one| one.parent_element()).collect()
}

fn is_part(element: &Element) -> bool {
    element.matches(PARTS).unwrap_or_default()
}

fn go_to(part: Option<&Element>) {
    let Some(part) = part.and_then(|part| part.dyn_ref::<HtmlElement>()) else {
        return;
    };
    if !part.has_attribute("tabindex") {
        // Can be given the focus, and is no stop for Tab.
        part.set_tab_index(-1);
    }
    // Should it refuse, the page is as usable.
    let _ = part.focus();
}
