//! The network: how messages between replicas, and those of clients, fare.

use replicascope_core::lab::{Latency, LinkQuality};
use replicascope_core::{Edit, Lab, Micros};
use replicascope_words::say;
use yew::prelude::*;

use super::{change, links};
use crate::components::widgets::{TimeField, pick, rate};

pub fn network(lab: &Lab, edit: &Callback<Edit>) -> Html {
    let network = &lab.network;
    let set = edit.reform(Edit::SetNetwork);
    let between_replicas = change(network, &set, |network, quality| {
        network.between_replicas = quality;
    });
    let to_clients = change(network, &set, |network, quality| {
        network.to_clients = quality;
    });
    html! {
        <>
            <div class="part" role="group" aria-label={say::setup::between_replicas()}>
                <h3>{ say::setup::between_replicas() }</h3>
                { quality(network.between_replicas, &between_replicas) }
            </div>
            <div class="part" role="group" aria-label={say::setup::to_clients()}>
                <h3>{ say::setup::to_clients() }</h3>
                { quality(network.to_clients, &to_clients) }
            </div>
            { links::links(lab, edit) }
        </>
    }
}

fn quality(quality: LinkQuality, set: &Callback<LinkQuality>) -> Html {
    let latency = change(&quality, set, |quality, latency| quality.latency = latency);
    let lost = change(&quality, set, |quality, rate| quality.loss_per_mille = rate);
    let twice = change(&quality, set, |quality, rate| {
        quality.duplicate_per_mille = rate;
    });
    html! {
        <>
            { pick(say::setup::latency(), &quality.latency, distributions(quality.latency), &latency) }
            { times(quality.latency, &latency) }
            { rate(say::setup::lost(), quality.loss_per_mille, &lost) }
            { rate(say::setup::duplicated(), quality.duplicate_per_mille, &twice) }
        </>
    }
}

/// The distribution that there is, and the others with as similar times as they can have.
fn distributions(latency: Latency) -> Vec<(Latency, String)> {
    let (least, more) = match latency {
        Latency::ConstantUs(time) => (time, time),
        Latency::UniformUs(least, most) => (least, most),
        Latency::ExponentialUs {
            at_least,
            mean_beyond,
        } => (at_least, mean_beyond),
    };
    let all = [
        (Latency::ConstantUs(least), say::setup::constant()),
        (
            Latency::UniformUs(least, more.max(least)),
            say::setup::uniform(),
        ),
        (
            Latency::ExponentialUs {
                at_least: least,
                mean_beyond: more,
            },
            say::setup::exponential(),
        ),
    ];
    let named = |(one, name): (Latency, &str)| {
        let same = std::mem::discriminant(&one) == std::mem::discriminant(&latency);
        (if same { latency } else { one }, name.to_owned())
    };
    all.into_iter().map(named).collect()
}

fn times(latency: Latency, set: &Callback<Latency>) -> Html {
    let field = |label: &'static str, at: Micros, onchange: Callback<Micros>| {
        html! { <TimeField {label} {at} lasts={true} {onchange} /> }
    };
    match latency {
        Latency::ConstantUs(time) => {
            field(say::setup::always(), time, set.reform(Latency::ConstantUs))
        }
        Latency::UniformUs(least, most) => {
            let from = set.reform(move |time: Micros| Latency::UniformUs(time, most.max(time)));
            let to = set.reform(move |time: Micros| Latency::UniformUs(least.min(time), time));
            html! { <>{ field(say::faults::from(), least, from) }{ field(say::faults::to(), most, to) }</> }
        }
        Latency::ExponentialUs {
            at_least,
            mean_beyond,
        } => {
            let least = set.reform(move |at_least| Latency::ExponentialUs {
                at_least,
                mean_beyond,
            });
            let beyond = set.reform(move |mean_beyond| Latency::ExponentialUs {
                at_least,
                mean_beyond,
            });
            html! { <>{ field(say::setup::at_least(), at_least, least) }{ field(say::setup::mean_beyond(), mean_beyond, beyond) }</> }
        }
    }
}
