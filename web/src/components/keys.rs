//! All keys that do something, in a dialog that its button and `?` open.

use gloo_events::EventListener;
use replicascope_words::say::keys as say;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::modal::{Modal, use_modal};
use crate::dom;

/// Keys, and what they do.
type Row = (&'static str, &'static str);

/// The button, and the dialog.
#[component]
pub fn Keys() -> Html {
    let Modal {
        node,
        open,
        show,
        close,
        closed,
    } = use_modal();
    use_question_mark(open.setter());
    html! {
        <>
            <button type="button" class="icon" aria-haspopup="dialog" aria-label={say::open()} title={say::open()}
                onclick={show}>{ "?" }</button>
            <dialog ref={node} class="keys" aria-labelledby="keys-title" onclose={closed}>
                if *open {
                    <div class="toolbar">
                        <h2 id="keys-title">{ say::title() }</h2>
                        <button type="button" class="close" onclick={close}>{ say::close() }</button>
                    </div>
                    <p class="hint">{ say::lead() }</p>
                    <div class="key-groups">{ for groups().into_iter().map(|(title, rows)| group(title, &rows)) }</div>
                }
            </dialog>
        </>
    }
}

fn group(title: &'static str, rows: &[Row]) -> Html {
    html! {
        <section>
            <h3>{ title }</h3>
            <dl>
                { for rows.iter().map(|(keys, does)| html! { <div><dt><kbd>{ *keys }</kbd></dt><dd>{ *does }</dd></div> }) }
            </dl>
        </section>
    }
}

/// Every key, by where it works.
fn groups() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        (
            say::everywhere(),
            vec![
                (say::ctrl_z(), say::undo()),
                (say::ctrl_shift_z(), say::redo()),
                (say::escape(), say::give_up()),
                (say::question(), say::this()),
            ],
        ),
        (
            say::diagram(),
            vec![
                (say::arrows(), say::select()),
                (say::shift_arrows(), say::shift()),
                (say::ctrl_shift_arrows(), say::shift_far()),
                (say::enter(), say::act()),
                (say::delete(), say::remove()),
                (say::space(), say::play()),
                (say::zooming(), say::zoom()),
                (say::home_end(), say::ends()),
            ],
        ),
        (
            say::playhead(),
            vec![
                (say::arrows(), say::scrub()),
                (say::page_up_down(), say::scrub_far()),
                (say::home_end(), say::ends()),
            ],
        ),
        (
            say::presentation(),
            vec![
                (say::step_keys(), say::step()),
                (say::dark_keys(), say::darken()),
                ("N", say::notes()),
                ("P", say::speaker()),
                ("F", say::fill()),
                (say::escape(), say::leave()),
            ],
        ),
        (say::practice(), vec![(say::digits(), say::bin())]),
    ]
}

/// The key opens the dialog, except where it is text.
#[hook]
fn use_question_mark(set: UseStateSetter<bool>) {
    use_effect_with((), move |()| {
        let listener = EventListener::new(&dom::window(), "keydown", move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                return;
            };
            let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
            if event.key() == "?" && plain && !is_text(event) {
                set.set(true);
            }
        });
        move || drop(listener)
    });
}

/// Whether a letter that is typed there is text, or begins the search in a list.
fn is_text(event: &KeyboardEvent) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let fields = "input, textarea, select, [contenteditable]";
    target.is_some_and(|target| target.matches(fields).unwrap_or_default())
}
