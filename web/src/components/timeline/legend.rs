//! What the signs mean: those that occur in this run.

use replicascope_core::clock::Relation;
use replicascope_scene::timeline::{MarkKind, Sign, signs};
use replicascope_words::say;
use yew::prelude::*;

use super::shapes::glyph;
use crate::app::PartProps;
use crate::same::Same;

/// One line under the picture.
#[component]
pub fn Legend(props: &PartProps) -> Html {
    let trace = Same(std::rc::Rc::clone(props.state.trace()));
    let key = props.state.view.key;
    let fixed = props.state.asked.is_fixed();
    let signs = use_memo((trace, key), |(trace, key)| signs(trace, *key));
    html! {
        <ul class="legend" aria-label={say::timeline::signs()}>
            { for signs.iter().map(|sign| entry(*sign, fixed)) }
        </ul>
    }
}

fn entry(sign: Sign, fixed: bool) -> Html {
    html! {
        <li>
            <svg width="24" height="20" aria-hidden="true">{ picture(sign) }</svg>
            <span>
                { sign.words() }
                if sign == Sign::Update && !fixed { <span class="on-screen">{ say::timeline::to_drag() }</span> }
            </span>
        </li>
    }
}

fn picture(sign: Sign) -> Html {
    let glyph = |kind| glyph(kind, 12.0, 10.0);
    let merge = |relation| glyph(MarkKind::Merge(relation));
    match sign {
        Sign::Update => {
            html! { <g class="chip"><rect x="1" y="2" width="22" height="16" rx="4" /></g> }
        }
        Sign::Newer => merge(Relation::Newer),
        Sign::Older => merge(Relation::Older),
        Sign::Equal => merge(Relation::Equal),
        Sign::Concurrent => merge(Relation::Concurrent),
        Sign::Replaced => glyph(MarkKind::Replace),
        Sign::Followed => glyph(MarkKind::Follow),
        Sign::Answer => glyph(MarkKind::Answer),
        Sign::Stale => {
            html! { <rect class="stale-band" x="1" y="3" width="22" height="14" fill="url(#stale-hatch)" /> }
        }
        Sign::Waits => html! { <g class="wait"><path d="M2 10 H22" /></g> },
        Sign::Leads => html! { <g class="reign"><path d="M1 10 H23" /></g> },
        Sign::Lost => html! { <g class="head"><path d="M7 5 L17 15 M7 15 L17 5" /></g> },
        Sign::Partition => {
            html! { <rect x="1" y="5" width="22" height="10" fill="url(#wall-hatch)" /> }
        }
        Sign::Crash => html! { <g class="hole"><rect x="1" y="4" width="22" height="12" /></g> },
        Sign::Trouble => {
            html! { <g class="link-fault"><rect class="bricks" x="1" y="4" width="22" height="12" fill="url(#trouble-hatch)" /></g> }
        }
    }
}
