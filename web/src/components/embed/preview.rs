//! The frame as it will be.

use gloo_events::EventListener;
use js_sys::Reflect;
use replicascope_words::say;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent};
use yew::prelude::*;

use crate::dom;

/// The properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    pub address: String,
    /// In pixels; none: as wide as there is room.
    pub width: Option<u32>,
    pub height: u32,
    /// How high the frame says that it is.
    pub on_height: Callback<u32>,
}

/// The preview.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let frame = use_node_ref();
    {
        let (frame, on_height) = (frame.clone(), props.on_height.clone());
        use_effect_with((), move |()| {
            let listener = EventListener::new(&dom::window(), "message", move |event| {
                let own = frame.cast::<HtmlIFrameElement>();
                let own = own.and_then(|frame| frame.content_window());
                let event: Option<&MessageEvent> = event.dyn_ref();
                if let (Some(own), Some(event)) = (own, event)
                    && let Some(height) = height(event, &own)
                {
                    on_height.emit(height);
                }
            });
            move || drop(listener)
        });
    }
    let width = props
        .width
        .map_or_else(|| "100%".to_owned(), |width| width.to_string());
    html! {
        <div class="embed-preview">
            <iframe ref={frame} src={props.address.clone()} title={say::embed::preview()} {width}
                height={props.height.to_string()} />
        </div>
    }
}

/// What a message of this frame says about its height.
fn height(event: &MessageEvent, own: &web_sys::Window) -> Option<u32> {
    let source = Reflect::get(event, &"source".into()).ok()?;
    let field = |name: &str| Reflect::get(&event.data(), &name.into()).ok();
    let is_resize = field("type")?.as_string()? == "resize";
    let height = field("height")?.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within bounds"
    )]
    (is_resize && source == JsValue::from(own.clone()) && (1.0..1e4).contains(&height))
        .then_some(height as u32)
}
