//! Gossip: what is told, to how many, how often.

use replicascope_core::Lab;
use replicascope_core::replication::{GossipOptions as Options, Shipping, rounds_expected};
use replicascope_words::{number, say};
use yew::prelude::*;

use super::{change, hint, named};
use crate::components::widgets::{TimeField, count, pick};

pub fn settings(options: &Options, lab: &Lab, set: &Callback<Options>) -> Html {
    let ship = change(options, set, |options, ship| options.ship = ship);
    let fan_out = change(options, set, |options, fan_out| options.fan_out = fan_out);
    let round = change(options, set, |options, round| options.round = round);
    let shipped = named([
        (Shipping::States, say::strategy::states()),
        (Shipping::Operations, say::strategy::operations()),
        (Shipping::Deltas, say::strategy::deltas()),
    ]);
    let meaning = match options.ship {
        Shipping::States => say::strategy::states_hint(),
        Shipping::Operations => say::strategy::operations_hint(),
        Shipping::Deltas => say::strategy::deltas_hint(),
    };
    let count_of_replicas = lab.replicas.len();
    html! {
        <>
            { pick(say::strategy::ships(), &options.ship, shipped, &ship) }
            { hint(meaning) }
            { count(say::strategy::fan_out(), options.fan_out, (1, 8), &fan_out) }
            { hint(say::strategy::fan_out_hint()) }
            if options.fan_out == 1 {
                <p class="computed">{ say::strategy::rounds(&count_of_replicas, &number::decimal(&format!("{:.1}", rounds_expected(count_of_replicas)))) }</p>
            }
            <TimeField label={say::strategy::round()} at={options.round} lasts={true} onchange={round} />
        </>
    }
}
