//! The map of the models.

use replicascope_check::Model;
use replicascope_scene::guarantees::{MAP_HEIGHT, MAP_WIDTH, Map, Node};
use replicascope_words::say;
use yew::prelude::*;

use super::{Found, Picked};
use crate::components::placed::Placed;
use crate::same::Same;

/// The properties of [`ModelMap`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub found: Same<Option<Found>>,
    pub model: Model,
    pub pick: Callback<Picked>,
}

/// The models, the stronger above, each with what holds of the run.
#[component]
pub fn ModelMap(props: &Props) -> Html {
    let map = use_memo((), |()| Map::new());
    let node = |node: &Node| {
        let found = props.found.as_ref();
        let word = found.and_then(|found| found.verdict(node.model));
        let word = word.map_or("unknown", |verdict| verdict.word());
        let model = node.model;
        let onclick = props.pick.reform(move |_: MouseEvent| Picked {
            model: Some(model),
            ..Picked::default()
        });
        let part = |part: f64, of: f64| format!("{:.2}%", part / of * 100.0);
        let at = vec![
            ("--left", part(node.x, MAP_WIDTH)),
            ("--top", part(node.y, MAP_HEIGHT)),
            ("--wide", part(node.width, MAP_WIDTH)),
            ("--high", part(node.height, MAP_HEIGHT)),
        ];
        html! {
            <Placed key={model.word()} class={classes!("model-place")} {at}>
                <button type="button" class={classes!("model", word)} {onclick}
                    aria-pressed={(model == props.model).to_string()} data-model={model.word()} data-verdict={word}>
                    { symbol(word) }
                    <span class="title">{ model.title() }</span>
                    <span class="word">{ said(word) }</span>
                </button>
            </Placed>
        }
    };
    html! {
        <div class="model-map" role="group" aria-label={say::guarantees::map()}>
            <svg viewBox={format!("0 0 {MAP_WIDTH} {MAP_HEIGHT}")} preserveAspectRatio="none" aria-hidden="true">
                { for map.lines.iter().map(|line| html! { <path d={line.clone()} /> }) }
            </svg>
            { for map.nodes.iter().map(node) }
        </div>
    }
}

/// A verdict in a word.
fn said(word: &str) -> &'static str {
    match word {
        "holds" => say::guarantees::holds(),
        "violated" => say::guarantees::violated(),
        _ => say::guarantees::unknown(),
    }
}

/// A sign for a verdict, so that nothing is told by colour alone.
pub fn symbol(word: &str) -> Html {
    let d = match word {
        "holds" => "M3 9 L7 13 L14 4",
        "violated" => "M4 4 L13 13 M13 4 L4 13",
        _ => "M5 6 a3.5 3.5 0 1 1 5 3.2 q-1.5 .8 -1.5 2.3 M8.5 14.2 v.6",
    };
    html! {
        <svg class="verdict-sign" viewBox="0 0 17 17" aria-hidden="true"><path {d} /></svg>
    }
}
