//! A counter of likes, put together from parts; some of the designs work.

use std::fmt;

/// How many servers count in the runs that designs are tried on.
pub const SERVERS: usize = 3;

macro_rules! parts {
    ($(#[$about:meta])* $type:ident: $($variant:ident $says:literal)+) => {
        $(#[$about])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $type {
            $(#[doc = $says] $variant),+
        }

        impl $type {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// What it is called.
            pub fn says(self) -> &'static str {
                match self {
                    $(Self::$variant => $says),+
                }
            }
        }
    };
}

parts! {
    /// What a server keeps.
    Structure:
    Number "one number"
    Each "a number for each server"
    Names "a set of likes"
    Stamped "one number with the time of its last change"
}

parts! {
    /// What a like does at the server that takes it.
    Update:
    AddOne "add 1 to the number"
    OwnSlot "add 1 to the server's own number"
    FirstSlot "add 1 to server A's number"
    NewName "add a like with a name of its own"
    ServerName "add a like named after the server"
}

parts! {
    /// What a server makes of its own state and one that arrives.
    Merge:
    Sum "the sum"
    Max "the larger number"
    Arriving "what arrives"
    EachMax "of each pair of numbers the larger"
    EachSum "of each pair of numbers the sum"
    LargerTotal "the state with the larger total"
    Union "the union"
    Common "the likes that are in both"
    LastChange "what was changed last"
}

/// A counter that somebody has designed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Design {
    /// What a server keeps.
    pub structure: Structure,
    /// What a like does.
    pub update: Update,
    /// What a merge does.
    pub merge: Merge,
}

/// Where a learner begins: what comes to mind first, and is wrong.
pub const LEAST: Design = Design {
    structure: Structure::Number,
    update: Update::AddOne,
    merge: Merge::Sum,
};

impl Structure {
    /// What a like can do to it.
    pub fn updates(self) -> &'static [Update] {
        match self {
            Self::Number | Self::Stamped => &[Update::AddOne],
            Self::Each => &[Update::OwnSlot, Update::FirstSlot],
            Self::Names => &[Update::NewName, Update::ServerName],
        }
    }

    /// How two of it can be merged.
    pub fn merges(self) -> &'static [Merge] {
        match self {
            Self::Number => &[Merge::Sum, Merge::Max, Merge::Arriving],
            Self::Each => &[
                Merge::EachMax,
                Merge::EachSum,
                Merge::LargerTotal,
                Merge::Arriving,
            ],
            Self::Names => &[Merge::Union, Merge::Common, Merge::Arriving],
            Self::Stamped => &[Merge::LastChange, Merge::Max, Merge::Sum],
        }
    }
}

impl Design {
    /// Every design.
    pub fn all() -> impl Iterator<Item = Self> {
        Structure::ALL.iter().flat_map(|structure| {
            structure.updates().iter().flat_map(|update| {
                structure.merges().iter().map(|merge| Self {
                    structure: *structure,
                    update: *update,
                    merge: *merge,
                })
            })
        })
    }

    /// The nearest design whose parts fit: the first update and merge that the structure has.
    #[must_use]
    pub fn fitting(self) -> Self {
        let first = |fits: bool, of: Self| if fits { self } else { of };
        let updates = self.structure.updates();
        let of = Self {
            update: updates[0],
            ..self
        };
        let fitting = first(updates.contains(&self.update), of);
        let merges = self.structure.merges();
        if merges.contains(&self.merge) {
            return fitting;
        }
        Self {
            merge: merges[0],
            ..fitting
        }
    }

    /// What every server begins with.
    pub fn initial(self) -> Counter {
        match self.structure {
            Structure::Number => Counter::Number(0),
            Structure::Each => Counter::Each([0; SERVERS]),
            Structure::Names => Counter::Names(Vec::new()),
            Structure::Stamped => Counter::Stamped {
                number: 0,
                time: 0,
                by: 0,
            },
        }
    }

