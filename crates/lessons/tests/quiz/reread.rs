//! The keys once more, from nothing but what a learner reads.

use std::collections::BTreeMap;

use super::{right, variants};

/// The whole numbers in a text, as a reader finds them.
fn numbers(text: &str) -> Vec<i64> {
    let parts = text.split(|one: char| !one.is_ascii_digit());
    parts
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().expect("digits"))
        .collect()
}

/// The vector that is written like `{A: 2, B: 1}`, without its components of 0.
fn vector(text: &str) -> BTreeMap<char, i64> {
    let inside = text.split(['{', '}']).nth(1).unwrap_or(text);
    let parts = inside.split(',').filter_map(|part| part.split_once(':'));
    let entries = parts.map(|(name, count)| {
        (
            name.trim().chars().next().expect("a name"),
            numbers(count)[0],
        )
    });
    entries.filter(|(_, count)| *count > 0).collect()
}

fn larger(one: &BTreeMap<char, i64>, other: &BTreeMap<char, i64>) -> BTreeMap<char, i64> {
    let mut joined = one.clone();
    for (name, count) in other {
        let mine = joined.entry(*name).or_default();
        *mine = (*mine).max(*count);
    }
    joined
}

fn typed(numbers: impl IntoIterator<Item = i64>) -> Vec<String> {
    numbers
        .into_iter()
        .map(|number| number.to_string())
        .collect()
}

/// What is between backquotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn vectors_are_compared_and_joined_by_plain_arithmetic() {
    for (seed, question) in variants(1) {
        let shown = quoted(&question.setting[0]);
        let (mine, yours) = (vector(shown[0]), vector(shown[1]));
        let joined = larger(&mine, &yours);
        let at = |of: &BTreeMap<char, i64>| {
            typed(['A', 'B'].map(|name| of.get(&name).copied().unwrap_or(0)))
        };
        assert_eq!(right(&question.parts[2]), at(&joined), "seed {seed}");
        let resolver = if question.parts[3].ask.contains("at A") {
            'A'
        } else {
            'B'
        };
        let mut resolved = joined;
        *resolved.entry(resolver).or_default() += 1;
        assert_eq!(right(&question.parts[3]), at(&resolved), "seed {seed}");
        for part in &question.parts[..2] {
            let shown = quoted(&part.ask);
            let (one, other) = (vector(shown[0]), vector(shown[1]));
            let covers = |one: &BTreeMap<char, i64>, other| larger(one, other) == *one;
            let expected = match (covers(&one, &other), covers(&other, &one)) {
                (true, true) => "They are equal.",
                (true, false) => "It is newer: it dominates.",
                (false, true) => "It is older: it is dominated.",
                (false, false) => "They are concurrent: a conflict.",
            };
            assert_eq!(right(part), [expected], "seed {seed}");
        }
    }
}

#[test]
fn two_counters_are_merged_by_plain_arithmetic() {
    for (seed, question) in variants(2) {
        let shown = quoted(&question.setting[0]);
        let (mine, theirs) = (vector(shown[0]), vector(shown[1]));
        let merged = larger(&mine, &theirs);
        let total: i64 = merged.values().sum();
        let by = numbers(&question.parts[2].ask)[0];
        assert_eq!(
            right(&question.parts[0]),
            typed([merged[&'A'], merged[&'B'], total]),
            "seed {seed}"
        );
        assert_eq!(right(&question.parts[1]), typed([total]), "seed {seed}");
        assert_eq!(
            right(&question.parts[2]),
            typed([total + by]),
            "seed {seed}"
        );
    }
}

#[test]
fn three_counters_are_merged_by_plain_arithmetic() {
    for (seed, question) in variants(7) {
        let states: Vec<_> = question.setting[1..]
            .iter()
            .map(|line| vector(line))
            .collect();
        let sums = states.iter().map(|one| one.values().sum::<i64>());
        let joined = states
            .iter()
            .fold(BTreeMap::new(), |all, one| larger(&all, one));
        let truth: i64 = joined.values().sum();
        assert_eq!(
            right(&question.parts[0]),
            typed(sums.chain([truth])),
            "seed {seed}"
        );
        let ask = &question.parts[1].ask;
        let place = |word: &str| {
            ask.split(word)
                .next()
                .and_then(|before| before.chars().last())
        };
        let teller = place(" counts").expect("who tells");
        let hearer = ask
            .split("to ")
            .nth(1)
            .and_then(|one| one.chars().next())
            .expect("who hears");
        let index = |name: char| usize::from(name as u8 - b'A');
        let mut sent = states[index(teller)].clone();
        *sent.entry(teller).or_default() += numbers(ask)[0];
        let after = larger(&states[index(hearer)], &sent);
        let total: i64 = after.values().sum();
        let expected = ['A', 'B', 'C'].map(|name| after.get(&name).copied().unwrap_or(0));
        assert_eq!(
            right(&question.parts[1]),
            typed(expected.into_iter().chain([total])),
            "seed {seed}"
        );
    }
}

#[test]
fn stocks_and_quorums_are_what_plain_arithmetic_gives() {
    for (seed, question) in variants(3) {
        let shown = numbers(&question.setting[0]);
        let (stock, x, y) = (shown[0], shown[1], shown[2]);
        assert_eq!(
            right(&question.parts[0]),
            typed([x + y, stock - x - y]),
            "seed {seed}"
        );
        assert!(x <= stock && y <= stock && x + y > stock, "seed {seed}");
        assert!(
            right(&question.parts[1])[0].contains("bounded counter"),
            "seed {seed}"
        );
    }
    for (seed, question) in variants(4) {
        let n = numbers(&question.setting[0])[0];
        let half = n / 2 + 1;
        assert_eq!(
            right(&question.parts[0]),
            typed([half, half, n - half]),
            "seed {seed}"
        );
        assert_eq!(right(&question.parts[1]), typed([1, n]), "seed {seed}");
        assert_eq!(
            right(&question.parts[2]),
            ["Every read meets every completed write."]
        );
        assert_eq!(right(&question.parts[3]), typed([1, 1]), "seed {seed}");
    }
}

#[test]
fn guarantees_and_texts_follow_from_what_is_told() {
    for (seed, question) in variants(5) {
        let same_author = question.setting[0].contains("the same user");
        let expected = if same_author {
            "Monotonic writes"
        } else {
            "Writes follow reads"
        };
        assert_eq!(right(&question.parts[0]), [expected], "seed {seed}");
        assert_eq!(
            right(&question.parts[1]).len(),
            1 + usize::from(same_author),
            "seed {seed}"
        );
    }
    for (seed, question) in variants(6) {
        // Who typed what, from which id on: `A3`.
        let shown = question.setting[0].split(';');
        let mut typed: Vec<(i64, char, &str)> = shown
            .map(|one| {
                let id = quoted(one)[0];
                let word = one.split(['“', '”']).nth(1).expect("a word");
                (numbers(id)[0], id.chars().next().expect("a letter"), word)
            })
            .collect();
        let forwards: String = typed.iter().map(|one| one.2).collect();
        typed.sort_by(|one, other| other.cmp(one));
        let words: Vec<_> = typed.iter().map(|one| one.2).collect();
        assert_eq!(right(&question.parts[0]), words, "seed {seed}");
        assert_eq!(right(&question.parts[1]), [forwards], "seed {seed}");
    }
    for (seed, question) in variants(0) {
        let promised = right(&question.parts[0])
            .iter()
            .filter(|one| one.ends_with(": Promised"))
            .count();
        assert_eq!(promised, 2, "seed {seed}");
    }
}
