//! Multi-leader: the regions, and how their leaders tell each other.

use replicascope_core::replication::{MultiLeaderOptions as Options, Topology, regions};
use replicascope_core::{Lab, ReplicaId};
use replicascope_scene::words;
use yew::prelude::*;

use super::{change, hint, named};
use crate::components::widgets::{TimeField, count, pick};

pub fn settings(options: &Options, lab: &Lab, set: &Callback<Options>) -> Html {
    let in_use = regions(&lab.replicas, options.regions);
    let number = change(options, set, |options, regions| options.regions = regions);
    let topology = change(options, set, |options, topology| {
        options.topology = topology;
    });
    let every = change(options, set, |options, every| options.sync_every = every);
    let most = u8::try_from(lab.replicas.len()).unwrap_or(u8::MAX);
    let topologies = named([
        (Topology::AllToAll, "every leader tells all others"),
        (Topology::Ring, "each tells the next, round a ring"),
        (Topology::Star, "all by way of the first"),
    ]);
    html! {
        <>
            { count("Regions", options.regions, (1, most.max(options.regions)), &number) }
            <ol class="regions" aria-label="Regions">{ for in_use.iter().map(|region| members(region)) }</ol>
            { pick("Topology", &options.topology, topologies, &topology) }
            <TimeField label="Sync every" at={options.sync_every} lasts={true} onchange={every} />
            { hint("Between two of them, regions that update one key make concurrent updates.") }
        </>
    }
}

/// Who leads a region, and who follows.
fn members(region: &[ReplicaId]) -> Html {
    let Some((leader, followers)) = region.split_first() else {
        return Html::default();
    };
    let follow = words::plural(followers.len(), "follows", "follow");
    html! {
        <li>
            <span class="replica-name" data-replica={leader.to_string()}>{ format!("{leader} leads") }</span>
            if !followers.is_empty() { { format!(", {} {follow}", words::replicas(followers)) } }
        </li>
    }
}
