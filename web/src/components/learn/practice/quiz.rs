//! A question of the quiz, in the variant of a seed.

use replicascope_lessons::lesson::{Control, Panel};
use replicascope_lessons::quiz::{Picture, Question, Text};
use replicascope_words::say;
use yew::prelude::*;

use super::check::{Check, use_checked};
use super::live::Live;
use super::words::{paragraphs, said};
use crate::app::PartProps;
use crate::components::widgets::TextField;
use crate::same::Same;
use crate::state::{Action, LearnAction, Practice};

/// Seeds that are drawn are below this: short enough to be read out.
const SEEDS: f64 = 10_000.0;

/// The properties of [`Quiz`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub place: usize,
    pub seed: u32,
    pub text: Same<Text>,
    pub done: Callback<()>,
}

/// The question; below it, once something was answered, a run that shows why.
#[component]
pub fn Quiz(props: &Props) -> Html {
    let question = {
        let text = props.text.clone();
        use_memo((props.place, props.seed), move |(place, seed)| {
            Question::new(*place, *seed, &text)
        })
    };
    let (shown, onchecked) = use_checked(props.done.clone());
    let question = match &*question {
        Ok(question) => question,
        Err(error) => {
            return html! { <p role="alert">{ say::practice::no_variant(&error) }</p> };
        }
    };
    let practice = Practice::Quiz {
        place: props.place,
        seed: props.seed,
    };
    let asked = &props.part.state.asked;
    // A host that has named a variant means that one.
    let fixed = asked.embed && asked.seed.is_some();
    html! {
        <>
            if !fixed { { variants(props) } }
            <div class="prose setting" lang="en">{ paragraphs(&question.setting) }</div>
            <Check {practice} parts={question.parts.clone()} {onchecked} />
            if shown {
                <section class="because" aria-labelledby="because-title">
                    <h2 id="because-title">{ say::practice::why_as_run() }</h2>
                    <div class="prose" lang="en"><p>{ said(&question.run) }</p></div>
                    <Live part={props.part.clone()} picture={question.picture.clone()}
                        panels={panels(&question.picture)} controls={vec![Control::Play, Control::Step, Control::Edit]} />
                    <div class="prose" lang="en">{ paragraphs(&question.explanation) }</div>
                </section>
            }
        </>
    }
}

fn panels(picture: &Picture) -> Vec<Panel> {
    match picture {
        Picture::Lab(_) => vec![Panel::Timeline, Panel::Inspector],
        Picture::Text(_) => vec![Panel::Text],
    }
}

/// Which variant this is, and others.
fn variants(props: &Props) -> Html {
    let place = props.place;
    let open = props.part.dispatch.reform(move |seed: u32| {
        Action::Learn(LearnAction::Practise(Practice::Quiz { place, seed }))
    });
    let entered = {
        let (open, now) = (open.clone(), props.seed);
        Callback::from(move |typed: String| open.emit(typed.trim().parse().unwrap_or(now)))
    };
    let now = props.seed;
    let another = open.reform(move |_: MouseEvent| drawn(now));
    html! {
        <div class="variants row">
            <TextField label={say::practice::variant()} value={props.seed.to_string()} numeric={true} onchange={entered} />
            <button type="button" onclick={another}>{ say::practice::new_variant() }</button>
            <span class="hint">{ if props.seed == 0 { say::practice::variant_0() } else { say::practice::other_numbers() } }</span>
        </div>
    }
}

/// Another seed, drawn by chance: neighbours are not to get the same.
fn drawn(now: u32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 up to, not including, the number of seeds"
    )]
    let drawn = (js_sys::Math::random() * SEEDS) as u32 + 1;
    if drawn == now { drawn + 1 } else { drawn }
}
