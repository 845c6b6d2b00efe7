//! The merge theatre: one merge, watched entry by entry, with its laws, its naive rivals, the order
//! of the states and what metadata weighs.

mod lattice;
mod laws;
mod shelf;
mod stage;
mod weights;

use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Micros, ReplicaId, Trace};
use replicascope_scene::theatre::{Scene, Theatre};
use replicascope_scene::{told_by, words};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::components::widgets::pick;
use crate::state::{Action, Selection};

/// The page.
#[component]
pub fn TheatrePage(props: &PartProps) -> Html {
    let trace = props.state.trace();
    let key = props.state.view.key;
    let merges = merges(trace, key);
    let chosen = chosen(props, &merges);
    let scene = staged(props);
    let out_of_turn = match scene {
        Some(Scene::Between { left, right, .. }) => Some((left, right)),
        _ => None,
    };
    let theatre = scene.and_then(|scene| Theatre::of(trace, scene));
    let set_pair = props.dispatch.reform(Action::Stage);
    let left = trace.lab.replicas.first().copied();
    let seen_by = theatre.as_ref().and_then(|theatre| theatre.left.replica);
    html! {
        <section class="theatre" aria-labelledby="theatre-title">
            <div class="toolbar">
                <h2 id="theatre-title">{ say::theatre::title() }
                    if let Some(theatre) = &theatre { <span class="aside">{ &theatre.title }</span> }
                </h2>
                { keys(props) }
                { source(props, &merges, chosen.filter(|_| out_of_turn.is_none()), &set_pair) }
                if let Some(now) = out_of_turn { { replicas(props, now, &set_pair) } }
            </div>
            <shelf::Shelf part={props.clone()} onmerge={set_pair.reform(|()| None)} />
            if let Some(theatre) = theatre {
                <stage::Stage theatre={theatre.clone()} />
                <div class="theatre-parts">
                    <laws::Laws laws={theatre.laws} naive={theatre.naive} />
                    if let Some(lattice) = theatre.lattice { { lattice::lattice(&lattice, theatre.left.replica, theatre.right.replica) } }
                    if let Some(replica) = seen_by.or(left) {
                        <weights::Weights lab={trace.lab.clone()} of={key} {replica} />
                    }
                </div>
            }
        </section>
    }
}

/// What is on the stage.
pub fn staged(props: &PartProps) -> Option<Scene> {
    let view = &props.state.view;
    let trace = props.state.trace();
    let replicas = &trace.lab.replicas;
    let chosen = chosen(props, &merges(trace, view.key));
    let among = |(left, right): &(ReplicaId, ReplicaId)| {
        replicas.contains(left) && replicas.contains(right)
    };
    let first_two = chosen.is_none().then_some((replicas[0], replicas[1]));
    match view.staged.filter(among).or(first_two) {
        Some((left, right)) => Some(Scene::Between {
            key: view.key,
            left,
            right,
            at: view.playhead,
        }),
        None => chosen.map(Scene::Merge),
    }
}

/// The merges of a key in a run, in order.
fn merges(trace: &Trace, key: usize) -> Vec<EventId> {
    let of_the_key = trace.events().filter(
        |(_, event)| matches!(&event.kind, EventKind::Merged { key: of, .. } if *of == key),
    );
    of_the_key.map(|(id, _)| id).collect()
}

/// The merge that is selected, or the last one at the playhead, or the first.
fn chosen(props: &PartProps, merges: &[EventId]) -> Option<EventId> {
    let trace = props.state.trace();
    let selected = props.state.view.selection.as_ref();
    let selected = selected.and_then(|selection| selection.event(trace));
    let selected = selected.map(|event| told_by(trace, event));
    let selected = selected.filter(|event| merges.contains(event));
    let until = |id: &&EventId| trace.event(**id).at <= props.state.view.playhead;
    let latest = merges.iter().rev().find(until).or(merges.first()).copied();
    selected.or(latest)
}

fn keys(props: &PartProps) -> Html {
    let lab = props.state.lab();
    if lab.keys.len() < 2 {
        return Html::default();
    }
    let keys = lab.keys.iter().enumerate();
    let keys = keys.map(|(index, key)| (index, key.name.to_string()));
    let show = props.dispatch.reform(Action::ShowKey);
    pick(
        say::inspector::key(),
        &props.state.view.key,
        keys.collect(),
        &show,
    )
}

/// Which merge of the run, or what two replicas hold now.
fn source(
    props: &PartProps,
    merges: &[EventId],
    chosen: Option<EventId>,
    set_pair: &Callback<Option<(ReplicaId, ReplicaId)>>,
) -> Html {
    let trace = props.state.trace();
    let replicas = &trace.lab.replicas;
    let told = |id: &EventId| (Some(*id), title(trace, *id));
    let mut scenes: Vec<(Option<EventId>, String)> = merges.iter().map(told).collect();
    scenes.push((None, say::theatre::out_of_turn().to_owned()));
    let (first, second) = (replicas[0], replicas[1]);
    let onchange = {
        let (dispatch, set_pair) = (props.dispatch.clone(), set_pair.clone());
        let (names, times): (Vec<String>, Vec<Micros>) = merges
            .iter()
            .map(|id| (trace.event_name(*id), trace.event(*id).at))
            .unzip();
        let merges = merges.to_vec();
        Callback::from(move |scene: Option<EventId>| {
            let place = scene.and_then(|id| merges.iter().position(|one| *one == id));
            let Some(place) = place else {
                set_pair.emit(Some((first, second)));
                return;
            };
            set_pair.emit(None);
            dispatch.emit(Action::Seek(times[place]));
            dispatch.emit(Action::Select(Some(Selection::Event(names[place].clone()))));
        })
    };
    pick(say::header::merge(), &chosen, scenes, &onchange)
}

fn title(trace: &Trace, id: EventId) -> String {
    let event = trace.event(id);
    let (EventKind::Merged { message, .. }, Some(at)) = (&event.kind, event.place) else {
        return String::new();
    };
    let from = words::place(trace.message(*message).from);
    say::theatre::takes_in(&words::time(event.at), &words::place(at), &from)
}

/// Which two replicas, merged out of turn.
fn replicas(
    props: &PartProps,
    (left, right): (ReplicaId, ReplicaId),
    set_pair: &Callback<Option<(ReplicaId, ReplicaId)>>,
) -> Html {
    let all = &props.state.trace().lab.replicas;
    let but = |other: ReplicaId| {
        let others = all.iter().filter(move |one| **one != other);
        others
            .map(|one| (*one, one.to_string()))
            .collect::<Vec<_>>()
    };
    let set_left = set_pair.reform(move |left| Some((left, right)));
    let set_right = set_pair.reform(move |right| Some((left, right)));
    html! {
        <div class="row">
            { pick(say::theatre::into(), &left, but(right), &set_left) }
            { pick(say::theatre::from(), &right, but(left), &set_right) }
            <button type="button" onclick={set_pair.reform(move |_: MouseEvent| Some((right, left)))}>{ say::theatre::other_way() }</button>
        </div>
    }
}
