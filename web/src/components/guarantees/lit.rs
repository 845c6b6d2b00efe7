//! Operations lit up in a drawing.

use std::rc::Rc;

use replicascope_check::{History, Why};
use replicascope_core::Micros;
use replicascope_scene::guarantees::{HistoryPicture, MarkPicture, Marks, Point, Ring};
use replicascope_scene::timeline::Timeline;
use yew::prelude::*;

use crate::components::px::px;

/// What is lit up of a history.
pub struct LitUp {
    history: Rc<History>,
    marks: Marks,
}

impl LitUp {
    pub fn new(history: Rc<History>, marks: Marks) -> Self {
        Self { history, marks }
    }

    /// On the timeline of the run that the history is of.
    pub fn on(&self, picture: &Timeline) -> MarkPicture {
        let history = &self.history;
        self.marks.laid_out(
            |id| {
                let name = &history.operation(id).name;
                let mut bars = picture.calls.iter();
                let bar = bars.find(|bar| bar.step.to_string() == *name)?;
                Some((bar.from, bar.to, bar.y))
            },
            |moment| {
                let time = history.times.get(moment).copied().unwrap_or_default();
                picture.scale.x(Micros(time))
            },
        )
    }

    /// On the drawing of the history itself.
    pub fn on_history(&self, picture: &HistoryPicture) -> MarkPicture {
        let history = &self.history;
        self.marks
            .laid_out(|id| picture.place(history, id), |moment| picture.x(moment))
    }
}

/// The drawn marks.
pub fn marks(drawn: &MarkPicture) -> Html {
    html! {
        <g class="marks" aria-hidden="true">
            { for drawn.threads.iter().map(|thread| {
                let why = match thread.why {
                    Why::RealTime => "real-time",
                    Why::Session => "session",
                    Why::ReadsFrom => "reads-from",
                };
                html! { <path class={classes!("thread", why)} d={thread.path.clone()} data-why={why} /> }
            }) }
            { for drawn.rings.iter().map(ring) }
            <path class="trail-of-order" d={drawn.trail.clone()} />
            { for drawn.points.iter().map(point) }
        </g>
    }
}

fn ring(ring: &Ring) -> Html {
    const HALF: f64 = 13.0;
    html! {
        <g class="witness" data-kind="witness" data-number={ring.number.to_string()}>
            <rect x={px(ring.from - 5.0)} y={px(ring.y - HALF)} width={px((ring.to - ring.from).max(4.0) + 10.0)}
                height={px(2.0 * HALF)} rx="7" />
            // Beside the bar: above it stands what the operation does.
            <circle cx={px(ring.from - 9.0)} cy={px(ring.y)} r="8" />
            <text x={px(ring.from - 9.0)} y={px(ring.y + 4.0)}>{ ring.number }</text>
        </g>
    }
}

fn point(point: &Point) -> Html {
    let transform = format!("translate({:.1} {:.1})", point.x, point.y);
    html! {
        <g key={point.id.0} class={classes!("point", point.is_last.then_some("last"))} {transform}
            data-kind="point" data-number={point.number.to_string()}>
            <path d="M0 -13 V13" />
            <circle r="7" />
            <text y="3.5">{ point.number }</text>
        </g>
    }
}
