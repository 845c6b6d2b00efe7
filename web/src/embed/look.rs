//! What the address asks for about the looks of the page: attributes of its root, which
//! `web/style/paper.css` follows.

use super::{Asked, Theme};
use crate::dom;
use crate::store::Store;

/// Makes the page look as asked, now and whenever something else is asked for.
pub fn appear(store: &Store) {
    put_on(&store.state().asked);
    store.listen(|before, after| {
        if before.asked != after.asked {
            put_on(&after.asked);
        }
    });
}

fn put_on(asked: &Asked) {
    let root = dom::window()
        .document()
        .and_then(|page| page.document_element());
    let Some(root) = root else { return };
    let theme = (asked.theme != Theme::Auto).then(|| asked.theme.word());
    let attributes = [
        ("data-theme", theme),
        ("data-motion", asked.still.then_some("reduce")),
        ("data-embed", asked.embed.then_some("")),
        ("data-fixed", asked.is_fixed().then_some("")),
    ];
    for (name, value) in attributes {
        // Names and values are plain.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}
