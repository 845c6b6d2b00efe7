//! A dialog that a button opens and that takes the page until it is closed.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Whether it is open, and what opens and closes it.
pub struct Modal {
    /// The `dialog` element.
    pub node: NodeRef,
    /// What is inside is drawn only while it is open.
    pub open: UseStateHandle<bool>,
    /// For the button that opens it.
    pub show: Callback<MouseEvent>,
    /// For the button inside that closes it.
    pub close: Callback<MouseEvent>,
    /// For the element's own event: Esc closes it, too.
    pub closed: Callback<Event>,
}

/// A dialog that is closed at first.
#[hook]
pub fn use_modal() -> Modal {
    let open = use_state(|| false);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(*open, move |open| {
            if let (true, Some(dialog)) = (*open, node.cast::<HtmlDialogElement>()) {
                // It is in the page, and not open yet.
                let _ = dialog.show_modal();
            }
        });
    }
    let (shown, hidden) = (open.setter(), open.setter());
    let close = {
        let node = node.clone();
        Callback::from(move |_| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    Modal {
        node,
        open,
        show: Callback::from(move |_| shown.set(true)),
        close,
        closed: Callback::from(move |_| hidden.set(false)),
    }
}
