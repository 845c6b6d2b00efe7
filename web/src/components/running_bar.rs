//! How far a run is that takes longer than a frame, and a way to give it up.

use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::state::Action;

/// The bar; a live region from the start, so that screen readers speak it.
#[component]
pub fn RunningBar(props: &PartProps) -> Html {
    let state = &props.state;
    let abandon = props.dispatch.reform(|_: MouseEvent| Action::Abandon);
    let bar = |part: f64| {
        let percent = format!("{:.0}", part * 100.0);
        html! {
            <div class="running-bar">
                <span id="running">{ say::playback::under_way() }</span>
                <progress max="100" value={percent} aria-labelledby="running" />
                <button type="button" onclick={abandon}>{ say::playback::give_up() }</button>
            </div>
        }
    };
    html! {
        <div role="status">{ for state.wanted().map(|_| bar(state.progress)) }</div>
    }
}
