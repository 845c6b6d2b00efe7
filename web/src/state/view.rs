//! What the learner looks at.

use replicascope_core::{Lab, Micros, ReplicaId, Trace};
use replicascope_scene::Scale;
use replicascope_scene::timeline::names_a_shape;

use super::{Action, Breaking, Page, Selection};
use crate::embed::USUAL_SPEED;

/// More messages than about this are not shown at once at first.
const MOST_AT_FIRST: usize = 90;
/// Where the plot begins, and what is left free at its right.
const GUTTER: f64 = 104.0;
const NARROW_GUTTER: f64 = 64.0;
const NARROW: f64 = 560.0;
const MARGIN: f64 = 18.0;

/// What the learner looks at; it says nothing about the document.
#[derive(Clone, PartialEq, Debug)]
pub struct View {
    pub page: Page,
    /// Which of the compared runs is in the centre of attention; 0 is the document's own.
    pub attended: usize,
    pub playhead: Micros,
    pub playing: bool,
    /// Microseconds of the run for each second of playing.
    pub speed: u32,
    pub selection: Option<Selection>,
    /// The name of the event that the selected one is compared with.
    pub pinned: Option<String>,
    /// The name of the event under the pointer.
    pub hover: Option<String>,
    /// Two replicas on the stage, to merge out of turn.
    pub staged: Option<(ReplicaId, ReplicaId)>,
    /// Whether a presentation fills the screen.
    pub presenting: bool,
    /// Whether the page is being printed.
    pub printing: bool,
    /// The key whose values are shown; its place in the document.
    pub key: usize,
    /// What the tool that breaks things breaks.
    pub breaking: Breaking,
    /// Whether it is taken up: the next press in the diagram draws a fault.
    pub armed: bool,
    /// The width of the timeline, in pixels.
    pub width: f64,
    /// What part of the run is in view; none: all of it.
    zoom: Option<(f64, f64)>,
    duration: Micros,
}

impl View {
    /// The view of a document that was just opened.
    pub fn new(trace: &Trace, width: f64) -> Self {
        let lab = &trace.lab;
        let mut view = Self {
            page: Page::of(lab),
            attended: 0,
            playhead: lab.opens_at,
            playing: false,
            speed: USUAL_SPEED,
            selection: None,
            pinned: None,
            hover: None,
            staged: None,
            presenting: false,
            printing: false,
            key: 0,
            breaking: Breaking::default(),
            armed: false,
            width,
            zoom: None,
            duration: lab.duration,
        };
        let messages = trace.messages.len();
        // Compared runs are seen whole: how wide a column will be is not known yet.
        if messages > MOST_AT_FIRST && view.page != Page::Compare {
            let part = MOST_AT_FIRST as f64 / messages as f64;
            view.zoom = Some((0.0, view.scale().per_pixel * part));
            view.keep_in_view(view.playhead);
        }
        view
    }

    /// Whether it is the same but for what part of the run is in view.
    pub(super) fn is_but_for_zoom(&self, other: &Self) -> bool {
        let moved = Self {
            zoom: other.zoom,
            ..self.clone()
        };
        moved == *other
    }

    /// How time is laid out.
    pub fn scale(&self) -> Scale {
        let left = if self.width < NARROW {
            NARROW_GUTTER
        } else {
            GUTTER
        };
        let fitting = Scale::fitting(self.duration, left, self.width - MARGIN);
        match self.zoom {
            None => fitting,
            Some((start, per_pixel)) => Scale {
                start,
                per_pixel: per_pixel.min(fitting.per_pixel),
                ..fitting
            },
        }
    }

    /// Keeps playhead, key and zoom within the document.
    pub(super) fn fit_document(&mut self, lab: &Lab) {
        self.duration = lab.duration;
        self.playhead = self.playhead.min(lab.duration);
        self.key = self.key.min(lab.keys.len() - 1);
        self.look_at(self.scale().panned(0.0, self.duration));
    }

