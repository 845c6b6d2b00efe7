//! How messages fare: latency, loss and duplication, link by link.

use serde::{Deserialize, Serialize};

use crate::ids::Place;
use crate::time::Micros;

/// The network of a lab.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Links between two replicas.
    pub between_replicas: LinkQuality,
    /// Links between a client and a replica, in both directions.
    pub to_clients: LinkQuality,
    /// Single links that differ; the last rule for a link counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkRule>,
}

/// One link, in one direction, that differs from the rest.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkRule {
    /// The sending end.
    pub from: Place,
    /// The receiving end.
    pub to: Place,
    /// How it behaves.
    pub quality: LinkQuality,
}

/// How a link behaves.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkQuality {
    /// How long a message takes.
    pub latency: Latency,
    /// How many of a thousand messages are lost, by chance.
    #[serde(default)]
    pub loss_per_mille: u16,
    /// How many of a thousand messages arrive twice, by chance.
    #[serde(default)]
    pub duplicate_per_mille: u16,
}

/// A distribution of one-way latencies, in microseconds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Latency {
    /// Always the same.
    ConstantUs(Micros),
    /// Every whole microsecond from the first to the second is equally likely.
    UniformUs(Micros, Micros),
    /// At least `at_least`, and beyond that exponentially distributed with mean `mean_beyond`.
    ExponentialUs {
        /// The least that can occur.
        at_least: Micros,
        /// The mean of what is added to it.
        mean_beyond: Micros,
    },
}

impl Latency {
    /// The least that can occur.
    pub fn least(&self) -> Micros {
        match *self {
            Self::ConstantUs(time) => time,
            Self::UniformUs(least, _) => least,
            Self::ExponentialUs { at_least, .. } => at_least,
        }
    }

    /// The mean, in whole microseconds.
    pub fn mean(&self) -> Micros {
        match *self {
            Self::ConstantUs(time) => time,
            Self::UniformUs(least, most) => Micros(u64::midpoint(least.0, most.0)),
            Self::ExponentialUs {
                at_least,
                mean_beyond,
            } => at_least + mean_beyond,
        }
    }
}

impl Network {
    /// How the link from one place to another behaves.
    pub fn quality(&self, from: Place, to: Place) -> &LinkQuality {
        let rule = self
            .links
            .iter()
            .rev()
            .find(|rule| rule.from == from && rule.to == to);
        match (rule, from, to) {
            (Some(rule), ..) => &rule.quality,
            (None, Place::Replica(_), Place::Replica(_)) => &self.between_replicas,
            _ => &self.to_clients,
        }
    }
}
