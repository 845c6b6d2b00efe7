//! The page of guarantees: the map of the models, what each promises, and where the run breaks it.

mod explanation;
mod files;
mod imported;
mod lit;
mod map;
mod steps;

use std::rc::Rc;

use replicascope_check::{
    Convergence, History, Model, Verdict, check_all, convergence, lost_updates,
};
use replicascope_core::{Key, Trace};
use replicascope_scene::guarantees::Marks;
use replicascope_scene::words;
use replicascope_words::say;
use yew::prelude::*;

use super::timeline::{MarkedTimeline, TimelinePanel};
use super::{EventList, Inspector, Transport};
use crate::app::PartProps;
use crate::same::Same;
use crate::state::Imported;

use explanation::Explanation;
use files::Files;
use imported::ImportedView;
use map::ModelMap;

pub use lit::{LitUp, marks};

/// How many steps each check may take while the learner drags.
const LIVE_STEPS: u64 = 60_000;
/// The same of a history that is opened once.
const STEPS: u64 = 400_000;
/// A run of more operations is checked only when somebody asks: the page stands still meanwhile.
const MOST_LIVE: usize = 1_500;

/// What has been found out about a history.
pub struct Found {
    pub history: Rc<History>,
    pub verdicts: Vec<(Model, Verdict)>,
}

impl Found {
    fn of(history: History, steps: u64) -> Self {
        Self {
            verdicts: check_all(&history, steps),
            history: Rc::new(history),
        }
    }

    pub fn verdict(&self, model: Model) -> Option<&Verdict> {
        let mut verdicts = self.verdicts.iter();
        verdicts
            .find(|(of, _)| *of == model)
            .map(|(_, verdict)| verdict)
    }

    /// The weakest model that is violated: what it forbids is what is plainest to see.
    fn plainest(&self) -> Model {
        let violated = self.verdicts.iter().rev();
        let mut violated = violated.filter(|(_, verdict)| matches!(verdict, Verdict::Violated(_)));
        violated
            .next()
            .map_or(Model::Linearizable, |(model, _)| *model)
    }
}

/// What is picked out: a model, one of the orders of its certificate, and how much of it.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Picked {
    pub model: Option<Model>,
    pub order: usize,
    pub shown: usize,
}

/// The page.
#[component]
pub fn Guarantees(props: &PartProps) -> Html {
    let state = &props.state;
    let picked = use_state(Picked::default);
    let trace = Same(Rc::clone(state.trace()));
    let asked_for = use_state(|| None::<Same<Trace>>);
    let is_asked_for = trace.operations.len() <= MOST_LIVE || asked_for.as_ref() == Some(&trace);
    let source = (trace, state.imported.clone().map(Same), is_asked_for);
    let found = use_memo(source, |(trace, imported, is_asked_for)| {
        match imported.as_deref() {
            Some(Imported::History { history, .. }) => Some(Found::of(history.clone(), STEPS)),
            Some(Imported::Diagram { .. }) => None,
            None => is_asked_for.then(|| Found::of(History::of(trace), LIVE_STEPS)),
        }
    });
    {
        let picked = picked.setter();
        use_effect_with(state.imported.clone().map(Same), move |_| {
            picked.set(Picked::default());
        });
    }
    let pick = {
        let picked = picked.setter();
        Callback::from(move |next: Picked| picked.set(next))
    };
    let below = match &*found {
        None if state.imported.is_none() => {
            let (asked_for, trace) = (asked_for.setter(), Same(Rc::clone(state.trace())));
            let count = trace.operations.len();
            let check = Callback::from(move |_: MouseEvent| asked_for.set(Some(trace.clone())));
            html! {
                <div class="row">
                    <p>{ say::playback::unchecked(&count) }</p>
                    <button type="button" onclick={check}>{ say::playback::check() }</button>
                </div>
            }
        }
        None => Html::default(),
        Some(of) => {
            let model = picked.model.unwrap_or_else(|| of.plainest());
            let now = Picked {
                model: Some(model),
                ..*picked
            };
            let found = Same(Rc::clone(&found));
            html! {
                <div class="guarantees-below">
                    <div>
                        <ModelMap found={found.clone()} {model} pick={pick.clone()} />
                        { left_out(&of.history) }
                        if state.imported.is_none() { { in_the_end(state.trace()) } }
                    </div>
                    <Explanation part={props.clone()} {found} picked={now} {pick} />
                </div>
            }
        }
    };
    html! {
        <section class="guarantees" aria-label={say::guarantees::title()}>
            if !state.asked.embed { <Files ..props.clone() /> }
            { picture(props, &found, *picked) }
            { below }
            if state.imported.is_none() && !state.asked.embed {
                <div class="panels two">
                    <Inspector ..props.clone() />
                    <EventList ..props.clone() />
                </div>
            }
        </section>
    }
}

