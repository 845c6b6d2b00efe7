//! The same workload and faults under several strategies, side by side.

mod column;
mod seeds;

use std::rc::Rc;

use replicascope_core::replication::Replication;
use replicascope_core::trace::Measures;
use replicascope_core::{Edit, Lab};
use replicascope_scene::measured::{Figure, figures};
use replicascope_scene::titles;
use replicascope_words::say;
use yew::prelude::*;

use super::timeline::{Legend, key_choice, zoom};
use crate::app::PartProps;
use crate::embed::Control;
use crate::same::Same;
use crate::state::{Action, Page};

use column::Column;
use seeds::{Survey, use_survey};

/// As many strategies as fit beside each other.
const MOST: usize = 4;

/// The page.
#[component]
pub fn Compare(props: &PartProps) -> Html {
    let state = &props.state;
    let survey = use_survey(state.lab());
    let traces = state.runs().iter().map(|run| Same(Rc::clone(run.trace())));
    let once = use_memo(traces.collect::<Vec<_>>(), |traces| {
        let figures = traces
            .iter()
            .map(|trace| figures(&trace.lab, &Measures::of(trace)));
        figures.collect::<Vec<_>>()
    });
    let often = survey.figures();
    let columns = once.iter().enumerate().map(|(place, once_here)| {
        let state = Same(Rc::new(state.attending(place)));
        let attended = place == props.state.view.attended;
        let rows = rows(place, once_here, &once, &often);
        html! { <Column key={place} {state} dispatch={props.dispatch.clone()} {place} {attended} {rows} /> }
    });
    let count = once.len();
    html! {
        <section class="comparison" aria-labelledby="compare-title">
            <div class="toolbar">
                <h2 id="compare-title">{ say::compare::title() }</h2>
                if !state.asked.is_fixed() { { adding(props) } }
                { controls(&survey) }
                { key_choice(state, &props.dispatch) }
                if state.asked.offers(Control::Zoom) { { zoom(state, &props.dispatch) } }
            </div>
            if count == 1 && !state.asked.is_fixed() { { alone() } }
            <div class={format!("columns-{count}")}>{ for columns }</div>
            <Legend ..props.clone() />
            if count > 1 {
                <p class="hint" aria-live="polite">
                    { say::compare::attended(&(state.view.attended + 1), &titles::of_strategy(&state.trace().lab.replication)) }
                </p>
            }
        </section>
    }
}

/// A row of a column: the figure over this run and over many, each with its part of the largest of
/// its name.
#[derive(Clone, PartialEq)]
struct Row {
    name: &'static str,
    once: Cell,
    often: Option<Cell>,
}

#[derive(Clone, PartialEq)]
struct Cell {
    text: String,
    /// The median, or the only value, and the 99th percentile, as parts of the largest.
    parts: (f64, f64),
}

fn rows(place: usize, here: &[Figure], once: &[Vec<Figure>], often: &[Vec<Figure>]) -> Vec<Row> {
    let rows = here.iter().enumerate().map(|(row, figure)| Row {
        name: figure.name,
        once: cell(figure, once, row),
        often: often.get(place).map(|here| cell(&here[row], often, row)),
    });
    rows.collect()
}

fn cell(figure: &Figure, all: &[Vec<Figure>], row: usize) -> Cell {
    let largest = all.iter().map(|one| one[row].extent.1).fold(0.0, f64::max);
    let part = |extent: f64| if largest > 0.0 { extent / largest } else { 0.0 };
    Cell {
        text: figure.text.clone(),
        parts: (part(figure.extent.0), part(figure.extent.1)),
    }
}

fn alone() -> Html {
    html! {
        <p class="empty">
            { say::compare::alone() }
        </p>
    }
}

/// A button that adds a strategy, while there is room.
fn adding(props: &PartProps) -> Html {
    let lab = props.state.lab();
    let full = lab.compare.len() + 1 >= MOST;
    let compare = lab.compare.clone();
    let next = another(lab);
    let onclick = props.dispatch.reform(move |_: MouseEvent| {
        let mut compare = compare.clone();
        compare.push(next.clone());
        Action::Edit(Edit::SetCompared(compare))
    });
    let lab_page = props
        .dispatch
        .reform(|_: MouseEvent| Action::ShowPage(Page::Lab));
    html! {
        <div class="row">
            <button type="button" {onclick} disabled={full}>{ say::compare::add() }</button>
            // A frame has no other pages.
            if !props.state.asked.embed {
                <button type="button" onclick={lab_page}>{ say::compare::add_operations() }</button>
            }
        </div>
    }
}

/// The first strategy, in the order of the catalogue, of which there is no column yet.
fn another(lab: &Lab) -> Replication {
    let shown = |one: &Replication| {
        let mut all = std::iter::once(&lab.replication).chain(&lab.compare);
        all.any(|shown| shown.title() == one.title())
    };
    let mut all = Replication::all().into_iter();
    all.find(|one| !shown(one))
        .unwrap_or_else(|| lab.replication.clone())
}

/// Starts and stops the runs over many seeds, and says how far they are.
fn controls(survey: &Survey) -> Html {
    let (done, of) = (survey.done(), survey.of);
    let (label, onclick) = match survey.running {
        true => (say::compare::stop().to_owned(), survey.stop.clone()),
        false => (say::compare::run_seeds(&of), survey.start.clone()),
    };
    let said = match (survey.running, done) {
        (_, 0) => say::compare::seeds_hint().to_owned(),
        (true, _) => say::compare::seeds_done(&done, &of),
        (false, _) if done < of => say::compare::seeds_stopped(&done, &of),
        (false, _) => say::compare::seeds_all(&done),
    };
    html! {
        <div class="row survey">
            <button type="button" {onclick}>{ label }</button>
            if survey.running {
                <progress max={of.to_string()} value={done.to_string()} aria-label={say::compare::seeds_run()} />
            }
            <span class="hint" role="status">{ said }</span>
        </div>
    }
}
