//! The few things of the browser that more than one part needs.

use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, SvgGraphicsElement};

/// The window. There always is one: this is no worker.
pub fn window() -> web_sys::Window {
    web_sys::window().expect("the application runs in a page")
}

/// Where a pointer is in the coordinates of a drawing, whatever its size on the screen.
pub fn drawing_point(drawing: &Element, event: &MouseEvent) -> Option<(f64, f64)> {
    let drawing: &SvgGraphicsElement = drawing.dyn_ref()?;
    let matrix = drawing.get_screen_ctm()?.inverse().ok()?;
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let along = |a: f32, c: f32, e: f32| f64::from(a) * x + f64::from(c) * y + f64::from(e);
    Some((
        along(matrix.a(), matrix.c(), matrix.e()),
        along(matrix.b(), matrix.d(), matrix.f()),
    ))
}

/// Puts a text where it can be pasted from; false where the browser has no such place for pages
/// like this one, or refuses.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let has_one = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if !has_one.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let written = wasm_bindgen_futures::JsFuture::from(navigator.clipboard().write_text(text));
    written.await.is_ok()
}

/// Whether the learner's system asks for less motion, or the page around this one.
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    let root = window().document().and_then(|page| page.document_element());
    query.ok().flatten().is_some_and(|query| query.matches())
        || root.is_some_and(|root| root.get_attribute("data-motion").is_some())
}

/// The nearest element at or above the event's target that has the attribute, with its value.
pub fn attribute_at(event: &web_sys::Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let holder = target.closest(&format!("[{attribute}]")).ok()??;
    holder.get_attribute(attribute)
}

/// Lets the learner save a text of some kind as a file; false where the browser does not allow it.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options);
    blob.is_ok_and(|blob| save_blob(name, &blob))
}

/// The same for whatever a file can hold.
pub fn save_blob(name: &str, blob: &web_sys::Blob) -> bool {
    let make = || -> Option<()> {
        let address = web_sys::Url::create_object_url_with_blob(blob).ok()?;
        let link = window().document()?.create_element("a").ok()?;
        let link: web_sys::HtmlAnchorElement = link.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&address).ok()
    };
    make().is_some()
}
