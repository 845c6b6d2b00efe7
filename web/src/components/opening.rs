//! What can be opened: the scenarios of the Lab, and the documents of the text page.

use replicascope_lessons::{SCENARIOS, Scenario, TEXTS, Topic};
use replicascope_words::say;
use yew::prelude::*;

use super::widgets::Choice;
use crate::app::PartProps;
use crate::state::{Action, TextAction};

/// Opens a scenario.
#[component]
pub fn Scenarios(props: &PartProps) -> Html {
    let onchange = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |name: String| {
            let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name);
            if let Some(Ok(lab)) = scenario.map(|scenario| scenario.lab()) {
                dispatch.emit(Action::Open {
                    lab: Box::new(lab),
                    playhead: None,
                });
            }
        })
    };
    let groups = use_memo((), |()| Topic::ALL.map(group).to_vec());
    let known: Vec<_> = groups.iter().flat_map(|(_, known)| known.clone()).collect();
    let (value, own) = chosen(&known, &props.state.lab().title);
    html! {
        <Choice label={say::header::scenario()} {value} options={Vec::from_iter(own)} groups={(*groups).clone()} {onchange} />
    }
}

/// Opens a document of the text page.
#[component]
pub fn Texts(props: &PartProps) -> Html {
    let onchange = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |name: String| {
            let text = TEXTS.iter().find(|text| text.name == name);
            if let Some(Ok(lab)) = text.map(|text| text.lab()) {
                dispatch.emit(Action::Text(TextAction::Open(Box::new(lab), None)));
            }
        })
    };
    let known = use_memo((), |()| {
        let titled = TEXTS
            .iter()
            .map(|one| (one.name.to_owned(), one.title().to_owned()));
        titled.collect::<Vec<_>>()
    });
    let (value, own) = chosen(&known, &props.state.text.lab().title);
    let options: Vec<_> = own.into_iter().chain((*known).clone()).collect();
    html! { <Choice label={say::header::example()} {value} {options} {onchange} /> }
}

/// Which of the known documents is open; one that is none of them is an option of its own.
fn chosen(known: &[(String, String)], title: &str) -> (String, Option<(String, String)>) {
    let found = known.iter().find(|(_, known)| known == title);
    let own = if title.is_empty() {
        say::header::untitled()
    } else {
        title
    };
    match found {
        Some((name, _)) => (name.clone(), None),
        None => (String::new(), Some((String::new(), own.to_owned()))),
    }
}

/// The scenarios about a topic: each one's name and title.
fn group(topic: Topic) -> (String, Vec<(String, String)>) {
    let titled = |one: &Scenario| (one.name.to_owned(), one.title().to_owned());
    let scenarios = topic.scenarios().map(titled).collect();
    (topic.title().to_owned(), scenarios)
}
