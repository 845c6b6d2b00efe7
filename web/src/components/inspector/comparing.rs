//! Two events beside each other: what each knows, component by component, and what follows.

use std::cmp::Ordering;

use replicascope_core::trace::EventId;
use replicascope_scene::comparison::{Comparison, Row, SIGNS, Vectors};
use replicascope_words::say;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::app::{PartProps, Snapshot};
use crate::dom;
use crate::state::{Action, Selection};

/// The event that others are compared with, if it happens in this run.
fn pinned(state: &Snapshot) -> Option<EventId> {
    state.trace().find(state.view.pinned.as_ref()?)
}

/// The two events that are compared: the first was chosen for it, the second is selected.
pub fn pair(state: &Snapshot, selected: Option<EventId>) -> Option<(EventId, EventId)> {
    let first = pinned(state)?;
    let second = selected.filter(|second| *second != first)?;
    Some((first, second))
}

/// The button that chooses the first event.
pub fn begin(props: &PartProps, event: EventId) -> Html {
    if pinned(&props.state).is_some() {
        return Html::default();
    }
    let name = props.state.trace().event_name(event);
    let dispatch = props.dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        dispatch.emit(Action::Select(Some(Selection::Event(name.clone()))));
        dispatch.emit(Action::Pin(Some(name.clone())));
        focus_diagram();
    });
    html! { <div class="row"><button type="button" class="compare-with" {onclick}>{ say::inspector::compare_with() }</button></div> }
}

/// Puts the focus where the second event is chosen.
fn focus_diagram() {
    let document = dom::window().document();
    let diagram = document.and_then(|document| document.query_selector(".diagram").ok().flatten());
    if let Some(diagram) = diagram.and_then(|one| one.dyn_into::<web_sys::SvgElement>().ok()) {
        // An element that cannot be focused stays as it is.
        let _ = diagram.focus();
    }
}

/// What to do while the second event is not chosen yet.
pub fn waiting(props: &PartProps) -> Html {
    if pinned(&props.state).is_none() {
        return Html::default();
    }
    html! {
        <div class="comparing-hint" role="status">
            <p>{ say::inspector::waiting(&SIGNS[0]) }</p>
            { stop(props) }
        </div>
    }
}

fn stop(props: &PartProps) -> Html {
    let onclick = props.dispatch.reform(|_: MouseEvent| Action::Pin(None));
    html! { <button type="button" {onclick}>{ say::inspector::stop_comparing() }</button> }
}

/// The panel while two events are compared.
pub fn panel(props: &PartProps, (first, second): (EventId, EventId)) -> Html {
    let trace = props.state.trace();
    let comparison = Comparison::of(trace, first, second);
    let swap = {
        let (first, second) = (trace.event_name(first), trace.event_name(second));
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::Select(Some(Selection::Event(first.clone()))));
            dispatch.emit(Action::Pin(Some(second.clone())));
        })
    };
    html! {
        <section class="inspector panel comparing" aria-labelledby="inspector-title">
            <h2 id="inspector-title">{ say::inspector::title() }<span class="aside">{ say::inspector::two_compared() }</span></h2>
            <div aria-live="polite">
                { for SIGNS.iter().zip(&comparison.told).map(|(sign, told)| html! {
                    <p class="sentence"><b>{ *sign }</b>{ format!(" {told}") }</p>
                }) }
                { for comparison.versions.iter().map(|one| vectors(one, "versions")) }
                { vectors(&comparison.events, "events") }
                if comparison.versions.is_none() {
                    <p class="hint">{ say::inspector::no_versions() }</p>
                }
            </div>
            <p class="hint">{ say::inspector::compare_other() }</p>
            <div id="inspector-actions"><div class="row">
                <button type="button" onclick={swap}>{ say::inspector::swap() }</button>
                { stop(props) }
            </div></div>
        </section>
    }
}

fn vectors(vectors: &Vectors, what: &'static str) -> Html {
    let written = SIGNS.iter().zip(&vectors.written).zip(&vectors.dots);
    html! {
        <div class="compared" data-compared={what}>
            <table class="vectors">
                <caption>{ &vectors.title }</caption>
                <thead><tr>
                    <th scope="col">{ say::inspector::of() }</th>
                    <th scope="col">{ SIGNS[0] }</th><th scope="col"><span class="unseen">{ say::inspector::is() }</span></th><th scope="col">{ SIGNS[1] }</th>
                    <th scope="col">{ say::inspector::join() }</th><th scope="col">{ &vectors.next.name }</th>
                </tr></thead>
                <tbody>{ for vectors.rows.iter().map(row) }</tbody>
            </table>
            <p class="verdict">{ &vectors.verdict }</p>
            <dl>
                { for written.map(|((sign, vector), dot)| html! {
                    <div><dt>{ *sign }</dt><dd>{ dot.as_ref().map_or_else(|| vector.clone(), |dot| say::inspector::made_update(vector, dot)) }</dd></div>
                }) }
                <div><dt>{ say::inspector::join_of() }</dt><dd>{ &vectors.join }</dd></div>
                <div><dt>{ &vectors.next.name }</dt><dd>{ &vectors.next.vector }</dd></div>
            </dl>
            <p class="hint">{ &vectors.next.why }</p>
        </div>
    }
}

fn row(row: &Row) -> Html {
    let (sign, told) = match row.order {
        Ordering::Less => ("<", say::inspector::smaller_than()),
        Ordering::Equal => ("=", say::inspector::equal_to()),
        Ordering::Greater => (">", say::inspector::larger_than()),
    };
    let advanced = row.next > row.join;
    html! {
        <tr>
            <th scope="row"><span class={classes!(row.replica.map(|_| "replica-name"))}
                data-replica={row.replica.map(|one| one.to_string())}>{ &row.of }</span></th>
            <td>{ row.counts[0] }</td>
            <td class="compare" aria-label={told}>{ sign }</td>
            <td>{ row.counts[1] }</td>
            <td>{ row.join }</td>
            <td>
                if advanced { { format!("{} + 1 = ", row.join) }<b>{ row.next }</b> } else { { row.next } }
            </td>
        </tr>
    }
}
