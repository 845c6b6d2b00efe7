//! The cluster at one moment: replicas, links, and messages under way.

use std::f64::consts::TAU;

use replicascope_core::trace::MessageId;
use replicascope_core::{FaultId, Interval, Micros, Place, ReplicaId, Trace};

use crate::copies::holds_at;
use crate::timeline::leads_at;
use crate::words;

/// The size of the picture, in its own units.
pub const SIZE: (f64, f64) = (440.0, 350.0);
/// The radius of a replica.
pub const RADIUS: f64 = 52.0;
/// How far messages are drawn beside their link, so that two directions do not overlap.
const BESIDE: f64 = 12.0;

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Cluster {
    /// The replicas.
    pub nodes: Vec<Node>,
    /// Every pair of replicas.
    pub links: Vec<Link>,
    /// Messages between replicas.
    pub travelling: Vec<Travelling>,
}

/// A replica.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Which one.
    pub replica: ReplicaId,
    /// Its centre.
    pub at: (f64, f64),
    /// What a read of the key would return.
    pub value: String,
    /// The version vector of the key.
    pub version: String,
    /// Whose update the value comes from, if from one.
    pub origin: Option<ReplicaId>,
    /// Whether it lacks an acknowledged update.
    pub stale: bool,
    /// Whether it is down.
    pub down: bool,
    /// Whether it leads, by what it knows.
    pub leads: bool,
    /// Whether it holds a copy of the key.
    pub holds: bool,
}

/// A link between two replicas.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// One end.
    pub one: ReplicaId,
    /// The other end.
    pub other: ReplicaId,
    /// Where it is drawn, from rim to rim.
    pub from: (f64, f64),
    /// Where it ends.
    pub to: (f64, f64),
    /// The partition that cuts it now.
    pub cut: Option<FaultId>,
    /// The direction in which nothing passes, where the other one is open.
    pub one_way: Option<(ReplicaId, ReplicaId)>,
}

/// A message under way.
#[derive(Clone, PartialEq, Debug)]
pub struct Travelling {
    /// Which one.
    pub message: MessageId,
    /// Which copy.
    pub copy: usize,
    /// The sender.
    pub from: ReplicaId,
    /// Where it is now.
    pub at: (f64, f64),
    /// The direction it moves in, in degrees clockwise from the right.
    pub heading: f64,
    /// What it carries.
    pub label: String,
    /// Where that is written: away from the link.
    pub label_at: (f64, f64),
    /// Whether the label ends there instead of beginning there.
    pub label_ends: bool,
}

impl Cluster {
    /// The cluster with the values of one key, at one moment.
    pub fn of(trace: &Trace, key: usize, at: Micros) -> Self {
        let replicas = &trace.lab.replicas;
        let centre = |replica: ReplicaId| {
            let position = replicas.iter().position(|one| *one == replica).unwrap_or(0);
            place_on_ring(position, replicas.len())
        };
        let pairs = replicas.iter().enumerate();
        let links = pairs.flat_map(|(index, one)| {
            replicas[index + 1..]
                .iter()
                .map(move |other| (*one, *other))
        });
        Self {
            nodes: replicas
                .iter()
                .map(|one| node(trace, key, at, *one, centre(*one)))
                .collect(),
            links: links
                .map(|(one, other)| {
                    let (from, to) = rim_to_rim(centre(one), centre(other));
                    Link {
                        one,
                        other,
                        from,
                        to,
                        cut: trace.lab.cut_between(one, other, at).map(|fault| fault.id),
                        one_way: one_way(trace, one, other, at),
                    }
                })
                .collect(),
            travelling: travelling(trace, at, centre),
        }
    }
}

fn place_on_ring(position: usize, of: usize) -> (f64, f64) {
    // Two replicas lie side by side; more start at the top.
    let start = if of == 2 { 0.5 } else { -0.25 };
    let angle = (start + position as f64 / of as f64) * TAU;
    let (rx, ry) = (SIZE.0 / 2.0 - RADIUS - 12.0, SIZE.1 / 2.0 - RADIUS - 6.0);
    // With three replicas the ring's top and bottom are used in full.
    let lift = if of == 3 { ry * 0.22 } else { 0.0 };
    (
        SIZE.0 / 2.0 + rx * angle.cos(),
        SIZE.1 / 2.0 + lift + ry * angle.sin(),
    )
}

fn rim_to_rim(from: (f64, f64), to: (f64, f64)) -> ((f64, f64), (f64, f64)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length * RADIUS, dy / length * RADIUS);
    ((from.0 + ux, from.1 + uy), (to.0 - ux, to.1 - uy))
}

