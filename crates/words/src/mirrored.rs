//! English as it would look if it were written from right to left: marks on its vowels show that a
//! text comes from the table, and an override turns its letters round.

use std::cell::RefCell;

thread_local! {
    /// Rows without places are static: each is made once and kept.
    static KEPT: RefCell<Vec<(&'static str, &'static str)>> = const { RefCell::new(Vec::new()) };
}

/// A text, made once.
pub fn kept(text: &'static str) -> &'static str {
    let found = KEPT.with_borrow(|kept| kept.iter().find(|one| one.0 == text).copied());
    if let Some((_, made)) = found {
        return made;
    }
    let made: &'static str = written(text).leak();
    KEPT.with_borrow_mut(|kept| kept.push((text, made)));
    made
}

/// A text with marks, from right to left.
pub fn written(text: &str) -> String {
    if text.trim().is_empty() {
        return text.to_owned();
    }
    let marked = text.chars().map(|letter| match letter {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ó',
        'u' => 'ú',
        'A' => 'Á',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ó',
        'U' => 'Ú',
        other => other,
    });
    let marked: String = marked.collect();
    format!("\u{202e}{marked}\u{202c}")
}
