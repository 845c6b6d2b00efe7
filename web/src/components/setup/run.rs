//! The run: which one of those that the document allows, how long, and with how many replicas.

use replicascope_core::{Edit, Lab, MAX_REPLICAS};
use replicascope_words::say;
use yew::prelude::*;

use super::hint;
use crate::components::widgets::{TextField, TimeField};

pub fn run(lab: &Lab, edit: &Callback<Edit>) -> Html {
    let seed = lab.seed;
    let entered =
        edit.reform(move |text: String| Edit::SetSeed(text.trim().parse().unwrap_or(seed)));
    let next = edit.reform(move |_: MouseEvent| Edit::SetSeed(seed.wrapping_add(1)));
    html! {
        <>
            <div class="row">
                <TextField label={say::setup::seed()} value={seed.to_string()} numeric={true} onchange={entered} />
                <button type="button" onclick={next}>{ say::setup::next_seed() }</button>
            </div>
            { hint(say::setup::seed_hint()) }
            <TimeField label={say::setup::duration()} at={lab.duration} lasts={true} onchange={edit.reform(Edit::SetDuration)} />
            { replicas(lab, edit) }
        </>
    }
}

fn replicas(lab: &Lab, edit: &Callback<Edit>) -> Html {
    let count = lab.replicas.len();
    let last = lab.replicas.last().copied();
    let add = edit.reform(|_: MouseEvent| Edit::AddReplica);
    let remove = last.map(|last| edit.reform(move |_: MouseEvent| Edit::RemoveReplica(last)));
    html! {
        <div class="row">
            <span class="label">{ say::setup::replicas(count) }</span>
            <button type="button" onclick={add} disabled={count >= MAX_REPLICAS}>{ say::setup::add_replica() }</button>
            <button type="button" onclick={remove} disabled={count <= 2}>
                { last.map(|last| say::setup::remove(&last)) }
            </button>
        </div>
    }
}
