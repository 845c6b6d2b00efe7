//! Changes of a text that is nothing but a text.

use super::{Chance, LONGEST, NUMBERS};

/// What means something to one of the readers, or is hard for some reader of texts.
const PIECES: [&str; 40] = [
    "\"", "'", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", "(", ")", ",", ":", ";", "#", "#_",
    "#{", "%", "&", "=", "+", "\n", "\r\n", "\t", "\0", "\u{feff}", "\u{202e}", "é", "😀",
    "a\u{301}", "nil", "null", "true", ":invoke", ":ok", "{{", "}}", "```", "---", "- ",
];

/// The text after a few changes; others are samples to take parts from.
pub fn changed(text: &str, others: &[String], chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..chance.times(16) {
        change(&mut letters, others, chance);
        letters.truncate(LONGEST);
    }
    letters.into_iter().collect()
}

fn change(letters: &mut Vec<char>, others: &[String], chance: &mut Chance) {
    let at = chance.below(letters.len() + 1);
    let end = (at + chance.size(4096)).min(letters.len());
    match chance.below(11) {
        0 => drop(letters.drain(at..end)),
        1 => letters.truncate(at),
        2 => flip(letters, at, chance),
        3 => insert(letters, at, piece(chance)),
        4 => repeat(letters, at..end, chance),
        5 => insert(letters, at, &taken(others, chance)),
        6 => number(letters, at, chance),
        7 => {
            letters.splice(at..end, piece(chance).chars());
        }
        8 => move_line(letters, chance),
        9 => insert(letters, at, &piece(chance).repeat(chance.size(2048))),
        _ => letters[at..end].reverse(),
    }
}

fn insert(letters: &mut Vec<char>, at: usize, text: &str) {
    letters.splice(at..at, text.chars());
}

fn piece(chance: &mut Chance) -> &'static str {
    if chance.one_in(3) {
        chance.word(&NUMBERS)
    } else {
        chance.word(&PIECES)
    }
}

/// One bit of a letter is another.
fn flip(letters: &mut [char], at: usize, chance: &mut Chance) {
    if let Some(letter) = letters.get_mut(at) {
        let other = u32::from(*letter) ^ (1 << chance.below(8));
        *letter = char::from_u32(other).unwrap_or('\u{fffd}');
    }
}

/// A part stands there several times.
fn repeat(letters: &mut Vec<char>, part: std::ops::Range<usize>, chance: &mut Chance) {
    let times = chance.size(64).min(LONGEST / part.len().max(1));
    let copies = letters[part.clone()].repeat(times);
    letters.splice(part.end..part.end, copies);
}

/// A part of a sample.
fn taken(others: &[String], chance: &mut Chance) -> String {
    let other = chance.pick(others);
    let from = chance.below(other.chars().count());
    other.chars().skip(from).take(chance.size(4096)).collect()
}

/// The number that comes next is another.
fn number(letters: &mut Vec<char>, at: usize, chance: &mut Chance) {
    let is_digit = |letter: &char| letter.is_ascii_digit();
    if let Some(begin) = letters[at..].iter().position(is_digit) {
        let begin = at + begin;
        let digits = letters[begin..]
            .iter()
            .take_while(|letter| is_digit(letter));
        let end = begin + digits.count();
        letters.splice(begin..end, chance.word(&NUMBERS).chars());
    }
}

/// A line stands elsewhere, or there, too.
fn move_line(letters: &mut Vec<char>, chance: &mut Chance) {
    let lines: Vec<&[char]> = letters.split_inclusive(|letter| *letter == '\n').collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    if order.is_empty() {
        return;
    }
    let (from, to) = (chance.below(order.len()), chance.below(order.len()));
    if chance.one_in(2) {
        order.remove(from);
    }
    order.insert(to.min(order.len()), from);
    *letters = order
        .into_iter()
        .flat_map(|line| lines[line].to_vec())
        .collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_text_and_others_give_others() {
        let samples = ["{:process 1}\n{:process 2}".to_owned(), String::new()];
        let of = |seed| changed(&samples[0], &samples, &mut Chance::of(seed));
        let texts: std::collections::BTreeSet<String> = (0..200).map(of).collect();
        assert_eq!(of(7), of(7));
        assert!(texts.len() > 150, "{}", texts.len());
        assert!(texts.iter().all(|text| text.chars().count() <= LONGEST));
    }
}
