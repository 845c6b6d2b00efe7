//! A log with vector clocks: a lane for each host, a dot for each event, a line for what an event
//! knows of another host.

use replicascope_check::import::Diagram;
use replicascope_core::Micros;
use replicascope_words::say;

use crate::scale::Scale;

const TOP: f64 = 40.0;
const LANE: f64 = 64.0;
/// The time between two ranks as they are drawn.
const RANK: u64 = 10_000;

/// An event.
#[derive(Clone, PartialEq, Debug)]
pub struct Dot {
    /// Where.
    pub x: f64,
    /// The height of its lane.
    pub y: f64,
    /// What the log says.
    pub text: String,
    /// Its line in the log.
    pub line: usize,
}

/// What an event knows of another host.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    /// Where it begins.
    pub from: (f64, f64),
    /// Where it ends.
    pub to: (f64, f64),
}

/// Events that are not in the log.
#[derive(Clone, PartialEq, Debug)]
pub struct Gap {
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its lane.
    pub y: f64,
    /// What is missing, in words.
    pub label: String,
}

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct DiagramPicture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The hosts, each with the height of its lane.
    pub lanes: Vec<(String, f64)>,
    /// The events in view.
    pub dots: Vec<Dot>,
    /// What they know of each other.
    pub ways: Vec<Way>,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// How long a log is as it is drawn: as many steps as there are events on the longest way.
pub fn diagram_duration(diagram: &Diagram) -> Micros {
    let ranks = diagram.events.iter().map(|event| event.rank as u64 + 2);
    Micros(ranks.max().unwrap_or(2) * RANK)
}

impl DiagramPicture {
    /// Lays a log out.
    pub fn of(diagram: &Diagram, width: f64, scale: Scale) -> Self {
        let y = |host: usize| TOP + LANE * (host as f64 + 0.5);
        let x = |rank: usize| scale.x(Micros((rank as u64 + 1) * RANK));
        let visible = |x: f64| (scale.left - 1.0..=scale.right + 1.0).contains(&x);
        let events = &diagram.events;
        let dots = events.iter().filter(|event| visible(x(event.rank)));
        let dots = dots.map(|event| Dot {
            x: x(event.rank),
            y: y(event.host),
            text: event.text.clone(),
            line: event.line,
        });
        let ways = events.iter().flat_map(|event| {
            let to = (x(event.rank), y(event.host));
            let causes = event.causes.iter();
            causes.map(move |cause| Way {
                from: (x(events[*cause].rank), y(events[*cause].host)),
                to,
            })
        });
        let in_view = |way: &Way| way.to.0 >= scale.left && way.from.0 <= scale.right;
        let lanes = diagram.hosts.iter().enumerate();
        Self {
            width,
            height: TOP + LANE * diagram.hosts.len() as f64 + 10.0,
            lanes: lanes
                .map(|(host, one)| (one.name.clone(), y(host)))
                .collect(),
            dots: dots.collect(),
            ways: ways.filter(in_view).collect(),
            gaps: gaps(diagram, scale, &x, &y),
        }
    }
}

/// Each gap lies between the events around it.
fn gaps(
    diagram: &Diagram,
    scale: Scale,
    x: &dyn Fn(usize) -> f64,
    y: &dyn Fn(usize) -> f64,
) -> Vec<Gap> {
    let hosts = diagram.hosts.iter().enumerate();
    let gaps = hosts.flat_map(|(host, of)| of.gaps.iter().map(move |gap| (host, *gap)));
    let gaps = gaps.map(|(host, (first, last))| {
        let mut of_host = diagram.events.iter().filter(|event| event.host == host);
        let before = of_host.clone().rfind(|event| event.number < first);
        let after = of_host.find(|event| event.number > last);
        let from = before.map_or(scale.left, |event| x(event.rank));
        let to = after.map_or(scale.right, |event| x(event.rank));
        let label = match last - first {
            0 => say::guarantees::event_missing(&first),
            _ => say::guarantees::events_missing(&first, &last),
        };
        Gap {
            from: from.clamp(scale.left, scale.right),
            to: to.clamp(scale.left, scale.right),
            y: y(host),
            label,
        }
    });
    gaps.collect()
}
