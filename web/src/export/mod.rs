//! What can be taken away: pictures for paper, the document, the list of events.

mod png;

use replicascope_core::Trace;
use replicascope_core::lab::Lab;
use replicascope_scene::figure::{self, Sets, file_stem};
use replicascope_scene::listing;
use replicascope_words::say;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::app::PartProps;
use crate::components::staged;
use crate::state::{Action, Against, Notice, Page, State};
use crate::{dom, link};

/// Something that can be saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Export {
    /// A picture; for programs that scale it.
    Svg(Picture),
    /// A picture; for all others.
    Png(Picture),
    /// The document.
    Document,
    /// What happens, as text.
    Events,
}

/// Of what there are pictures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    Timeline,
    Merge,
    Quorums,
}

impl Picture {
    fn words(self) -> &'static str {
        match self {
            Self::Timeline => say::timeline::title(),
            Self::Merge => say::header::merge(),
            Self::Quorums => say::export::quorums(),
        }
    }
}

impl Export {
    /// What a page offers.
    pub fn on(page: Page) -> Vec<Self> {
        let both = |picture| [Self::Svg(picture), Self::Png(picture)];
        let of_the_run = [Self::Document, Self::Events];
        match page {
            // A lesson's pictures are its own; from the Lab they can be taken.
            Page::Learn => Vec::new(),
            Page::Text => vec![Self::Document],
            Page::Quorum => both(Picture::Quorums).to_vec(),
            Page::Theatre => [both(Picture::Merge), both(Picture::Timeline), of_the_run].concat(),
            _ => [both(Picture::Timeline), of_the_run].concat(),
        }
    }

    /// What it is called, and what it is good for.
    pub fn words(self) -> (String, &'static str) {
        match self {
            Self::Svg(picture) => (
                say::export::as_svg(&picture.words()),
                say::export::svg_hint(),
            ),
            Self::Png(picture) => (
                say::export::as_png(&picture.words()),
                say::export::png_hint(),
            ),
            Self::Document => (
                say::export::document().to_owned(),
                say::export::document_hint(),
            ),
            Self::Events => (say::export::events().to_owned(), say::export::events_hint()),
        }
    }
}

/// The run as JSON takes some 400 bytes for each event: of more than these, a tab would stand still.
const MOST_AS_JSON: usize = 200_000;

/// A run as data for the page around this one and for scripts.
///
/// # Errors
/// When it has too many events; says how many are written at most.
pub fn as_json(trace: &Trace) -> Result<String, String> {
    match trace.events.len() {
        ..=MOST_AS_JSON => Ok(trace.to_json()),
        events => Err(format!(
            "the run has {events} events, and at most {MOST_AS_JSON} are written"
        )),
    }
}

/// Saves it, or says why that is not possible.
pub fn save(props: &PartProps, export: Export) {
    let (state, dispatch) = (&props.state, props.dispatch.clone());
    let stem = file_stem(title(state));
    let (name, text) = match export {
        Export::Document => (format!("{stem}.json"), document(state)),
        Export::Events => (format!("{stem}.txt"), listing(state.trace())),
        Export::Svg(picture) | Export::Png(picture) => match draw(props, picture) {
            Some((name, svg)) => (name, svg),
            None => {
                let text = say::export::no_merge().to_owned();
                return dispatch.emit(Action::Tell(Notice::Problem(text)));
            }
        },
    };
    if !matches!(export, Export::Png(_)) {
        let kind = kind(&name);
        return told(&dispatch, dom::save(&name, kind, &text), &name);
    }
    spawn_local(async move {
        let name = name.replace(".svg", ".png");
        let picture = png::of(&text).await;
        let saved = picture.is_some_and(|picture| dom::save_blob(&name, &picture));
        told(&dispatch, saved, &name);
    });
}

fn told(dispatch: &Callback<Action>, saved: bool, name: &str) {
    let notice = match saved {
        true => Notice::Done(say::export::saved(&name)),
        false => Notice::Problem(say::export::not_saved(&name)),
    };
    dispatch.emit(Action::Tell(notice));
}

/// What kind of file a name is for.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "text/plain;charset=utf-8",
    }
}

fn title(state: &State) -> &str {
    match state.view.page {
        Page::Text => &state.text.lab().title,
        _ => &state.lab().title,
    }
}

fn document(state: &State) -> String {
    match state.view.page {
        Page::Text => state.text.lab().to_json(),
        _ => Lab::to_json(state.lab()),
    }
}

/// A picture, and a name for it; none where there is nothing to draw.
fn draw(props: &PartProps, picture: Picture) -> Option<(String, String)> {
    let state = &props.state;
    let trace: &Trace = state.trace();
    let stem = file_stem(&trace.lab.title);
    let link = link::address(state);
    match picture {
        Picture::Timeline => {
            let svg =
                figure::timeline(trace, state.view.key, Some(state.view.scale()), Some(&link));
            Some((format!("{stem}.svg"), svg))
        }
        Picture::Merge => {
            let svg = figure::merge(trace, staged(props)?, Some(&link))?;
            Some((format!("{stem}-merge.svg"), svg))
        }
        Picture::Quorums => {
            let lab = &state.quorum;
            let sets = match lab.against {
                Against::Read => Sets::WriteAndRead,
                Against::Write => Sets::TwoWrites,
            };
            let quorum = lab.quorum();
            let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
            let svg = figure::quorum(quorum, sets, lab.pair(), Some(&link));
            Some((format!("quorums-n{n}-w{w}-r{r}.svg"), svg))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_offers_something_and_names_it_once() {
        for page in Page::ALL {
            let mut names: Vec<String> = Export::on(page)
                .into_iter()
                .map(|one| one.words().0)
                .collect();
            let count = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count, "{page:?}");
            assert_eq!(count == 0, page == Page::Learn, "{page:?}");
        }
    }
}
