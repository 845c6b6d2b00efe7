//! The quorum lab: what N, W and R give, whether that is linearizable, how stale reads are and how
//! often, and which choice meets a target.

mod choose;
mod counterexample;
mod figures;
mod grid;
mod latencies;
mod numbers;
mod overlap;
mod plots;
mod staleness;

use replicascope_scene::quorum::{Statement, statements};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::{PartProps, Snapshot};
use crate::state::{Action, QuorumChange};

use choose::ChooseForMe;
use counterexample::IsItLinearizable;
use grid::Grid;
use numbers::Numbers;
use overlap::Overlap;
use staleness::Staleness;

/// What every part of this page is given.
#[derive(Properties, PartialEq, Clone)]
pub struct QuorumProps {
    /// The state to show.
    pub state: Snapshot,
    /// Where changes go.
    pub change: Callback<QuorumChange>,
}

/// The page.
#[component]
pub fn QuorumPage(props: &PartProps) -> Html {
    let part = QuorumProps {
        state: props.state.clone(),
        change: props.dispatch.reform(Action::Quorum),
    };
    html! {
        <>
            <section class="quorum-top" aria-label={say::quorum::overlap()}>
                <div class="column">
                    <Numbers ..part.clone() />
                    <Grid ..part.clone() />
                </div>
                <Overlap ..part.clone() />
                <div class="column">
                    { given(&props.state) }
                    <IsItLinearizable ..props.clone() />
                </div>
            </section>
            <Staleness ..part.clone() />
            <ChooseForMe ..part />
        </>
    }
}

/// The three numbers, the sets that meet, and what that gives: without simulation.
#[component]
pub fn QuorumSets(props: &PartProps) -> Html {
    let part = QuorumProps {
        state: props.state.clone(),
        change: props.dispatch.reform(Action::Quorum),
    };
    html! {
        <section class="quorum-top" aria-label={say::quorum::overlap()}>
            <div class="column"><Numbers ..part.clone() /></div>
            <Overlap ..part />
            <div class="column">{ given(&props.state) }</div>
        </section>
    }
}

/// What these numbers give, in words.
fn given(state: &Snapshot) -> Html {
    let quorum = state.quorum.quorum();
    html! {
        <div class="panel">
            <h2 id="given-title">{ say::quorum::gives(&quorum) }</h2>
            <ul class="given" aria-labelledby="given-title" aria-live="polite">
                { for statements(quorum).iter().map(statement) }
            </ul>
        </div>
    }
}

fn statement(statement: &Statement) -> Html {
    let (class, sign, says) = match statement.holds {
        Some(true) => ("", "✓", say::quorum::yes()),
        Some(false) => ("wrong", "✗", say::quorum::no()),
        None => ("", "·", ""),
    };
    let holds = statement.holds.map(|holds| holds.to_string());
    html! {
        <li data-about={statement.about} data-holds={holds}>
            <span class={classes!("sign", class)} aria-hidden="true">{ sign }</span>
            <span><span class="unseen">{ says }{ " " }</span>{ &statement.text }</span>
        </li>
    }
}
