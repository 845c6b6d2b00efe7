//! Says what went wrong or what was done, until it is dismissed or something else happens.

use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::state::{Action, Notice};

/// The bar under the header; a live region, so that screen readers speak it.
#[component]
pub fn NoticeBar(props: &PartProps) -> Html {
    let dismiss = props.dispatch.reform(|_: MouseEvent| Action::Dismiss);
    let bar = |class: &'static str, text: &str| {
        html! {
            <div class={classes!("notice", class)}>
                <span>{ text }</span>
                <button type="button" onclick={dismiss} aria-label={say::header::dismiss()}>{ "×" }</button>
            </div>
        }
    };
    let (mut problem, mut done) = (Html::default(), Html::default());
    match &props.state.notice {
        Some(Notice::Problem(text)) => problem = bar("problem", text),
        Some(Notice::Done(text)) => done = bar("done", text),
        None => {}
    }
    html! {
        <>
            <div role="alert">{ problem }</div>
            <div role="status">{ done }</div>
        </>
    }
}
