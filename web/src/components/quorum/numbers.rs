//! N, W and R by slider.

use replicascope_quorum::{MAX_N, Quorum};
use replicascope_words::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::QuorumProps;
use crate::state::QuorumChange;

/// The sliders.
#[component]
pub fn Numbers(props: &QuorumProps) -> Html {
    let quorum = props.state.quorum.quorum();
    let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
    let set = |with: fn(Quorum, u8) -> Quorum| {
        props.change.reform(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            let value = text.parse().unwrap_or(1);
            QuorumChange::Choose(with(quorum, value))
        })
    };
    html! {
        <div class="panel">
            <h2>{ say::quorum::numbers() }</h2>
            <div class="sliders">
                { slider("N", say::quorum::keep_key(), n, MAX_N, set(|quorum, n| Quorum::clamped(n, quorum.w(), quorum.r()))) }
                { slider("W", say::quorum::store_write(), w, n, set(|quorum, w| Quorum::clamped(quorum.n(), w, quorum.r()))) }
                { slider("R", say::quorum::answer_read(), r, n, set(|quorum, r| Quorum::clamped(quorum.n(), quorum.w(), r))) }
            </div>
        </div>
    }
}

fn slider(
    name: &'static str,
    about: &'static str,
    value: u8,
    most: u8,
    oninput: Callback<InputEvent>,
) -> Html {
    html! {
        <label class="slider">
            <span class="number"><span>{ name }</span><output>{ value }</output></span>
            <input type="range" min="1" max={most.to_string()} value={value.to_string()}
                aria-label={say::quorum::so_many(&name, &about)} {oninput} />
            <span class="hint">{ about }</span>
        </label>
    }
}
