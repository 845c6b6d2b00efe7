//! Gossip: what is told, to how many, how often.

use replicascope_core::Lab;
use replicascope_core::replication::{GossipOptions as Options, Shipping, rounds_expected};
use yew::prelude::*;

use super::{change, hint, named};
use crate::components::widgets::{TimeField, count, pick};

pub fn settings(options: &Options, lab: &Lab, set: &Callback<Options>) -> Html {
    let ship = change(options, set, |options, ship| options.ship = ship);
    let fan_out = change(options, set, |options, fan_out| options.fan_out = fan_out);
    let round = change(options, set, |options, round| options.round = round);
    let shipped = named([
        (Shipping::States, "whole states"),
        (Shipping::Operations, "single operations"),
        (Shipping::Deltas, "what has changed of a state"),
    ]);
    let meaning = match options.ship {
        Shipping::States => {
            "Merging a state again changes nothing, so it may arrive twice or late."
        }
        Shipping::Operations => {
            "Each is carried out once, and in the order of the replica that accepted it."
        }
        Shipping::Deltas => "Merged only where what they build upon is held.",
    };
    let count_of_replicas = lab.replicas.len();
    html! {
        <>
            { pick("Ships", &options.ship, shipped, &ship) }
            { hint(meaning) }
            { count("Fan-out", options.fan_out, (1, 8), &fan_out) }
            { hint("So many others are told by each replica with news in each round.") }
            if options.fan_out == 1 {
                <p class="computed">{ format!(
                    "Expected rounds until all {count_of_replicas} know: log2 n + ln n = {:.1}.",
                    rounds_expected(count_of_replicas)
                ) }</p>
            }
            <TimeField label="Round" at={options.round} lasts={true} onchange={round} />
        </>
    }
}
