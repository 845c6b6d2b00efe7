//! What there is to practise, in the contents.

use replicascope_words::say;
use yew::prelude::*;

use crate::state::{KINDS, LearnState, Practice};

/// The properties of [`PracticeList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub learn: LearnState,
}

/// A list for each kind.
#[component]
pub fn PracticeList(props: &Props) -> Html {
    let is_done = |one: &Practice| props.learn.done.contains(&one.name());
    html! {
        <section class="practice-list" aria-labelledby="practice-list-title">
            <h2 id="practice-list-title">{ say::practice::to_practise() }</h2>
            <div class="kinds">
                { for KINDS.iter().enumerate().map(|(kind, title)| {
                    let all = Practice::of_kind(kind);
                    html! {
                        <section class="chapter">
                            <h3>{ title() }</h3>
                            <ol>{ for all.iter().enumerate().map(|(place, one)| row(place, *one, is_done(one))) }</ol>
                        </section>
                    }
                }) }
            </div>
        </section>
    }
}

fn row(place: usize, practice: Practice, done: bool) -> Html {
    html! {
        <li class={classes!(done.then_some("done"))} data-practice={practice.name()}>
            <a href={practice.fragment()}>
                <span class="number">{ place + 1 }</span>
                <span class="title">{ practice.title() }</span>
                <span class="tick-sign">
                    if done { <span aria-hidden="true">{ "✓" }</span><span class="unseen">{ say::learn::done() }</span> }
                </span>
            </a>
        </li>
    }
}
