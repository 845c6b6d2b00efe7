//! A box with custom properties, for the style sheet to place it by.
//!
//! They are set on the element's style itself: strict hosts forbid `style` attributes.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The properties of [`Placed`].
#[derive(Properties, PartialEq)]
pub struct PlacedProps {
    pub class: Classes,
    /// Custom properties and their values.
    pub at: Vec<(&'static str, String)>,
    pub children: Html,
}

/// The box.
#[component]
pub fn Placed(props: &PlacedProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with(props.at.clone(), move |at| {
            let element = place
                .get()
                .and_then(|node| node.dyn_into::<HtmlElement>().ok());
            if let Some(element) = element {
                for (name, value) in at {
                    // Properties of any name can be set.
                    let _ = element.style().set_property(name, value);
                }
            }
        });
    }
    html! { <div ref={place} class={props.class.clone()}>{ props.children.clone() }</div> }
}
