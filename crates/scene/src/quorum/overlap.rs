//! Two sets of replicas, drawn so that what they share is where they overlap.
//!
//! The replicas stand in columns: those of the first set alone, those of both, those of the
//! second alone, those of neither. So each set is one rectangle, whichever replicas are in it.
//! Those of the first alone stand in the upper row, those of the second alone in the lower one.

use replicascope_core::ReplicaId;
use replicascope_quorum::overlap::{Pair, Set};

/// From one column to the next, and from one row to the next.
const PITCH: f64 = 58.0;
const ROW: f64 = 56.0;
/// What is free around, and what a rectangle leaves free beside its columns.
const PAD: f64 = 14.0;
const MARGIN: f64 = 5.0;
/// Room for a line of text above and below.
const TEXT: f64 = 24.0;
const LEAST_WIDTH: f64 = 300.0;

/// The columns: which replica stands where, and from which to which each set reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrangement {
    columns: Vec<u8>,
    first: (usize, usize),
    second: (usize, usize),
}

/// A boundary that can be moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// The right one of the first set.
    First,
    /// The left one of the second set.
    Second,
}

/// A rectangle.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Area {
    /// Its left side.
    pub left: f64,
    /// Its upper side.
    pub top: f64,
    /// Its right side.
    pub right: f64,
    /// Its lower side.
    pub bottom: f64,
}

/// A replica in the picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spot {
    /// Which one.
    pub replica: ReplicaId,
    /// Its place, counted from 0.
    pub index: u8,
    /// Where it stands.
    pub at: (f64, f64),
    /// Whether it is in the first set.
    pub in_first: bool,
    /// Whether it is in the second set.
    pub in_second: bool,
}

/// The picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The first set.
    pub first: Area,
    /// The second set.
    pub second: Area,
    /// What both share; none: nothing.
    pub shared: Option<Area>,
    /// The replicas, in the order of their names.
    pub spots: Vec<Spot>,
}

impl Arrangement {
    /// The columns of a pair of sets among `n` replicas.
    pub fn of(n: u8, pair: Pair) -> Self {
        let kind = |one: &u8| match (pair.first.contains(*one), pair.second.contains(*one)) {
            (true, false) => 0,
            (true, true) => 1,
            (false, true) => 2,
            (false, false) => 3,
        };
        let mut columns: Vec<u8> = (0..n).collect();
        columns.sort_by_key(kind);
        let count = |kinds: &[u8]| {
            columns
                .iter()
                .filter(|one| kinds.contains(&kind(one)))
                .count()
        };
        Self {
            first: (0, count(&[0, 1])),
            second: (count(&[0]), count(&[0, 1, 2])),
            columns,
        }
    }

    /// The sets.
    pub fn pair(&self) -> Pair {
        let set = |(from, to): (usize, usize)| {
            let members = self.columns[from..to].iter();
            members.fold(Set::default(), |set, one| set.toggled(*one))
        };
        Pair {
            first: set(self.first),
            second: set(self.second),
        }
    }

    /// The same columns with a boundary before this one; a set keeps one column at least.
    #[must_use]
    pub fn moved(&self, edge: Edge, column: usize) -> Self {
        let mut moved = self.clone();
        match edge {
            Edge::First => moved.first.1 = column.clamp(1, self.columns.len()),
            Edge::Second => moved.second.0 = column.min(self.second.1 - 1),
        }
        moved
    }
}

impl Area {
    /// Whether a point lies in it.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

impl Picture {
    /// Draws the columns.
    pub fn of(arrangement: &Arrangement) -> Self {
        let Arrangement {
            columns,
            first,
            second,
        } = arrangement;
        let content = columns.len() as f64 * PITCH + 2.0 * PAD;
        let width = content.max(LEAST_WIDTH);
        let left = (width - content) / 2.0 + PAD;
        let x = |column: usize| left + column as f64 * PITCH;
        let y = |row: f64| TEXT + MARGIN + row * ROW;
        let area = |(from, to): (usize, usize), top: f64, bottom: f64| Area {
            left: x(from) + MARGIN,
            right: x(to) - MARGIN,
            top: y(top) - MARGIN,
            bottom: y(bottom) + MARGIN,
        };
        let (from, to) = (second.0.max(first.0), first.1.min(second.1));
        let spots = columns.iter().enumerate().filter_map(|(column, index)| {
            let is_in = |(from, to): (usize, usize)| (from..to).contains(&column);
            let (in_first, in_second) = (is_in(*first), is_in(*second));
            let row = match (in_first, in_second) {
                (true, false) => 0.5,
                (false, true) => 2.5,
                _ => 1.5,
            };
            Some(Spot {
                replica: ReplicaId::new((*index).into())?,
                index: *index,
                at: (x(column) + PITCH / 2.0, y(row)),
                in_first,
                in_second,
            })
        });
        let mut spots: Vec<Spot> = spots.collect();
        spots.sort_by_key(|spot| spot.index);
        Self {
            width,
            height: y(3.0) + MARGIN + TEXT,
            first: area(*first, 0.0, 2.0),
            second: area(*second, 1.0, 3.0),
            shared: (from < to).then(|| area((from, to), 1.0, 2.0)),
            spots,
        }
    }

