//! Consistency models and histories as pictures.

mod bars;
mod diagram;
mod map;
mod marks;

pub use bars::{Bar, BarKind, HistoryPicture, duration};
pub use diagram::{DiagramPicture, Dot, Gap, Way, diagram_duration};
pub use map::{MAP_HEIGHT, MAP_WIDTH, Map, Node};
pub use marks::{MarkPicture, Marks, Point, Ring, Thread};
