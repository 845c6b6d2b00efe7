//! The laws of merging, tried on the states at hand, and naive types beside them that fail.

use replicascope_scene::theatre::{Law, Naive, Trial};
use replicascope_words::say;
use yew::prelude::*;

/// The properties of [`Laws`].
#[derive(Properties, PartialEq)]
pub struct LawsProps {
    /// The laws.
    pub laws: Vec<Law>,
    /// The naive types that could hold the same values.
    pub naive: Vec<Naive>,
}

/// One law at a time.
#[component]
pub fn Laws(props: &LawsProps) -> Html {
    let chosen = use_state(|| 0_usize);
    let choice = |(place, law): (usize, &Law)| {
        let chosen_now = *chosen == place;
        let onclick = {
            let chosen = chosen.setter();
            Callback::from(move |_: MouseEvent| chosen.set(place))
        };
        html! {
            <button type="button" class="toggle" aria-pressed={chosen_now.to_string()} {onclick}>{ law.name }</button>
        }
    };
    html! {
        <section class="laws" aria-labelledby="laws-title">
            <h3 id="laws-title">{ say::theatre::laws() }</h3>
            <div class="row" role="group" aria-label={say::theatre::laws_group()}>{ for props.laws.iter().enumerate().map(choice) }</div>
            { for props.laws.get(*chosen).map(tried) }
            <p class="hint">{ say::theatre::sign() }</p>
            if !props.naive.is_empty() { { naive(&props.naive) } }
        </section>
    }
}

fn tried(law: &Law) -> Html {
    let verdict = if law.holds {
        say::theatre::law_holds(&law.term)
    } else {
        say::theatre::law_broken(&law.term)
    };
    html! {
        <div class="tried" aria-live="polite">
            { trial(&law.one) }
            { trial(&law.other) }
            <p class="verdict">{ verdict }</p>
        </div>
    }
}

fn trial(trial: &Trial) -> Html {
    html! { <p class="trial"><span>{ &trial.merges }</span>{ " = " }<b>{ &trial.gives }</b></p> }
}

fn naive(all: &[Naive]) -> Html {
    html! {
        <table class="naive">
            <caption>{ say::theatre::naive() }</caption>
            <thead><tr>
                <th scope="col">{ say::theatre::kind() }</th><th scope="col">{ say::theatre::merged() }</th>
                <th scope="col">{ say::theatre::twice() }</th><th scope="col">{ say::theatre::swapped() }</th>
                <th scope="col">{ say::theatre::right() }</th>
            </tr></thead>
            <tbody>
                { for all.iter().map(|one| html! {
                    <tr>
                        <th scope="row">
                            { one.title }
                            if let Some(wrong) = one.wrong { <strong class="refused">{ format!("✗ {wrong}") }</strong> }
                            else { <span class="hint">{ say::theatre::nothing_shows() }</span> }
                        </th>
                        <td>{ &one.once }</td><td>{ &one.twice }</td><td>{ &one.swapped }</td><td>{ &one.right }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
