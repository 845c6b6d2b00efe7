//! Going back and forth through what happened.

use replicascope_core::text::TextEdit;
use replicascope_scene::text as scene;
use replicascope_words::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::PartProps;
use crate::components::widgets::IconButton;
use crate::state::{Action, TextAction};

/// The bar.
#[component]
pub fn Walk(props: &PartProps) -> Html {
    let text = &props.state.text;
    let (shown, all) = (text.run().steps, text.lab().steps.len());
    let show = |steps: usize| {
        props
            .dispatch
            .reform(move |_: MouseEvent| Action::Text(TextAction::Show(steps)))
    };
    let oninput = props.dispatch.reform(move |event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::Text(TextAction::Show(field.value().parse().unwrap_or(all)))
    });
    let keep = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Text(TextAction::Edit(TextEdit::Keep(shown))));
    let latest = shown
        .checked_sub(1)
        .and_then(|last| text.lab().steps.get(last));
    let said = latest.map_or_else(|| say::text::nothing_yet().to_owned(), scene::step);
    html! {
        <section class="transport walk" aria-label={say::text::steps()}>
            <div class="controls">
                <IconButton label={say::playback::start()} icon="start" disabled={shown == 0} onclick={show(0)} />
                <IconButton label={say::text::previous()} icon="back" disabled={shown == 0} onclick={show(shown.saturating_sub(1))} />
                <IconButton label={say::text::next()} icon="forward" disabled={shown == all} onclick={show(shown + 1)} />
            </div>
            <input type="range" min="0" max={all.to_string()} value={shown.to_string()} disabled={all == 0}
                aria-label={say::text::step()} aria-valuetext={say::text::place(&shown, &all, &said)} {oninput} />
            <output>{ say::text::step_of(&shown, &all) }</output>
            <p class="summary">{ said }</p>
            if text.is_past() {
                if !props.state.asked.is_fixed() {
                    <button type="button" onclick={keep}>{ say::text::go_on() }</button>
                }
                <button type="button" onclick={show(all)}>{ say::text::latest() }</button>
            }
        </section>
    }
}
