//! New operations and faults to put into the picture, which key is shown, and how close.

use replicascope_core::crdt::Op;
use replicascope_core::lab::KeySpec;
use yew::prelude::*;

use super::lifting::{Lifting, Pressed};
use crate::app::Snapshot;
use crate::components::widgets::{IconButton, pick};
use crate::embed::Control;
use crate::state::{Action, Breaking, Grab, Tool};

/// The properties of [`Toolbar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub lifting: Lifting,
    pub state: Snapshot,
    pub dispatch: Callback<Action>,
}

/// The line above the picture.
#[component]
pub fn Toolbar(props: &Props) -> Html {
    let state = &props.state;
    let key = state.view.key;
    let update = state.lab().keys.get(key).map_or("Write", update_word);
    html! {
        <div class="toolbar">
            <h2 id="timeline-title">{ "Timeline" }</h2>
            if state.asked.offers(Control::Add) {
                <div class="tools" role="group" aria-label="New operations">
                    { tool(props, Tool::Update, update) }
                    { tool(props, Tool::Read, "Read") }
                </div>
                { breaker(props) }
            }
            { key_choice(props) }
            if state.asked.offers(Control::Zoom) { { zoom(props) } }
            if state.view.armed {
                <p class="hint armed-hint" role="status">
                    { "Press in the picture where it begins, drag to where it ends. Escape puts the tool down." }
                </p>
            }
        </div>
    }
}

/// Which key is shown, where there is a choice.
pub fn key_choice(props: &Props) -> Html {
    let keys = props.state.lab().keys.iter().enumerate();
    let keys: Vec<_> = keys
        .map(|(index, key)| (index, key.name.to_string()))
        .collect();
    if keys.len() < 2 {
        return Html::default();
    }
    let show = props.dispatch.reform(Action::ShowKey);
    pick("Key", &props.state.view.key, keys, &show)
}

/// A tool to drag onto a lane.
pub fn tool(props: &Props, tool: Tool, label: &'static str) -> Html {
    let key = props.state.view.key;
    let what = Pressed::Grab(Grab::New { tool, key }, None);
    html! {
        <button type="button" class="tool" data-tool={label}
            title="Drag it onto a lane, or press it to add one at the playhead"
            onclick={props.lifting.on_tool_click(tool)} onpointerdown={props.lifting.on_tool_down(what)}>
            <span class="grip" aria-hidden="true"></span>{ label }
        </button>
    }
}

/// The tool that breaks things, and what it breaks.
pub fn breaker(props: &Props) -> Html {
    let view = &props.state.view;
    let kinds = Breaking::ALL.map(|one| (one, one.title().to_owned()));
    html! {
        <div class="tools breaker" role="group" aria-label="New faults">
            <button type="button" class="tool" data-tool="Break" aria-pressed={view.armed.to_string()}
                title="Press it, then draw in the picture; or drag it onto a lane"
                onclick={props.lifting.on_breaker_click()} onpointerdown={props.lifting.on_tool_down(Pressed::Breaker)}>
                <span class="grip" aria-hidden="true"></span>{ "Break" }
            </button>
            { pick("What to break", &view.breaking, kinds.to_vec(), &props.dispatch.reform(Action::Break)) }
        </div>
    }
}

fn zoom(props: &Props) -> Html {
    let scale = props.state.view.scale();
    let middle = f64::midpoint(scale.left, scale.right);
    let send = |action: Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action.clone()))
    };
    html! {
        <div class="zoom" role="group" aria-label="Zoom">
            <IconButton label="Earlier" icon="left" onclick={send(Action::Pan(-200.0))} />
            <IconButton label="Later" icon="right" onclick={send(Action::Pan(200.0))} />
            <IconButton label="Zoom out" icon="further" onclick={send(Action::Zoom { factor: 1.0 / 1.5, x: middle })} />
            <IconButton label="Zoom in" icon="closer" onclick={send(Action::Zoom { factor: 1.5, x: middle })} />
            <IconButton label="Show the whole run" icon="fit" onclick={send(Action::ZoomToFit)} />
        </div>
    }
}

/// What an update of the key is called.
pub fn update_word(key: &KeySpec) -> &'static str {
    match key.data_type.examples().first() {
        Some(Op::Increment(_)) => "Increment",
        Some(Op::Add(_)) => "Add",
        Some(Op::Enable) => "Enable",
        Some(Op::Within { .. }) => "Change",
        _ => "Write",
    }
}
