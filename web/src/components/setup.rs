//! How the cluster is set up: replication, network, seed, replicas, faults.

use replicascope_core::lab::{Fault, FaultKind, Latency, LinkQuality, Links, Network};
use replicascope_core::replication::Replication;
use replicascope_core::{Edit, Micros, ReplicaId};
use replicascope_scene::words;
use yew::prelude::*;

use super::widgets::{Choice, TextField, TimeField, parse_thousandths};
use crate::app::PartProps;
use crate::state::Action;

/// The panel.
#[component]
pub fn Setup(props: &PartProps) -> Html {
    let lab = props.state.lab();
    let edit = props.dispatch.reform(Action::Edit);
    html! {
        <section class="setup panel" aria-labelledby="setup-title">
            <h2 id="setup-title">{ "Set-up" }</h2>
            <div class="columns">
                <fieldset>
                    <legend>{ "Replication" }</legend>
                    { replication(&lab.replication, &edit) }
                </fieldset>
                <fieldset>
                    <legend>{ "Network between replicas" }</legend>
                    { network(&lab.network, &edit) }
                </fieldset>
                <fieldset>
                    <legend>{ "Run" }</legend>
                    { seed(lab.seed, &edit) }
                    <TimeField label="Duration" at={lab.duration} onchange={edit.reform(Edit::SetDuration)} />
                    { replicas(&lab.replicas, &edit) }
                </fieldset>
                <fieldset>
                    <legend>{ "Faults" }</legend>
                    { faults(props, &edit) }
                </fieldset>
            </div>
        </section>
    }
}

fn replication(current: &Replication, edit: &Callback<Edit>) -> Html {
    let all = Replication::all();
    let options: Vec<_> = all
        .iter()
        .map(|one| (one.title().to_owned(), one.title().to_owned()))
        .collect();
    let choose = edit.reform(move |title: String| {
        let chosen = all.iter().find(|one| one.title() == title).or(all.first());
        Edit::SetReplication(
            chosen
                .cloned()
                .unwrap_or(Replication::Eager(Default::default())),
        )
    });
    html! {
        <>
            <Choice label="Strategy" value={current.title()} {options} onchange={choose} />
            if let Replication::AntiEntropy(options) = current {
                <TimeField label="Period" at={options.period} onchange={edit.reform({
                    let options = options.clone();
                    move |period| {
                        let mut options = options.clone();
                        options.period = period;
                        Edit::SetReplication(Replication::AntiEntropy(options))
                    }
                })} />
            }
            <p class="hint">{ current.summary() }</p>
        </>
    }
}

fn network(network: &Network, edit: &Callback<Edit>) -> Html {
    let quality = network.between_replicas;
    let set = {
        let network = network.clone();
        edit.reform(move |quality: LinkQuality| {
            let mut network = network.clone();
            network.between_replicas = quality;
            Edit::SetNetwork(network)
        })
    };
    let (least, most) = match quality.latency {
        Latency::ConstantUs(time) => (time, time),
        Latency::UniformUs(least, most) => (least, most),
        Latency::ExponentialUs {
            at_least,
            mean_beyond,
        } => (at_least, mean_beyond),
    };
    let kinds =
        ["constant", "uniform", "exponential"].map(|kind| (kind.to_owned(), kind.to_owned()));
    let kind = match quality.latency {
        Latency::ConstantUs(_) => "constant",
        Latency::UniformUs(..) => "uniform",
        Latency::ExponentialUs { .. } => "exponential",
    };
    let with = move |latency: Latency| LinkQuality { latency, ..quality };
    // Entered in percent, kept per mille.
    let rate = |text: String| -> Option<u16> {
        let thousandths = parse_thousandths(&text, "%", 100.0)?;
        u16::try_from(thousandths / 100).ok()
    };
    html! {
        <>
            <Choice label="Latency" value={kind} options={kinds.to_vec()} onchange={set.reform(move |kind: String| {
                with(match kind.as_str() {
                    "constant" => Latency::ConstantUs(least),
                    "uniform" => Latency::UniformUs(least, most.max(least)),
                    _ => Latency::ExponentialUs { at_least: least, mean_beyond: most },
                })
            })} />
            { match quality.latency {
                Latency::ConstantUs(time) => html! {
                    <TimeField label="Always" at={time} onchange={set.reform(move |time| with(Latency::ConstantUs(time)))} />
                },
                Latency::UniformUs(least, most) => html! {
                    <>
                        <TimeField label="From" at={least} onchange={set.reform(move |time: Micros| with(Latency::UniformUs(time, most.max(time))))} />
                        <TimeField label="To" at={most} onchange={set.reform(move |time: Micros| with(Latency::UniformUs(least.min(time), time)))} />
                    </>
                },
                Latency::ExponentialUs { at_least, mean_beyond } => html! {
                    <>
                        <TimeField label="At least" at={at_least} onchange={set.reform(move |at_least| with(Latency::ExponentialUs { at_least, mean_beyond }))} />
                        <TimeField label="Mean beyond that" at={mean_beyond} onchange={set.reform(move |mean_beyond| with(Latency::ExponentialUs { at_least, mean_beyond }))} />
                    </>
                },
            } }
            <TextField label="Lost" unit="%" numeric={true} value={percent(quality.loss_per_mille)}
                onchange={set.reform(move |text| LinkQuality { loss_per_mille: rate(text).unwrap_or(quality.loss_per_mille), ..quality })} />
            <TextField label="Duplicated" unit="%" numeric={true} value={percent(quality.duplicate_per_mille)}
                onchange={set.reform(move |text| LinkQuality { duplicate_per_mille: rate(text).unwrap_or(quality.duplicate_per_mille), ..quality })} />
        </>
    }
}

