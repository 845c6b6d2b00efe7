//! One strategy: its picture, its settings, what was measured.

use std::rc::Rc;

use replicascope_core::replication::Replication;
use replicascope_core::{Edit, Lab};
use replicascope_scene::titles;
use replicascope_words::say;
use yew::prelude::*;

use super::{Cell, Row};
use crate::app::Snapshot;
use crate::components::setup::strategy;
use crate::components::timeline::{Diagram, use_lifting};
use crate::state::Action;

/// The properties of [`Column`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state with the run of this column in the centre of attention.
    pub state: Snapshot,
    pub dispatch: Callback<Action>,
    /// The place among the columns.
    pub place: usize,
    /// Whether the panels below tell of this column.
    pub attended: bool,
    pub rows: Vec<Row>,
}

/// The column.
#[component]
pub fn Column(props: &Props) -> Html {
    let (state, place) = (&props.state, props.place);
    let dispatch = attending(props);
    let lifting = use_lifting(state, &dispatch);
    let lab = &state.trace().lab;
    let title = titles::of_strategy(&lab.replication);
    let id = format!("column-{place}");
    let attend = {
        let (dispatch, attended) = (props.dispatch.clone(), props.attended);
        move || {
            if !attended {
                dispatch.emit(Action::Attend(place));
            }
        }
    };
    let (onfocusin, onpointerdown) = {
        let again = attend.clone();
        (
            Callback::from(move |_: FocusEvent| attend()),
            Callback::from(move |_: PointerEvent| again()),
        )
    };
    html! {
        <section class={classes!("run-column", props.attended.then_some("attended"))} aria-labelledby={id.clone()}
            data-column={place.to_string()} {onfocusin} {onpointerdown}>
            <h3 {id}>{ title }<span class="aside">{ titles::settings(&lab.replication) }</span></h3>
            <div><Diagram {lifting} label={say::compare::diagram(&title)} /></div>
            <table class="measured">
                <caption>{ say::compare::measured_under() }{ title }</caption>
                <thead><tr>
                    <th scope="col"><span class="unseen">{ say::compare::figure() }</span></th>
                    <th scope="col">{ say::compare::this_run() }</th>
                    if props.rows.iter().any(|row| row.often.is_some()) {
                        <th scope="col">{ say::compare::many_seeds() }</th>
                    }
                </tr></thead>
                <tbody>{ for props.rows.iter().map(row) }</tbody>
            </table>
            if !state.asked.is_fixed() { { settings(props) } }
        </section>
    }
}

/// Whatever is done in this column puts it in the centre of attention, before it is done; looking
/// does not.
fn attending(props: &Props) -> Callback<Action> {
    let (dispatch, place, attended) = (props.dispatch.clone(), props.place, props.attended);
    Callback::from(move |action: Action| {
        if !attended && !matches!(action, Action::Hover(_) | Action::Resize(_)) {
            dispatch.emit(Action::Attend(place));
        }
        dispatch.emit(action);
    })
}

fn row(row: &Row) -> Html {
    html! {
        <tr data-figure={row.name}>
            <th scope="row">{ row.name }</th>
            { cell(&row.once) }
            { for row.often.iter().map(cell) }
        </tr>
    }
}

/// A figure over its bar: dark to the median, light to the 99th percentile.
fn cell(cell: &Cell) -> Html {
    let bar = |class: &'static str, part: f64| {
        let width = format!("{:.1}%", part * 100.0);
        html! { <rect {class} {width} height="5" /> }
    };
    let (inner, outer) = cell.parts;
    html! {
        <td>
            <span>{ &cell.text }</span>
            <svg class="measure" aria-hidden="true">{ bar("outer", outer) }{ bar("inner", inner) }</svg>
        </td>
    }
}

fn settings(props: &Props) -> Html {
    let lab = props.state.lab();
    let own = Rc::clone(lab);
    let place = props.place;
    let set = props
        .dispatch
        .reform(move |one: Replication| Action::Edit(set(&own, place, one)));
    let current = &props.state.trace().lab.replication;
    let own = Rc::clone(lab);
    let remove = props.dispatch.reform(move |_: MouseEvent| {
        let mut compare = own.compare.clone();
        // The columns may be those of a document before this one, while it is run.
        if place <= compare.len() {
            compare.remove(place - 1);
        }
        Action::Edit(Edit::SetCompared(compare))
    });
    let swap = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Swap(place));
    html! {
        <details class="column-settings">
            <summary>{ say::compare::settings() }</summary>
            { strategy::choice(current, &set) }
            <p class="hint">{ titles::strategy_summary(current) }</p>
            { strategy::settings(current, lab, &set) }
            if place > 0 {
                <div class="row">
                    <button type="button" onclick={swap}>{ say::compare::make_own() }</button>
                    <button type="button" onclick={remove}>{ say::compare::remove() }</button>
                </div>
            }
        </details>
    }
}

/// Chooses the strategy of a column.
fn set(lab: &Lab, place: usize, one: Replication) -> Edit {
    let Some(index) = place.checked_sub(1) else {
        return Edit::SetReplication(one);
    };
    let mut compare = lab.compare.clone();
    if let Some(shown) = compare.get_mut(index) {
        *shown = one;
    }
    Edit::SetCompared(compare)
}
