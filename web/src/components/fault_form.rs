//! One fault to edit, the same wherever it is shown: what breaks, how much, from when to when.

use replicascope_core::lab::{Fault, FaultKind, Links};
use replicascope_core::{ClientId, Edit, Lab, Micros, Place, ReplicaId};
use replicascope_scene::words;
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
            <TimeField label="From" at={from} onchange={edit.reform(move |from| Edit::MoveFault { fault: id, from, to })} />
            <TimeField label="To" at={to} onchange={edit.reform(move |to| Edit::MoveFault { fault: id, from, to })} />
            <div class="row">
                <button type="button" onclick={edit.reform(move |_: MouseEvent| Edit::RemoveFault { fault: id })}>{ "Remove" }</button>
            </div>
        </div>
    }
}

fn what(lab: &Lab, kind: &FaultKind, set: &Callback<FaultKind>) -> Html {
    match kind.clone() {
        FaultKind::Partition(links) => html! {
            <>
                { sides(lab, &links, &set.reform(FaultKind::Partition)) }
                <p class="hint">{ "No message passes between the sides. Clients still reach every replica." }</p>
            </>
        },
        FaultKind::Crash {
            replica,
            loses_disk,
        } => html! {
            <>
                { of(lab, replica, &set.reform(move |replica| FaultKind::Crash { replica, loses_disk })) }
                <Tick label="Loses its disk" on={loses_disk}
                    onchange={set.reform(move |loses_disk| FaultKind::Crash { replica, loses_disk })} />
                <p class="hint">{ if loses_disk { "It comes back with nothing, as a new replica." } else { "It comes back with what it had stored." } }</p>
            </>
        },
        FaultKind::SlowReplica { replica, by } => html! {
            <>
                { of(lab, replica, &set.reform(move |replica| FaultKind::SlowReplica { replica, by })) }
                { span("Late by", by, &set.reform(move |by| FaultKind::SlowReplica { replica, by })) }
                <p class="hint">{ "It deals with whatever reaches it so much later." }</p>
            </>
        },
        FaultKind::SlowLink { on, by } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::SlowLink { on, by })) }
                { span("Late by", by, &set.reform(move |by| FaultKind::SlowLink { on: on.clone(), by })) }
            </>
        },
        FaultKind::Loss { on, per_mille } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::Loss { on, per_mille })) }
                { rate("Lost", per_mille, &set.reform(move |per_mille| FaultKind::Loss { on: on.clone(), per_mille })) }
            </>
        },
        FaultKind::Duplication { on, per_mille } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::Duplication { on, per_mille })) }
                { rate("Twice", per_mille, &set.reform(move |per_mille| FaultKind::Duplication { on: on.clone(), per_mille })) }
            </>
        },
        FaultKind::Reordering { on, up_to } => html! {
            <>
                { somewhere(lab, on.as_ref(), &set.reform(move |on| FaultKind::Reordering { on, up_to })) }
                { span("Late by up to", up_to, &set.reform(move |up_to| FaultKind::Reordering { on: on.clone(), up_to })) }
                <p class="hint">{ "Each message by its own time, so that later ones overtake." }</p>
            </>
        },
        FaultKind::Clock {
            replica,
            ahead,
            drift_ppm,
        } => html! {
            <>
                { of(lab, replica, &set.reform(move |replica| FaultKind::Clock { replica, ahead, drift_ppm })) }
                <Quantity label="Ahead by" value={ahead} scale={1000} unit="ms" bounds={(-CLOCK_OFF, CLOCK_OFF)}
                    onchange={set.reform(move |ahead| FaultKind::Clock { replica, ahead, drift_ppm })} />
                // Parts per million are microseconds in a second.
                <Quantity label="Gains in a second" value={i64::from(drift_ppm)} scale={1000} unit="ms" bounds={(-DRIFT, DRIFT)}
                    onchange={set.reform(move |drift: i64| FaultKind::Clock {
                        replica, ahead, drift_ppm: i32::try_from(drift).unwrap_or(drift_ppm),
                    })} />
                <p class="hint">{ "Below zero it is behind, or loses. Only timestamps come from it; nothing waits for it." }</p>
            </>
        },
        FaultKind::Offline { client } => html! {
            <>
                { pick("Client", &client, clients(lab), &set.reform(|client| FaultKind::Offline { client })) }
                <p class="hint">{ "What it does meanwhile is kept and sent when it is back." }</p>
            </>
        },
    }
}

fn span(label: &'static str, at: Micros, onchange: &Callback<Micros>) -> Html {
    html! { <TimeField {label} {at} lasts={true} {onchange} /> }
}

fn of(lab: &Lab, replica: ReplicaId, onchange: &Callback<ReplicaId>) -> Html {
    let replicas = lab.replicas.iter().map(|one| (*one, one.to_string()));
    pick("Replica", &replica, replicas.collect(), onchange)
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
        (None, "every link between replicas".to_owned()),
        (some, "some links only".to_owned()),
    ];
    html! {
        <>
            { pick("On", &on.cloned(), among, onchange) }
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