/// The run or the history, with the witness or the certificate lit up.
fn picture(props: &PartProps, found: &Rc<Option<Found>>, picked: Picked) -> Html {
    let lit = found.as_ref().as_ref().map(|found| {
        let model = picked.model.unwrap_or_else(|| found.plainest());
        let verdict = found.verdict(model);
        let marks = verdict
            .map(|verdict| Marks::of(&found.history, verdict, picked.order, Some(picked.shown)));
        LitUp::new(Rc::clone(&found.history), marks.unwrap_or_default())
    });
    let lit = lit.map(|lit| Same(Rc::new(lit)));
    match (&props.state.imported, lit) {
        (Some(imported), lit) => {
            html! { <ImportedView part={props.clone()} imported={Same(Rc::clone(imported))} {lit} /> }
        }
        (None, Some(lit)) => html! {
            <>
                <MarkedTimeline part={props.clone()} {lit} />
                // A frame has its own bar.
                if !props.state.asked.embed { <Transport ..props.clone() /> }
            </>
        },
        (None, None) => html! {
            <>
                <TimelinePanel ..props.clone() />
                if !props.state.asked.embed { <Transport ..props.clone() /> }
            </>
        },
    }
}

/// What the models are silent about.
fn left_out(history: &History) -> Html {
    if history.left_out.is_empty() {
        return Html::default();
    }
    let keys = history.left_out.join(", ");
    html! { <p class="hint">{ say::guarantees::left_out(&keys) }</p> }
}

/// Eventual consistency is about the end of a run, and does not say that nothing is lost.
fn in_the_end(trace: &Rc<Trace>) -> Html {
    let keys = |keys: &[Key]| {
        let names = keys.iter().map(ToString::to_string);
        names.collect::<Vec<_>>().join(", ")
    };
    let (agree, text) = match convergence(trace) {
        Convergence::Agreed(at) => (
            "holds",
            say::guarantees::all_agree(&replicascope_scene::words::time(at)),
        ),
        Convergence::Never(apart) => ("violated", say::guarantees::never_agree(&keys(&apart))),
        Convergence::NotYet(apart) => ("unknown", say::guarantees::not_yet(&keys(&apart))),
    };
    let lost: Vec<String> = lost_updates(trace)
        .iter()
        .map(|step| words::step(trace, *step))
        .collect();
    let (kept, lost) = match lost.is_empty() {
        true => ("holds", say::guarantees::none_lost().to_owned()),
        false => ("violated", say::guarantees::lost(&lost.join(", "))),
    };
    html! {
        <dl class="in-the-end">
            { line(say::guarantees::convergence(), agree, &text, "convergence") }
            { line(say::guarantees::no_loss(), kept, &lost, "lost") }
        </dl>
    }
}

fn line(name: &'static str, word: &'static str, text: &str, id: &'static str) -> Html {
    html! {
        <div class={word} data-line={id} data-verdict={word}>
            <dt>{ map::symbol(word) }{ name }</dt>
            <dd>{ text }</dd>
        </div>
    }
}
