//! Which consistency for which data.

use replicascope_lessons::quiz::{PartText, Text};
use replicascope_words::say;
use yew::prelude::*;

use super::check::{Check, use_checked};
use super::words::paragraphs;
use crate::same::Same;
use crate::state::Practice;

/// The properties of [`Sort`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub text: Same<Text>,
    pub done: Callback<()>,
}

/// The exercise.
#[component]
pub fn Sort(props: &Props) -> Html {
    let (shown, onchecked) = use_checked(props.done.clone());
    let parts: Result<Vec<_>, String> = props.text.parts.iter().map(PartText::as_written).collect();
    match parts {
        Ok(parts) => html! {
            <>
                <div class="prose setting" lang="en">{ paragraphs(&props.text.setting) }</div>
                <Check practice={Practice::Sort} {parts} {onchecked} />
                if shown { <div class="prose" lang="en">{ paragraphs(&props.text.explanation) }</div> }
            </>
        },
        Err(error) => {
            html! { <p role="alert">{ say::practice::exercise_damaged(&error) }</p> }
        }
    }
}
