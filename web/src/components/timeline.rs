//! The space-time diagram and its tools.

mod keys;
mod legend;
mod lifting;
mod overlay;
mod shapes;
mod toolbar;

use std::rc::Rc;

use replicascope_scene::timeline::{Frame, Timeline};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use super::grabbing::use_grabbing;
use super::press::use_holder;
use super::px::px;
use crate::app::PartProps;
use crate::same::Same;
use crate::state::{Action, Selection};

pub(super) use keys::sending_step;
use legend::Legend;
use lifting::Lifting;
use overlay::Overlay;
use shapes::Shapes;
use toolbar::Toolbar;

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
            <svg ref={drawing} class={classes!("diagram", view.armed.then_some("armed"))} tabindex="0" role="application"
                data-grab={view.armed.then_some("draw")}
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