fn percent(per_mille: u16) -> String {
    (f64::from(per_mille) / 10.0).to_string()
}

fn seed(seed: u32, edit: &Callback<Edit>) -> Html {
    let entered =
        edit.reform(move |text: String| Edit::SetSeed(text.trim().parse().unwrap_or(seed)));
    let next = edit.reform(move |_: MouseEvent| Edit::SetSeed(seed.wrapping_add(1)));
    html! {
        <div class="row">
            <TextField label="Seed" value={seed.to_string()} numeric={true} onchange={entered} />
            <button type="button" onclick={next} title="Another run of the same document: other latencies, losses and duplicates">{ "Next seed" }</button>
        </div>
    }
}

fn replicas(replicas: &[ReplicaId], edit: &Callback<Edit>) -> Html {
    let last = replicas.last().copied();
    let add = edit.reform(|_: MouseEvent| Edit::AddReplica);
    let remove = last.map(|last| edit.reform(move |_: MouseEvent| Edit::RemoveReplica(last)));
    html! {
        <div class="row">
            <span class="label">{ format!("{} replicas", replicas.len()) }</span>
            <button type="button" onclick={add} disabled={replicas.len() >= replicascope_core::MAX_REPLICAS}>{ "Add one" }</button>
            <button type="button" onclick={remove} disabled={replicas.len() <= 2}>
                { last.map(|last| format!("Remove {last}")) }
            </button>
        </div>
    }
}

fn faults(props: &PartProps, edit: &Callback<Edit>) -> Html {
    let lab = props.state.lab();
    let from = props.state.view.playhead.min(lab.duration.since(Micros(1)));
    let to = Micros(from.0 + (lab.duration.0 / 4).max(1));
    let add = |kind: FaultKind| {
        edit.reform(move |_: MouseEvent| Edit::AddFault {
            from,
            to,
            kind: kind.clone(),
        })
    };
    let first = lab.replicas[0];
    let partition = FaultKind::Partition(Links::new(vec![first], lab.replicas[1..].to_vec()));
    let last = lab.replicas[lab.replicas.len() - 1];
    html! {
        <>
            <ul class="faults">
                { for lab.faults.iter().map(|fault| fault_row(props, fault, edit)) }
            </ul>
            if lab.faults.is_empty() { <p class="hint">{ "Nothing breaks in this run." }</p> }
            <div class="row">
                <button type="button" onclick={add(partition)}>{ format!("Cut {first} off") }</button>
                <button type="button" onclick={add(FaultKind::Crash { replica: last, loses_disk: false })}>{ format!("Crash {last}") }</button>
            </div>
            <p class="hint">{ "New faults begin at the playhead." }</p>
        </>
    }
}

fn fault_row(props: &PartProps, fault: &Fault, edit: &Callback<Edit>) -> Html {
    let (id, from, to) = (fault.id, fault.from, fault.to);
    html! {
        <li key={id.0} data-fault-row={id.0.to_string()}>
            <span>{ words::capital(words::fault(props.state.trace(), id).trim_start_matches("the ")) }</span>
            <TimeField label="From" at={from} onchange={edit.reform(move |from| Edit::MoveFault { fault: id, from, to })} />
            <TimeField label="To" at={to} onchange={edit.reform(move |to| Edit::MoveFault { fault: id, from, to })} />
            <button type="button" onclick={edit.reform(move |_: MouseEvent| Edit::RemoveFault { fault: id })}>{ "Remove" }</button>
        </li>
    }
}
