//! Mistakes that can be planted into the checkers, to see that the tests find them.

macro_rules! bugs {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// A mistake that somebody could make in a checker.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Bug { $($(#[doc = $doc])+ $name,)+ }

        #[cfg(test)]
        impl Bug {
            /// Every one.
            pub(crate) const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

bugs! {
    /// A write of the value that is there already is put in order at once, like a read.
    EagerEqualWrites,
    /// An operation may come before one that returned before it began.
    RealTimeIsIgnored,
    /// Operations whose return and beginning lie side by side count as overlapping.
    RealTimeIsLate,
    /// A compare-and-set writes whatever it finds.
    SwapAlwaysSucceeds,
    /// Two situations with the same operations done count as one, whatever the state.
    SituationsForgetTheState,
    /// Of several writes of one value the first is taken for the one that was read.
    FirstWriterIsTheSource,
    /// A state that is gone is taken to be gone for ever, although it can be made again.
    DeadEndsForgetMakers,
    /// What failed is taken to have perhaps happened.
    FailedMayHappen,
    /// What never returned is taken to have happened.
    PendingHappens,
    /// What never returned is taken not to have happened.
    PendingNeverHappens,
    /// What never returned is taken to precede what its client did next.
    PendingPrecedes,
    /// A read under way does not notice what takes effect after it began.
    ReadsWaitForTheirReturn,
    /// Sequential consistency is checked for each key apart.
    SequentialByKey,
    /// Causal order leaves out what was read.
    CausalWithoutReads,
    /// Only the first explanation of what was read is tried.
    FirstExplanationOnly,
    /// A client is expected to read its own write even when somebody else wrote too.
    OwnWritesOnly,
    /// Monotonic reads compare reads of different keys, too.
    MonotonicAcrossKeys,
    /// Any update counts as following what its author reads only later.
    WritesFollowLaterReads,
    /// An update that does not belong to a witness is left out instead of made free.
    WitnessDropsUpdates,
}

#[cfg(test)]
thread_local! {
    static PLANTED: std::cell::Cell<Option<Bug>> = const { std::cell::Cell::new(None) };
}

/// Whether the mistake is to be made.
#[cfg(test)]
pub(crate) fn planted(bug: Bug) -> bool {
    PLANTED.get() == Some(bug)
}

/// Outside tests no mistake is made on purpose.
#[cfg(not(test))]
pub(crate) const fn planted(_: Bug) -> bool {
    false
}

/// Does something with a mistake planted.
#[cfg(test)]
pub(crate) fn with<T>(bug: Bug, then: impl FnOnce() -> T) -> T {
    PLANTED.set(Some(bug));
    let outcome = then();
    PLANTED.set(None);
    outcome
}
