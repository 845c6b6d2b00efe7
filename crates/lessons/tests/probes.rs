//! What probes find, and what is not a probe.

use std::rc::Rc;

use replicascope_core::text::TextRun;
use replicascope_core::{Trace, run};
use replicascope_lessons::probe::{Finding, Probe, Subject};
use replicascope_lessons::{SCENARIOS, TEXTS};

fn trace(name: &str) -> Trace {
    let scenario = SCENARIOS.iter().find(|one| one.name == name);
    let scenario = scenario.unwrap_or_else(|| panic!("no scenario {name}"));
    run(&Rc::new(scenario.lab().expect("a valid document")))
}

fn probe(text: &str) -> Probe {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn ask(scenario: &str, text: &str) -> Finding {
    let found = probe(text).ask_trace(&trace(scenario));
    found.unwrap_or_else(|error| panic!("{scenario}: {text}: {error}"))
}

/// Each scenario with what its runs answer; `tests/scenarios/` asserts the same in other ways.
const ANSWERS: &[(&str, &[(&str, &str)])] = &[
    (
        "convergence",
        &[
            ("read 2", "1"),
            ("freshness of 2", "stale"),
            ("missed by 2", "1"),
            ("freshness of 3", "fresh"),
            ("read 3", "2"),
            ("asked 1", "A"),
            ("begins 1", "15 ms"),
            ("latency of 1", "6 ms"),
            ("returns 1", "21 ms"),
            ("fate of 1", "returned"),
            ("value C X at 20ms", "1"),
            ("value C X at 18.5 ms", "1"),
            ("value C X", "2"),
            ("vector A X", "{A: 1}"),
            ("stale reads", "1"),
            ("acknowledged updates", "1"),
            ("lost updates", "0"),
            ("conflicts", "0"),
            ("first conflict", "never"),
            ("messages", "2"),
            ("messages until 10ms", "0"),
            ("lost messages", "0"),
            ("verdict linearizable", "violated"),
            ("verdict ryw", "holds"),
        ],
    ),
    (
        "cart-lww",
        &[
            ("value A cart", "{book, lamp}"),
            ("lost updates", "1"),
            ("relation of 2 to 3", "concurrent"),
            ("relation of 1 to 2", "before"),
            ("relation of 3 to 1", "after"),
            ("relation of 3 to 3", "equal"),
            (
                "as \"Siblings, merged by union\": value A cart",
                "{book, lamp, tv}",
            ),
            ("as \"Siblings\": siblings A cart", "2"),
            ("as “Siblings”: siblings A cart", "2"),
            ("as \"Siblings\": lost updates", "0"),
            ("siblings A cart at 5ms", "0"),
        ],
    ),
    (
        "dynamo-versions",
        &[
            ("version of 3", "{A: 2, B: 1}"),
            ("relation of 3 to 4", "concurrent"),
            ("relation of 5 to 3", "after"),
            ("siblings A X at 85ms", "2"),
        ],
    ),
    (
        "causal-comment",
        &[
            ("held back", "1"),
            ("column 2: held back", "0"),
            ("column 1: read 4", "nothing"),
            ("column 2: read 4", "congrats"),
        ],
    ),
    (
        "first-write",
        &[("fate of 3", "failed"), ("failed operations", "1")],
    ),
    (
        "loss",
        &[
            ("converged at", "never"),
            ("agreed X", "never"),
            ("lost messages", "1"),
        ],
    ),
];

#[test]
fn a_run_answers() {
    for (scenario, answers) in ANSWERS {
        for (text, expected) in *answers {
            let found = ask(scenario, text).found.to_string();
            assert_eq!(found, *expected, "{scenario}: {text}");
        }
    }
}

#[test]
fn numbers_answer_without_a_run() {
    for (text, expected) in [
        ("overlap 3 2 2", "1"),
        ("overlap 3 1 1", "0"),
        ("overlap 5 1 5", "1"),
        ("write overlap 3 1", "0"),
        ("write overlap 5 3", "1"),
        ("pairs 3 2 2", "9"),
        ("pairs sharing 1 3 2 2", "6"),
        ("reads survive 3 1 3", "0"),
        ("writes survive 3 1 3", "2"),
        ("disks survive 3 2 2", "1"),
        ("within 2 versions 3 1 1", "0.556"),
        ("within 10 versions 3 1 1", "0.983"),
    ] {
        let found = probe(text).ask(Subject::Nothing);
        assert_eq!(found.expect(text).found.to_string(), expected, "{text}");
    }
}

#[test]
fn texts_answer() {
    let lab = TEXTS[0].lab().expect("a valid text");
    let run = TextRun::of(&lab, lab.steps.len()).expect("it can be carried out");
    // The larger id comes first among concurrent insertions at one place.
    for (text, expected) in [
        ("text rga", "WorldHello"),
        ("mixed rga", "no"),
        ("mixed fugue", "no"),
    ] {
        let found = probe(text).ask(Subject::Text(&run));
        assert_eq!(found.expect(text).found.to_string(), expected, "{text}");
    }
    assert!(probe("text rga").ask(Subject::Nothing).is_err());
    assert!(probe("lost updates").ask(Subject::Text(&run)).is_err());
}

#[test]
fn findings_say_where_to_look() {
    let trace = trace("convergence");
    let name = |text: &str| {
        let event = ask("convergence", text).event.expect("an event");
        trace.event_name(event)
    };
    assert_eq!(name("read 2"), "op2/returned");
    assert_eq!(name("stale reads"), "op2/returned");
    assert_eq!(name("begins 2"), "op2/invoked");
    assert_eq!(name("verdict linearizable"), "op2/returned");
    let given_up = ask("cart-lww", "lost updates").at;
    assert_eq!(given_up.map(|at| at.to_string()), Some("65 ms".into()));
    let moment = ask("convergence", "value C X at 20ms").at;
    assert_eq!(moment.map(|at| at.0), Some(20_000));
    let agreed = ask("convergence", "converged at");
    assert_eq!(
        agreed.at.map(|at| at.to_string()),
        Some(agreed.found.to_string())
    );
}

#[test]
fn guesses_are_read_kindly_but_not_wrongly() {
    for (scenario, text, right, wrong) in [
        (
            "convergence",
            "read 2",
            &["1", " 1 "][..],
            &["2", "", "one", "11"][..],
        ),
        (
            "convergence",
            "latency of 1",
            &["6", "6 ms", "6ms", "6,0"],
            &["7", "6 s", "0.006"],
        ),
        (
            "cart-lww",
            "value A cart",
            &["{book, lamp}", "lamp,book", "{Book,lamp}", "{lamp, book}"],
            &["book", "book lamp", "{book, lamp, tv}"],
        ),
        (
            "siblings",
            "read 3",
            &["new@a | work@b", "work@b|new@a", "work@b and new@a"],
            &["new@a", "new@a work"],
        ),
        (
            "causal-comment",
            "read 4",
            &["nothing", "Nothing", "none"],
            &["congrats", "0"],
        ),
        (
            "cart-lww",
            "relation of 2 to 3",
            &["concurrent", "Concurrent"],
            &["before"],
        ),
        ("loss", "converged at", &["never"], &["0", "120"]),
        (
            "loss",
            "within 2 versions 3 1 1",
            &["0.556", "55.6 %", "56%", ".556"],
            &["0.444", "556"],
        ),
    ] {
        let found = ask(scenario, text).found;
        for typed in right {
            assert!(found.accepts(typed), "{text}: {typed:?} is {found}");
        }
        for typed in wrong {
            assert!(!found.accepts(typed), "{text}: {typed:?} is not {found}");
        }
    }
}

#[test]
fn what_is_no_probe_is_refused_with_the_reason() {
    let long = "read ".repeat(100);
    for (text, reason) in [
        ("", "the question is missing"),
        ("reed 4", "no question begins with `reed` like this"),
        ("read", "it ends where it should name the number of a step"),
        (
            "read four",
            "`four` stands where the number of a step should",
        ),
        ("read 4 5", "`5` is one word too many"),
        (
            "value Z x",
            "`Z` is not a replica: use one letter from A to I",
        ),
        ("value A x at soon", "`soon` is not a time, such as 60ms"),
        (
            "value A x at 1.23456ms",
            "`1.23456ms` is not a time, such as 60ms",
        ),
        (
            "value A x at 99999999999999999999ms",
            "`99999999999999999999ms` is not a time, such as 60ms",
        ),
        (
            "relation of 4 5",
            "it needs a second step: relation of 4 to 5",
        ),
        ("overlap 3 4 2", "W: 4 is out of bounds: 1 to 3"),
        (
            "column 2 lost updates",
            "a colon is missing before the question",
        ),
        (
            "as \"Siblings: lost updates",
            "a quotation mark is not closed",
        ),
        (
            "text word",
            "`word` is not an algorithm: use rga, fugue or ot",
        ),
        (
            "verdict strong",
            "`strong` is not a model: use one of linearizable, sequential, causal, pram, ryw, mr, mw, wfr",
        ),
        (&long, "a probe has at most 200 bytes"),
    ] {
        let refused = text.parse::<Probe>().map_err(|error| error.to_string());
        assert_eq!(refused.expect_err(text), reason, "{text}");
    }
}

#[test]
fn what_a_run_does_not_have_is_refused() {
    let trace = trace("convergence");
    for (text, reason) in [
        ("read 9", "there is no operation op9"),
        ("read 1", "op1 is not a read"),
        ("freshness of 1", "op1 is not a read"),
        ("version of 2", "op2 made no version"),
        ("value D X", "there is no replica D"),
        ("value A Y", "there is no key Y"),
        ("stale for A Y", "there is no key Y"),
        (
            "arrives op1:A>D/update",
            "there is no message op1:A>D/update",
        ),
        ("column 2: stale reads", "there is no column 2"),
        ("column 0: stale reads", "there is no column 0"),
        (
            "as \"Hope\": stale reads",
            "there is no answer to conflicts called `Hope`",
        ),
        ("text rga", "this asks about a text"),
    ] {
        let refused = probe(text)
            .ask_trace(&trace)
            .map_err(|error| error.to_string());
        assert_eq!(refused.expect_err(text), reason, "{text}");
    }
}

#[test]
fn a_probe_is_written_as_it_was_read() {
    for text in ["value A x at 60ms", "as \"Siblings\": lost updates"] {
        assert_eq!(probe(&format!(" {text} ")).to_string(), text);
    }
    assert!(probe("column 2: messages").is_of_a_variation());
    assert!(!probe("messages").is_of_a_variation());
}
