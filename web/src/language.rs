//! Which language the page speaks: the one that the address asks for, or that was chosen at an
//! earlier visit, or the first of the reader's that there is.

use std::rc::Rc;

use replicascope_words::{Language, speak, speaking};

use crate::dom;
use crate::embed::Asked;
use crate::state::Action;
use crate::store::Store;

/// The name under which the browser keeps the chosen language.
const KEY: &str = "replicascope.language";

/// Speaks what the address asks for, before anything is said.
pub fn begin(query: &str) {
    spoken(Asked::of(query).0.language);
}

/// Speaks another language when another is asked for.
pub fn follow(store: &Store) {
    store.listen(|before, after| {
        if before.asked.language != after.asked.language {
            spoken(after.asked.language);
        }
    });
}

/// The learner chooses a language: it is kept for later visits, too, and in the address, if that
/// names one.
pub fn choose(now: &Rc<Asked>, language: Language) -> Action {
    // Where the browser keeps nothing, the choice holds for this visit.
    let _ = storage().map(|storage| storage.set_item(KEY, language.tag()));
    put_in_address(language);
    Action::Ask(Rc::new(Asked {
        language: Some(language),
        ..(**now).clone()
    }))
}

fn spoken(asked: Option<Language>) {
    let language = asked.or_else(kept).or_else(of_the_reader);
    speak(language.unwrap_or_default());
    let root = dom::window()
        .document()
        .and_then(|page| page.document_element());
    if let Some(root) = root {
        // Names and values are plain.
        let _ = root.set_attribute("lang", speaking().tag());
        let _ = root.set_attribute("dir", speaking().direction());
    }
}

fn kept() -> Option<Language> {
    Language::of(&storage()?.get_item(KEY).ok()??)
}

fn of_the_reader() -> Option<Language> {
    let tags = dom::window().navigator().languages();
    let tags = tags.iter().filter_map(|tag| tag.as_string());
    tags.filter_map(|tag| Language::of(&tag)).next()
}

fn put_in_address(language: Language) {
    let change = || -> Option<()> {
        let location = dom::window().location();
        let (query, link) = (location.search().ok()?, location.hash().ok()?);
        let pairs = query.trim_start_matches('?').split('&');
        let said = |pair: &str| match pair.starts_with("lang=") {
            true => format!("lang={}", language.tag()),
            false => pair.to_owned(),
        };
        let changed: Vec<String> = pairs.map(said).collect();
        let address = format!("?{}{link}", changed.join("&"));
        let history = dom::window().history().ok()?;
        let kept = history.state().ok()?;
        (format!("?{}", changed.join("&")) != query && query.contains("lang=")).then(|| {
            history
                .replace_state_with_url(&kept, "", Some(&address))
                .ok()
        })?
    };
    // An address that cannot be changed names the language of the next visit.
    let _ = change();
}

fn storage() -> Option<web_sys::Storage> {
    dom::window().local_storage().ok().flatten()
}
