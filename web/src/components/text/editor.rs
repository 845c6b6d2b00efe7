//! A field with a text in it, each character marked as its author's.
//!
//! A plain text area does the editing, with all that browsers know of carets, selections, input
//! methods and screen readers. The marks lie under it: the same characters, invisible but for
//! their ground and their underline.

use gloo_events::EventListener;
use replicascope_core::text::Glyph;
use replicascope_scene::text::runs;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::dom;
use crate::state::typing::{Typed, cleaned, moved_caret};

/// The properties of [`Editor`].
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// What it is; spoken.
    pub label: AttrValue,
    /// The text.
    pub glyphs: Vec<Glyph>,
    /// Whether nothing can be typed.
    pub readonly: bool,
    /// Something was typed.
    pub ontyped: Callback<Typed>,
}

/// The field.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let area = use_node_ref();
    use_steady_caret(&area, &props.glyphs);
    let changed = {
        let ontyped = props.ontyped.clone();
        move |area: &HtmlTextAreaElement| {
            let (text, caret) = (cleaned(&area.value()), caret(area));
            ontyped.emit(Typed { text, caret });
        }
    };
    use_composition(&area, changed.clone());
    let oninput = Callback::from(move |event: InputEvent| {
        // An input method is not done yet.
        if !event.is_composing() {
            changed(&event.target_unchecked_into());
        }
    });
    let value: String = props.glyphs.iter().map(|one| one.character).collect();
    html! {
        <div class="editor">
            <div class="marks" aria-hidden="true">
                { for runs(&props.glyphs).into_iter().map(|(replica, text)| html! {
                    <span data-replica={replica.to_string()}>{ text }</span>
                }) }
                // The last line has its height even when it is empty.
                { "\u{200b}" }
            </div>
            <textarea ref={area} aria-label={&props.label} {value} readonly={props.readonly} rows="1"
                spellcheck="false" autocomplete="off" autocapitalize="off" {oninput} />
        </div>
    }
}

/// What an input method composes counts when it is done.
#[hook]
fn use_composition(area: &NodeRef, changed: impl Fn(&HtmlTextAreaElement) + 'static) {
    let area = area.clone();
    use_effect(move || {
        let listener = area.cast::<HtmlTextAreaElement>().map(|area| {
            let field = area.clone();
            EventListener::new(&area, "compositionend", move |_| changed(&field))
        });
        move || drop(listener)
    });
}

/// The caret stays between the same characters when the text changes without it.
#[hook]
fn use_steady_caret(area: &NodeRef, glyphs: &[Glyph]) {
    // As it is before this text is put into the field.
    let field = area.cast::<HtmlTextAreaElement>();
    let was = field
        .as_ref()
        .map(|field| (cleaned(&field.value()), caret(field)));
    let shown = use_mut_ref(Vec::<Glyph>::new);
    use_effect_with(glyphs.to_vec(), move |glyphs| {
        let before = shown.replace(glyphs.clone());
        let (Some(field), Some((held, caret))) = (field, was) else {
            return;
        };
        let typed_here = held.iter().eq(glyphs.iter().map(|glyph| &glyph.character));
        let focused = dom::window()
            .document()
            .and_then(|page| page.active_element());
        if !typed_here && focused.as_ref() == Some(field.as_ref()) {
            let place = moved_caret(&before, glyphs, caret);
            let units: usize = glyphs[..place]
                .iter()
                .map(|one| one.character.len_utf16())
                .sum();
            let units = u32::try_from(units).unwrap_or(u32::MAX);
            // A selection that a field does not take is the browser's affair.
            let _ = field.set_selection_range(units, units);
        }
    });
}

/// Behind how many characters the caret stands.
fn caret(area: &HtmlTextAreaElement) -> usize {
    let end = area.selection_end().ok().flatten().unwrap_or(0);
    let units: Vec<u16> = area.value().encode_utf16().take(end as usize).collect();
    cleaned(&String::from_utf16_lossy(&units)).len()
}
