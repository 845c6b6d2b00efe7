//! What every W and R gives for this N; pressing one goes there.

use replicascope_quorum::Quorum;
use replicascope_quorum::overlap::Sizes;
use replicascope_scene::quorum::{Gives, gives};
use replicascope_words::say;
use yew::prelude::*;

use super::QuorumProps;
use crate::state::QuorumChange;

/// The grid.
#[component]
pub fn Grid(props: &QuorumProps) -> Html {
    let current = props.state.quorum.quorum();
    let n = current.n();
    let cell = |w: u8, r: u8| {
        let quorum = Quorum::clamped(n, w, r);
        let onclick = props
            .change
            .reform(move |_: MouseEvent| QuorumChange::Choose(quorum));
        let gives = gives(quorum);
        let shared = Sizes::write_and_read(quorum).smallest();
        let label = say::quorum::cell(&w, &r, &gives.text(), &shared);
        html! {
            <td>
                <button type="button" class="gives" data-gives={gives.name()} data-w={w.to_string()} data-r={r.to_string()}
                    aria-current={(quorum == current).then_some("true")} aria-label={label} {onclick}>
                    <span>{ if shared > 0 { shared.to_string() } else { "–".to_owned() } }</span>
                </button>
            </td>
        }
    };
    let row = |w: u8| {
        html! {
            <tr>
                <th scope="row">{ format!("W={w}") }</th>
                { for (1..=n).map(|r| cell(w, r)) }
            </tr>
        }
    };
    html! {
        <div class="panel">
            <h2 id="grid-title">{ say::quorum::grid(&n) }</h2>
            <div class="grid-scroll">
                <table class="quorum-grid" aria-labelledby="grid-title">
                    <thead><tr><td></td>{ for (1..=n).map(|r| html! { <th scope="col">{ format!("R={r}") }</th> }) }</tr></thead>
                    <tbody>{ for (1..=n).map(row) }</tbody>
                </table>
            </div>
            <ul class="legend">
                { for Gives::ALL.map(|gives| html! {
                    <li><span class="gives" data-gives={gives.name()} aria-hidden="true"></span>{ gives.text() }</li>
                }) }
                <li>{ say::quorum::grid_hint() }</li>
            </ul>
        </div>
    }
}
