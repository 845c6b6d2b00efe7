//! The parts of the page.

mod cluster;
mod compare;
mod conflicts;
mod event_list;
mod fault_form;
mod grabbing;
mod header;
mod inspector;
mod notice;
mod press;
mod px;
mod setup;
mod sides;
mod symbol;
mod theatre;
mod timeline;
mod transport;
mod widgets;

pub use cluster::ClusterPanel;
pub use compare::Compare;
pub use conflicts::Conflicts;
pub use event_list::EventList;
pub use header::Header;
pub use inspector::Inspector;
pub use notice::NoticeBar;
pub use setup::Setup;
pub use theatre::TheatrePage;
pub use timeline::TimelinePanel;
pub use transport::Transport;
pub use widgets::ENTERED;
