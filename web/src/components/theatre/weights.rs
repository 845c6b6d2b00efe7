//! What metadata weighs over the run, type beside type.

use std::rc::Rc;

use replicascope_core::{Lab, Micros, ReplicaId};
use replicascope_scene::weight::{Weight, weights};
use replicascope_words::say;
use yew::prelude::*;

use crate::components::px::px;

/// The size of a curve.
const WIDTH: f64 = 150.0;
const HEIGHT: f64 = 30.0;

/// The properties of [`Weights`].
#[derive(Properties, PartialEq)]
pub struct WeightsProps {
    /// The document.
    pub lab: Rc<Lab>,
    /// The place of the key in it.
    pub of: usize,
    /// At which replica.
    pub replica: ReplicaId,
}

/// A curve and the bytes at the end for each type.
#[component]
pub fn Weights(props: &WeightsProps) -> Html {
    let all = use_memo(
        (props.lab.clone(), props.of, props.replica),
        |(lab, key, replica)| weights(lab, *key, *replica),
    );
    let most = all.iter().map(Weight::most).max().unwrap_or(0).max(1);
    let end = props.lab.duration;
    html! {
        <section class="weights" aria-labelledby="weights-title">
            <h3 id="weights-title">{ say::theatre::weights() }</h3>
            <p class="hint">{ say::theatre::weights_hint(&props.replica) }</p>
            <table>
                <thead><tr>
                    <th scope="col">{ say::theatre::kind() }</th><th scope="col">{ say::theatre::over_the_run() }</th>
                    <th scope="col">{ say::theatre::value() }</th><th scope="col">{ say::theatre::metadata() }</th>
                </tr></thead>
                <tbody>{ for all.iter().map(|one| row(one, most, end)) }</tbody>
            </table>
        </section>
    }
}

fn row(weight: &Weight, most: usize, end: Micros) -> Html {
    let (payload, metadata) = weight.last();
    let told = say::theatre::bytes_at_end(&payload, &metadata);
    html! {
        <tr class={classes!(weight.own.then_some("own"))}>
            <th scope="row">{ weight.title }{ if weight.own { format!(" {}", say::theatre::here()) } else { String::new() } }</th>
            <td>
                <svg class="curve" width={px(WIDTH)} height={px(HEIGHT)} viewBox={format!("0 0 {WIDTH} {HEIGHT}")} role="img" aria-label={told}>
                    <path class="all" d={area(weight, most, end, |payload, metadata| payload + metadata)} />
                    <path class="payload" d={area(weight, most, end, |payload, _| payload)} />
                </svg>
            </td>
            <td>{ payload }</td><td>{ metadata }</td>
        </tr>
    }
}

/// Stairs from the left to the right end, closed at the bottom.
fn area(weight: &Weight, most: usize, end: Micros, height: fn(usize, usize) -> usize) -> String {
    let x = |at: Micros| WIDTH * at.0 as f64 / end.0.max(1) as f64;
    let mut path = format!("M0 {HEIGHT}");
    for (at, payload, metadata) in &weight.points {
        let y = HEIGHT * (1.0 - height(*payload, *metadata) as f64 / most as f64);
        path.push_str(&format!(" H{} V{}", px(x(*at)), px(y)));
    }
    path.push_str(&format!(" H{WIDTH} V{HEIGHT} Z"));
    path
}
