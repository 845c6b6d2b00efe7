//! The edits of operational transformation in the server's order.

use replicascope_core::ReplicaId;
use replicascope_core::text::central::Server;
use replicascope_core::text::ot::Edit;
use replicascope_words::say;

use super::words::visible;

/// One edit.
#[derive(Clone, PartialEq, Debug)]
pub struct LogRow {
    /// Its place in the order, from 1.
    pub number: usize,
    /// Who made it.
    pub site: ReplicaId,
    /// As its author made it.
    pub made: String,
    /// As it is carried out after those before it.
    pub carried_out: String,
    /// Whether the two differ.
    pub changed: bool,
}

/// All edits.
pub fn log(server: &Server) -> Vec<LogRow> {
    let rows = server.log().iter().enumerate().map(|(index, one)| LogRow {
        number: index + 1,
        site: one.site,
        made: told(one.made),
        carried_out: told(one.edit),
        changed: one.made != one.edit,
    });
    rows.collect()
}

fn told(edit: Edit) -> String {
    match edit {
        Edit::Insert { at, glyph, .. } => say::text::insert_at(&visible(glyph.character), &at),
        Edit::Delete { at } => say::text::delete_at(&at),
        Edit::Nothing => say::text::deleted_already().to_owned(),
    }
}
