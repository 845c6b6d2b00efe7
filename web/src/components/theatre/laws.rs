//! The laws of merging, to try on the states at hand.

use replicascope_scene::theatre::{Law, Naive};
use yew::prelude::*;

use crate::components::widgets::Toggle;

/// The properties of [`Laws`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub laws: Vec<Law>,
}

/// A button for each law, and what trying the chosen one gives.
#[component]
pub fn Laws(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let button = |(place, law): (usize, &Law)| {
        let chosen_here = chosen.setter();
        let onchange = Callback::from(move |_: bool| chosen_here.set(place));
        html! { <Toggle key={place} label={law.kind.deed()} on={*chosen == place} {onchange} /> }
    };
    html! {
        <section class="laws panel" aria-labelledby="laws-title">
            <h2 id="laws-title">{ "Laws" }<span class="aside">{ "tried on these states" }</span></h2>
            <div class="row" role="group" aria-label="Try a law">
                { for props.laws.iter().enumerate().map(button) }
            </div>
            <div aria-live="polite">{ for props.laws.get(*chosen).map(law) }</div>
        </section>
    }
}

fn law(law: &Law) -> Html {
    let formulas = law.kind.formulas();
    html! {
        <>
            <p class="sentence">{ law.kind.meaning() }</p>
            <table class="law">
                <thead><tr>
                    <th scope="col">{ "merge" }</th><th scope="col">{ formulas.0 }</th>
                    <th scope="col">{ formulas.1 }</th><th scope="col">{ "same?" }</th>
                </tr></thead>
                <tbody>
                    { line("this type", "the least state that includes both", &law.results, law.holds) }
                    { for law.naive.iter().map(naive) }
                </tbody>
            </table>
        </>
    }
}

fn naive(naive: &Naive) -> Html {
    line(naive.name, naive.rule, &naive.results, naive.holds)
}

fn line(name: &str, rule: &str, results: &(String, String), holds: bool) -> Html {
    let (class, verdict) = match holds {
        true => ("holds", "✓ same"),
        false => ("breaks", "✗ differ"),
    };
    html! {
        <tr {class} data-merge={name.to_owned()}>
            <th scope="row">{ name }<span class="hint">{ rule }</span></th>
            <td>{ &results.0 }</td><td>{ &results.1 }</td><td class="same">{ verdict }</td>
        </tr>
    }
}