    pub(super) fn take(&mut self, action: Action, trace: &Trace) {
        match action {
            Action::Seek(at) => {
                self.playhead = at.min(self.duration);
                self.playing = false;
            }
            Action::StepForward => self
                .step(trace.events.iter().map(|event| event.at), |at, now| {
                    at > now
                }),
            Action::StepBack => {
                self.step(
                    trace.events.iter().rev().map(|event| event.at),
                    |at, now| at < now,
                );
            }
            Action::Play => {
                if self.playhead >= self.duration {
                    self.playhead = Micros::ZERO;
                }
                self.playing = true;
            }
            Action::Pause => self.playing = false,
            Action::SetSpeed(speed) => self.speed = speed,
            // One may come after playing has stopped, before the page has been drawn anew.
            Action::Tick(elapsed) if self.playing => self.tick(elapsed),
            Action::Hover(event) => self.hover = event,
            Action::Stage(pair) => self.staged = pair,
            Action::Pin(event) => self.pinned = event,
            Action::Present(on) => {
                self.presenting = on;
                self.playing = false;
            }
            Action::Print(on) => self.printing = on,
            Action::ShowKey(key) => self.key = key.min(trace.lab.keys.len() - 1),
            Action::Arm(armed) => self.armed = armed,
            Action::Break(breaking) => self.breaking = breaking,
            Action::Resize(width) => self.width = width.max(200.0),
            Action::Zoom { factor, x } => {
                self.look_at(self.scale().zoomed(factor, x, self.duration))
            }
            Action::Pan(pixels) => self.look_at(self.scale().panned(pixels, self.duration)),
            Action::ZoomToFit => self.zoom = None,
            _ => {}
        }
    }

    fn step(
        &mut self,
        mut times: impl Iterator<Item = Micros>,
        wanted: fn(Micros, Micros) -> bool,
    ) {
        self.playing = false;
        let now = self.playhead;
        if let Some(at) = times.find(|at| wanted(*at, now)) {
            self.playhead = at;
            self.keep_in_view(at);
        }
    }

    fn tick(&mut self, elapsed: f64) {
        let micros = elapsed / 1e6 * f64::from(self.speed);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a few frames' worth, saturating"
        )]
        let at = self.playhead.shifted(micros.round().max(1.0) as i64);
        self.playing = at < self.duration;
        self.playhead = at.min(self.duration);
        self.keep_in_view(self.playhead);
    }

    /// Selects the neighbour in time of the selected event; at first, the one at the playhead.
    pub(super) fn select_neighbour(&mut self, trace: &Trace, forward: bool) {
        let current = self
            .selection
            .as_ref()
            .and_then(|selection| selection.event(trace));
        let at_playhead = || {
            trace
                .events
                .partition_point(|event| event.at < self.playhead)
        };
        let mut stops = trace.events().filter(|(id, _)| names_a_shape(trace, *id));
        let next = match (current, forward) {
            (Some(current), true) => stops.find(|(id, _)| *id > current),
            (Some(current), false) => stops.rfind(|(id, _)| *id < current),
            (None, _) => stops.find(|(id, _)| id.index() >= at_playhead()),
        };
        let Some((id, event)) = next else { return };
        self.selection = Some(Selection::Event(trace.event_name(id)));
        self.keep_in_view(event.at);
    }

    /// Pans so that a moment is in view.
    fn keep_in_view(&mut self, at: Micros) {
        let scale = self.scale();
        let x = scale.x(at);
        if x < scale.left || x > scale.right {
            self.look_at(scale.panned(x - f64::midpoint(scale.left, scale.right), self.duration));
        }
    }

    fn look_at(&mut self, scale: Scale) {
        let whole = Scale::fitting(self.duration, scale.left, scale.right);
        self.zoom = (scale.per_pixel < whole.per_pixel).then_some((scale.start, scale.per_pixel));
    }
}
