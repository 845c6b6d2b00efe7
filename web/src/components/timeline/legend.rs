//! What the signs mean: those that occur in this run.

use replicascope_core::ReplicaId;
use replicascope_core::clock::Relation;
use replicascope_core::trace::Message;
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
    let occurs = use_memo((trace.clone(), key), |(trace, key)| {
        let arrives = |one: &Message| !one.is_client_traffic() && !one.is_control();
        (signs(trace, *key), trace.messages.iter().any(arrives))
    });
    let (signs, arrives) = &*occurs;
    let drags = !props.state.asked.is_fixed();
    let replicas = &trace.lab.replicas;
    html! {
        <ul class="legend" aria-label={say::timeline::signs()}>
            { for signs.iter().map(|sign| {
                let drags = drags && *sign == Sign::Update;
                html! { <li>{ entry(picture(*sign), sign.words(), drags) }</li> }
            }) }
            if drags && *arrives {
                <li class="on-screen">{ entry(arrival(), say::timeline::arrival(), true) }</li>
            }
            if signs.contains(&Sign::Update) {
                <li>{ entry(colours(replicas), say::timeline::colours(), false) }</li>
            }
        </ul>
    }
}

fn entry(picture: Html, words: &'static str, drags: bool) -> Html {
    html! {
        <>
            <svg width="24" height="20" aria-hidden="true">{ picture }</svg>
            <span>
                { words }
                if drags { <span class="on-screen">{ say::timeline::to_drag() }</span> }
            </span>
        </>
    }
}

/// The ring around an arrowhead.
fn arrival() -> Html {
    html! { <g class="arrival"><circle cx="12" cy="10" r="8" /><path d="M17 10 L7 6 L9 10 L7 14 Z" /></g> }
}

/// A bit of a band of each of the first replicas.
fn colours(replicas: &[ReplicaId]) -> Html {
    let part = |(place, replica): (usize, &ReplicaId)| {
        let x = (1 + 8 * place).to_string();
        html! { <rect class="band" data-replica={replica.to_string()} {x} y="4" width="7" height="12" /> }
    };
    html! { { for replicas.iter().take(3).enumerate().map(part) } }
}

fn picture(sign: Sign) -> Html {
    let glyph = |kind| glyph(kind, 12.0, 10.0);
    let merge = |relation| glyph(MarkKind::Merge(relation));
    match sign {
        Sign::Update => {
            html! { <g class="chip"><rect x="1" y="2" width="22" height="16" rx="4" /></g> }
        }
        Sign::Discarded => {
            html! { <g class="chip discarded"><rect x="1" y="2" width="22" height="16" rx="4" /><path d="M5 10 H19" /></g> }
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
        Sign::Control => {
            html! { <g class="arrow control"><line x1="1" y1="10" x2="23" y2="10" /></g> }
        }
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
