//! What it means that an input fails, and the smallest that still does.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

use crate::MEMORY;
use crate::targets::Target;

thread_local! {
    /// Where the last panic was and what it said.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
    /// Whether an input is read on this thread.
    static READS: Cell<bool> = const { Cell::new(false) };
}

/// How often a failing input is tried smaller.
const MOST_TRIES: usize = 4_000;

/// What came of an input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What is wrong; none: nothing.
    pub failure: Option<Failure>,
    /// Whether it was taken, as right.
    pub taken: bool,
    /// The most bytes that were held at once while it was read, beyond those before.
    pub peak: usize,
}

/// Why an input fails.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// It panics, there.
    Panic(String),
    /// It takes more memory than its bound; both in bytes.
    Memory {
        /// What it took.
        peak: usize,
        /// What it might.
        bound: usize,
    },
}

impl Failure {
    /// Whether both are likely to have one cause.
    fn is_like(&self, other: &Self) -> bool {
        let place = |said: &str| said.lines().next().map(str::to_owned);
        match (self, other) {
            (Self::Panic(one), Self::Panic(other)) => place(one) == place(other),
            (Self::Memory { .. }, Self::Memory { .. }) => true,
            _ => false,
        }
    }

    /// In words; the first line is the same for all failures of one cause.
    pub fn says(&self) -> String {
        match self {
            Self::Panic(said) => format!("panics at {said}"),
            Self::Memory { peak, bound } => {
                format!("takes too much memory\n{peak} bytes; its bound is {bound}")
            }
        }
    }
}

/// From now on panics of what is read are remembered, not printed.
pub fn quietly() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !READS.get() {
            return usual(panic);
        }
        let place = panic.location().map(ToString::to_string);
        let message = panic.payload_as_str().unwrap_or_default();
        SAID.set(format!("{}\n{message}", place.unwrap_or_default()));
    }));
}

/// Lets a target read an input. What takes too much memory is read again, since something else in
/// the process may have taken it.
pub fn outcome(target: &Target, input: &str) -> Outcome {
    let first = read(target, input);
    match first.failure {
        Some(Failure::Memory { .. }) => read(target, input),
        _ => first,
    }
}

fn read(target: &Target, input: &str) -> Outcome {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    READS.set(true);
    let read = panic::catch_unwind(AssertUnwindSafe(|| (target.read)(input)));
    READS.set(false);
    let peak = MEMORY.peak_usage().saturating_sub(before);
    let bound = target.bound(input.len());
    let failure = match &read {
        Err(_) => Some(Failure::Panic(SAID.take())),
        Ok(_) if peak > bound => Some(Failure::Memory { peak, bound }),
        Ok(_) => None,
    };
    Outcome {
        failure,
        taken: read.unwrap_or(false),
        peak,
    }
}

/// The smallest input found that fails as this one does: parts are left out as long as that
/// succeeds.
pub fn smallest(target: &Target, input: &str, failure: &Failure) -> String {
    let mut letters: Vec<char> = input.chars().collect();
    let mut part = letters.len().div_ceil(2);
    let mut tries = 0;
    while part > 0 && tries < MOST_TRIES {
        let mut at = 0;
        while at < letters.len() && tries < MOST_TRIES {
            tries += 1;
            let end = (at + part).min(letters.len());
            let less: String = letters[..at].iter().chain(&letters[end..]).collect();
            let still = outcome(target, &less).failure;
            if still.is_some_and(|still| still.is_like(failure)) {
                letters.drain(at..end);
            } else {
                at = end;
            }
        }
        part /= 2;
    }
    letters.into_iter().collect()
}