    /// The state of a server after it has taken a like, which is the `time`-th thing to happen.
    #[must_use]
    pub fn liked(self, state: &Counter, server: usize, time: u32) -> Counter {
        match (state, self.update) {
            (Counter::Number(number), _) => Counter::Number(number + 1),
            (Counter::Each(numbers), update) => {
                let mut numbers = *numbers;
                numbers[if update == Update::FirstSlot {
                    0
                } else {
                    server
                }] += 1;
                Counter::Each(numbers)
            }
            (Counter::Names(names), update) => {
                let own = names.iter().filter(|(of, _)| *of == server).count();
                let nth = if update == Update::ServerName {
                    0
                } else {
                    own + 1
                };
                Counter::named(names.iter().copied().chain([(server, nth)]))
            }
            (Counter::Stamped { number, .. }, _) => Counter::Stamped {
                number: number + 1,
                time,
                by: server,
            },
        }
    }

    /// What a server makes of its own state and one that arrives.
    #[must_use]
    pub fn merged(self, mine: &Counter, theirs: &Counter) -> Counter {
        match (mine, theirs) {
            (Counter::Number(one), Counter::Number(other)) => Counter::Number(match self.merge {
                Merge::Sum => one + other,
                Merge::Max => *one.max(other),
                _ => *other,
            }),
            (Counter::Each(one), Counter::Each(other)) => Counter::Each(match self.merge {
                Merge::EachMax => std::array::from_fn(|at| one[at].max(other[at])),
                Merge::EachSum => std::array::from_fn(|at| one[at] + other[at]),
                Merge::LargerTotal if mine.value() >= theirs.value() => *one,
                _ => *other,
            }),
            (Counter::Names(one), Counter::Names(other)) => match self.merge {
                Merge::Union => Counter::named(one.iter().chain(other).copied()),
                Merge::Common => {
                    Counter::named(one.iter().filter(|name| other.contains(name)).copied())
                }
                _ => theirs.clone(),
            },
            (
                Counter::Stamped { number, time, by },
                Counter::Stamped {
                    number: other,
                    time: later,
                    by: whose,
                },
            ) => match self.merge {
                Merge::LastChange => mine.clone().later(theirs),
                merge => Counter::Stamped {
                    number: if merge == Merge::Max {
                        *number.max(other)
                    } else {
                        number + other
                    },
                    time: *time.max(later),
                    by: if (later, whose) > (time, by) {
                        *whose
                    } else {
                        *by
                    },
                },
            },
            // States of one design are of one kind.
            _ => mine.clone(),
        }
    }
}

/// What a server keeps.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Counter {
    /// One number.
    Number(u32),
    /// A number for each server.
    Each([u32; SERVERS]),
    /// Likes by name, in order: a server, and which of its likes; 0: the server alone.
    Names(Vec<(usize, usize)>),
    /// One number with the time of its last change, and where that was made.
    Stamped {
        /// The number.
        number: u32,
        /// When it was last changed.
        time: u32,
        /// Where.
        by: usize,
    },
}

impl Counter {
    fn named(names: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names.dedup();
        Self::Names(names)
    }

    fn later(self, other: &Self) -> Self {
        match (&self, other) {
            (
                Self::Stamped { time, by, .. },
                Self::Stamped {
                    time: later,
                    by: whose,
                    ..
                },
            ) if (later, whose) > (time, by) => other.clone(),
            _ => self,
        }
    }

    /// How many likes it shows.
    pub fn value(&self) -> u32 {
        match self {
            Self::Number(number) | Self::Stamped { number, .. } => *number,
            Self::Each(numbers) => numbers.iter().sum(),
            // A few likes.
            Self::Names(names) => u32::try_from(names.len()).unwrap_or(u32::MAX),
        }
    }
}

/// The letter of a server.
pub(super) fn letter(server: usize) -> char {
    ['A', 'B', 'C'].get(server).copied().unwrap_or('?')
}

impl fmt::Display for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Each([a, b, c]) => write!(f, "{a} {b} {c}"),
            Self::Names(names) => {
                f.write_str("{")?;
                for (place, (server, nth)) in names.iter().enumerate() {
                    let comma = if place == 0 { "" } else { " " };
                    write!(f, "{comma}{}", letter(*server))?;
                    if *nth > 0 {
                        write!(f, "{nth}")?;
                    }
                }
                f.write_str("}")
            }
            Self::Stamped {
                number, time: 0, ..
            } => number.fmt(f),
            Self::Stamped { number, time, by } => write!(f, "{number} @{time}{}", letter(*by)),
        }
    }
}
