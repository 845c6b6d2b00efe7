//! The run as a table: what the picture shows, in words.

use std::rc::Rc;

use replicascope_scene::{StoryRow, story, told, told_by, words};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::same::Same;
use crate::state::{Action, Selection};

/// So many rows are shown at once.
const ROWS: usize = 60;
/// So many rows are printed.
const MOST_PRINTED: usize = 2_000;

/// The panel.
#[component]
pub fn EventList(props: &PartProps) -> Html {
    let state = &props.state;
    let trace = state.trace();
    let first = use_state(|| 0_usize);
    let selected = state
        .view
        .selection
        .as_ref()
        .and_then(|selection| selection.event(trace));
    let selected = selected.map(|id| told_by(trace, id));
    let all = use_memo(Same(Rc::clone(trace)), |trace| told(trace));
    let count = all.len();
    // On paper there is no going to the others; nobody prints more than so many.
    let (start, end) = match state.view.printing {
        true => (0, count.min(MOST_PRINTED)),
        false => {
            let start = (*first).min(count.saturating_sub(1) / ROWS * ROWS);
            (start, (start + ROWS).min(count))
        }
    };
    // The playhead moves more often than the rows change.
    let shown = (Same(Rc::clone(trace)), start, end);
    let rows = use_memo(shown, |(trace, start, end)| {
        story(trace, &all[*start..*end])
    });

    {
        // A selection made in the picture is brought into view here.
        let (first, row) = (
            first.clone(),
            selected.map(|id| all.partition_point(|one| *one < id)),
        );
        use_effect_with(row, move |row| {
            if let Some(row) = row {
                first.set(row / ROWS * ROWS);
            }
        });
    }
    let page = |to: Option<usize>| {
        let first = first.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(to) = to {
                first.set(to);
            }
        })
    };
    let (earlier, later) = (start.checked_sub(ROWS), (end < count).then_some(end));
    html! {
        <section class="events panel" aria-labelledby="events-title">
            <h2 id="events-title">
                { say::events::title() }<span class="aside">{ say::events::range(&(start + 1).min(count), &end, &count) }</span>
            </h2>
            <div class="scroll" tabindex="0" role="region" aria-label={say::events::list()}>
                <table aria-rowcount={(count + 1).to_string()}>
                    <thead><tr><th scope="col">{ say::events::time() }</th><th scope="col">{ say::events::place() }</th><th scope="col">{ say::events::what() }</th></tr></thead>
                    <tbody>
                        { for rows.iter().zip(start..).map(|(row, place)| {
                            let name = trace.event_name(row.event);
                            let past = row.at <= state.view.playhead;
                            let on = selected == Some(row.event);
                            row_shape(row, place, name, past, on, &props.dispatch)
                        }) }
                    </tbody>
                </table>
                if count == 0 { <p class="empty">{ say::events::none() }</p> }
            </div>
            if earlier.is_some() || later.is_some() {
                <div class="pages">
                    <button type="button" disabled={earlier.is_none()} onclick={page(earlier)}>{ say::events::earlier() }</button>
                    <button type="button" disabled={later.is_none()} onclick={page(later)}>{ say::events::later() }</button>
                </div>
            }
        </section>
    }
}

fn row_shape(
    row: &StoryRow,
    place: usize,
    name: String,
    past: bool,
    on: bool,
    dispatch: &Callback<Action>,
) -> Html {
    let at = row
        .place
        .map_or_else(|| say::events::network().to_owned(), words::place);
    let class = classes!((!past).then_some("ahead"), on.then_some("selected"));
    let select = {
        let (dispatch, name) = (dispatch.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            dispatch.emit(Action::Select(Some(Selection::Event(name.clone()))));
        })
    };
    html! {
        <tr key={name.clone()} {class} data-row={name} aria-rowindex={(place + 2).to_string()}>
            <td>{ words::time(row.at) }</td>
            <td>{ at }</td>
            <td><button type="button" aria-pressed={on.to_string()} onclick={select}>{ &row.sentence }</button></td>
        </tr>
    }
}
