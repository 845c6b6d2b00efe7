//! The shapes of the picture, drawn. They change only with the picture, never with the playhead.

mod bands;
mod bundles;
mod columns;
mod ground;
mod messages;
mod operations;

use replicascope_core::trace::{Cone, EventId};
use replicascope_scene::timeline::{Arrow, CallBar, Timeline};
use yew::prelude::*;

use crate::same::Same;

pub use operations::glyph;

/// The properties of [`Shapes`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub picture: Same<Timeline>,
    pub cone: Option<Same<Cone>>,
    /// Whether it is lit up because it is selected, and so for longer.
    pub lasting: bool,
    pub selected: Option<AttrValue>,
    /// The place of the run among those that are shown.
    pub place: usize,
}

/// Everything in the picture but the playhead.
#[component]
pub fn Shapes(props: &Props) -> Html {
    let picture = &*props.picture;
    let lit = Lit {
        cone: props.cone.as_deref(),
        selected: props.selected.as_deref(),
        place: props.place,
    };
    html! {
        <>
            { ground::patterns(picture) }
            <g class={classes!("shapes", lit.cone.map(|_| "emphasised"), props.lasting.then_some("lasting"))}>
                { ground::axis(picture) }
                { for picture.lanes.iter().map(|lane| ground::lane_shape(picture, lane)) }
                <g clip-path={format!("url(#{})", ground::plot(picture))}>
                    { inside(picture, &lit) }
                </g>
                { ground::brackets(picture) }
            </g>
        </>
    }
}

/// What lies in the plot.
fn inside(picture: &Timeline, lit: &Lit) -> Html {
    match &picture.columns {
        Some(columns) => columns::columns(picture, columns, lit),
        None if picture.is_dense() => bundled(picture, lit),
        None => single(picture, lit),
    }
}

/// Every shape on its own, to point at and to grab.
fn single(picture: &Timeline, lit: &Lit) -> Html {
    html! {
        <>
            { for picture.bands.iter().map(bands::band) }
            { for picture.hatches.iter().map(bands::hatch) }
            { for picture.reigns.iter().map(bands::reign) }
            { for picture.holes.iter().map(|hole| bands::hole(hole, lit)) }
            { for picture.walls.iter().map(|wall| bands::wall(wall, lit)) }
            { for picture.strips.iter().map(|strip| bands::strip(strip, lit)) }
            { for picture.waits.iter().map(operations::wait) }
            { for picture.arrows.iter().map(|arrow| messages::arrow(arrow, lit)) }
            { for picture.arrows.iter().map(|arrow| messages::cargo(arrow, lit)) }
            { bands::fault_labels(picture) }
            { for picture.calls.iter().map(|bar| operations::call(bar, lit)) }
            { for picture.bands.iter().map(bands::band_label) }
            { for picture.notes.iter().map(|note| operations::note(note, lit)) }
            { for picture.chips.iter().map(|chip| operations::chip(chip, lit)) }
            { for picture.marks.iter().map(|mark| operations::mark(mark, lit)) }
            { for picture.arrows.iter().map(|arrow| messages::head(arrow, lit)) }
            { bands::ends(picture) }
        </>
    }
}

/// Too much in view to tell apart: shapes of one kind are one path. Updates can still be grabbed.
fn bundled(picture: &Timeline, lit: &Lit) -> Html {
    html! {
        <>
            { bundles::bands(picture) }
            { bundles::hatches(picture) }
            { for picture.reigns.iter().map(bands::reign) }
            { for picture.holes.iter().map(|hole| bands::hole(hole, lit)) }
            { for picture.walls.iter().map(|wall| bands::wall(wall, lit)) }
            { for picture.strips.iter().map(|strip| bands::strip(strip, lit)) }
            { bundles::arrows(picture) }
            { bundles::calls(picture) }
            { bundles::marks(picture) }
            { for picture.chips.iter().map(|chip| operations::chip(chip, lit)) }
            { bands::fault_labels(picture) }
            { bands::ends(picture) }
        </>
    }
}

/// What is lit up and what is selected.
struct Lit<'a> {
    cone: Option<&'a Cone>,
    selected: Option<&'a str>,
    place: usize,
}

impl Lit<'_> {
    fn event(&self, id: EventId) -> Option<&'static str> {
        let cone = self.cone?;
        match id {
            id if id == cone.centre() => Some("centre"),
            id if cone.is_past(id) => Some("past"),
            id if cone.is_future(id) => Some("future"),
            _ => None,
        }
    }

    /// A call is lit when its beginning or its return is.
    fn call(&self, bar: &CallBar) -> Option<&'static str> {
        let returned = bar.ended.and_then(|id| self.event(id));
        returned.or_else(|| self.event(bar.invoked))
    }

    /// An arrow is lit when both its ends are: then the influence travelled along it.
    fn arrow(&self, arrow: &Arrow) -> Option<&'static str> {
        let (cone, end) = (self.cone?, arrow.ended?);
        if !cone.contains(arrow.sent) || !cone.contains(end) {
            return None;
        }
        Some(if end <= cone.centre() {
            "past"
        } else {
            "future"
        })
    }

    fn is_selected(&self, event: &str) -> bool {
        self.selected == Some(event)
    }

    /// The id of the element that stands for an event.
    fn id(&self, event: &str) -> String {
        element_id(self.place, event)
    }
}

/// A name as an element's id, which has no white space; that of another run than the first tells
/// which.
pub fn element_id(place: usize, event: &str) -> String {
    let id = event.replace(char::is_whitespace, "_");
    match place {
        0 => id,
        place => format!("run{place}:{id}"),
    }
}
