//! What the page fetches when it needs it: lessons, as they were built.

use replicascope_words::say;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::dom;

/// The text of a file of the folder `content`, such as `content/index.json`. A page that is one file
/// carries it in an element whose id is that path.
///
/// # Errors
/// Says why it cannot be had, in words for learners.
pub async fn text(path: &str) -> Result<String, String> {
    if let Some(text) = inlined(path) {
        return Ok(text);
    }
    let unreachable = || say::learn::unreachable().to_owned();
    let fetched = JsFuture::from(dom::window().fetch_with_str(path)).await;
    let response: Response = fetched
        .ok()
        .and_then(|response| response.dyn_into().ok())
        .ok_or_else(unreachable)?;
    if !response.ok() {
        return Err(say::learn::server_answers(&response.status()));
    }
    let text = response.text().map_err(|_| unreachable())?;
    let text = JsFuture::from(text).await.map_err(|_| unreachable())?;
    text.as_string().ok_or_else(unreachable)
}

fn inlined(path: &str) -> Option<String> {
    let element = dom::window().document()?.get_element_by_id(path)?;
    element.text_content()
}
