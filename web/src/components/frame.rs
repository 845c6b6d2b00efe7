//! The page as a frame in another page: a slim bar with what was asked for, and the panels that
//! were.

use replicascope_core::Micros;
use replicascope_scene::words;
use replicascope_words::say;
use web_sys::{HtmlAnchorElement, HtmlInputElement};
use yew::prelude::*;

use super::header::{story, undo};
use super::playing::use_playing;
use super::transport::{buttons, clock, speed, summary};
use super::{
    ClusterPanel, Compare, Conflicts, EventList, Guarantees, Inspector, LearnPage, NoticeBar,
    QuorumPage, Setup, TextPage, TheatrePage, TimelinePanel,
};
use crate::app::PartProps;
use crate::embed::{Control, Panel};
use crate::link;
use crate::state::{Action, Page};

/// The page.
#[component]
pub fn FramedPage(props: &PartProps) -> Html {
    let state = &props.state;
    use_playing(state.view.playing, props.dispatch.clone());
    // These two draw the timeline themselves.
    let drawn = |panel: Panel| {
        let panels = state.asked.panels();
        panel == Panel::Timeline
            && (panels.contains(&Panel::Guarantees) || panels.contains(&Panel::Compare))
    };
    let panels = state.asked.panels().iter().copied();
    let panels = panels.filter(|panel| !drawn(*panel));
    html! {
        <>
            <header class="frame-bar">
                // A lesson has its own title.
                if state.view.page != Page::Learn { { story(state) } }
                { bar(props) }
            </header>
            <NoticeBar ..props.clone() />
            <main class="framed">{ for panels.map(|one| panel(props, one)) }</main>
        </>
    }
}

/// What there is to press, and the way to the whole page.
fn bar(props: &PartProps) -> Html {
    let asked = &props.state.asked;
    let page = props.state.view.page;
    // The other pages have nothing that plays, or their own controls for it.
    let plays = !matches!(page, Page::Quorum | Page::Text | Page::Learn);
    let moves = [Control::Play, Control::Step, Control::Scrub].map(|one| asked.offers(one));
    html! {
        <div class="frame-controls">
            if plays && moves.contains(&true) {
                { buttons(props) }
                if asked.offers(Control::Scrub) { { scrub(props) } }
                { clock(props.state.view.playhead) }
            }
            if plays && asked.offers(Control::Speed) { { speed(props) } }
            if plays || page == Page::Text {
                <div class="controls" role="group" aria-label={say::header::history()}>{ undo(props) }</div>
            }
            { whole(props) }
        </div>
    }
}

/// The playhead as a slider.
fn scrub(props: &PartProps) -> Html {
    let (at, end) = (props.state.view.playhead, props.state.lab().duration);
    let oninput = props.dispatch.reform(move |event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        Action::Seek(Micros(field.value().parse().unwrap_or(at.0)))
    });
    html! {
        <input type="range" class="scrubber" min="0" max={end.0.to_string()} step="500" value={at.0.to_string()}
            aria-label={say::playback::moment()} aria-valuetext={words::time(at)} {oninput} />
    }
}

/// A link to the whole page, with the document as it is now.
fn whole(props: &PartProps) -> Html {
    // Packing the document takes its time: not for every picture, only when the link is used.
    let state = props.state.clone();
    let point = move |event: Event| {
        let link: HtmlAnchorElement = event.target_unchecked_into();
        link.set_href(&link::whole_address(&state));
    };
    let (pressed, focused, clicked) = (point.clone(), point.clone(), point);
    html! {
        <a class="whole" href="./" target="_blank" rel="noopener"
            onpointerdown={move |event: PointerEvent| pressed(event.into())}
            onfocus={move |event: FocusEvent| focused(event.into())}
            onclick={move |event: MouseEvent| clicked(event.into())}>{ say::playback::whole() }</a>
    }
}

fn panel(props: &PartProps, panel: Panel) -> Html {
    let part = props.clone();
    let body = match panel {
        Panel::Timeline => html! { <TimelinePanel ..part /> },
        Panel::Cluster => html! { <ClusterPanel ..part /> },
        Panel::Inspector => html! { <Inspector ..part /> },
        Panel::Events => html! { <EventList ..part /> },
        Panel::Summary => {
            html! { <p class="summary">{ summary(props.state.trace(), props.state.view.key) }</p> }
        }
        Panel::Compare => html! { <Compare ..part /> },
        Panel::Guarantees => html! { <Guarantees ..part /> },
        Panel::Conflicts => html! { <Conflicts ..part /> },
        Panel::Merge => html! { <TheatrePage ..part /> },
        Panel::Setup => html! { <Setup ..part /> },
        Panel::Quorum => html! { <QuorumPage ..part /> },
        Panel::Text => html! { <TextPage ..part /> },
        Panel::Lesson => html! { <LearnPage ..part /> },
    };
    html! { <div key={panel.word()} class="framed-panel" data-panel={panel.word()}>{ body }</div> }
}
