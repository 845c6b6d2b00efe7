//! What a speaker wants to say.

use replicascope_core::Edit;
use replicascope_words::say;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::hint;

pub fn notes(notes: &str, edit: &Callback<Edit>) -> Html {
    let onchange = edit.reform(|event: Event| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        Edit::SetNotes(area.value())
    });
    html! {
        <details class="notes-field">
            <summary>{ say::setup::notes() }</summary>
            <textarea rows="6" data-plain="true" aria-label={say::setup::notes()} value={notes.to_owned()} {onchange} />
            { hint(say::setup::notes_hint()) }
        </details>
    }
}