fn node(trace: &Trace, key: usize, at: Micros, replica: ReplicaId, centre: (f64, f64)) -> Node {
    let record = trace.record_at(replica, key, at);
    let stale = trace.convergence[key].stale.get(&replica);
    Node {
        replica,
        at: centre,
        value: words::answer(&record.state.read()),
        version: record.version.to_string(),
        origin: record.state.origin(),
        stale: stale.is_some_and(|intervals| covers(intervals, at)),
        down: trace.lab.is_down(replica, at),
        leads: leads_at(trace, replica, at),
        holds: holds_at(trace, replica, key, at),
    }
}

/// Whether one of these intervals, which are in order, contains a moment.
fn covers(intervals: &[Interval], at: Micros) -> bool {
    let next = intervals.partition_point(|one| one.to <= at);
    intervals.get(next).is_some_and(|one| one.contains(at))
}

/// The only direction in which a link is cut.
fn one_way(
    trace: &Trace,
    one: ReplicaId,
    other: ReplicaId,
    at: Micros,
) -> Option<(ReplicaId, ReplicaId)> {
    let (a, b) = (Place::Replica(one), Place::Replica(other));
    let mut faults = trace
        .lab
        .faults
        .iter()
        .filter(|fault| fault.interval().contains(at));
    let forth = faults.clone().any(|fault| fault.cuts(a, b));
    let back = faults.any(|fault| fault.cuts(b, a));
    match (forth, back) {
        (true, false) => Some((one, other)),
        (false, true) => Some((other, one)),
        _ => None,
    }
}

fn travelling(
    trace: &Trace,
    at: Micros,
    centre: impl Fn(ReplicaId) -> (f64, f64),
) -> Vec<Travelling> {
    let mut travelling = Vec::new();
    let nodes: Vec<_> = trace.lab.replicas.iter().map(|one| centre(*one)).collect();
    for (id, copy) in trace.flights_during(at, at) {
        let message = trace.message(id);
        let flight = &message.flights[copy];
        let (Some(from), Some(to)) = (message.from.replica(), message.to.replica()) else {
            continue;
        };
        if at >= flight.over_at() {
            continue;
        }
        let (start, end) = rim_to_rim(centre(from), centre(to));
        let whole = flight.arrives.since(message.sent_at).0.max(1);
        let part = at.since(message.sent_at).0 as f64 / whole as f64;
        let (dx, dy) = (end.0 - start.0, end.1 - start.1);
        let length = dx.hypot(dy).max(1.0);
        let (sx, sy) = (-dy / length * BESIDE, dx / length * BESIDE);
        let now = (start.0 + dx * part + sx, start.1 + dy * part + sy);
        let mut label = words::cargo(trace, message);
        let label_at = (now.0 + sx.clamp(-9.0, 9.0), now.1 + sy * 1.2 + 4.0);
        let usual = sx < -1.0;
        let mut sides = [usual, !usual].into_iter();
        let clear = sides.find(|ends| is_clear(label_at, *ends, &label, &nodes));
        if clear.is_none() {
            label.clear();
        }
        travelling.push(Travelling {
            message: id,
            copy,
            from,
            at: now,
            heading: dy.atan2(dx).to_degrees(),
            label,
            label_at,
            label_ends: clear.unwrap_or(usual),
        });
    }
    drop_overlapping_labels(&mut travelling);
    travelling
}

/// Whether a label that begins or ends here lies on no replica.
fn is_clear(at: (f64, f64), ends: bool, label: &str, nodes: &[(f64, f64)]) -> bool {
    const CHARACTER: f64 = 7.2;
    const MIDDLE: f64 = 4.0;
    let width = label.chars().count() as f64 * CHARACTER;
    let left = if ends { at.0 - width } else { at.0 };
    nodes.iter().all(|node| {
        let nearest = node.0.clamp(left, left + width);
        (node.0 - nearest).hypot(node.1 - (at.1 - MIDDLE)) > RADIUS
    })
}

/// A label that would lie on an earlier one is left out.
fn drop_overlapping_labels(travelling: &mut [Travelling]) {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for one in travelling {
        let (x, y) = one.label_at;
        if taken
            .iter()
            .any(|(left, top)| (left - x).abs() < 50.0 && (top - y).abs() < 13.0)
        {
            one.label.clear();
        } else {
            taken.push(one.label_at);
        }
    }
}
