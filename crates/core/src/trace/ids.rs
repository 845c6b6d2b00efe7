//! What events and messages of one trace are known by: their places in it.

use std::num::NonZeroU32;

/// Declares names of places in lists. Each is kept one larger, in 32 bits, so that there being none
/// takes no room: a trace holds several of these for every event.
macro_rules! places {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(NonZeroU32);

        impl $name {
            /// The one that stands at a place, counted from 0. No run is so long that it would not fit.
            pub fn new(index: usize) -> Self {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                Self(NonZeroU32::MIN.saturating_add(index))
            }

            /// Its place, counted from 0.
            pub fn index(self) -> usize {
                (self.0.get() - 1) as usize
            }
        }
    )+};
}

places! {
    /// The place of an event in [`Trace::events`](super::Trace::events). Good for this trace only; what
    /// survives an edit of the document is the [name](super::Trace::event_name).
    EventId,
    /// The place of a message in [`Trace::messages`](super::Trace::messages).
    MessageId,
}

impl EventId {
    /// In place of one that there is not.
    pub(super) const NONE: Self = Self(NonZeroU32::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_given_back_and_none_takes_no_room() {
        for index in [0, 1, 999_999, 2_000_000] {
            assert_eq!(EventId::new(index).index(), index);
            assert_eq!(MessageId::new(index).index(), index);
            assert_ne!(EventId::new(index), EventId::NONE);
        }
        assert!(EventId::new(1) < EventId::new(2));
        assert_eq!(size_of::<Option<EventId>>(), size_of::<u32>());
    }
}
