//! One fault to edit, the same wherever it is shown: what breaks, how much, from when to when.

use replicascope_core::lab::{Fault, FaultKind, Links};
use replicascope_core::{ClientId, Edit, Lab, Micros, Place, ReplicaId};
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::sides::sides;
use super::widgets::{Quantity, Tick, TimeField, pick, rate};
use crate::state::Breaking;

/// How far a clock may be off, and how fast it may gain or lose, as the document allows it.
const CLOCK_OFF: i64 = replicascope_core::lab::limits::CLOCK_OFF;
const DRIFT: i64 = replicascope_core::lab::limits::DRIFT_PPM as i64;

/// The form.
pub fn fault_form(lab: &Lab, fault: &Fault, edit: &Callback<Edit>) -> Html {
    let (id, from, to) = (fault.id, fault.from, fault.to);
    let set = edit.reform(move |kind| Edit::ChangeFault { fault: id, kind });
    html! {
        <div class="fault-form" key={id.0}>
            { what(lab, &fault.kind, &set) }
            <TimeField label={say::faults::from()} at={from} onchange={edit.reform(move |from| Edit::MoveFault { fault: id, from, to })} />
            <TimeField label={say::faults::to()} at={to} onchange={edit.reform(move |to| Edit::MoveFault { fault: id, from, to })} />
            <div class="row">
                <button type="button" onclick={edit.reform(move |_: MouseEvent| Edit::RemoveFault { fault: id })}>{ say::faults::remove() }</button>
            </div>
        </div>
    }
}

#[expect(clippy::too_many_lines, reason = "the fields of each kind of fault")]
fn what(lab: &Lab, kind: &FaultKind, set: &Callback<FaultKind>) -> Html {
    match kind.clone() {
        FaultKind::Partition(links) => html! {
            <>
                { sides(lab, &links, &set.reform(FaultKind::Partition)) }
                <p class="hint">{ say::faults::partition_hint() }</p>
            </>
        },
        FaultKind::Crash {
            replica,
            loses_disk,
        } => html! {
            <>
                { of(lab, replica, &set.reform(move |replica| FaultKind::Crash { replica, loses_disk })) }
                <Tick label={say::faults::loses_disk()} on={loses_disk}
                    onchange={set.reform(move |loses_disk| FaultKind::Crash { replica, loses_disk })} />
                <p class="hint">{ if loses_disk { say::faults::comes_back_empty() } else { say::faults::comes_back_whole() } }</p>
            </>
        },
        FaultKind::SlowReplica { replica, by } => html! {
            <>
                { of(lab, replica, &set.reform(move |replica| FaultKind::SlowReplica { replica, by })) }
                { span(say::faults::late_by(), by, &set.reform(move |by| FaultKind::SlowReplica { replica, by })) }
                <p class="hint">{ say::faults::slow_hint() }</p>
            </>
        },
        FaultKind::SlowLink { on, by } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::SlowLink { on, by })) }
                { span(say::faults::late_by(), by, &set.reform(move |by| FaultKind::SlowLink { on: on.clone(), by })) }
            </>
        },
        FaultKind::Loss { on, per_mille } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::Loss { on, per_mille })) }
                { rate(say::faults::lost(), per_mille, &set.reform(move |per_mille| FaultKind::Loss { on: on.clone(), per_mille })) }
            </>
        },
        FaultKind::Duplication { on, per_mille } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::Duplication { on, per_mille })) }
                { rate(say::faults::twice(), per_mille, &set.reform(move |per_mille| FaultKind::Duplication { on: on.clone(), per_mille })) }
            </>
        },
        FaultKind::Reordering { on, up_to } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::Reordering { on, up_to })) }
                { span(say::faults::late_by_up_to(), up_to, &set.reform(move |up_to| FaultKind::Reordering { on: on.clone(), up_to })) }
                <p class="hint">{ say::faults::reordering_hint() }</p>
            </>
        },
        FaultKind::Clock {
            replica,
            ahead,
            drift_ppm,
        } => html! {
            <>
                { of(lab, replica, &set.reform(move |replica| FaultKind::Clock { replica, ahead, drift_ppm })) }
                <Quantity label={say::faults::ahead_by()} value={ahead} scale={1000} unit="ms" bounds={(-CLOCK_OFF, CLOCK_OFF)}
                    onchange={set.reform(move |ahead| FaultKind::Clock { replica, ahead, drift_ppm })} />
                // Parts per million are microseconds in a second.
                <Quantity label={say::faults::gains()} value={i64::from(drift_ppm)} scale={1000} unit="ms" bounds={(-DRIFT, DRIFT)}
                    onchange={set.reform(move |drift: i64| FaultKind::Clock {
                        replica, ahead, drift_ppm: i32::try_from(drift).unwrap_or(drift_ppm),
                    })} />
                <p class="hint">{ say::faults::clock_hint() }</p>
            </>
        },
        FaultKind::Offline { client } => html! {
            <>
                { pick(say::faults::client(), &client, clients(lab), &set.reform(|client| FaultKind::Offline { client })) }
                <p class="hint">{ say::faults::offline_hint() }</p>
            </>
        },
    }
}

fn span(label: &'static str, at: Micros, onchange: &Callback<Micros>) -> Html {
    html! { <TimeField {label} {at} lasts={true} {onchange} /> }
}

fn of(lab: &Lab, replica: ReplicaId, onchange: &Callback<ReplicaId>) -> Html {
    let replicas = lab.replicas.iter().map(|one| (*one, one.to_string()));
    pick(
        say::faults::replica(),
        &replica,
        replicas.collect(),
        onchange,
    )
}

/// The clients with what they are called.
fn clients(lab: &Lab) -> Vec<(ClientId, String)> {
    let name = |client: &ClientId| words::place(Place::Client(*client));
    lab.clients.iter().map(|one| (*one, name(one))).collect()
}

/// On every link, or on those between two groups.
fn somewhere(lab: &Lab, on: Option<&Links>, onchange: &Callback<Option<Links>>) -> Html {
    let some = on.cloned().or_else(|| first_cut_off(lab));
    let among = vec![
        (None, say::faults::every_link().to_owned()),
        (some, say::faults::some_links().to_owned()),
    ];
    html! {
        <>
            { pick(say::faults::on(), &on.cloned(), among, onchange) }
            { for on.map(|links| sides(lab, links, &onchange.reform(Some))) }
        </>
    }
}

/// The links of the first replica to all others.
fn first_cut_off(lab: &Lab) -> Option<Links> {
    match Breaking::Partition.on(lab, None)? {
        FaultKind::Partition(links) => Some(links),
        _ => None,
    }
}
