//! The space-time diagram and its tools.

mod keys;
mod legend;
mod lifting;
mod overlay;
mod shapes;

use std::rc::Rc;

use replicascope_scene::timeline::{Frame, Timeline};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::grabbing::use_grabbing;
use super::press::use_holder;
use super::px::px;
use super::widgets::{Choice, IconButton};
use crate::app::{PartProps, Snapshot};
use crate::same::Same;
use crate::state::{Action, Grab, Selection, Tool};

pub(super) use keys::sending_step;
use legend::Legend;
use lifting::Lifting;
use overlay::Overlay;
use shapes::Shapes;

/// The panel.
#[component]
pub fn TimelinePanel(props: &PartProps) -> Html {
    let state = &props.state;
    let view = &state.view;
    let drawing = use_node_ref();
    use_width(&drawing, props.dispatch.clone());
    use_grabbing(&drawing);

    let frame = Frame {
        width: view.width,
        scale: view.scale(),
        key: view.key,
    };
    let trace = Same(Rc::clone(state.trace()));
    let picture = use_memo((trace.clone(), frame), |(trace, frame)| {
        Timeline::of(trace, *frame)
    });
    let picture = Same(picture);

    let lit = state.drag().is_none().then(|| {
        view.hover
            .clone()
            .map(Selection::Event)
            .or_else(|| view.selection.clone())
    });
    let cone = use_memo(
        (lit.flatten(), trace.clone(), picture.dense),
        |(lit, trace, dense)| {
            let event = lit.as_ref().filter(|_| !dense)?.event(trace)?;
            Some(Same(Rc::new(trace.cone(event))))
        },
    );
    let selected = use_memo(
        (view.selection.clone(), picture.clone(), trace),
        |(selection, picture, trace)| {
            let event = selection.as_ref()?.event(trace)?;
            picture.shape_of(trace, event).map(AttrValue::from)
        },
    );

    let lifting = Lifting {
        drawing: drawing.clone(),
        picture: picture.clone(),
        state: state.clone(),
        dispatch: props.dispatch.clone(),
        press: use_holder(),
        frame: use_mut_ref(|| None),
    };
    html! {
        <section class="timeline" aria-labelledby="timeline-title">
            <Toolbar lifting={lifting.clone()} state={state.clone()} dispatch={props.dispatch.clone()} />
            <svg ref={drawing} class="diagram" tabindex="0" role="application"
                aria-label="Space-time diagram. Arrow keys select events; with Shift they move the selected one."
                aria-activedescendant={selected.as_ref().clone().map(|name| shapes::element_id(&name))}
                width={px(picture.width)} height={px(picture.height)}
                onpointerdown={lifting.on_down()} onpointermove={lifting.on_move()}
                onpointerup={lifting.on_up()} onpointercancel={lifting.on_cancel()}
                onpointerover={lifting.on_over()} onpointerleave={lifting.on_leave()}
                onwheel={lifting.on_wheel()} onkeydown={keys::handler(state.clone(), props.dispatch.clone())}>
                <Shapes picture={picture.clone()} cone={(*cone).clone()} lasting={view.hover.is_none()}
                    selected={(*selected).clone()} />
                <Overlay {picture} state={state.clone()} />
            </svg>
            <Legend ..props.clone() />
        </section>
    }
}

/// Tells the state how wide the drawing may be.
#[hook]
fn use_width(drawing: &NodeRef, dispatch: Callback<Action>) {
    let drawing = drawing.clone();
    use_effect_with((), move |()| {
        let holder = drawing
            .cast::<Element>()
            .and_then(|drawing| drawing.parent_element());
        let measured = holder.clone();
        let measure = move || {
            if let Some(holder) = &measured {
                dispatch.emit(Action::Resize(f64::from(holder.client_width())));
            }
        };
        measure();
        let changed = Closure::<dyn Fn()>::new(measure);
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(holder)) = (&observer, &holder) {
            observer.observe(holder);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(changed);
        }
    });
}

/// The properties of [`Toolbar`].
#[derive(Properties, PartialEq)]
struct ToolbarProps {
    lifting: Lifting,
    state: Snapshot,
    dispatch: Callback<Action>,
}

/// New operations to drag into the picture, which key is shown, and how close.
#[component]
fn Toolbar(props: &ToolbarProps) -> Html {
    let state = &props.state;
    let scale = state.view.scale();
    let middle = f64::midpoint(scale.left, scale.right);
    let send = |action: Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action.clone()))
    };
    let key = state.view.key;
    let tool = |tool: Tool, label: &'static str| {
        html! {
            <button type="button" class="tool" data-tool={label}
                title="Drag it onto a lane, or press it to add one at the playhead"
                onclick={props.lifting.on_tool_click(tool)}
                onpointerdown={props.lifting.on_tool_down(Grab::New { tool, key })}>
                <span class="grip" aria-hidden="true"></span>{ label }
            </button>
        }
    };
    let keys: Vec<(String, String)> = state
        .lab()
        .keys
        .iter()
        .enumerate()
        .map(|(index, key)| (index.to_string(), key.name.to_string()))
        .collect();
    let show_key = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |key: String| dispatch.emit(Action::ShowKey(key.parse().unwrap_or(0))))
    };
    html! {
        <div class="toolbar">
            <h2 id="timeline-title">{ "Timeline" }</h2>
            <div class="tools" role="group" aria-label="New operations">
                { tool(Tool::Update, state.lab().keys.get(key).map_or("Write", update_word)) }
                { tool(Tool::Read, "Read") }
            </div>
            if keys.len() > 1 {
                <Choice label="Key" value={key.to_string()} options={keys} onchange={show_key} />
            }
            <div class="zoom" role="group" aria-label="Zoom">
                <IconButton label="Earlier" icon="left" onclick={send(Action::Pan(-200.0))} />
                <IconButton label="Later" icon="right" onclick={send(Action::Pan(200.0))} />
                <IconButton label="Zoom out" icon="further" onclick={send(Action::Zoom { factor: 1.0 / 1.5, x: middle })} />
                <IconButton label="Zoom in" icon="closer" onclick={send(Action::Zoom { factor: 1.5, x: middle })} />
                <IconButton label="Show the whole run" icon="fit" onclick={send(Action::ZoomToFit)} />
            </div>
        </div>
    }
}

fn update_word(key: &replicascope_core::lab::KeySpec) -> &'static str {
    let counts = key
        .data_type
        .accepts(&replicascope_core::crdt::Op::Increment(1));
    if counts { "Increment" } else { "Write" }
}
