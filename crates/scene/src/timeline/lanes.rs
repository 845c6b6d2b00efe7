//! Where the lanes are.

use replicascope_core::{Lab, Place};

/// Half the height of a replica's band.
pub const BAND_HALF: f64 = 14.0;
/// Half the height of a client's operation.
pub const CALL_HALF: f64 = 8.0;

const TOP: f64 = 82.0;
const BETWEEN_CLIENTS: f64 = 62.0;
const CLIENTS_TO_REPLICAS: f64 = 74.0;
const BETWEEN_REPLICAS: f64 = 88.0;
/// With many replicas, lanes move closer together.
const BETWEEN_MANY_REPLICAS: f64 = 66.0;
const MANY: usize = 4;
const BELOW: f64 = 58.0;

/// One lane.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lane {
    /// Whose.
    pub place: Place,
    /// The height of its middle.
    pub y: f64,
}

impl Lane {
    /// Half the height of what is drawn on it: where arrows end.
    pub fn half(&self) -> f64 {
        match self.place {
            Place::Client(_) => CALL_HALF,
            Place::Replica(_) => BAND_HALF,
        }
    }
}

/// The lanes, clients above replicas.
#[derive(Clone, PartialEq, Debug)]
pub struct Lanes(Vec<Lane>);

impl Lanes {
    pub(crate) fn of(lab: &Lab) -> Self {
        let mut y = TOP;
        let mut lanes = Vec::new();
        for client in &lab.clients {
            lanes.push(Lane {
                place: Place::Client(*client),
                y,
            });
            y += BETWEEN_CLIENTS;
        }
        y += CLIENTS_TO_REPLICAS - BETWEEN_CLIENTS;
        let many = lab.replicas.len() > MANY;
        for replica in &lab.replicas {
            lanes.push(Lane {
                place: Place::Replica(*replica),
                y,
            });
            y += if many {
                BETWEEN_MANY_REPLICAS
            } else {
                BETWEEN_REPLICAS
            };
        }
        Self(lanes)
    }

    /// The lanes, from the top.
    pub fn iter(&self) -> impl Iterator<Item = &Lane> {
        self.0.iter()
    }

    /// The lane of a place.
    pub fn of_place(&self, place: Place) -> Option<Lane> {
        self.0.iter().find(|lane| lane.place == place).copied()
    }

    /// The lane nearest to a height; none above the first and below the last.
    pub(crate) fn at(&self, y: f64) -> Option<Place> {
        const REACH: f64 = 44.0;
        let away = |lane: &Lane| (lane.y - y).abs();
        let nearest = self
            .0
            .iter()
            .min_by(|one, other| away(one).total_cmp(&away(other)))?;
        (away(nearest) <= REACH).then_some(nearest.place)
    }

    /// Below the last lane, where brackets are drawn.
    pub fn floor(&self) -> f64 {
        self.0.last().map_or(TOP, |lane| lane.y) + lane_room()
    }

    pub(crate) fn height(&self) -> f64 {
        self.0.last().map_or(TOP, |lane| lane.y) + BELOW
    }
}

fn lane_room() -> f64 {
    BAND_HALF + 18.0
}
