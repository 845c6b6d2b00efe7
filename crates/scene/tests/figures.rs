//! Pictures for paper: well formed whatever is in the document, without anything that only a
//! browser with the page's style sheet understands.

use std::rc::Rc;

use replicascope_core::trace::EventKind;
use replicascope_core::{Lab, Trace, run};
use replicascope_lessons::SCENARIOS;
use replicascope_quorum::Quorum;
use replicascope_quorum::overlap::Sizes;
use replicascope_scene::figure::{self, Sets};
use replicascope_scene::theatre::Scene;
use replicascope_scene::{Scale, listing, told};

/// The texts of the elements of a document, in order.
///
/// # Panics
/// Says what is not well formed, or not what every program understands.
fn texts(svg: &str) -> Vec<String> {
    let (mut open, mut texts) = (Vec::new(), Vec::new());
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        let text = rest[..at].trim();
        if !text.is_empty() {
            texts.push(unescaped(text));
        }
        let tag = &rest[at + 1..];
        let end = tag.find('>').expect("every tag ends");
        rest = &tag[end + 1..];
        let tag = &tag[..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "ends what is open");
            continue;
        }
        let name = tag.split([' ', '/']).next().expect("a name");
        attributes(tag);
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "all is ended");
    texts
}

fn attributes(tag: &str) {
    assert_eq!(tag.matches('"').count() % 2, 0, "quoted: {tag}");
    assert!(!tag.contains('<'), "no sign of a tag: {tag}");
    let mut names = Vec::new();
    for (place, part) in tag.split('"').enumerate() {
        if place % 2 == 1 {
            unescaped(part);
            assert!(!part.contains("NaN") && !part.contains("inf"), "{tag}");
        } else if let Some(name) = part.trim().strip_suffix('=') {
            names.push(name.split(' ').next_back().expect("a name"));
        }
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "no attribute twice: {tag}");
    for foreign in ["class", "style", "paint-order"] {
        assert!(!names.contains(&foreign), "{tag}");
    }
    assert!(
        !tag.contains("var(") && !tag.contains("color-mix("),
        "{tag}"
    );
}

