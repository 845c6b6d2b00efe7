//! Multi-leader: the regions, and how their leaders tell each other.

use replicascope_core::replication::{MultiLeaderOptions as Options, Topology, regions};
use replicascope_core::{Lab, ReplicaId};
use replicascope_scene::words;
use replicascope_words::say;
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
        (Topology::AllToAll, say::strategy::all_to_all()),
        (Topology::Ring, say::strategy::ring()),
        (Topology::Star, say::strategy::star()),
    ]);
    html! {
        <>
            { count(say::strategy::regions(), options.regions, (1, most.max(options.regions)), &number) }
            <ol class="regions" aria-label={say::strategy::regions()}>{ for in_use.iter().map(|region| members(region)) }</ol>
            { pick(say::strategy::topology(), &options.topology, topologies, &topology) }
            <TimeField label={say::strategy::sync_every()} at={options.sync_every} lasts={true} onchange={every} />
            { hint(say::strategy::sync_hint()) }
        </>
    }
}

/// Who leads a region, and who follows.
fn members(region: &[ReplicaId]) -> Html {
    let Some((leader, followers)) = region.split_first() else {
        return Html::default();
    };
    html! {
        <li>
            <span class="replica-name" data-replica={leader.to_string()}>{ say::strategy::leads(leader) }</span>
            if !followers.is_empty() { { say::strategy::follow(followers.len(), &words::replicas(followers)) } }
        </li>
    }
}
