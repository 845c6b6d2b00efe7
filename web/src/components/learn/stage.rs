//! The run of a lesson: the parts that it names, and nothing that it does not need.

use replicascope_core::Micros;
use replicascope_lessons::lesson::{Control, Lesson, Panel, Staged};
use replicascope_words::say;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::controls;
use crate::app::PartProps;
use crate::components::playing::use_playing;
use crate::components::px::px;
use crate::components::timeline::{
    Diagram, Legend, Lifting, ToolbarProps, breaker, key_choice, tool, update_word, use_lifting,
};
use crate::components::transport::{at, summary};
use crate::components::widgets::IconButton;
use crate::components::{
    ClusterPanel, Compare, Conflicts, EventList, Guarantees, Inspector, NoticeBar, QuorumSets,
    StrategyPanel, TextPage, TheatrePage,
};
use crate::same::Same;
use crate::state::{Action, Tool};

/// The properties of [`Stage`].
#[derive(Properties, PartialEq, Clone)]
pub struct Props {
    /// The lesson's own state.
    pub part: PartProps,
    pub lesson: Same<Lesson>,
    /// Which of its documents is on the stage.
    pub here: usize,
    /// From when on the run is covered; none: it is not.
    pub covered: Option<Micros>,
    /// Puts another document on the stage.
    pub run: Callback<String>,
}

/// The stage.
#[component]
pub fn Stage(props: &Props) -> Html {
    let lesson = &props.lesson;
    let shows = |panel: Panel| lesson.panels.contains(&panel);
    let covered = props.covered.is_some();
    let class = classes!(
        "lesson-stage",
        (!controls::edits(lesson)).then_some("fixed"),
        covered.then_some("covered"),
    );
    let title = lesson.runs.get(props.here).map_or("", |one| &*one.title);
    html! {
        <section {class} aria-label={say::learn::run(&title)} onkeydown={history_keys(props)}>
            { documents(props) }
            <NoticeBar ..props.part.clone() />
            if shows(Panel::Timeline) && !shows(Panel::Guarantees) { <Picture ..props.clone() /> }
            if !covered {
                { parts(props) }
                if shows(Panel::Compare) { <Player ..props.clone() /> }
            } else if !shows(Panel::Timeline) || shows(Panel::Guarantees) {
                <p class="curtain-note">{ say::learn::curtain_all() }</p>
            }
        </section>
    }
}

/// Undo and redo, within the lesson.
fn history_keys(props: &Props) -> Callback<KeyboardEvent> {
    let dispatch = props.part.dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        if let Some(action) = crate::app::history_shortcut(&event) {
            event.prevent_default();
            event.stop_propagation();
            dispatch.emit(action);
        }
    })
}

/// The documents to choose among, and the way back.
fn documents(props: &Props) -> Html {
    let lesson = &props.lesson;
    let tab = |(place, staged): (usize, &Staged)| {
        let name = staged.name.clone();
        let onclick = props.run.reform(move |_: MouseEvent| name.clone());
        let on = place == props.here;
        html! { <button type="button" aria-pressed={on.to_string()} data-run={staged.name.clone()} {onclick}>{ &staged.title }</button> }
    };
    let state = &props.part.state;
    let send = |action: Action| {
        props
            .part
            .dispatch
            .reform(move |_: MouseEvent| action.clone())
    };
    html! {
        <div class="stage-head">
            if lesson.runs.len() > 1 {
                <div class="runs" role="group" aria-label={say::learn::runs()}>{ for lesson.runs.iter().enumerate().map(tab) }</div>
            } else {
                <h2 class="run-title">{ lesson.runs.first().map_or("", |one| &*one.title) }</h2>
            }
            if controls::changes(lesson) && props.covered.is_none() {
                <div class="row">
                    <IconButton label={say::header::undo()} icon="undo" disabled={!state.can_undo()} onclick={send(Action::Undo)} />
                    <button type="button" disabled={!state.can_reset()} onclick={send(Action::Reset)}>{ say::header::reset() }</button>
                </div>
            }
        </div>
    }
}

/// The space-time diagram with the tools and the controls that the lesson needs.
#[component]
fn Picture(props: &Props) -> Html {
    let part = &props.part;
    let lifting = use_lifting(&part.state, &part.dispatch);
    use_playing(part.state.view.playing, part.dispatch.clone());
    let covered = props.covered.is_some();
    let marks = props.covered.map(|from| curtain(&lifting, from));
    html! {
        <div class="timeline">
            if !covered { { tools(props, &lifting) } }
            <div inert={covered}>
                <Diagram {lifting} label={say::timeline::diagram()} marks={marks.unwrap_or_default()} />
            </div>
            if covered {
                <p class="curtain-note">{ say::learn::curtain_rest() }</p>
            } else {
                <Legend ..part.clone() />
                { transport(props) }
            }
        </div>
    }
}