fn unescaped(text: &str) -> String {
    for part in text.split('&').skip(1) {
        let (name, _) = part.split_once(';').expect("an entity ends");
        assert!(["amp", "lt", "gt", "quot"].contains(&name), "&{name};");
    }
    assert!(!text.chars().any(|letter| letter < ' ' && letter != '\n'));
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn trace(name: &str) -> Trace {
    let found = SCENARIOS.iter().find(|one| one.name == name);
    let lab = found.expect("it is there").lab().expect("it is valid");
    run(&Rc::new(lab))
}

fn merges(trace: &Trace) -> impl Iterator<Item = Scene> {
    let merges = trace.events();
    let merges = merges.filter(|(_, event)| matches!(event.kind, EventKind::Merged { .. }));
    merges.map(|(id, _)| Scene::Merge(id))
}

#[test]
fn every_scenario_is_drawn_with_its_values_its_signs_and_its_seed() {
    for scenario in SCENARIOS {
        let trace = run(&Rc::new(scenario.lab().expect("it is valid")));
        let told = texts(&figure::timeline(&trace, 0, None, None));
        let lab = &trace.lab;
        assert_eq!(told[0], lab.title, "{}", scenario.name);
        let said = told.join("\n");
        for part in [
            lab.replication.title(),
            lab.keys[0].data_type.title(),
            &format!("Seed {}.", lab.seed),
            "client 1",
        ] {
            assert!(said.contains(part), "{}: {part}", scenario.name);
        }
        if let Some(scene) = merges(&trace).next() {
            let merge = figure::merge(&trace, scene, None).expect("it is a merge");
            assert!(texts(&merge).iter().any(|text| text == "because"));
        }
    }
}

#[test]
fn the_legend_explains_what_occurs_and_nothing_else() {
    let told = texts(&figure::timeline(&trace("cart-lww"), 0, None, None));
    for there in ["from A", "update", "merge: newer arrives"] {
        assert!(told.iter().any(|text| text == there), "{there}");
    }
    for absent in ["replica down", "partition", "from C"] {
        assert!(!told.iter().any(|text| text == absent), "{absent}");
    }
    let told = texts(&figure::timeline(&trace("crash"), 0, None, None));
    assert!(told.iter().any(|text| text == "replica down"));
}

#[test]
fn what_a_document_says_cannot_break_out_of_its_place() {
    let hostile = r#"</text><script>alert("1")</script>&amp;'"#;
    let mut lab = Lab::clone(&trace("cart-lww").lab);
    lab.title = format!("{hostile}\u{ffff}");
    lab.validate().expect("it may say that");
    let trace = run(&Rc::new(lab));
    let svg = figure::timeline(&trace, 0, None, Some(&format!("https://a/?{hostile}")));
    assert!(!svg.contains("<script"), "{svg}");
    let said = texts(&svg).join("");
    assert!(said.contains(r#"alert("1")"#), "{said}");
    let scene = merges(&trace).next().expect("there is a merge");
    texts(&figure::merge(&trace, scene, Some(hostile)).expect("it is a merge"));
}

#[test]
fn the_link_is_written_out_unless_it_is_too_long() {
    let trace = trace("cart-lww");
    let short = format!("https://example.org/#s=1.{}", "abc".repeat(200));
    let svg = figure::timeline(&trace, 0, None, Some(&short));
    assert!(svg.contains(&format!(r#"<a href="{short}""#)));
    assert!(texts(&svg).concat().contains(&short));
    let long = format!("https://example.org/#s=1.{}", "abc".repeat(20_000));
    let svg = figure::timeline(&trace, 0, None, Some(&long));
    assert!(svg.contains(&format!(r#"<a href="{long}""#)));
    assert!(!texts(&svg).concat().contains(&long));
    assert!(texts(&svg).concat().contains("The link to this run"));
}

#[test]
fn a_stretch_of_the_run_is_drawn_at_the_same_width() {
    let trace = trace("cart-lww");
    let duration = trace.lab.duration;
    let seen = Scale::fitting(duration, 64.0, 372.0).zoomed(4.0, 200.0, duration);
    let (from, to) = seen.visible();
    let whole = figure::timeline(&trace, 0, None, None);
    let part = figure::timeline(&trace, 0, Some(seen), None);
    assert!(
        texts(&part)
            .concat()
            .contains(&format!("From {from} to {to} of {duration}."))
    );
    let width = |svg: &str| {
        let at = svg.find("viewBox").expect("it has one");
        svg[at..].split(' ').nth(2).map(str::to_owned)
    };
    assert_eq!(width(&whole), width(&part));
    // What is seen whole on a narrow screen is whole.
    let narrow = Scale::fitting(duration, 64.0, 372.0);
    assert_eq!(figure::timeline(&trace, 0, Some(narrow), None), whole);
}

#[test]
fn too_much_in_view_is_still_drawn() {
    let mut lab = Lab::clone(&trace("cart-lww").lab);
    let step = lab.script[0].clone();
    for id in 1..200 {
        let mut step = step.clone();
        step.id.0 += id + 100;
        step.at.0 += u64::from(id) * 100;
        lab.script.push(step);
    }
    lab.validate().expect("it is valid");
    let trace = run(&Rc::new(lab));
    texts(&figure::timeline(&trace, 0, None, None));
}

#[test]
fn quorums_are_drawn_with_what_they_promise() {
    for quorum in (1..=5).flat_map(Quorum::all_of) {
        for (sets, pairs) in [
            (Sets::WriteAndRead, Sizes::write_and_read(quorum)),
            (Sets::TwoWrites, Sizes::two_writes(quorum)),
        ] {
            let told = texts(&figure::quorum(quorum, sets, pairs.in_order()[0], None));
            let title = format!(
                "Quorums with N = {}, W = {}, R = {}",
                quorum.n(),
                quorum.w(),
                quorum.r()
            );
            assert_eq!(told[0], title);
            let members = told.iter().filter(|text| text.len() == 1).count();
            assert_eq!(members, usize::from(quorum.n()));
        }
    }
}

#[test]
fn the_listing_has_a_line_for_every_event_that_is_told() {
    let trace = trace("crash");
    let text = listing(&trace);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(trace.lab.title.as_str()));
    assert!(lines.next().is_some_and(|line| line.ends_with("Seed 1.")));
    assert_eq!(lines.next(), Some(""));
    assert_eq!(lines.count(), told(&trace).len());
}

/// For whoever wants to look at them: `FIGURES=FOLDER cargo test -p replicascope-scene figures`.
#[test]
fn written_to_be_looked_at() {
    let Ok(folder) = std::env::var("FIGURES") else {
        return;
    };
    let write = |name: &str, svg: &str| {
        std::fs::write(format!("{folder}/{name}.svg"), svg).expect("it can be written");
    };
    let link = format!(
        "https://example.org/replicascope/#s=1.{}",
        "eJyVVE1v".repeat(80)
    );
    for scenario in SCENARIOS {
        let trace = run(&Rc::new(scenario.lab().expect("it is valid")));
        write(
            scenario.name,
            &figure::timeline(&trace, 0, None, Some(&link)),
        );
        if let Some(scene) = merges(&trace).last() {
            let merge = figure::merge(&trace, scene, None).expect("it is a merge");
            write(&format!("merge-{}", scenario.name), &merge);
        }
    }
    for (n, w, r) in [(3, 2, 2), (3, 1, 1), (9, 5, 4)] {
        let quorum = Quorum::clamped(n, w, r);
        let pair = Sizes::write_and_read(quorum).in_order()[0];
        let svg = figure::quorum(quorum, Sets::WriteAndRead, pair, None);
        write(&format!("quorum-{n}{w}{r}"), &svg);
    }
}
