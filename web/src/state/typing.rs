//! What was typed, told by what a field held and holds.

use replicascope_core::text::{Glyph, Typing};

/// What a field holds after something was typed into it.
#[derive(Clone, PartialEq, Debug)]
pub struct Typed {
    /// The text, [cleaned].
    pub text: Vec<char>,
    /// Behind how many of its characters the caret stands.
    pub caret: usize,
}

/// The change from one text to another, where the caret stands behind so many characters of the
/// new one; none if nothing changed. Where several changes have the same effect (a letter doubled),
/// the caret tells which it was.
pub fn difference(before: &[Glyph], after: &[char], caret: usize) -> Option<Typing> {
    // What is behind the caret was there before, and so was what is in front of the change.
    let behind = (after.len() - caret.min(after.len())).min(before.len());
    let kept_behind = common(
        before
            .iter()
            .rev()
            .map(|glyph| glyph.character)
            .take(behind),
        after.iter().rev().copied(),
    );
    let most = before.len().min(after.len()) - kept_behind.min(before.len().min(after.len()));
    let kept_before = common(
        before.iter().map(|glyph| glyph.character).take(most),
        after.iter().copied(),
    );
    let removed = &before[kept_before..before.len() - kept_behind];
    let inserted = &after[kept_before..after.len() - kept_behind];
    if removed.is_empty() && inserted.is_empty() {
        return None;
    }
    Some(Typing {
        remove: removed.iter().map(|glyph| glyph.id).collect(),
        after: kept_before.checked_sub(1).map(|left| before[left].id),
        insert: inserted.iter().collect(),
    })
}

/// How many of the first ones are equal.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other)
        .take_while(|(one, other)| one == other)
        .count()
}

/// Where a caret goes when the text around it changes without it: it stays behind what it was
/// behind, as far as that is still there.
pub fn moved_caret(before: &[Glyph], after: &[Glyph], caret: usize) -> usize {
    let mut left = before[..caret.min(before.len())].iter().rev();
    let found = left.find_map(|glyph| after.iter().position(|one| one.id == glyph.id));
    found.map_or(0, |place| place + 1)
}

/// What a field can hold: line ends of one kind, and no other control characters.
pub fn cleaned(text: &str) -> Vec<char> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
    let spaced = text.chars().map(|one| if one == '\t' { ' ' } else { one });
    spaced
        .filter(|one| *one == '\n' || !one.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use replicascope_core::text::CharId;

    use super::*;

    /// Characters named A1, A2, …
    fn glyphs(text: &str) -> Vec<Glyph> {
        let glyph = |(character, clock)| {
            let replica = "A".parse().expect("a replica");
            let id = CharId { replica, clock };
            Glyph { id, character }
        };
        text.chars().zip(1..).map(glyph).collect()
    }

    /// The new text has a `|` where the caret is. What is removed, after what is inserted, what.
    fn check(before: &str, after: &str, expected: Option<(&[&str], Option<&str>, &str)>) {
        let caret = after.chars().position(|one| one == '|').expect("a caret");
        let after: Vec<char> = after.chars().filter(|one| *one != '|').collect();
        let found = difference(&glyphs(before), &after, caret);
        let expected = expected.map(|(remove, place, insert)| Typing {
            remove: remove.iter().map(|id| id.parse().expect("an id")).collect(),
            after: place.map(|id| id.parse().expect("an id")),
            insert: insert.to_owned(),
        });
        assert_eq!(found, expected, "{before} to {after:?}");
    }

    #[test]
    fn the_caret_tells_which_change_it_was() {
        check("", "x|", Some((&[], None, "x")));
        check("ab", "ab|", None);
        check("aaa", "a|aaa", Some((&[], None, "a")));
        check("aaa", "aa|aa", Some((&[], Some("A1"), "a")));
        check("aaa", "aaaa|", Some((&[], Some("A3"), "a")));
        // Backspace and delete.
        check("aaa", "a|a", Some((&["A2"], Some("A1"), "")));
        check("aaa", "|aa", Some((&["A1"], None, "")));
        // A selection replaced, cut, and everything replaced.
        check("hello", "hi|lo", Some((&["A2", "A3"], Some("A1"), "i")));
        check("hello", "h|o", Some((&["A2", "A3", "A4"], Some("A1"), "")));
        check("abc", "xyz|", Some((&["A1", "A2", "A3"], None, "xyz")));
        // The caret elsewhere: a change by a program.
        check("abc", "|abxc", Some((&[], Some("A2"), "x")));
    }

    #[test]
    fn a_caret_stays_behind_what_it_was_behind() {
        let before = glyphs("abcd");
        let mut after = before.clone();
        after.remove(1);
        after.insert(0, glyphs("abcdefg")[6]);
        assert_eq!(moved_caret(&before, &after, 3), 3);
        assert_eq!(moved_caret(&before, &after, 2), 2);
        assert_eq!(moved_caret(&before, &after, 0), 0);
        assert_eq!(moved_caret(&before, &[], 4), 0);
    }

    #[test]
    fn what_is_pasted_is_cleaned() {
        assert_eq!(
            cleaned("a\r\nb\rc\td\u{7}e"),
            "a\nb\nc de".chars().collect::<Vec<_>>()
        );
    }
}
