//! Find what went wrong: point at it, say why, and see it mended.

use replicascope_lessons::lesson::{Control, Panel};
use replicascope_lessons::mistake::{Measure, Mistake};
use replicascope_lessons::quiz::Picture;
use replicascope_scene::telling;
use replicascope_words::say;
use yew::prelude::*;

use super::check::Check;
use super::gradebook;
use super::live::Live;
use super::words::{paragraphs, said};
use crate::app::{PartProps, Snapshot};
use crate::same::Same;
use crate::state::Practice;

/// The properties of [`MistakePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub place: usize,
    pub mistake: Same<Mistake>,
    pub done: Callback<()>,
}

/// The page.
#[component]
pub fn MistakePage(props: &Props) -> Html {
    let mistake = &props.mistake;
    let state = use_state(|| None::<Snapshot>);
    // Whether what was pointed at is where it goes wrong; none: nothing was.
    let pointed = use_state(|| None::<bool>);
    let understood = use_state(|| false);
    let onchange = {
        let state = state.setter();
        use_callback((), move |now: Snapshot, ()| state.set(Some(now)))
    };
    let onchecked = {
        let (understood, done) = (understood.setter(), props.done.clone());
        Callback::from(move |right: bool| {
            if right {
                understood.set(true);
                done.emit(());
            }
        })
    };
    let found = *pointed == Some(true);
    html! {
        <>
            <div class="prose setting" lang="en">{ paragraphs(&mistake.setting) }</div>
            <section class="ask pointing" aria-labelledby="point-title" data-verdict={pointed.map(|right| if right { "right" } else { "wrong" })}>
                <h2 id="point-title" class="question">{ "1. " }{ said(&mistake.point) }</h2>
                { pointing(props, state.as_ref(), &pointed) }
            </section>
            <Live part={props.part.clone()} picture={Picture::Lab(Box::new(mistake.lab.clone()))} {onchange}
                panels={vec![Panel::Timeline, Panel::Inspector, Panel::Events]} controls={vec![Control::Play, Control::Step]} leads_on={false} />
            if found {
                <h2 class="stage-title">{ say::practice::what_cause() }</h2>
                <Check id="cause" practice={Practice::Mistake(props.place)} step={Some(2)} parts={vec![mistake.cause.clone()]} {onchecked} />
            }
            if found && *understood { { mended(props) } }
        </>
    }
}

/// What is selected, and the button that says that this is it.
fn pointing(
    props: &Props,
    state: Option<&Snapshot>,
    pointed: &UseStateHandle<Option<bool>>,
) -> Html {
    let (mistake, practice) = (&props.mistake, Practice::Mistake(props.place));
    let selected = state.and_then(|state| {
        let selection = state.view.selection.as_ref()?;
        let event = selection.event(state.trace())?;
        Some((
            telling::sentence(state.trace(), event),
            mistake.is_culprit(state.trace(), event),
        ))
    });
    let (sentence, is_it) = match selected {
        Some((sentence, is_it)) => (Some(sentence), is_it),
        None => (None, false),
    };
    let none = sentence.is_none();
    let onclick = {
        let (pointed, sentence) = (pointed.setter(), sentence.clone().unwrap_or_default());
        Callback::from(move |_: MouseEvent| {
            gradebook::tell(practice, Some(1), &sentence, f64::from(u8::from(is_it)));
            pointed.set(Some(is_it));
        })
    };
    let result = match **pointed {
        None => Html::default(),
        Some(true) => {
            html! { <><span class="sign right" aria-hidden="true">{ "✓" }</span>{ say::practice::found_it() }</> }
        }
        Some(false) => {
            html! { <><span class="sign wrong" aria-hidden="true">{ "✗" }</span>{ say::practice::not_there() }{ " " }{ said(&mistake.hint) }</> }
        }
    };
    html! {
        <>
            <p class="row">
                <button type="button" class="strong" disabled={none} {onclick}>{ say::practice::this_is_it() }</button>
                <span class="picked">{ sentence.map_or(say::practice::none_selected().to_owned(), |sentence| say::practice::selected(&sentence)) }</span>
            </p>
            <p role="status" class="result">{ result }</p>
        </>
    }
}

/// Both runs side by side, and what the change does.
fn mended(props: &Props) -> Html {
    let mistake = &props.mistake;
    let run = |lab: &replicascope_core::Lab, title: &'static str, leads_on: bool| {
        html! {
            <Live part={props.part.clone()} picture={Picture::Lab(Box::new(lab.clone()))} {title}
                panels={vec![Panel::Timeline]} controls={vec![Control::Step]} {leads_on} />
        }
    };
    let row = |measure: &Measure| {
        let [before, after] = &measure.found;
        html! { <tr><th scope="row">{ &measure.text }</th><td>{ before }</td><td>{ after }</td></tr> }
    };
    html! {
        <section class="mended" aria-labelledby="mended-title">
            <h2 id="mended-title">{ say::practice::mended_title() }</h2>
            <div class="prose" lang="en"><p>{ said(&mistake.fix) }</p></div>
            <div class="side-by-side">
                { run(&mistake.lab, say::practice::before(), false) }
                { run(&mistake.mended, say::practice::mended(), true) }
            </div>
            <table class="measured">
                <thead><tr><td></td><th scope="col">{ say::practice::before() }</th><th scope="col">{ say::practice::mended() }</th></tr></thead>
                <tbody>{ for mistake.measures.iter().map(row) }</tbody>
            </table>
            <div class="prose" lang="en">{ paragraphs(&mistake.explanation) }</div>
        </section>
    }
}
