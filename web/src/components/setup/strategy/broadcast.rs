//! Settings of a broadcast of operations.

use replicascope_core::replication::{BroadcastOptions, Duplicates, Order};
use yew::prelude::*;

use crate::components::setup::{change, hint, named};
use crate::components::widgets::pick;

pub fn settings(options: &BroadcastOptions, set: &Callback<BroadcastOptions>) -> Html {
    let orders = named([
        (Order::Causal, "all that its sender knew"),
        (Order::Sender, "what the same replica sent"),
    ]);
    let duplicates = named([
        (Duplicates::Ignored, "is ignored"),
        (Duplicates::CarriedOut, "is carried out again"),
    ]);
    let set_order = change(options, set, |options, order| options.order = order);
    let set_duplicates = change(options, set, |options, duplicates| {
        options.duplicates = duplicates;
    });
    html! {
        <>
            { pick("Comes after", &options.order, orders, &set_order) }
            { hint("What arrives before that is held back until it is there.") }
            { pick("A duplicate", &options.duplicates, duplicates, &set_duplicates) }
        </>
    }
}
