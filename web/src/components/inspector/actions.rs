//! What can be done to the selected thing without dragging: by keyboard and by single taps.

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call, Send, Step};
use replicascope_core::trace::{EventId, EventKind, MessageId};
use replicascope_core::{Edit, FaultId, Micros, Place, ReplicaId, StepId};
use replicascope_scene::Subject;
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::op_fields::op_fields;
use crate::app::PartProps;
use crate::components::fault_form::fault_form;
use crate::components::timeline::sending_step;
use crate::components::widgets::{Choice, TimeField};
use crate::state::{Action, Notice, Selection, toggle_link};

/// The buttons and fields for what is selected.
pub fn actions(props: &PartProps, event: Option<EventId>) -> Html {
    match (&props.state.view.selection, event) {
        (_, Some(event)) => match Subject::of(props.state.trace(), event) {
            Subject::Step(step) => step_actions(props, step, event),
            Subject::Message(message, copy) => message_actions(props, message, copy),
            Subject::Fault(fault) => fault_actions(props, fault),
            Subject::Nothing => Html::default(),
        },
        (Some(Selection::Replica(replica)), _) => replica_actions(props, *replica),
        (Some(Selection::Link(one, other)), _) => link_actions(props, *one, *other),
        _ => Html::default(),
    }
}

fn button(props: &PartProps, label: impl Into<AttrValue>, edit: Edit) -> Html {
    let dispatch = props.dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| dispatch.emit(Action::Edit(edit.clone())));
    html! { <button type="button" {onclick}>{ label.into() }</button> }
}

/// Buttons that send a replica's record of a key to each other replica at a moment.
fn send_buttons(props: &PartProps, from: ReplicaId, key: usize, at: Micros) -> Html {
    let lab = props.state.lab();
    let others = lab.replicas.iter().filter(|to| **to != from);
    let buttons = others.map(|to| {
        let send = Send {
            from,
            to: *to,
            key: lab.keys[key].name.clone(),
        };
        button(
            props,
            say::inspector::send_to(to),
            Edit::Add {
                at,
                act: Act::Send(send),
            },
        )
    });
    html! { <div class="row">{ for buttons }<span class="hint">{ say::inspector::leaves_at(&words::time(at)) }</span></div> }
}

fn step_actions(props: &PartProps, id: StepId, event: EventId) -> Html {
    let lab = props.state.lab();
    let Some(Step { at, act, .. }) = lab.step(id).cloned() else {
        return Html::default();
    };
    let edit = props.dispatch.reform(Action::Edit);
    let moved = edit.reform(move |at| Edit::Move { step: id, at });
    let trace = props.state.trace();
    let sending =
        match &trace.event(event).kind {
            EventKind::Applied { key, .. } => trace
                .event(event)
                .place
                .and_then(Place::replica)
                .map(|from| {
                    send_buttons(
                        props,
                        from,
                        *key,
                        props.state.view.playhead.max(trace.event(event).at),
                    )
                }),
            _ => None,
        };
    html! {
        <>
            <TimeField label={say::inspector::begins_at()} {at} onchange={moved} />
            if let Act::Call(call) = &act { { call_fields(props, id, call) } }
            { for sending }
            <div class="row">{ button(props, say::inspector::delete(), Edit::Remove { step: id }) }</div>
        </>
    }
}