    /// Where a boundary can be taken hold of.
    pub fn edge(&self, edge: Edge) -> f64 {
        match edge {
            Edge::First => self.first.right,
            Edge::Second => self.second.left,
        }
    }

    /// The column that a boundary at this place is before.
    pub fn column_at(&self, x: f64) -> usize {
        let content = self.spots.len() as f64 * PITCH;
        let column = ((x - (self.width - content) / 2.0) / PITCH).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "casts saturate, and nine is the most"
        )]
        let column = column.max(0.0) as usize;
        column.min(self.spots.len())
    }

    /// Whether a replica that is let go here is in the first set, and in the second. Between two
    /// sets that share nothing, it is in both.
    pub fn sets_at(&self, at: (f64, f64)) -> (bool, bool) {
        let between = Area {
            left: self.first.right.min(self.second.left) - PITCH / 2.5,
            right: self.first.right.max(self.second.left) + PITCH / 2.5,
            top: self.second.top,
            bottom: self.first.bottom,
        };
        if self.shared.is_none() && between.contains(at) {
            return (true, true);
        }
        (self.first.contains(at), self.second.contains(at))
    }
}

#[cfg(test)]
mod tests {
    use replicascope_quorum::Quorum;
    use replicascope_quorum::overlap::Sizes;

    use super::*;

    fn every_pair() -> impl Iterator<Item = (u8, Pair)> {
        let quorums = (1..=5).flat_map(Quorum::all_of);
        quorums.flat_map(|quorum| {
            let pairs = Sizes::write_and_read(quorum).in_order();
            pairs.into_iter().map(move |pair| (quorum.n(), pair))
        })
    }

    #[test]
    fn the_picture_shows_exactly_the_sets() {
        for (n, pair) in every_pair() {
            let arrangement = Arrangement::of(n, pair);
            assert_eq!(arrangement.pair(), pair);
            let picture = Picture::of(&arrangement);
            assert_eq!(picture.spots.len(), usize::from(n));
            for spot in &picture.spots {
                let sets = (
                    picture.first.contains(spot.at),
                    picture.second.contains(spot.at),
                );
                assert_eq!(sets, (spot.in_first, spot.in_second));
                assert_eq!(spot.in_first, pair.first.contains(spot.index));
                assert_eq!(spot.in_second, pair.second.contains(spot.index));
                // Letting a replica go where it stands changes nothing.
                if spot.in_first || spot.in_second {
                    assert_eq!(picture.sets_at(spot.at), sets, "{n} {pair:?}");
                }
            }
            assert_eq!(picture.shared.is_some(), pair.shared().size() > 0);
        }
    }

    #[test]
    fn a_boundary_moves_over_columns() {
        let worst = Sizes::write_and_read(Quorum::clamped(3, 2, 2)).in_order()[0];
        let arrangement = Arrangement::of(3, worst);
        let sizes = |edge, column| {
            let pair = arrangement.moved(edge, column).pair();
            (pair.first.size(), pair.second.size(), pair.shared().size())
        };
        assert_eq!(sizes(Edge::First, 3), (3, 2, 2));
        assert_eq!(sizes(Edge::First, 0), (1, 2, 0));
        assert_eq!(sizes(Edge::Second, 0), (2, 3, 2));
        assert_eq!(sizes(Edge::Second, 9), (2, 1, 0));
        let picture = Picture::of(&arrangement);
        for column in 0..=3 {
            let moved = Picture::of(&arrangement.moved(Edge::First, column));
            assert_eq!(picture.column_at(moved.edge(Edge::First)), column.max(1));
        }
    }

    #[test]
    fn a_replica_can_be_put_into_both_sets_where_they_share_none() {
        let apart = Sizes::write_and_read(Quorum::clamped(3, 1, 1)).in_order()[0];
        let picture = Picture::of(&Arrangement::of(3, apart));
        let middle = (picture.first.right + 4.0, picture.spots[2].at.1 - ROW);
        assert_eq!(picture.sets_at(middle), (true, true));
        assert_eq!(picture.sets_at((0.0, 0.0)), (false, false));
        assert_eq!(picture.sets_at(picture.spots[0].at), (true, false));
    }
}
