//! The curves: how likely a read is consistent over the time since the write, and how long reads
//! and writes take.

use replicascope_scene::quorum::ms;
use replicascope_scene::quorum::plot::{Curve, Plot, Shown, Times};
use replicascope_words::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::staleness::Run;
use crate::components::px::{Px, px};

const SIZE: (f64, f64) = (470.0, 260.0);
/// How finely the time is chosen.
const STEPS: f64 = 200.0;

/// What the plots show.
#[derive(Properties, PartialEq)]
pub struct PlotsProps {
    pub runs: Vec<Run>,
    /// The time since the write that is looked at.
    pub after: f64,
    /// Another time was chosen.
    pub onafter: Callback<f64>,
}

/// Both plots.
#[component]
pub fn Plots(props: &PlotsProps) -> Html {
    if props.runs.is_empty() {
        return html! { <p class="empty">{ say::quorum::first_under_way() }</p> };
    }
    let shown: Vec<Shown> = props.runs.iter().map(shown).collect();
    let consistency = Plot::of_consistency(&shown, SIZE);
    let times = shown.iter();
    let times: Vec<(Shown, Times)> = times
        .flat_map(|one| [(*one, Times::Reads), (*one, Times::Writes)])
        .collect();
    let latencies = Plot::of_latencies(&times, SIZE);
    let until = consistency.until();
    let oninput = props.onafter.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        text.parse::<f64>().unwrap_or_default() / STEPS * until
    });
    let places: Vec<usize> = props.runs.iter().map(|run| run.place).collect();
    let doubled: Vec<usize> = places.iter().flat_map(|place| [*place, *place]).collect();
    html! {
        <div class="plots">
            <figure>
                <figcaption>{ say::quorum::plot_consistent() }</figcaption>
                { plot(&consistency, &places, say::quorum::plot_consistent_label(), consistency.x(props.after), |_| "") }
                <label class="slider after">
                    <span>{ format!("t = {}", ms(props.after)) }</span>
                    <input type="range" min="0" max={STEPS.to_string()} step="1"
                        value={(props.after / until * STEPS).round().to_string()}
                        aria-label={say::quorum::since_write()} aria-valuetext={ms(props.after)} {oninput} />
                </label>
            </figure>
            <figure>
                <figcaption>{ say::quorum::plot_latencies() }</figcaption>
                { plot(&latencies, &doubled, say::quorum::plot_latencies_label(), None, |curve| if curve % 2 == 0 { "reads" } else { "writes" }) }
            </figure>
        </div>
    }
}

fn shown(run: &Run) -> Shown<'_> {
    Shown {
        tally: &run.tally,
        quorum: run.quorum,
    }
}

fn plot(
    plot: &Plot,
    places: &[usize],
    label: &'static str,
    at: Option<f64>,
    kind: impl Fn(usize) -> &'static str,
) -> Html {
    let (left, top, right, bottom) = plot.frame();
    let curves = plot.curves.iter().zip(places).enumerate();
    html! {
        <svg class="plot" viewBox={format!("0 0 {} {}", plot.width, plot.height)} role="img" aria-label={label}>
            { for plot.shares.iter().map(|(y, text)| html! {
                <>
                    <line class="grid-line" x1={px(left)} x2={px(right)} y1={px(*y)} y2={px(*y)} />
                    <text class="share" x={px(left - 6.0)} y={px(*y + 4.5)}>{ text }</text>
                </>
            }) }
            { for plot.times.iter().map(|(x, text)| html! {
                <>
                    <line class="grid-line" x1={px(*x)} x2={px(*x)} y1={px(top)} y2={px(bottom)} />
                    <text class="time" x={px(*x)} y={px(bottom + 18.0)}>{ text }</text>
                </>
            }) }
            if let Some(x) = at { <line class="at" x1={px(x)} x2={px(x)} y1={px(top)} y2={px(bottom)} /> }
            { for curves.map(|(index, (curve, place))| drawn(curve, *place, kind(index))) }
        </svg>
    }
}

fn drawn(curve: &Curve, place: usize, kind: &'static str) -> Html {
    let mark = |(x, y): &(f64, f64)| match kind {
        "writes" => html! {
            <rect class="mark-point" x={px(*x - 4.0)} y={px(*y - 4.0)} width="8" height="8" />
        },
        _ => html! { <circle class="mark-point" cx={px(*x)} cy={px(*y)} r="4.5" /> },
    };
    html! {
        <g class={classes!("curve", kind)} data-place={place.to_string()}>
            <polygon class="error-band" points={points(&curve.band)} />
            <polyline class="line" points={points(&curve.line)} />
            { for curve.marks.iter().map(mark) }
        </g>
    }
}

fn points(points: &[(f64, f64)]) -> String {
    let points = points.iter().map(|(x, y)| format!("{},{}", Px(*x), Px(*y)));
    points.collect::<Vec<_>>().join(" ")
}
