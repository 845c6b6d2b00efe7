//! What is lit up on a timeline of operations: the witness of a violation, or the order of a
//! certificate.

use replicascope_check::OpId;
use replicascope_check::{Because, History, Order, Verdict, Why, moments};

/// What is to be lit up.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Marks {
    /// The operations of a witness, in the order of their beginnings.
    pub witness: Vec<OpId>,
    /// Why they would have to be in an impossible order.
    pub because: Vec<Because>,
    /// The operations of an order, each with the first moment at which it can have taken effect.
    pub order: Vec<(OpId, usize)>,
    /// How many of the order are shown.
    pub shown: usize,
}

/// A ring around an operation of the witness.
#[derive(Clone, PartialEq, Debug)]
pub struct Ring {
    /// Which operation.
    pub id: OpId,
    /// Its number in the witness, from 1.
    pub number: usize,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its middle.
    pub y: f64,
}

/// A line from an operation to one that it has to come before.
#[derive(Clone, PartialEq, Debug)]
pub struct Thread {
    /// The line, as a path.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// Where an operation takes effect in an order.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    /// Which operation.
    pub id: OpId,
    /// Its number in the order, from 1.
    pub number: usize,
    /// Where.
    pub x: f64,
    /// The height of its middle.
    pub y: f64,
    /// Whether it is the one that the order has come to.
    pub is_last: bool,
}

/// What is lit up, with its places.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MarkPicture {
    /// The witness.
    pub rings: Vec<Ring>,
    /// Its order.
    pub threads: Vec<Thread>,
    /// The certificate.
    pub points: Vec<Point>,
    /// A line through them in their order.
    pub trail: String,
}

/// Where an operation is drawn: from, to, the height of its middle.
type Place = (f64, f64, f64);

impl Marks {
    /// The witness of a violation, or one of the orders of a certificate up to an operation.
    pub fn of(history: &History, verdict: &Verdict, order: usize, shown: Option<usize>) -> Self {
        match verdict {
            Verdict::Violated(violation) => {
                let mut witness = violation.operations.clone();
                witness.sort_by_key(|id| history.operation(*id).invoked);
                Self {
                    witness,
                    because: violation.because.clone(),
                    ..Self::default()
                }
            }
            Verdict::Holds(certificate) => {
                let operations = certificate.orders.get(order);
                let operations = operations.map_or(&[][..], |order: &Order| &order.operations);
                let order = moments(history, operations);
                Self {
                    shown: shown.unwrap_or(0).min(order.len()),
                    order,
                    ..Self::default()
                }
            }
            Verdict::Unknown { .. } => Self::default(),
        }
    }

    /// With places. `place` says where an operation is drawn, `x` where a moment is.
    pub fn laid_out(
        &self,
        place: impl Fn(OpId) -> Option<Place>,
        x: impl Fn(usize) -> f64,
    ) -> MarkPicture {
        const MOST: usize = 60;
        let rings = self.witness.iter().take(MOST).enumerate();
        let rings = rings.filter_map(|(index, id)| {
            let (from, to, y) = place(*id)?;
            Some(Ring {
                id: *id,
                number: index + 1,
                from,
                to,
                y,
            })
        });
        let rings: Vec<Ring> = rings.collect();
        let threads = self.because.iter().filter_map(|because| {
            let (from, to) = (place(because.from)?, place(because.to)?);
            let shown = |id: OpId| rings.iter().any(|ring| ring.id == id);
            let both = shown(because.to) && (shown(because.from) || because.why == Why::ReadsFrom);
            both.then(|| Thread {
                path: thread(because.why, from, to),
                why: because.why,
            })
        });
        let shown = self.order.iter().take(self.shown).enumerate();
        let points = shown.filter_map(|(index, (id, moment))| {
            let (from, to, y) = place(*id)?;
            Some(Point {
                id: *id,
                number: index + 1,
                x: x(*moment).clamp(from, to.max(from)),
                y,
                is_last: index + 1 == self.shown,
            })
        });
        let points: Vec<Point> = points.collect();
        let trail = points.iter().enumerate().map(|(index, point)| {
            let step = if index == 0 { 'M' } else { 'L' };
            format!("{step}{:.1} {:.1}", point.x, point.y)
        });
        MarkPicture {
            threads: threads.collect(),
            rings,
            trail: trail.collect(),
            points,
        }
    }
}

/// From the end of the earlier to the beginning of the later; what was read comes from where it was
/// made.
fn thread(why: Why, from: Place, to: Place) -> String {
    let (start, end) = match why {
        Why::ReadsFrom => (f64::midpoint(from.0, from.1), to.1),
        Why::RealTime | Why::Session => (from.1, to.0),
    };
    let bend = if (from.2 - to.2).abs() < 1.0 {
        26.0
    } else {
        0.0
    };
    let middle = f64::midpoint(start, end);
    format!(
        "M{start:.1} {:.1} Q{middle:.1} {:.1} {end:.1} {:.1}",
        from.2,
        f64::midpoint(from.2, to.2) - bend,
        to.2
    )
}
