//! The quiz: every variant has one right answer, and it is the engine's.

mod reread;
mod runs;

use std::collections::BTreeSet;

use replicascope_lessons::quiz::{Answer, Form, Part, QUESTIONS, Question, Text};

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

/// Every variant that the tests look at.
fn variants(place: usize) -> impl Iterator<Item = (u32, Question)> {
    (0..200).map(move |seed| (seed, question(place, seed)))
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
