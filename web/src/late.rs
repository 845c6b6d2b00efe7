//! A part of the state that is made when it is first looked at: what nobody has opened costs
//! nothing, neither time nor download.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

/// A value that is made when it is first used.
#[derive(Clone)]
pub struct Late<T> {
    made: OnceCell<T>,
    make: fn() -> T,
}

impl<T> Late<T> {
    /// Will be made like this.
    pub fn new(make: fn() -> T) -> Self {
        Self {
            made: OnceCell::new(),
            make,
        }
    }

    /// The value, if anybody has used it yet.
    pub fn made(&self) -> Option<&T> {
        self.made.get()
    }
}

impl<T> Deref for Late<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.made.get_or_init(self.make)
    }
}

impl<T> DerefMut for Late<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.made.get_or_init(self.make);
        self.made.get_mut().expect("made just now")
    }
}
