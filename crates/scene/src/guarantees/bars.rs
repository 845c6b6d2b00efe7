//! A history of another tool: a lane for each process, a bar for each operation.

use replicascope_check::{Ending, History, OpId, words};
use replicascope_core::Micros;

use crate::scale::{Scale, Tick};
use crate::timeline::label_width;

const TOP: f64 = 40.0;
const LANE: f64 = 30.0;
/// Half the height of a bar.
const HALF: f64 = 8.0;
/// More bars than this in view are drawn as bundles without labels.
const MOST: usize = 300;

/// What became of an operation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum BarKind {
    /// A read that returned.
    Read,
    /// An update that returned.
    Update,
    /// It failed.
    Failed,
    /// It never returned.
    Pending,
}

/// An operation.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// Which one.
    pub id: OpId,
    /// What the source calls it.
    pub name: String,
    /// Its left end.
    pub from: f64,
    /// Its right end; of one that never returned, the end of the history.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
    /// What became of it.
    pub kind: BarKind,
    /// What it says, if there is room.
    pub label: Option<String>,
    /// What it is, in a sentence.
    pub sentence: String,
}

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct HistoryPicture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// How time is laid out.
    pub scale: Scale,
    /// Marks on the axis.
    pub ticks: Vec<Tick>,
    /// The processes, each with the height of its lane.
    pub lanes: Vec<(String, f64)>,
    /// The operations in view; none where there are too many.
    pub bars: Vec<Bar>,
    /// Where there are too many: one path for each kind.
    pub bundles: Vec<(BarKind, String)>,
    times: Vec<u64>,
}

/// Whether a history knows when its events happened, not only in which order.
fn is_timed(history: &History) -> bool {
    let mut times = history.times.iter().enumerate();
    times.any(|(place, time)| *time != place as u64)
}

/// The times at which events are drawn: events without times lie side by side.
fn times(history: &History) -> Vec<u64> {
    if !is_timed(history) {
        return (0..history.times.len() as u64)
            .map(|place| place * 1000)
            .collect();
    }
    let first = history.times.first().copied().unwrap_or(0);
    history.times.iter().map(|time| time - first).collect()
}

/// How long a history is as it is drawn.
pub fn duration(history: &History) -> Micros {
    Micros(times(history).last().copied().unwrap_or(0).max(1))
}

impl HistoryPicture {
    /// Lays a history out.
    pub fn of(history: &History, width: f64, scale: Scale) -> Self {
        let times = times(history);
        let lanes = history.processes.iter().enumerate();
        let lanes: Vec<(String, f64)> = lanes
            .map(|(place, _)| {
                (
                    words::client(history, place),
                    TOP + LANE * (place as f64 + 0.5),
                )
            })
            .collect();
        let mut ticks = scale.ticks(duration(history));
        if !is_timed(history) {
            for tick in &mut ticks {
                tick.label = tick.label.trim_end_matches(" ms").to_owned();
            }
        }
        let mut picture = Self {
            width,
            height: TOP + LANE * lanes.len() as f64 + 10.0,
            scale,
            ticks,
            lanes,
            bars: Vec::new(),
            bundles: Vec::new(),
            times,
        };
        let ids = (0..history.operations.len()).map(OpId);
        let seen: Vec<(OpId, f64, f64)> = ids
            .filter_map(|id| {
                let (from, to) = picture.extent(history, id);
                let visible = to >= scale.left && from <= scale.right;
                visible.then_some((id, from.max(scale.left), to.min(scale.right)))
            })
            .collect();
        if seen.len() > MOST {
            picture.bundle(history, &seen);
        } else {
            picture.bars = seen
                .iter()
                .map(|seen| picture.bar(history, *seen))
                .collect();
        }
        picture
    }

    /// Where a moment is.
    pub fn x(&self, moment: usize) -> f64 {
        let time = self.times.get(moment).or(self.times.last());
        self.scale.x(Micros(time.copied().unwrap_or(0)))
    }

    /// Where an operation is drawn: from, to, the height of its middle.
    pub fn place(&self, history: &History, id: OpId) -> Option<(f64, f64, f64)> {
        let (from, to) = self.extent(history, id);
        let (left, right) = (self.scale.left, self.scale.right);
        let visible = to >= left && from <= right;
        let y = self.lanes.get(history.operation(id).process)?.1;
        visible.then_some((from.max(left), to.min(right), y))
    }

    fn extent(&self, history: &History, id: OpId) -> (f64, f64) {
        let operation = history.operation(id);
        let ended = match operation.ending {
            Ending::Pending { .. } => self.times.len().saturating_sub(1),
            _ => operation.ended().unwrap_or(operation.invoked),
        };
        (self.x(operation.invoked), self.x(ended))
    }

    fn bar(&self, history: &History, (id, from, to): (OpId, f64, f64)) -> Bar {
        let outcome = words::outcome(history, id);
        let fits = label_width(&outcome) < to - from - 6.0;
        let who = words::client(history, history.operation(id).process);
        Bar {
            id,
            name: history.operation(id).name.clone(),
            from,
            to,
            y: self.lanes[history.operation(id).process].1,
            kind: kind(history, id),
            sentence: format!("{outcome}, {who}, {}", history.operation(id).name),
            label: fits.then_some(outcome),
        }
    }

    fn bundle(&mut self, history: &History, seen: &[(OpId, f64, f64)]) {
        let kinds = [
            BarKind::Read,
            BarKind::Update,
            BarKind::Failed,
            BarKind::Pending,
        ];
        let mut paths = kinds.map(|kind| (kind, String::new()));
        for (id, from, to) in seen {
            let y = self.lanes[history.operation(*id).process].1;
            let of_kind = paths.iter_mut().find(|(of, _)| *of == kind(history, *id));
            if let Some((_, path)) = of_kind {
                let (top, bottom) = (y - HALF, y + HALF);
                let to = to.max(from + 1.0);
                *path += &format!("M{from:.1} {top:.1}H{to:.1}V{bottom:.1}H{from:.1}Z");
            }
        }
        self.bundles = paths
            .into_iter()
            .filter(|(_, path)| !path.is_empty())
            .collect();
    }
}

fn kind(history: &History, id: OpId) -> BarKind {
    let operation = history.operation(id);
    match operation.ending {
        Ending::Failed { .. } => BarKind::Failed,
        Ending::Pending { .. } => BarKind::Pending,
        Ending::Returned { .. } if operation.action.is_update() => BarKind::Update,
        Ending::Returned { .. } => BarKind::Read,
    }
}
