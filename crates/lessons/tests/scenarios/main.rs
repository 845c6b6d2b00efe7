//! What each scenario shows, and what its prompt says will happen.

mod basics;
mod comparisons;
mod conflicts;
mod faults;
mod gossip_and_caches;
mod leaderless;
mod multi_leader;
mod sessions;
mod single_leader;
mod support;
mod types;

use std::collections::BTreeSet;

use replicascope_core::Lab;
use replicascope_core::lab::{Act, limits};
use replicascope_core::trace::Ending;
use replicascope_lessons::{SCENARIOS, Scenario, Topic};
use support::{lab, trace};

fn labs() -> impl Iterator<Item = (&'static str, Lab)> {
    SCENARIOS.iter().map(|one| (one.name, lab(one.name)))
}

#[test]
fn a_title_can_be_read_by_itself() {
    for scenario in SCENARIOS {
        assert_eq!(scenario.title(), lab(scenario.name).title);
    }
}

#[test]
fn names_and_titles_are_there_once_and_short() {
    let names: BTreeSet<_> = SCENARIOS.iter().map(|one| one.name).collect();
    assert_eq!(names.len(), SCENARIOS.len());
    let titles: BTreeSet<_> = labs().map(|(_, lab)| lab.title).collect();
    assert_eq!(titles.len(), SCENARIOS.len());
    for title in titles {
        assert!((5..=32).contains(&title.chars().count()), "{title}");
    }
}

#[test]
fn prompts_are_there_and_fit() {
    for (name, lab) in labs() {
        let length = lab.prompt.chars().count();
        assert!((40..=limits::PROMPT).contains(&length), "{name}: {length}");
        assert!(lab.prompt.ends_with('.'), "{name}");
    }
}

#[test]
fn every_topic_has_its_scenarios_in_one_piece() {
    let topics: Vec<Topic> = SCENARIOS.iter().map(|one| one.topic).collect();
    assert!(topics.is_sorted());
    for topic in Topic::ALL {
        assert!(topic.scenarios().count() > 1, "{}", topic.title());
    }
    let grouped = Topic::ALL.into_iter().flat_map(Topic::scenarios);
    let names = |one: &Scenario| one.name;
    assert!(grouped.map(names).eq(SCENARIOS.iter().map(names)));
}

#[test]
fn pictures_are_small_enough_to_read() {
    for (name, lab) in labs() {
        let most = if name == "gossip-rounds" { 9 } else { 5 };
        assert!(lab.replicas.len() <= most, "{name}");
        assert!(lab.clients.len() <= 3, "{name}");
        let most = if name == "three-views" { 8 } else { 6 };
        assert!(lab.script.len() <= most, "{name}");
        assert!(
            (100..=300).contains(&(lab.duration.0 / 1000)),
            "{name}: {}",
            lab.duration
        );
        assert_eq!(trace(name).ending, Ending::Complete, "{name}");
    }
}

#[test]
fn every_file_is_registered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    let files = std::fs::read_dir(folder).expect("the folder");
    let files: BTreeSet<String> = files
        .map(|file| file.expect("a file").file_name())
        .map(|name| name.to_string_lossy().replace(".json", ""))
        .collect();
    let names: BTreeSet<String> = SCENARIOS.iter().map(|one| one.name.into()).collect();
    assert_eq!(files, names);
}

#[test]
fn every_override_is_of_a_message_that_is_sent() {
    for (name, lab) in labs() {
        let trace = trace(name);
        for one in &lab.overrides {
            let found = trace.find_message(&one.message);
            assert!(found.is_some(), "{name}: {}", one.message);
        }
    }
}

#[test]
fn values_are_short() {
    for (name, lab) in labs() {
        for step in &lab.script {
            if let Act::Call(call) = &step.act
                && let replicascope_core::crdt::Op::Write(value) = &call.op
            {
                assert!(value.to_string().len() <= 8, "{name}: {value}");
            }
        }
    }
}
