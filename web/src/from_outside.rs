//! What comes into the page from outside, changed by chance: `crates/fuzz` with the ways in that
//! only the page has. For the long run:
//!
//! ```sh
//! INPUTS=1000000 cargo test --profile fuzz -p replicascope-web from_outside -- --nocapture
//! ```

use replicascope_core::Lab;
use replicascope_core::lab::SharedLab;
use replicascope_fuzz::change::{self, Chance};
use replicascope_fuzz::targets::Target;
use replicascope_fuzz::{go_through, samples};
use serde_json::{Value, json};

use crate::embed::{Asked, read_message};
use crate::import::read;
use crate::link;
use crate::start;

const TARGETS: [Target; 4] = [
    target("query", queries, change::text::changed, query),
    target("fragment", fragments, change::text::changed, fragment),
    target("message", messages, change::json::changed, message),
    target("import", imports, change::text::changed, import),
];

type Change = fn(&str, &[String], &mut Chance) -> String;

const fn target(
    name: &'static str,
    samples: fn() -> Vec<String>,
    change: Change,
    read: fn(&str) -> bool,
) -> Target {
    Target {
        name,
        samples,
        change,
        read,
        per_byte: 256,
    }
}

#[test]
fn nothing_from_outside_breaks_the_page() {
    let inputs = std::env::var("INPUTS").ok();
    let inputs = inputs.map(|inputs| inputs.parse().expect("INPUTS is a whole number"));
    go_through(&TARGETS, inputs.unwrap_or(4_000));
}

/// An address opens something, and what it says of the rest is short.
fn query(input: &str) -> bool {
    let (asked, problems) = Asked::of(input);
    assert!(problems.iter().all(|problem| problem.len() < 1_000));
    assert!(!asked.panels().is_empty());
    start::opened(input, None);
    problems.is_empty()
}

fn queries() -> Vec<String> {
    [
        "?embed=1&scenario=cart-lww&panels=timeline,cluster&controls=play,step&theme=dark&seed=7&t=12.5",
        "embed=true&lesson=lost-write&readonly=1&autoplay=0&speed=2&motion=reduce&lang=de-DE",
        "?embed=1&panels=quorum&parentOrigin=https://course.example.org:8080&a+b=%C3%A4%zz",
        "?scenario=two-words&speed=1e2&t=0&lang=en",
    ]
    .map(str::to_owned)
    .into()
}

/// What stands after the `#` of an address is refused, or opened, or no link.
fn fragment(input: &str) -> bool {
    let found = link::in_text(input);
    let is_right = matches!(found, Some(Ok(_)));
    start::opened("", found);
    is_right
}

fn fragments() -> Vec<String> {
    let mut all: Vec<String> = labs().map(linked).collect();
    let plain = [
        "https://example.org/course/#quiz=3&seed=17",
        "file:///page.html#lesson=lost-write",
        "#mistake=lost-item",
        "#quorum=3,2,2&model=lnkd-disk&seed=1&after=5",
        "#quorum=5,1,1&ack=constant(5)&write=measured(0.1,5e2,17)&apart=2&against=read&pair=2&blocking=1",
        "#exercise=design",
        "#learn",
        "#sort",
    ];
    all.extend(plain.map(str::to_owned));
    all
}

fn labs() -> impl Iterator<Item = Lab> {
    let labs = samples::labs().into_iter().step_by(8);
    labs.filter_map(|text| Lab::from_json(&text).ok())
}

fn linked(lab: Lab) -> String {
    let playhead = lab.opens_at;
    format!(
        "https://example.org/#s={}",
        SharedLab { playhead, lab }.to_link()
    )
}

/// A message is answered under its id, whatever it asks.
fn message(input: &str) -> bool {
    let message = read_message(input);
    let id = serde_json::from_str::<Value>(&message.id);
    assert!(id.is_ok(), "{}", message.id);
    if let Err(problem) = &message.request {
        assert!(problem.starts_with('$'), "{problem}");
    }
    message.request.is_ok()
}

fn messages() -> Vec<String> {
    let mut all = vec![
        json!({"type": "play"}),
        json!({"type": "step", "back": true}),
        json!({"type": "seek", "t": 60.5}),
        json!({"type": "load", "scenario": "g-counter", "seed": 7, "t": 3}),
        json!({"type": "load", "scenario": "two-words"}),
        json!({"type": "export", "what": "trace"}),
        json!({"type": "set", "speed": 2, "theme": "dark", "readonly": false}),
        json!({"type": "getState"}),
    ];
    let document = |text: &String| serde_json::from_str::<Value>(text).unwrap_or_default();
    for lab in samples::labs().iter().step_by(8) {
        all.push(json!({"type": "load", "lab": document(lab)}));
    }
    for text in samples::texts() {
        all.push(json!({"type": "load", "text": document(&text)}));
    }
    all.extend(labs().map(|lab| {
        let link = SharedLab {
            playhead: lab.opens_at,
            lab,
        }
        .to_link();
        json!({"type": "load", "s": link})
    }));
    let numbered = (0..).zip(all).map(|(id, mut message)| {
        message["ns"] = json!("replicascope");
        message["v"] = json!(1);
        message["id"] = if id % 2 == 0 { json!(id) } else { json!("one") };
        message.to_string()
    });
    numbered.collect()
}

/// A text is something that can be opened, or what is wrong with it is said and nothing changes.
fn import(input: &str) -> bool {
    let found = read("input", input);
    if let Err(problem) = &found {
        assert!(problem.ends_with("Nothing has changed."), "{problem}");
    }
    found.is_ok()
}

/// Everything that can be opened.
fn imports() -> Vec<String> {
    let labs_and_links = samples::labs()
        .into_iter()
        .step_by(8)
        .chain(labs().map(linked));
    labs_and_links
        .chain(samples::texts())
        .chain(samples::histories("edn", replicascope_check::export::edn))
        .chain(samples::histories("json", replicascope_check::export::json))
        .chain(samples::files("fuzz/samples/etcd", ""))
        .chain(samples::logs())
        .collect()
}
