//! What is fetched: on its way, here, or not to be had.

use std::cell::Cell;
use std::rc::Rc;

use replicascope_words::say;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::content;
use crate::link;
use crate::same::Same;

/// Something that is fetched.
pub enum Loaded<T> {
    /// It is on its way.
    Waiting,
    /// It is here.
    Ready(Same<T>),
    /// It cannot be had, for this reason; the callback tries again.
    Failed(String, Callback<MouseEvent>),
}

impl<T> Loaded<T> {
    /// It, once it is here.
    pub fn loaded(&self) -> Option<Same<T>> {
        match self {
            Self::Ready(one) => Some(one.clone()),
            _ => None,
        }
    }
}

/// Fetches a file of the content, and reads it.
#[hook]
pub fn use_content<T: 'static>(path: AttrValue, read: fn(&str) -> Result<T, String>) -> Loaded<T> {
    let found = use_state(|| None::<Result<Same<T>, String>>);
    let attempt = use_state(|| 0_u32);
    {
        let found = found.setter();
        use_effect_with((path, *attempt), move |(path, _)| {
            let wanted = Rc::new(Cell::new(true));
            let still = Rc::clone(&wanted);
            let path = path.clone();
            spawn_local(async move {
                let text = content::text(&path).await;
                let outcome = text.and_then(|text| read(&text).map_err(|error| damaged(&error)));
                if still.get() {
                    found.set(Some(outcome.map(|one| Same(Rc::new(one)))));
                }
            });
            move || wanted.set(false)
        });
    }
    match (*found).clone() {
        None => Loaded::Waiting,
        Some(Ok(one)) => Loaded::Ready(one),
        Some(Err(reason)) => {
            let again = Callback::from(move |_: MouseEvent| {
                found.set(None);
                attempt.set(*attempt + 1);
            });
            Loaded::Failed(reason, again)
        }
    }
}

/// A host that answers every address with some page of its own, or a file that was cut off.
fn damaged(error: &str) -> String {
    say::learn::damaged(&error)
}

/// What is shown meanwhile, or instead.
pub fn waiting<T>(loaded: &Loaded<T>, what: &str) -> Html {
    match loaded {
        Loaded::Failed(reason, again) => {
            let again = again.clone();
            html! {
                <section class="learn not-here">
                    <p role="alert">{ say::learn::not_loaded(&what, reason) }</p>
                    <p class="row">
                        <button type="button" onclick={again}>{ say::learn::again() }</button>
                        <a href={link::to_lesson(None)}>{ say::learn::all_lessons() }</a>
                    </p>
                </section>
            }
        }
        _ => {
            html! { <section class="learn not-here"><p role="status">{ say::learn::loading(&what) }</p></section> }
        }
    }
}
