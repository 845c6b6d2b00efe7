//! Sentences of the practice files: `code` and *stressed* words, and nothing else.

use yew::prelude::*;

/// A sentence.
pub fn said(text: &str) -> Html {
    let parts = text.split('`').enumerate();
    html! {
        <>
            { for parts.map(|(place, part)| if place % 2 == 1 { html! { <code>{ part }</code> } } else { stressed(part) }) }
        </>
    }
}

fn stressed(text: &str) -> Html {
    let parts = text.split('*').enumerate();
    html! {
        <>
            { for parts.map(|(place, part)| if place % 2 == 1 { html! { <em>{ part }</em> } } else { html! { { part } } }) }
        </>
    }
}

/// Paragraphs.
pub fn paragraphs(texts: &[String]) -> Html {
    html! { <>{ for texts.iter().map(|text| html! { <p>{ said(text) }</p> }) }</> }
}
