//! Two groups of replicas: each replica is on side 1, on side 2, or on neither.

use replicascope_core::lab::Links;
use replicascope_core::{Lab, ReplicaId};
use replicascope_words::say;
use yew::prelude::*;

use super::widgets::{Tick, Toggle};
use crate::state::faults::{Side, put, side_of};

/// A row of buttons for each side. A button that would leave a side empty cannot be pressed.
pub fn sides(lab: &Lab, links: &Links, onchange: &Callback<Links>) -> Html {
    let button = |replica: ReplicaId, side: Side| {
        let on = side_of(links, replica) == side;
        let after = put(links, replica, if on { Side::Neither } else { side });
        let disabled = after.is_none();
        let after = after.unwrap_or_else(|| links.clone());
        let onchange = onchange.reform(move |_| after.clone());
        html! { <Toggle key={replica.to_string()} label={replica.to_string()} {on} {disabled} {onchange} /> }
    };
    let row = |name: &'static str, side: Side| {
        html! {
            <div class="side-row" role="group" aria-label={name}>
                <span class="label" aria-hidden="true">{ name }</span>
                { for lab.replicas.iter().map(|replica| button(*replica, side)) }
            </div>
        }
    };
    let one_way = {
        let links = links.clone();
        onchange.reform(move |one_way| Links {
            one_way,
            ..links.clone()
        })
    };
    let turned = Links {
        between: links.and.clone(),
        and: links.between.clone(),
        one_way: links.one_way,
    };
    let turn = onchange.reform(move |_: MouseEvent| turned.clone());
    html! {
        <>
            { row(say::faults::side_1(), Side::First) }
            { row(say::faults::side_2(), Side::Second) }
            <div class="row">
                <Tick label={say::faults::one_way()} on={links.one_way} onchange={one_way} />
                if links.one_way {
                    <button type="button" onclick={turn}>{ say::faults::turn_round() }</button>
                }
            </div>
        </>
    }
}
