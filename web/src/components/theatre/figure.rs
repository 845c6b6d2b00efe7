//! Two states and what becomes of them, entry by entry.

use replicascope_core::ReplicaId;
use replicascope_scene::Side;
use replicascope_scene::theatre::{Row, Theatre};
use yew::prelude::*;

use crate::components::symbol::symbol;

/// The figure with the first so many entries decided.
pub fn figure(theatre: &Theatre, shown: usize) -> Html {
    let view = &theatre.view;
    let done = shown >= theatre.rows.len();
    let result = done.then_some(&view.after);
    let versions = theatre.rows.iter().position(|row| row.is_version);
    html! {
        <div class="merge-figure" role="table" aria-label="The merge, entry by entry" data-shown={shown.to_string()}>
            <div class="merge-row merge-head" role="row">
                <span role="columnheader"><span class="unseen">{ "Entry" }</span></span>
                { head("left", theatre.left.replica, &theatre.left.name, Some(&view.before)) }
                <span class="join-sign" aria-hidden="true">{ "⊔" }</span>
                { head("right", theatre.right.replica, &theatre.right.name, view.incoming.as_ref()) }
                <span class="join-sign" aria-hidden="true">{ "=" }</span>
                { result_head(theatre.left.replica, result) }
                <span role="columnheader" class="because">{ "because" }</span>
            </div>
            { for theatre.rows.iter().enumerate().map(|(place, one)| {
                let first_version = versions == Some(place);
                row(one, place < shown, place + 1 == shown, first_version)
            }) }
        </div>
    }
}

fn head(side: &'static str, replica: ReplicaId, name: &str, held: Option<&Side>) -> Html {
    html! {
        <span role="columnheader" class="merge-card" data-side={side} data-replica={replica.to_string()}>
            <span class="who">{ sign(replica) }{ name }</span>
            if let Some(held) = held {
                <strong>{ &held.value }</strong>
                <span class="version">{ &held.version }</span>
            }
        </span>
    }
}

fn result_head(replica: ReplicaId, result: Option<&Side>) -> Html {
    html! {
        <span role="columnheader" class="merge-card" data-side="result" data-replica={replica.to_string()}>
            <span class="who">{ "result" }</span>
            if let Some(result) = result {
                <strong>{ &result.value }</strong>
                <span class="version">{ &result.version }</span>
            } else {
                <span class="version">{ "not decided yet" }</span>
            }
        </span>
    }
}

fn sign(replica: ReplicaId) -> Html {
    html! { <svg viewBox="0 0 18 18" aria-hidden="true">{ symbol(replica, (9.0, 9.0), 7.5) }</svg> }
}

/// One entry: a side whose content the result shows is marked, the other is struck out.
fn row(row: &Row, decided: bool, now: bool, first_version: bool) -> Html {
    let class = classes!(
        "merge-row",
        decided.then_some("decided"),
        now.then_some("now"),
        row.is_version.then_some("of-version"),
        first_version.then_some("first-version"),
    );
    let side = |kept: bool| match (decided, kept) {
        (false, _) => None,
        (true, true) => Some("kept"),
        (true, false) => Some("given-up"),
    };
    let hidden = (!decided).then_some("true");
    html! {
        <div {class} role="row">
            <span role="rowheader" class="entry">
                { if row.is_version { format!("updates of {}", row.entry) } else { row.entry.clone() } }
            </span>
            <span role="cell" class={classes!("mine", side(row.from_left))}>{ &row.mine }</span>
            <span class="flow" aria-hidden="true">{ "⊔" }</span>
            <span role="cell" class={classes!("theirs", side(row.from_right))}>{ &row.theirs }</span>
            <span class="flow" aria-hidden="true">{ "=" }</span>
            <span role="cell" class="outcome" aria-hidden={hidden}>{ if decided { row.result.as_str() } else { "" } }</span>
            <span role="cell" class="because" aria-hidden={hidden}>{ if decided { row.rule.as_str() } else { "" } }</span>
        </div>
    }
}
