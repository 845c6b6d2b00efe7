use replicascope_words::Language;

use super::*;

fn asked(query: &str) -> Asked {
    let (asked, problems) = Asked::of(query);
    assert!(problems.is_empty(), "{query}: {problems:?}");
    asked
}

#[test]
fn everything_that_can_be_asked_for_is_understood() {
    let all = asked(
        "?embed=1&scenario=cart-lww&panels=timeline,inspector&controls=play,step,scrub&theme=dark\
         &lang=en&seed=7&t=60.5&readonly=0&autoplay=1&speed=2&motion=reduce\
         &parentOrigin=https%3A%2F%2Fcourse.example.org%3A8443",
    );
    let expected = Asked {
        embed: true,
        scenario: Some("cart-lww".into()),
        lesson: None,
        practice: None,
        panels: Some(vec![Panel::Timeline, Panel::Inspector]),
        controls: vec![Control::Play, Control::Step, Control::Scrub],
        theme: Theme::Dark,
        language: Some(Language::English),
        seed: Some(7),
        at: Some(Micros(60_500)),
        readonly: false,
        autoplay: true,
        speed: 40_000,
        still: true,
        origin: Origin::Only("https://course.example.org:8443".into()),
    };
    assert_eq!(all, expected);
}

#[test]
fn what_is_not_asked_for_is_as_usual() {
    for query in ["", "?", "?utm_source=mail&fbclid=x", "?embed=0", "?&&"] {
        assert_eq!(asked(query), Asked::default(), "{query}");
    }
    let framed = asked("?embed=1");
    assert_eq!(framed.panels(), [Panel::Timeline]);
    assert_eq!(framed.page(), Some(Page::Lab));
    assert_eq!(asked("").page(), None);
}

#[test]
fn a_value_that_is_not_understood_is_told_by_name_and_changes_nothing() {
    let wrong = [
        "embed=yes",
        "panels=",
        "panels=timeline,timelime",
        "panels=text,cluster",
        "panels=quorum,text",
        "panels=lesson,timeline",
        "lesson=../../secret",
        "lesson=",
        "practice=",
        "practice=quiz-9",
        "practice=../quiz-1",
        "controls=playy",
        "theme=pink",
        "theme=DARK",
        "lang=",
        "lang=en_GB",
        "lang=<b>",
        "seed=-1",
        "seed=4294967296",
        "seed=1.5",
        "t=-1",
        "t=soon",
        "t=NaN",
        "t=inf",
        "t=600001",
        "readonly=maybe",
        "autoplay=2",
        "speed=0",
        "speed=1e9",
        "speed=NaN",
        "motion=full",
    ];
    for query in wrong {
        let (asked, problems) = Asked::of(query);
        assert_eq!(asked, Asked::default(), "{query}");
        let [problem] = problems.as_slice() else {
            panic!("{query}: {problems:?}");
        };
        let (name, _) = query.split_once('=').expect("a pair");
        assert!(problem.starts_with(&format!("{name}=")), "{problem}");
    }
}

#[test]
fn every_problem_is_told_and_the_rest_still_counts() {
    let (asked, problems) = Asked::of("?embed=1&theme=pink&seed=x&t=5");
    assert_eq!((asked.embed, asked.at), (true, Some(Micros(5_000))));
    assert_eq!(problems.len(), 2);
}

#[test]
fn with_what_is_no_origin_nobody_is_listened_to() {
    let wrong = [
        "",
        "*",
        "course.example.org",
        "https://",
        "https://a.org/",
        "https://a.org/path",
        "javascript:alert(1)",
        "https://a.org https://b.org",
        "https://user@a.org",
        "file:///home",
    ];
    for value in wrong {
        let (asked, problems) = Asked::of(&format!("parentOrigin={value}"));
        assert_eq!(asked.origin, Origin::Nobody, "{value}");
        assert_eq!(problems.len(), 1, "{value}");
        assert!(!asked.origin.accepts("https://a.org"), "{value}");
    }
    let one = asked("parentOrigin=https://A.org").origin;
    assert!(one.accepts("https://a.org") && !one.accepts("https://b.org"));
    assert!(!one.accepts("null"));
    assert!(asked("parentOrigin=null").origin.accepts("null"));
    assert!(asked("").origin.accepts("https://a.org"));
}

#[test]
fn of_parameters_with_one_name_the_first_counts() {
    assert_eq!(asked("seed=1&seed=2").seed, Some(1));
}

#[test]
fn names_and_values_are_decoded() {
    assert_eq!(
        asked("scenario=a%2Fb+c%20d").scenario.as_deref(),
        Some("a/b c d")
    );
    assert_eq!(asked("scenario=%").scenario.as_deref(), Some("%"));
    assert_eq!(asked("scenario=%zz%4").scenario.as_deref(), Some("%zz%4"));
    assert_eq!(asked("scenario=%ff").scenario.as_deref(), Some("\u{fffd}"));
    assert_eq!(asked("scenario=%é").scenario.as_deref(), Some("%é"));
    assert_eq!(asked("%74heme=light").theme, Theme::Light);
}

#[test]
fn a_long_value_is_quoted_only_in_part() {
    let (_, problems) = Asked::of(&format!("theme={}", "ä".repeat(5_000)));
    assert!(problems[0].chars().count() < 120, "{}", problems[0]);
}

#[test]
fn a_frame_offers_what_is_named_and_nothing_that_changes_when_it_is_read_only() {
    let framed = asked("?embed=1&controls=undo,add,zoom&readonly=1");
    assert!(framed.offers(Control::Zoom) && framed.is_fixed());
    assert!(!framed.offers(Control::Undo) && !framed.offers(Control::Add));
    assert!(!framed.offers(Control::Play) && !framed.shows(Panel::Cluster));
    // A page that is no frame is whole, whatever the address says.
    let whole = asked("?readonly=1&controls=play&panels=timeline");
    assert!(whole.offers(Control::Undo) && whole.shows(Panel::Cluster) && !whole.is_fixed());
}
