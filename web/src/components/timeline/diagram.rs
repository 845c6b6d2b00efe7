//! The drawing of one run: what a pointer and the keys do in it, and how wide it may be.

use std::rc::Rc;

use replicascope_scene::timeline::{Frame, Timeline};
use replicascope_words::say;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::keys;
use super::lifting::Lifting;
use super::overlay::Overlay;
use super::shapes::{Shapes, element_id};
use crate::app::Snapshot;
use crate::components::grabbing::use_grabbing;
use crate::components::press::use_holder;
use crate::components::px::px;
use crate::same::Same;
use crate::state::{Action, Selection};

/// Lays the run out in the centre of attention, and gives what its pointer handlers need.
#[hook]
pub fn use_lifting(state: &Snapshot, dispatch: &Callback<Action>) -> Lifting {
    let view = &state.view;
    let frame = Frame {
        width: view.width,
        scale: view.scale(),
        key: view.key,
    };
    let trace = Same(Rc::clone(state.trace()));
    let picture = use_memo((trace, frame), |(trace, frame)| Timeline::of(trace, *frame));
    Lifting {
        drawing: use_node_ref(),
        picture: Same(picture),
        state: state.clone(),
        dispatch: dispatch.clone(),
        press: use_holder(),
        frame: use_mut_ref(|| None),
    }
}

/// The properties of [`Diagram`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub lifting: Lifting,
    /// What it is a diagram of, for those who cannot see it.
    pub label: AttrValue,
    /// So many times as large as it is laid out it is shown; the style sheet sees to that.
    #[prop_or(1.0)]
    pub larger: f64,
    /// What is lit up in it.
    #[prop_or_default]
    pub marks: Html,
}

/// The drawing.
#[component]
pub fn Diagram(props: &Props) -> Html {
    let lifting = &props.lifting;
    let (state, dispatch, picture) = (&lifting.state, &lifting.dispatch, &lifting.picture);
    let view = &state.view;
    use_width(&lifting.drawing, dispatch.clone(), props.larger);
    use_grabbing(&lifting.drawing);

    let trace = Same(Rc::clone(state.trace()));
    let lit = state.drag().is_none().then(|| {
        view.hover
            .clone()
            .map(Selection::Event)
            .or_else(|| view.selection.clone())
    });
    let cone = use_memo(
        (lit.flatten(), trace.clone(), picture.is_dense()),
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
    let place = view.attended;
    html! {
        <svg ref={&lifting.drawing} class={classes!("diagram", view.armed.then_some("armed"))} tabindex="0" role="application"
            data-grab={view.armed.then_some("draw")}
            aria-label={if state.asked.is_fixed() { say::timeline::keys_fixed(&props.label) } else { say::timeline::keys(&props.label) }}
            aria-activedescendant={selected.as_ref().clone().map(|name| element_id(place, &name))}
            viewBox={format!("0 0 {} {}", px(picture.width), px(picture.height))} width={px(picture.width)} height={px(picture.height)}
            onpointerdown={lifting.on_down()} onpointermove={lifting.on_move()}
            onpointerup={lifting.on_up()} onpointercancel={lifting.on_cancel()}
            onpointerover={lifting.on_over()} onpointerleave={lifting.on_leave()}
            onwheel={lifting.on_wheel()} onkeydown={keys::handler(state.clone(), dispatch.clone())}>
            <Shapes picture={picture.clone()} cone={(*cone).clone()} lasting={view.hover.is_none()}
                selected={(*selected).clone()} {place} />
            { props.marks.clone() }
            <Overlay picture={picture.clone()} state={state.clone()} />
        </svg>
    }
}

/// Tells the state how wide the drawing may be.
#[hook]
pub fn use_width(drawing: &NodeRef, dispatch: Callback<Action>, larger: f64) {
    let drawing = drawing.clone();
    use_effect_with((), move |()| {
        let holder = drawing
            .cast::<Element>()
            .and_then(|drawing| drawing.parent_element());
        let measured = holder.clone();
        let measure = move || {
            if let Some(holder) = &measured {
                dispatch.emit(Action::Resize(f64::from(holder.client_width()) / larger));
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
