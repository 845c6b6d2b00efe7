//! A picture as a grid of points, painted by the browser.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use crate::dom;

/// So many points for each pixel: 300 to the inch for a picture as wide as a page.
const FACTOR: u32 = 3;

/// The picture; none where the browser does not paint it.
pub async fn of(svg: &str) -> Option<Blob> {
    let image = HtmlImageElement::new().ok()?;
    let text = js_sys::encode_uri_component(svg);
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{text}"));
    JsFuture::from(image.decode()).await.ok()?;
    let canvas = dom::window().document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (width, height) = (
        image.natural_width() * FACTOR,
        image.natural_height() * FACTOR,
    );
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            &image,
            0.0,
            0.0,
            width.into(),
            height.into(),
        )
        .ok()?;
    let painted = Promise::new(&mut |resolve: Function, reject: Function| {
        if canvas.to_blob(&resolve).is_err() {
            // Nobody else waits for it.
            let _ = reject.call0(&JsValue::UNDEFINED);
        }
    });
    JsFuture::from(painted).await.ok()?.dyn_into().ok()
}
