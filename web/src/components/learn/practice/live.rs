//! A run with a state of its own: nothing that happens here changes what is open in the Lab.

use std::rc::Rc;

use replicascope_core::Lab;
use replicascope_lessons::lesson::{Control, Lesson, Panel, Staged};
use replicascope_lessons::quiz::Picture;
use replicascope_words::say;
use yew::prelude::*;

use super::super::stage::Stage;
use super::super::{controls, opening};
use crate::app::{PartProps, Snapshot};
use crate::same::Same;
use crate::state::{Action, Page, State, TextAction};
use crate::store::Store;

/// The properties of [`Live`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page around it.
    pub part: PartProps,
    /// What runs.
    pub picture: Picture,
    /// What it is called; nothing: what the document is called.
    #[prop_or_default]
    pub title: AttrValue,
    pub panels: Vec<Panel>,
    #[prop_or_default]
    pub controls: Vec<Control>,
    /// Whether it can be opened on a page of its own.
    #[prop_or(true)]
    pub leads_on: bool,
    /// Is told of each new state, and of the first.
    #[prop_or_default]
    pub onchange: Option<Callback<Snapshot>>,
}

/// The run.
#[component]
pub fn Live(props: &Props) -> Html {
    let lesson = {
        let title = match &props.picture {
            Picture::Lab(lab) => lab.title.clone(),
            Picture::Text(text) => text.title.clone(),
        };
        let title = if props.title.is_empty() {
            title
        } else {
            props.title.to_string()
        };
        let staged = (title, props.panels.clone(), props.controls.clone());
        use_memo(staged, |(title, panels, controls)| {
            on_a_stage(title, panels, controls)
        })
    };
    let lesson = Same(lesson);
    let part = use_state_of_its_own(props, &lesson);
    let page = match props.picture {
        Picture::Lab(_) if lesson.panels.contains(&Panel::Compare) => Page::Compare,
        Picture::Lab(_) => Page::Lab,
        Picture::Text(_) => Page::Text,
    };
    let leave = {
        let (state, main) = (part.state.clone(), props.part.dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            for action in opening::leave(&state, page) {
                main.emit(action);
            }
        })
    };
    let run = use_callback((), |_: String, ()| {});
    html! {
        <div class="live">
            <Stage {part} {lesson} here={0} covered={None} {run} />
            if props.leads_on && !props.part.state.asked.embed {
                <p class="row"><button type="button" onclick={leave}>{ if page == Page::Text { say::practice::open_text() } else { say::learn::open_in_lab() } }</button></p>
            }
        </div>
    }
}

/// The stage takes its parts from a lesson.
fn on_a_stage(title: &str, panels: &[Panel], controls: &[Control]) -> Lesson {
    Lesson {
        name: String::new(),
        title: title.to_owned(),
        section: String::new(),
        runs: vec![Staged {
            name: String::new(),
            title: title.to_owned(),
            is_text: false,
        }],
        panels: panels.to_vec(),
        controls: controls.to_vec(),
        pages: Vec::new(),
        body: Vec::new(),
    }
}

#[hook]
fn use_state_of_its_own(props: &Props, lesson: &Same<Lesson>) -> PartProps {
    let store = {
        let part = props.part.clone();
        use_memo(props.picture.clone(), move |picture| {
            Rc::new(opened(picture, &part))
        })
    };
    let state = use_state(|| Same(store.state()));
    {
        let (state, onchange) = (state.setter(), props.onchange.clone());
        // Another document brings a store of its own.
        use_effect_with(store.clone(), move |store| {
            let tell = move |now: &Rc<State>| {
                state.set(Same(Rc::clone(now)));
                if let Some(onchange) = &onchange {
                    onchange.emit(Same(Rc::clone(now)));
                }
            };
            tell(&store.state());
            store.listen(move |_, after| tell(after));
        });
    }
    let dispatch = {
        let (lesson, main) = (lesson.clone(), props.part.dispatch.clone());
        use_callback(store, move |action: Action, store| match action {
            Action::ShowPage(page) if page != store.state().view.page => {
                for action in opening::leave(&store.state(), page) {
                    main.emit(action);
                }
            }
            action if controls::allows(&lesson, &action) => store.dispatch(action),
            _ => {}
        })
    };
    PartProps {
        state: (*state).clone(),
        dispatch,
    }
}

/// A store in which a document is open.
fn opened(picture: &Picture, part: &PartProps) -> Store {
    match picture {
        Picture::Lab(lab) => Store::new(State::new(Lab::clone(lab))),
        Picture::Text(text) => {
            let state = State::new(part.state.lab().as_ref().clone());
            let open = TextAction::Open(text.clone(), None);
            let state = state.reduce(Action::Text(open));
            Store::new(state.reduce(Action::ShowPage(Page::Text)))
        }
    }
}
