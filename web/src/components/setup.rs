//! How the cluster is set up: strategy, sessions, faults, network, run.

mod faults;
mod keys;
mod links;
mod network;
mod notes;
mod run;
mod sessions;
pub mod strategy;

use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::state::Action;

/// The panel.
#[component]
pub fn Setup(props: &PartProps) -> Html {
    let lab = props.state.lab();
    let edit = props.dispatch.reform(Action::Edit);
    let fieldset = |name: &'static str, body: Html| {
        html! { <fieldset disabled={props.state.asked.is_fixed()}><legend>{ name }</legend>{ body }</fieldset> }
    };
    html! {
        <section class="setup panel" aria-labelledby="setup-title">
            <h2 id="setup-title">{ say::setup::title() }</h2>
            <div class="columns">
                <div class="column">
                    { fieldset(say::setup::replication(), strategy::strategy(lab, props.state.view.playhead, &edit)) }
                    { fieldset(say::setup::faults(), html! { <faults::Faults ..props.clone() /> }) }
                </div>
                <div class="column">
                    { fieldset(say::setup::keys(), keys::keys(lab, &edit)) }
                    { fieldset(say::setup::sessions(), sessions::sessions(lab, &edit)) }
                </div>
                <div class="column">
                    { fieldset(say::setup::network(), network::network(lab, &edit)) }
                    { fieldset(say::setup::run(), html! { <>{ run::run(lab, &edit) }{ notes::notes(&lab.notes, &edit) }</> }) }
                </div>
            </div>
        </section>
    }
}

/// How updates travel, alone.
#[component]
pub fn StrategyPanel(props: &PartProps) -> Html {
    let edit = props.dispatch.reform(Action::Edit);
    html! {
        <section class="setup panel" aria-labelledby="strategy-title">
            <h2 id="strategy-title">{ say::setup::replication() }</h2>
            <div class="column">{ strategy::strategy(props.state.lab(), props.state.view.playhead, &edit) }</div>
        </section>
    }
}

/// What explains a field, below it.
fn hint(text: impl Into<AttrValue>) -> Html {
    html! { <p class="hint">{ text.into() }</p> }
}

/// Sets a value with one part of it changed.
fn change<T: Clone + 'static, P: 'static>(
    of: &T,
    set: &Callback<T>,
    with: fn(&mut T, P),
) -> Callback<P> {
    let of = of.clone();
    set.reform(move |part| {
        let mut changed = of.clone();
        with(&mut changed, part);
        changed
    })
}

/// Texts to choose among, each with what it stands for.
fn named<T, const N: usize>(all: [(T, &str); N]) -> Vec<(T, String)> {
    all.map(|(one, name)| (one, name.to_owned())).into()
}
