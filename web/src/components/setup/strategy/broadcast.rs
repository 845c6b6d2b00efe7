//! Settings of a broadcast of operations.

use replicascope_core::replication::{BroadcastOptions, Duplicates, Order};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::setup::{change, hint, named};
use crate::components::widgets::pick;

pub fn settings(options: &BroadcastOptions, set: &Callback<BroadcastOptions>) -> Html {
    let orders = named([
        (Order::Causal, say::strategy::after_all_known()),
        (Order::Sender, say::strategy::after_same_sender()),
    ]);
    let duplicates = named([
        (Duplicates::Ignored, say::strategy::ignored()),
        (Duplicates::CarriedOut, say::strategy::carried_out_again()),
    ]);
    let set_order = change(options, set, |options, order| options.order = order);
    let set_duplicates = change(options, set, |options, duplicates| {
        options.duplicates = duplicates;
    });
    html! {
        <>
            { pick(say::strategy::comes_after(), &options.order, orders, &set_order) }
            { hint(say::strategy::held_back()) }
            { pick(say::strategy::duplicate(), &options.duplicates, duplicates, &set_duplicates) }
        </>
    }
}
