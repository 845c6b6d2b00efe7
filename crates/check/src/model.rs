//! The consistency models, and which implies which.

use crate::history::History;
use crate::search::Budget;
use crate::verdict::Verdict;
use crate::{causal, linearizable, pram, sequential, session};
use replicascope_words::say;

/// How many steps a check may take where nothing else is said.
pub const BUDGET: u64 = 5_000_000;

/// A consistency model. Every one is a safety property of what clients see.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Model {
    /// One order for all, which respects real time.
    Linearizable,
    /// One order for all, which respects each session.
    Sequential,
    /// One order for each session, all of which respect what may have caused what.
    Causal,
    /// One order for each session, all of which respect every session.
    Pram,
    /// Read your writes.
    ReadYourWrites,
    /// Monotonic reads.
    MonotonicReads,
    /// Monotonic writes.
    MonotonicWrites,
    /// Writes follow reads.
    WritesFollowReads,
}

impl Model {
    /// Every one, from the strongest; what implies another comes before it.
    pub const ALL: [Self; 8] = [
        Self::Linearizable,
        Self::Sequential,
        Self::Causal,
        Self::Pram,
        Self::ReadYourWrites,
        Self::MonotonicReads,
        Self::MonotonicWrites,
        Self::WritesFollowReads,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Linearizable => say::models::linearizable(),
            Self::Sequential => say::models::sequential(),
            Self::Causal => say::models::causal(),
            Self::Pram => say::models::pram(),
            Self::ReadYourWrites => say::models::read_your_writes(),
            Self::MonotonicReads => say::models::monotonic_reads(),
            Self::MonotonicWrites => say::models::monotonic_writes(),
            Self::WritesFollowReads => say::models::writes_follow_reads(),
        }
    }

    /// Its name on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linearizable => "linearizable",
            Self::Sequential => "sequential",
            Self::Causal => "causal",
            Self::Pram => "pram",
            Self::ReadYourWrites => "ryw",
            Self::MonotonicReads => "mr",
            Self::MonotonicWrites => "mw",
            Self::WritesFollowReads => "wfr",
        }
    }

    /// What it promises, in one sentence.
    pub fn promise(self) -> &'static str {
        match self {
            Self::Linearizable => say::models::linearizable_promise(),
            Self::Sequential => say::models::sequential_promise(),
            Self::Causal => say::models::causal_promise(),
            Self::Pram => say::models::pram_promise(),
            Self::ReadYourWrites => say::models::ryw_promise(),
            Self::MonotonicReads => say::models::mr_promise(),
            Self::MonotonicWrites => say::models::mw_promise(),
            Self::WritesFollowReads => say::models::wfr_promise(),
        }
    }

    /// The models that it implies directly.
    pub fn implies(self) -> &'static [Self] {
        match self {
            Self::Linearizable => &[Self::Sequential],
            Self::Sequential => &[Self::Causal],
            Self::Causal => &[Self::Pram, Self::WritesFollowReads],
            Self::Pram => &[
                Self::ReadYourWrites,
                Self::MonotonicReads,
                Self::MonotonicWrites,
            ],
            _ => &[],
        }
    }

    /// Whether it implies the other, directly or not.
    pub fn is_at_least(self, other: Self) -> bool {
        self == other || self.implies().iter().any(|one| one.is_at_least(other))
    }
}

/// Whether a history satisfies a model, in at most so many steps.
pub fn check(history: &History, model: Model, budget: u64) -> Verdict {
    let mut budget = Budget::new(budget);
    // What all checkers but one set up before they search grows with the square of the history.
    let operations = history.operations.len();
    if model != Model::Linearizable && budget.is_exceeded_by(operations * operations) {
        return Verdict::Unknown { spent: 0 };
    }
    match model {
        Model::Linearizable => linearizable::check(history, &mut budget),
        Model::Sequential => sequential::check(history, &mut budget),
        Model::Causal => causal::check(history, &mut budget),
        Model::Pram => pram::check(history, &mut budget),
        Model::ReadYourWrites => session::read_your_writes(history, &mut budget),
        Model::MonotonicReads => session::monotonic_reads(history, &mut budget),
        Model::MonotonicWrites => session::monotonic_writes(history, &mut budget),
        Model::WritesFollowReads => session::writes_follow_reads(history, &mut budget),
    }
}

/// What holds of every model, with as little searching as possible: where a stronger model holds
/// the weaker ones do, and where a weaker one is violated the stronger ones are. Each check may
/// take so many steps.
pub fn check_all(history: &History, budget: u64) -> Vec<(Model, Verdict)> {
    let mut verdicts: Vec<(Model, Verdict)> = Vec::new();
    // The weak ones are quick to check, and the witness of a weak one is a clear witness for all
    // above it; the strongest has a quick checker of its own.
    let strongest = check(history, Model::Linearizable, budget);
    let holds = matches!(strongest, Verdict::Holds(_));
    verdicts.push((Model::Linearizable, strongest));
    for model in Model::ALL.into_iter().rev() {
        if model == Model::Linearizable {
            continue;
        }
        let violated = |(weaker, verdict): &&(Model, Verdict)| {
            model.is_at_least(*weaker) && matches!(verdict, Verdict::Violated(_))
        };
        let below = verdicts
            .iter()
            .find(violated)
            .map(|(_, verdict)| verdict.clone());
        let verdict = match below {
            Some(violated) if !holds => violated,
            _ => check(history, model, budget),
        };
        verdicts.push((model, verdict));
    }
    settle_unknown(&mut verdicts);
    verdicts.sort_by_key(|(model, _)| *model);
    verdicts
}

/// What a budget did not suffice for may follow from the others.
fn settle_unknown(verdicts: &mut [(Model, Verdict)]) {
    for place in 0..verdicts.len() {
        if !matches!(verdicts[place].1, Verdict::Unknown { .. }) {
            continue;
        }
        let model = verdicts[place].0;
        let follows = verdicts.iter().find(|(other, verdict)| match verdict {
            Verdict::Holds(_) => other.is_at_least(model),
            Verdict::Violated(_) => model.is_at_least(*other),
            Verdict::Unknown { .. } => false,
        });
        if let Some((_, verdict)) = follows {
            verdicts[place].1 = verdict.clone();
        }
    }
}