/// Covers what the learner is to say.
fn curtain(lifting: &Lifting, from: Micros) -> Html {
    let picture = &*lifting.picture;
    let left = picture.scale.x(from);
    let (right, bottom) = (picture.width, picture.lanes.floor() + 2.0);
    html! {
        <g class="curtain">
            <rect x={px(left)} y="34" width={px(right - left)} height={px(bottom - 34.0)} />
            <text x={px(f64::midpoint(left, right))} y={px(f64::midpoint(34.0, bottom) + 14.0)}>{ "?" }</text>
        </g>
    }
}

/// What can be put into the picture, and which key is shown.
fn tools(props: &Props, lifting: &Lifting) -> Html {
    let state = &props.part.state;
    let can = |control: Control| props.lesson.controls.contains(&control);
    let bar = ToolbarProps {
        lifting: lifting.clone(),
        state: state.clone(),
        dispatch: props.part.dispatch.clone(),
    };
    let any = can(Control::Write) || can(Control::Read) || can(Control::Break);
    if !any && state.lab().keys.len() < 2 {
        return Html::default();
    }
    let update = state.lab().keys.get(state.view.key);
    html! {
        <div class="toolbar">
            if can(Control::Write) || can(Control::Read) {
                <div class="tools" role="group" aria-label={say::timeline::new_operations()}>
                    if can(Control::Write) { { tool(&bar, Tool::Update, update.map_or_else(say::timeline::write, update_word)) } }
                    if can(Control::Read) { { tool(&bar, Tool::Read, say::timeline::read()) } }
                </div>
            }
            if can(Control::Break) { { breaker(&bar) } }
            { key_choice(&bar.state, &bar.dispatch) }
        </div>
    }
}

/// The same where other parts than the diagram show the run.
#[component]
fn Player(props: &Props) -> Html {
    let part = &props.part;
    use_playing(part.state.view.playing, part.dispatch.clone());
    html! { <div>{ transport(props) }</div> }
}

/// Playing and stepping, and what the run comes to.
fn transport(props: &Props) -> Html {
    let view = &props.part.state.view;
    let can = |control: Control| props.lesson.controls.contains(&control);
    let send = |action: Action| {
        props
            .part
            .dispatch
            .reform(move |_: MouseEvent| action.clone())
    };
    let (play, label, icon) = match view.playing {
        true => (Action::Pause, say::playback::pause(), "pause"),
        false => (Action::Play, say::playback::play(), "play"),
    };
    html! {
        <div class="transport">
            <div class="controls" role="group" aria-label={say::playback::controls()}>
                <IconButton label={say::playback::start()} icon="start" onclick={send(Action::Seek(Micros::ZERO))} />
                if can(Control::Step) { <IconButton label={say::playback::previous()} icon="back" onclick={send(Action::StepBack)} /> }
                if can(Control::Play) { <IconButton {label} {icon} class="primary" onclick={send(play)} /> }
                if can(Control::Step) { <IconButton label={say::playback::next()} icon="forward" onclick={send(Action::StepForward)} /> }
            </div>
            <output class="clock" aria-label={say::playback::playhead()}>{ at(view.playhead) }</output>
            <p class="summary">{ summary(props.part.state.trace(), view.key) }</p>
        </div>
    }
}

/// The other parts that the lesson names, in its order.
fn parts(props: &Props) -> Html {
    let part = || props.part.clone();
    let narrow = |panel: &&Panel| {
        matches!(
            panel,
            Panel::Cluster | Panel::Inspector | Panel::Events | Panel::Strategy
        )
    };
    let panels = &props.lesson.panels;
    let draw = |panel: &Panel| match panel {
        // A part of the head of the stage, or of the guarantees.
        Panel::Timeline => Html::default(),
        Panel::Cluster => html! { <ClusterPanel ..part() /> },
        Panel::Inspector => html! { <Inspector ..part() /> },
        Panel::Events => html! { <EventList ..part() /> },
        Panel::Strategy => html! { <StrategyPanel ..part() /> },
        Panel::Compare => html! { <Compare ..part() /> },
        Panel::Conflicts => html! { <Conflicts ..part() /> },
        Panel::Merge => html! { <TheatrePage ..part() /> },
        Panel::Guarantees => html! { <Guarantees ..part() /> },
        Panel::Quorum => html! { <QuorumSets ..part() /> },
        Panel::Text => html! { <TextPage ..part() /> },
    };
    let beside = panels.iter().filter(narrow).count();
    html! {
        <>
            if beside > 0 {
                <div class={format!("panels beside-{beside}")}>{ for panels.iter().filter(narrow).map(draw) }</div>
            }
            { for panels.iter().filter(|panel| !narrow(panel)).map(draw) }
        </>
    }
}
