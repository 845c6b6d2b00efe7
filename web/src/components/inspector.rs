//! The selected thing: what happened, why, and what can be done about it.

mod actions;
mod comparing;
mod op_fields;

use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Micros, Trace};
use replicascope_scene::{Component, Inspection, MergeView, Side, words};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::embed::Panel;
use crate::state::{Action, Page, Selection};

/// The panel.
#[component]
pub fn Inspector(props: &PartProps) -> Html {
    let state = &props.state;
    let trace = state.trace();
    let event = state
        .view
        .selection
        .as_ref()
        .and_then(|selection| selection.event(trace));
    let body = match (&state.view.selection, event) {
        (_, Some(event)) => event_body(trace, event),
        (Some(Selection::Replica(replica)), _) => {
            html! { <p class="sentence">{ say::inspector::replica_at(replica, &words::time(state.view.playhead)) }</p> }
        }
        (Some(Selection::Link(one, other)), _) => {
            html! { <p class="sentence">{ say::inspector::link_at(one, other, &words::time(state.view.playhead)) }</p> }
        }
        (Some(Selection::Event(_)), None) => html! {
            <p class="empty">{ say::inspector::gone() }</p>
        },
        (None, None) => match latest(trace, state.view.playhead) {
            Some(event) => event_body(trace, event),
            None => html! { <p class="empty">{ say::inspector::nothing_yet() }</p> },
        },
    };
    let at_the_playhead = || latest(trace, state.view.playhead);
    let nothing_selected = state.view.selection.is_none();
    let shown = event.or_else(|| nothing_selected.then(at_the_playhead).flatten());
    let aside = if state.view.selection.is_none() {
        say::inspector::latest()
    } else {
        say::inspector::selected()
    };
    let pair = comparing::pair(&props.state, event);
    if let Some(pair) = pair {
        return comparing::panel(props, pair);
    }
    html! {
        <section class="inspector panel" aria-labelledby="inspector-title">
            <h2 id="inspector-title">{ say::inspector::title() }<span class="aside">{ aside }</span></h2>
            { comparing::waiting(props) }
            <div aria-live="polite">{ body }</div>
            { for shown.map(|event| to_the_theatre(props, event)) }
            if state.view.selection.is_none() && !state.asked.is_fixed() && state.asked.shows(Panel::Timeline) {
                <p class="hint">{ say::inspector::hint() }</p>
            }
            <div id="inspector-actions">
                if !state.asked.is_fixed() { { actions::actions(props, event) } }
                { for shown.map(|event| comparing::begin(props, event)) }
            </div>
        </section>
    }
}

/// The last thing that changed a replica or answered a client, up to a moment.
fn latest(trace: &Trace, at: Micros) -> Option<EventId> {
    let telling = |kind: &EventKind| {
        matches!(
            kind,
            EventKind::Applied { .. } | EventKind::Merged { .. } | EventKind::Returned { .. }
        )
    };
    let count = trace.events.partition_point(|event| event.at <= at);
    let last = trace.events[..count]
        .iter()
        .rposition(|event| telling(&event.kind))?;
    Some(EventId::new(last))
}

fn event_body(trace: &Trace, event: EventId) -> Html {
    let inspection = Inspection::of(trace, event);
    html! {
        <>
            <p class="sentence">{ &inspection.sentence }</p>
            <dl>
                { for inspection.facts.iter().map(|(name, value)| html! {
                    <div><dt>{ *name }</dt><dd>{ value }</dd></div>
                }) }
            </dl>
            { for inspection.merge.iter().map(merge) }
        </>
    }
}

/// Opens the merge that is shown on its stage.
fn to_the_theatre(props: &PartProps, event: EventId) -> Html {
    let trace = props.state.trace();
    let is_merge = matches!(trace.event(event).kind, EventKind::Merged { .. });
    if !is_merge || !props.state.asked.shows(Panel::Merge) {
        return Html::default();
    }
    let selection = Selection::Event(trace.event_name(event));
    let dispatch = props.dispatch.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        dispatch.emit(Action::Select(Some(selection.clone())));
        dispatch.emit(Action::ShowPage(Page::Theatre));
    });
    html! { <button type="button" {onclick}>{ say::inspector::watch_merge() }</button> }
}

fn merge(view: &MergeView) -> Html {
    html! {
        <div class="merge">
            <div class="sides">
                { side("before", say::inspector::before(), &view.before) }
                if let Some(incoming) = &view.incoming {
                    <span class="operator" aria-hidden="true">{ "⊔" }</span>
                    { side("arrives", say::inspector::arrives(), incoming) }
                }
                <span class="operator" aria-hidden="true">{ if view.incoming.is_some() { "=" } else { "→" } }</span>
                { side("after", say::inspector::after(), &view.after) }
            </div>
            { components(&view.components, view.incoming.is_some()) }
            <p class="verdict">{ &view.verdict }</p>
            if !view.decisions.is_empty() {
                <table class="decisions">
                    <caption>{ say::inspector::decided() }</caption>
                    <thead><tr>
                        <th scope="col">{ say::inspector::entry() }</th><th scope="col">{ say::inspector::before() }</th>
                        <th scope="col">{ say::inspector::arrives() }</th><th scope="col">{ say::inspector::after() }</th><th scope="col">{ say::inspector::because() }</th>
                    </tr></thead>
                    <tbody>
                        { for view.decisions.iter().map(|row| html! {
                            <tr>
                                <th scope="row">{ &row.entry }</th><td>{ &row.mine }</td><td>{ &row.theirs }</td>
                                <td>{ &row.result }</td><td class="rule">{ &row.rule }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            }
        </div>
    }
}

fn side(key: &'static str, name: &'static str, side: &Side) -> Html {
    html! {
        <div class="side" data-side={key}>
            <span class="name">{ name }</span>
            <span class="value">{ &side.value }</span>
            <span class="version">{ &side.version }</span>
        </div>
    }
}

/// The version vectors, component by component.
fn components(components: &[Component], incoming: bool) -> Html {
    if components.is_empty() {
        return Html::default();
    }
    let sign = |component: &Component| match component.incoming.cmp(&component.before) {
        std::cmp::Ordering::Less => ("<", say::inspector::smaller()),
        std::cmp::Ordering::Equal => ("=", say::inspector::equal()),
        std::cmp::Ordering::Greater => (">", say::inspector::larger()),
    };
    html! {
        <table class="vectors">
            <caption>{ say::inspector::vectors() }</caption>
            <thead><tr>
                <th scope="col">{ say::inspector::of() }</th>
                if incoming { <th scope="col">{ say::inspector::arrives() }</th><th scope="col">{ say::inspector::is() }</th> }
                <th scope="col">{ say::inspector::before() }</th>
                <th scope="col">{ say::inspector::after() }</th>
            </tr></thead>
            <tbody>
                { for components.iter().map(|one| html! {
                    <tr>
                        <th scope="row"><span class="replica-name" data-replica={one.actor.replica.to_string()}>{ one.actor.to_string() }</span></th>
                        if incoming {
                            <td>{ one.incoming }</td>
                            <td class="compare" aria-label={sign(one).1}>{ sign(one).0 }</td>
                        }
                        <td>{ one.before }</td>
                        <td>{ one.after }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