fn call_fields(props: &PartProps, id: StepId, call: &Call) -> Html {
    let lab = props.state.lab();
    let clients: Vec<_> = lab
        .clients
        .iter()
        .map(|client| (client.to_string(), words::place(Place::Client(*client))))
        .collect();
    let replicas: Vec<_> = lab
        .replicas
        .iter()
        .map(|one| (one.to_string(), one.to_string()))
        .collect();
    let keys: Vec<_> = lab
        .keys
        .iter()
        .map(|key| (key.name.to_string(), key.name.to_string()))
        .collect();
    let change = |with: fn(&mut Call, &str) -> Result<(), String>| {
        let (dispatch, call) = (props.dispatch.clone(), call.clone());
        Callback::from(move |text: String| {
            let mut call = call.clone();
            dispatch.emit(match with(&mut call, &text) {
                Ok(()) => Action::Edit(Edit::Change {
                    step: id,
                    act: Act::Call(call),
                }),
                Err(reason) => Action::Tell(Notice::Problem(say::inspector::not_possible(&reason))),
            });
        })
    };
    let data_type = lab.key_index(&call.key).map(|key| &lab.keys[key].data_type);
    let does = {
        let call = call.clone();
        props
            .dispatch
            .reform(move |op: Result<Op, String>| match op {
                Ok(op) => Action::Edit(Edit::Change {
                    step: id,
                    act: Act::Call(Call { op, ..call.clone() }),
                }),
                Err(reason) => Action::Tell(Notice::Problem(say::inspector::not_possible(&reason))),
            })
    };
    html! {
        <div class="row">
            <Choice label={say::inspector::client()} value={call.client.to_string()} options={clients}
                onchange={change(|call, text| { call.client = text.parse()?; Ok(()) })} />
            <Choice label={say::inspector::replica()} value={call.replica.to_string()} options={replicas}
                onchange={change(|call, text| { call.replica = text.parse()?; Ok(()) })} />
            if keys.len() > 1 {
                <Choice label={say::inspector::key()} value={call.key.to_string()} options={keys}
                    onchange={change(|call, text| { call.key = text.parse()?; Ok(()) })} />
            }
            { for data_type.map(|of| op_fields(of, &lab.replicas, &call.op, &does)) }
        </div>
    }
}

fn message_actions(props: &PartProps, id: MessageId, copy: usize) -> Html {
    let trace = props.state.trace();
    let message = trace.message(id);
    let name = message.name();
    let after = message.times_under_way();
    let deliver = |after_us: Vec<Micros>| Edit::Deliver {
        message: name.clone(),
        after_us,
    };
    let sent = message.sent_at;
    let arrives = message
        .flights
        .get(copy)
        .map_or(sent, |flight| flight.over_at());
    let deliver_at = {
        let (name, after) = (name.clone(), after.clone());
        props.dispatch.reform(move |at: Micros| {
            let mut after_us = after.clone();
            if let Some(flight) = after_us.get_mut(copy) {
                *flight = at.since(sent).max(Micros(1));
            }
            Action::Edit(Edit::Deliver {
                message: name.clone(),
                after_us,
            })
        })
    };
    let mut doubled = after.clone();
    doubled.push(
        after
            .last()
            .map_or(Micros(1), |last| *last + Micros::from_millis(8)),
    );
    let overridden = props.state.lab().override_of(&name).is_some();
    html! {
        <>
            <TimeField label={say::inspector::deliver_at()} at={arrives} onchange={deliver_at} />
            <div class="row">
                if message.flights.iter().any(|flight| flight.lost.is_none()) {
                    { button(props, say::inspector::lose(), deliver(Vec::new())) }
                    { button(props, say::inspector::duplicate(), deliver(doubled)) }
                }
                if overridden {
                    { button(props, say::inspector::to_the_network(), Edit::Release { message: name.clone() }) }
                }
                if let Some(step) = sending_step(props.state.lab(), message.cause) {
                    { button(props, say::inspector::delete(), Edit::Remove { step }) }
                }
            </div>
        </>
    }
}

fn fault_actions(props: &PartProps, id: FaultId) -> Html {
    let Some(fault) = props.state.lab().fault(id) else {
        return Html::default();
    };
    fault_form(
        props.state.lab(),
        fault,
        &props.dispatch.reform(Action::Edit),
    )
}

fn replica_actions(props: &PartProps, replica: ReplicaId) -> Html {
    if !props.state.lab().replicas.contains(&replica) {
        return Html::default();
    }
    send_buttons(
        props,
        replica,
        props.state.view.key,
        props.state.view.playhead,
    )
}

fn link_actions(props: &PartProps, one: ReplicaId, other: ReplicaId) -> Html {
    let lab = props.state.lab();
    if !lab.replicas.contains(&one) || !lab.replicas.contains(&other) {
        return Html::default();
    }
    let at = props.state.view.playhead;
    let cut = lab.cut_between(one, other, at).is_some();
    let label = if cut {
        say::inspector::heal()
    } else {
        say::inspector::cut()
    };
    let edit = Edit::All(toggle_link(lab, one, other, at));
    html! { <div class="row">{ button(props, label, edit) }<span class="hint">{ say::inspector::from_on(&words::time(at)) }</span></div> }
}
