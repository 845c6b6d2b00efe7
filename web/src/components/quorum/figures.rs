//! The figures of the current choice and of pinned ones, with their sampling error.

use replicascope_quorum::Quantile;
use replicascope_quorum::staleness::Probability;
use replicascope_scene::quorum::{ms, percent};
use replicascope_words::say;
use yew::prelude::*;

use super::staleness::Run;

/// What the table shows.
#[derive(Properties, PartialEq)]
pub struct FiguresProps {
    pub runs: Vec<Run>,
    /// The time since the write that is looked at.
    pub after: f64,
    /// A pinned choice is no longer wanted.
    pub unpin: Callback<usize>,
}

/// The table.
#[component]
pub fn Figures(props: &FiguresProps) -> Html {
    html! {
        <div class="figures-scroll">
            <table class="figures">
                <caption>{ say::quorum::plus_minus() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ say::quorum::choice() }</th>
                        <th scope="col">{ say::quorum::at_zero() }</th>
                        <th scope="col">{ say::quorum::at(&ms(props.after)) }</th>
                        <th scope="col">{ say::quorum::nines_after() }</th>
                        <th scope="col">{ say::quorum::reads_percentiles() }</th>
                        <th scope="col">{ say::quorum::writes_percentiles() }</th>
                    </tr>
                </thead>
                <tbody>{ for props.runs.iter().map(|run| row(run, props)) }</tbody>
            </table>
        </div>
    }
}

fn row(run: &Run, props: &FiguresProps) -> Html {
    let tally = &run.tally;
    let (w, r) = (run.quorum.w(), run.quorum.r());
    let at_0 = tally.consistent_at(w, r, 0.0);
    let name = format!("{}, {}", run.quorum, run.latencies);
    let remove = run.place.checked_sub(1).map(|pinned| {
        let onclick = props.unpin.reform(move |_: MouseEvent| pinned);
        html! { <button type="button" class="quiet" aria-label={say::quorum::unpin_this(&name)} {onclick}>{ say::quorum::unpin() }</button> }
    });
    let quantiles = |of: &replicascope_quorum::Histogram| {
        let texts = [0.5, 0.99, 0.999].map(|share| quantile(&of.quantile(share)));
        texts.join(", ")
    };
    html! {
        <tr data-place={run.place.to_string()} data-trials={tally.trials().to_string()} data-consistent={at_0.value.to_string()}>
            <th scope="row">
                <svg class="key" viewBox="0 0 34 10" aria-hidden="true"><g class="curve" data-place={run.place.to_string()}><line class="line" x1="1" y1="5" x2="33" y2="5" /></g></svg>
                { name }{ for remove }
            </th>
            <td>{ probability(&at_0) }</td>
            <td>{ probability(&tally.consistent_at(w, r, props.after)) }</td>
            <td>{ ms(tally.consistent_after(w, r, 0.999).value) }</td>
            <td>{ quantiles(tally.reads(r)) }</td>
            <td>{ quantiles(tally.writes(w)) }</td>
        </tr>
    }
}

fn probability(found: &Probability) -> String {
    let (low, high) = found.between;
    let half = (high - low) / 2.0 * 100.0;
    match half {
        ..0.005 => percent(found.value),
        _ => format!("{} ± {half:.2}", percent(found.value)),
    }
}

fn quantile(found: &Quantile) -> String {
    let (low, high) = found.between;
    let off = (high - low) / 2.0 / found.value.max(1e-9);
    match off {
        ..0.01 => ms(found.value),
        _ => format!("{} ± {:.0} %", ms(found.value), off * 100.0),
    }
}
