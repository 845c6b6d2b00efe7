//! Single links: how long a message takes from one place to another, where that differs.

use replicascope_core::lab::{Latency, LinkQuality, LinkRule};
use replicascope_core::{Edit, Lab, Micros, Place};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::hint;
use crate::components::widgets::TimeField;

pub fn links(lab: &Lab, edit: &Callback<Edit>) -> Html {
    let replicas: Vec<Place> = lab.replicas.iter().copied().map(Place::Replica).collect();
    let clients = lab.clients.iter().copied().map(Place::Client);
    let alike = {
        let mut network = lab.network.clone();
        network.links.clear();
        edit.reform(move |_: MouseEvent| Edit::SetNetwork(network.clone()))
    };
    let rules = lab.network.links.len();
    html! {
        <>
            <details class="links">
                <summary>{ say::setup::clients_far() }</summary>
                { for clients.map(|client| from(lab, client, &replicas, edit)) }
                { hint(say::setup::one_way()) }
            </details>
            <details class="links">
                <summary>{ say::setup::replicas_far() }</summary>
                { for replicas.iter().enumerate().map(|(index, one)| from(lab, *one, &replicas[index + 1..], edit)) }
                { hint(say::setup::one_way()) }
            </details>
            if rules > 0 {
                <div class="row">
                    <span class="label">{ say::setup::rules(rules) }</span>
                    <button type="button" onclick={alike}>{ say::setup::alike() }</button>
                </div>
            }
        </>
    }
}

/// The links from one place to some others.
fn from(lab: &Lab, one: Place, others: &[Place], edit: &Callback<Edit>) -> Html {
    if others.is_empty() {
        return Html::default();
    }
    let name = words::capital(&words::place(one));
    let fields = others.iter().map(|other| {
        let label = say::setup::to(&words::place(*other));
        one_way(lab, label, one, *other, edit)
    });
    html! {
        <div class="link-times" role="group" aria-label={say::setup::from(&name)}>
            <span class="label" aria-hidden="true">{ name }</span>
            <div>{ for fields }</div>
        </div>
    }
}

/// The time that a message takes between two places, to change for both directions.
fn one_way(lab: &Lab, label: String, one: Place, other: Place, edit: &Callback<Edit>) -> Html {
    let at = lab.network.quality(one, other).latency.mean();
    let network = lab.network.clone();
    let onchange = edit.reform(move |time: Micros| {
        let mut network = network.clone();
        for (from, to) in [(one, other), (other, one)] {
            let quality = LinkQuality {
                latency: Latency::ConstantUs(time),
                ..*network.quality(from, to)
            };
            let rule = LinkRule { from, to, quality };
            network.links.retain(|one| (one.from, one.to) != (from, to));
            network.links.push(rule);
        }
        Edit::SetNetwork(network)
    });
    html! { <TimeField {label} {at} lasts={true} {onchange} /> }
}
