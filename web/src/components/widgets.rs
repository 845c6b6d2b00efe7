//! Buttons and fields in the form that the whole page uses.

mod button;
mod field;
mod quantity;

pub use button::{IconButton, Tick, Toggle};
pub use field::{Choice, ENTERED, TextField, pick};
pub use quantity::{Quantity, TimeField, count, rate};
