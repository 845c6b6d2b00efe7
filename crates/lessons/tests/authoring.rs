//! What is wrong with a lesson is said, and where.

use replicascope_lessons::authoring::{Problem, build, read};

/// A lesson that is right, to be spoilt.
const LESSON: &str = "\
---
title: A test
section: 1.1
order: 10
summary: It tests.
run: convergence, text/two-words
panels: timeline
controls: step
pages: lab
---

At {{15 ms = begins 1}} a *write* begins, see [it](run:two-words).

```ask
question: What is read?
answer: choice
option: 1 => One
option: 2 => Two
probe: read 2
from: 30ms
why: Because.
```

```stage
```

- One
- Two
";

fn problems(text: &str) -> Vec<String> {
    let wrong: Result<_, Vec<Problem>> = read("test", text);
    let problems = wrong.err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

/// What is wrong with the lesson once one part of it is another.
fn spoilt(right: &str, wrong: &str) -> Vec<String> {
    assert!(LESSON.contains(right), "{right}");
    problems(&LESSON.replacen(right, wrong, 1))
}

/// A part of the lesson, what stands there instead, and what is said first.
fn check(cases: &[(&str, &str, &str)]) {
    assert_eq!(problems(LESSON), [""; 0]);
    for (right, wrong, said) in cases {
        let found = spoilt(right, wrong);
        assert_eq!(found.first().map(String::as_str), Some(*said), "{wrong}");
    }
}

#[test]
fn fields_are_known_and_say_what_they_can() {
    check(&[
        (
            "---\ntitle",
            "title",
            "line 1: a lesson begins with a line of three dashes",
        ),
        (
            "title: A test\n",
            "",
            "line 1: the field `title` is missing",
        ),
        (
            "title: A test",
            "titel: A test",
            "line 2: there is no field `titel`: use title, section, order, summary, run, panels, controls, pages, search",
        ),
        (
            "section: 1.1",
            "section: one",
            "line 3: a section is written like 2.3",
        ),
        (
            "order: 10",
            "order: first",
            "line 4: the order is a whole number",
        ),
        (
            "summary: It tests.",
            "summary:",
            "line 5: `summary` is empty",
        ),
        (
            "run: convergence,",
            "run: converging,",
            "line 6: there is no scenario or text `converging`",
        ),
        (
            "panels: timeline",
            "panels: timelime",
            "line 7: `timelime` is not one of panels: timeline, cluster, inspector, events, compare, conflicts, merge, guarantees, quorum, text, strategy",
        ),
        (
            "panels: timeline",
            "panels: timeline, timeline",
            "line 7: `timeline` is there twice",
        ),
    ]);
}

#[test]
fn a_text_says_what_the_engine_finds_and_leads_somewhere() {
    check(&[
        (
            "15 ms =",
            "16 ms =",
            "line 12: the text says 16 ms, but the engine finds 15 ms for `begins 1`",
        ),
        (
            "{{15 ms = begins 1}}",
            "15 ms",
            "line 12: `15 ms` is typed: ask the engine, with {{returns 1}} or {{15 ms = returns 1}}",
        ),
        (
            "begins 1}}",
            "begins 1",
            "line 12: `{{` is not closed by `}}`",
        ),
        (
            "begins 1}}",
            "begins 7}}",
            "line 12: `begins 7`: there is no operation op7",
        ),
        (
            "run:two-words",
            "run:three-words",
            "line 12: `three-words` is not on the stage of this lesson",
        ),
        (
            "run:two-words",
            "javascript:alert(1)",
            "line 12: `javascript:alert(1)` leads nowhere: use lesson:NAME, run:NAME or an address with https",
        ),
    ]);
}

#[test]
fn a_question_has_one_right_answer_which_the_engine_finds() {
    check(&[
        (
            "question: What is read?\n",
            "",
            "line 15: the question has no `question`",
        ),
        (
            "answer: choice",
            "answer: guess",
            "line 16: `guess` is no way to answer: use number, value or choice",
        ),
        (
            "answer: choice",
            "answer: value",
            "line 16: a value is typed: it has no options",
        ),
        (
            "option: 1 =>",
            "option: 3 =>",
            "line 19: the engine finds `1`, and 0 of the options say so: exactly one has to",
        ),
        (
            "option: 2 =>",
            "option: 1 =>",
            "line 19: the engine finds `1`, and 2 of the options say so: exactly one has to",
        ),
        (
            "probe: read 2",
            "probe: read it",
            "line 19: `read it`: `it` stands where the number of a step should",
        ),
        (
            "from: 30ms",
            "from: 300ms",
            "line 20: `300ms` is no time within the run, such as 30 ms",
        ),
        (
            "why: Because.",
            "because: Because.",
            "line 21: there is no field `because`: use question, answer, of, probe, from, option, why",
        ),
    ]);
}

#[test]
fn a_lesson_is_made_of_paragraphs_lists_and_blocks() {
    check(&[
        (
            "```stage\n```\n",
            "",
            "line 11: a lesson has one block called `stage`, this one has 0",
        ),
        (
            "```stage\n```",
            "```rust\n```",
            "line 24: there is no block `rust`: use `ask` or `stage`",
        ),
    ]);
    let said = "line 27: a lesson is made of paragraphs, headings, lists, and blocks called `ask` and `stage`";
    for wrong in [
        "> quoted",
        "<b>bold</b>",
        "![it](https://example.org/it.png)",
    ] {
        check(&[("- One", wrong, said)]);
    }
    assert_eq!(spoilt("- One", "| a | b |"), [""; 0]);
    let long = LESSON.to_owned() + &"word ".repeat(20_000);
    assert_eq!(
        problems(&long),
        ["line 1: a lesson has at most 65536 bytes"]
    );
}

#[test]
fn lessons_that_do_not_fit_together_are_refused() {
    let source = |name: &str, text: String| (name.to_owned(), text);
    let refused = |chapters: &str, sources: &[(String, String)]| {
        let problems = build(chapters, sources).expect_err("refused");
        let (name, problem) = problems.into_iter().next().expect("a problem");
        (name.unwrap_or_default(), problem.to_string())
    };
    let (one, other) = (
        source("one", LESSON.into()),
        source("two", LESSON.replace("order: 10", "order: 20")),
    );
    assert!(build("1: First\n", &[one.clone(), other.clone()]).is_ok());
    let expect = |found: (String, String), name: &str, said: &str| {
        assert_eq!((&*found.0, &*found.1), (name, said));
    };
    expect(
        refused("2: Second\n", std::slice::from_ref(&one)),
        "one",
        "line 1: there is no chapter 1",
    );
    expect(
        refused("First\n", std::slice::from_ref(&one)),
        "",
        "line 1: a chapter is written `1: Title`",
    );
    let same = source("two", LESSON.into());
    expect(
        refused("1: First\n", &[one.clone(), same]),
        "two",
        "line 1: `one` has the order 10, too",
    );
    let later = source(
        "zero",
        LESSON
            .replace("order: 10", "order: 5")
            .replace("1.1", "2.1"),
    );
    expect(
        refused("1: First\n2: Second\n", &[one, later]),
        "one",
        "line 1: it comes after `zero` of a later chapter",
    );
    let dangling = source("one", LESSON.replace("run:two-words", "lesson:nowhere"));
    expect(
        refused("1: First\n", &[dangling]),
        "one",
        "line 1: it links to a lesson `nowhere`, which there is not",
    );
}
