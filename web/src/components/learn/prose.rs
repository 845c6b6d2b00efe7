//! Text as data, drawn as elements: no markup is ever parsed in the page.

use replicascope_lessons::lesson::{Block, Inline, Target};
use replicascope_words::say;
use yew::prelude::*;

use crate::link;

/// A part of the text; the stage and the questions have places of their own.
pub fn block(block: &Block, run: &Callback<String>) -> Html {
    match block {
        Block::Heading(text) => html! { <h2>{ inlines(text, run) }</h2> },
        Block::Paragraph(text) => html! { <p>{ inlines(text, run) }</p> },
        Block::List {
            ordered: true,
            items,
        } => {
            html! { <ol>{ for items.iter().map(|item| html! { <li>{ inlines(item, run) }</li> }) }</ol> }
        }
        Block::List { items, .. } => {
            html! { <ul>{ for items.iter().map(|item| html! { <li>{ inlines(item, run) }</li> }) }</ul> }
        }
        Block::Stage | Block::Ask(_) => Html::default(),
    }
}

/// Words; `run` puts another document on the stage.
pub fn inlines(text: &[Inline], run: &Callback<String>) -> Html {
    html! { <>{ for text.iter().map(|one| inline(one, run)) }</> }
}

fn inline(inline: &Inline, run: &Callback<String>) -> Html {
    match inline {
        Inline::Text(text) => html! { { text } },
        Inline::Code(text) => html! { <code>{ text }</code> },
        Inline::Found(text) => {
            html! { <span class="found" title={say::learn::found_in_run()}>{ text }</span> }
        }
        Inline::Emphasis(inner) => html! { <em>{ inlines(inner, run) }</em> },
        Inline::Strong(inner) => html! { <strong>{ inlines(inner, run) }</strong> },
        Inline::Link { to, text } => {
            let text = inlines(text, run);
            match to {
                Target::Lesson(name) => {
                    html! { <a href={link::to_lesson(Some(name))}>{ text }</a> }
                }
                Target::Web(address) => {
                    html! { <a href={address.clone()} rel="noopener" target="_blank">{ text }</a> }
                }
                Target::Run(name) => {
                    let name = name.clone();
                    let onclick = run.reform(move |_: MouseEvent| name.clone());
                    html! { <button type="button" class="link" {onclick}>{ text }</button> }
                }
            }
        }
    }
}
