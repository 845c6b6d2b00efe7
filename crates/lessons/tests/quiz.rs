//! The quiz: every variant has one right answer, and it is the engine's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replicascope_core::trace::Ending;
use replicascope_core::{Trace, run};
use replicascope_lessons::quiz::{Answer, Form, Part, Picture, QUESTIONS, Question, Text};

fn text(place: usize) -> Text {
    let path = format!(
        "{}/practice/quiz-{}.json",
        env!("CARGO_MANIFEST_DIR"),
        place + 1
    );
    let text = std::fs::read_to_string(&path).expect("the words of a question");
    Text::from_json(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn question(place: usize, seed: u32) -> Question {
    Question::new(place, seed, &text(place))
        .unwrap_or_else(|error| panic!("question {}, seed {seed}: {error}", place + 1))
}

/// The right answer to a part, as the words that a learner sees.
fn right(part: &Part) -> Vec<String> {
    match (part.right_answer(), &part.form) {
        (Answer::Chosen(chosen), Form::Choice { options, .. }) => chosen
            .iter()
            .map(|place| options[*place].text.clone())
            .collect(),
        (Answer::Numbers(numbers), _) => numbers,
        (Answer::Order(order), Form::Order(items)) => order
            .iter()
            .map(|place| items[*place].text.clone())
            .collect(),
        (Answer::Bins(found), Form::Sort { bins, items }) => {
            let bins = found.iter().map(|bin| &bins[bin.expect("a bin")].text);
            items
                .iter()
                .zip(bins)
                .map(|(item, bin)| format!("{}: {bin}", item.text))
                .collect()
        }
        (answer, form) => panic!("{answer:?} to {form:?}"),
    }
}

#[test]
fn seed_0_has_the_numbers_of_the_course() {
    let keys =
        |place: usize| -> Vec<Vec<String>> { question(place, 0).parts.iter().map(right).collect() };
    let promised: Vec<String> = keys(0)[0]
        .iter()
        .filter(|one| one.ends_with(": Promised"))
        .cloned()
        .collect();
    assert_eq!(promised.len(), 2, "{promised:?}");
    assert!(promised[0].starts_with("Once writes stop"), "{promised:?}");
    assert!(
        promised[1].starts_with("The replicas end up equal"),
        "{promised:?}"
    );
    assert_eq!(
        keys(1),
        [
            vec!["They are concurrent: a conflict."],
            vec!["It is newer: it dominates."],
            vec!["2", "2"],
            vec!["3", "2"],
        ]
    );
    assert_eq!(keys(2), [vec!["5", "7", "12"], vec!["12"], vec!["16"]]);
    assert_eq!(keys(3)[0], ["7", "-2"]);
    assert!(keys(3)[1][0].contains("bounded counter"));
    assert_eq!(keys(4)[0], ["3", "3", "2"]);
    assert_eq!(keys(4)[1], ["1", "5"]);
    assert_eq!(keys(4)[2], ["Every read meets every completed write."]);
    assert_eq!(keys(4)[3], ["1", "1"]);
    assert_eq!(keys(5)[0], ["Monotonic writes"]);
    assert_eq!(keys(5)[1].len(), 2, "{:?}", keys(5)[1]);
    assert_eq!(keys(6), [vec!["World", "Hello"], vec!["HelloWorld"]]);
    assert_eq!(
        keys(7),
        [vec!["20", "16", "19", "20"], vec!["10", "8", "7", "25"]]
    );
}

/// Every variant that the tests look at.
fn variants(place: usize) -> impl Iterator<Item = (u32, Question)> {
    (0..200).map(move |seed| (seed, question(place, seed)))
}

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
fn every_variant_has_one_right_answer_and_all_others_are_wrong() {
    for place in 0..QUESTIONS.len() {
        for (seed, question) in variants(place) {
            for part in &question.parts {
                let name = format!("question {}, seed {seed}: {}", place + 1, part.ask);
                let key = part.right_answer();
                let graded = part.grade(&key);
                assert!(graded.right && part.is_answered(&key), "{name}");
                assert!(!part.grade(&part.blank()).right, "{name}: the blank answer");
                for wrong in others(part, &key) {
                    assert!(!part.grade(&wrong).right, "{name}: {wrong:?}");
                }
                let said: BTreeSet<_> = graded.remarks.iter().map(|one| &one.why).collect();
                assert!(said.iter().any(|why| !why.is_empty()), "{name}");
            }
        }
    }
}

/// Every other choice, order and bin; numbers that are off by one.
fn others(part: &Part, key: &Answer) -> Vec<Answer> {
    match (&part.form, key) {
        (Form::Choice { options, .. }, Answer::Chosen(right)) => {
            let texts: BTreeSet<_> = options.iter().map(|one| &one.text).collect();
            assert_eq!(texts.len(), options.len(), "{}", part.ask);
            let all = (0..1_u32 << options.len()).map(|bits| -> BTreeSet<usize> {
                (0..options.len())
                    .filter(|place| bits >> place & 1 == 1)
                    .collect()
            });
            all.filter(|one| one != right).map(Answer::Chosen).collect()
        }
        (_, Answer::Numbers(right)) => {
            let off = |place: usize, by: i64| {
                let mut typed = right.clone();
                typed[place] = (typed[place].parse::<i64>().expect("a number") + by).to_string();
                Answer::Numbers(typed)
            };
            (0..right.len())
                .flat_map(|place| [off(place, 1), off(place, -1)])
                .collect()
        }
        (_, Answer::Order(right)) => (1..right.len())
            .map(|last| {
                let mut order = right.clone();
                order.swap(last - 1, last);
                Answer::Order(order)
            })
            .collect(),
        (Form::Sort { bins, .. }, Answer::Bins(right)) => (0..right.len())
            .flat_map(|item| (0..bins.len()).map(move |bin| (item, bin)))
            .filter(|(item, bin)| right[*item] != Some(*bin))
            .map(|(item, bin)| {
                let mut found = right.clone();
                found[item] = Some(bin);
                Answer::Bins(found)
            })
            .collect(),
        (form, _) => panic!("{form:?}"),
    }
}

#[test]
fn neighbours_do_not_share_their_answers() {
    for place in 0..QUESTIONS.len() {
        let keys: BTreeSet<Vec<Answer>> = variants(place)
            .map(|(_, question)| question.parts.iter().map(Part::right_answer).collect())
            .collect();
        assert!(keys.len() > 5, "question {}: {}", place + 1, keys.len());
        assert_eq!(question(place, 7), question(place, 7));
    }
}

#[test]
fn texts_have_no_holes_left_and_runs_are_valid() {
    for place in 0..QUESTIONS.len() {
        for (seed, question) in variants(place) {
            let texts = question
                .setting
                .iter()
                .chain(&question.explanation)
                .chain([&question.run]);
            for text in texts.chain(
                question
                    .parts
                    .iter()
                    .flat_map(|part| [&part.ask, &part.why]),
            ) {
                let is_hole = |part: &str| {
                    part.split('}').next().is_some_and(|name| {
                        !name.is_empty() && name.chars().all(char::is_lowercase)
                    })
                };
                assert!(
                    !text.split('{').skip(1).any(is_hole),
                    "{place} {seed}: {text}"
                );
            }
            match &question.picture {
                Picture::Lab(lab) => {
                    lab.validate().expect("a valid document");
                    let trace = run(&Arc::new((**lab).clone()));
                    assert_eq!(trace.ending, Ending::Complete);
                    let messages = lab.overrides.iter().map(|one| &one.message);
                    for message in messages {
                        let others = lab
                            .compare
                            .iter()
                            .map(|other| run(&Arc::new(lab.under(other))));
                        let is_sent = |trace: &Trace| trace.find_message(message).is_some();
                        assert!(
                            is_sent(&trace) || others.into_iter().any(|one| is_sent(&one)),
                            "{message}"
                        );
                    }
                    let whole = trace.operations.iter().all(|one| one.ended().is_some());
                    assert!(whole, "{place} {seed}: an operation never ends");
                }
                Picture::Text(text) => text.validate().expect("a valid text"),
            }
        }
    }
}

/// The keys once more, from nothing but what a learner reads.
#[test]
fn counters_and_vectors_are_what_plain_arithmetic_gives() {
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
