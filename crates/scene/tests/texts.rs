//! Pictures and sentences of text documents: what they say, and that what is drawn can be read.

use std::collections::BTreeSet;

use replicascope_core::text::{Algorithm, TextLab, TextRun};
use replicascope_lessons::TEXTS;
use replicascope_scene::text::{
    Node, RADIUS, TreePicture, findings, log, mixes, runs, step, visible,
};

fn lab(name: &str) -> TextLab {
    let text = TEXTS.iter().find(|one| one.name == name);
    text.expect("there is such a text").lab().expect("valid")
}

fn run(name: &str, steps: usize) -> TextRun {
    TextRun::of(&lab(name), steps).expect("valid")
}

fn whole(name: &str) -> TextRun {
    run(name, lab(name).steps.len())
}

#[test]
fn findings_say_what_the_run_shows() {
    let check = |run: &TextRun, expected: &[&str]| assert_eq!(findings(run), expected);
    let together = "All replicas hold the same text, under each algorithm.";
    check(&run("two-words", 0), &[together]);
    check(
        &run("two-words", 4),
        &[
            "A is offline with 5 edits that nobody else has.",
            "B is offline with 5 edits that nobody else has.",
            "All are offline: everybody has a text of their own.",
        ],
    );
    check(
        &run("two-words", 5),
        &[
            "B is offline with 5 edits that nobody else has.",
            "RGA, Fugue and OT give the same: “Hello”.",
        ],
    );
    check(
        &whole("two-words"),
        &[
            together,
            "RGA gives “WorldHello”; Fugue and OT give “HelloWorld”.",
            "Nothing is mixed, but the order differs. Where they part, RGA puts “W” of B1, the larger id, and Fugue puts “H” of A1, since A comes before B.",
        ],
    );
    check(
        &whole("typing-backwards"),
        &[
            together,
            "RGA gives “xaybzc”; Fugue and OT give “abcxyz”.",
            "RGA mixes what A and B typed: “z” of B stands between “b” and “c”, which A typed side by side.",
            "Fugue and OT keep each replica's typing together.",
        ],
    );
    check(
        &whole("newest-on-top"),
        &[
            together,
            "RGA gives “jam↵tea↵eggs↵milk↵”; Fugue and OT give “tea↵milk↵jam↵eggs↵”.",
            "RGA mixes what A and B typed: “eggs↵” of B stand between “↵” and “m”, which A typed side by side.",
            "Fugue and OT keep each replica's typing together.",
        ],
    );
    check(
        &whole("tombstone"),
        &[
            together,
            "RGA and Fugue give “newer!”; OT gives “new!er”.",
            "OT mixes what A and B typed: “!” of A stands between “w” and “e”, which B typed side by side.",
            "RGA and Fugue keep each replica's typing together.",
        ],
    );
    check(
        &whole("delete-and-insert"),
        &[together, "RGA, Fugue and OT give the same: “s”."],
    );
}

#[test]
fn steps_are_told() {
    let told = |name: &str| lab(name).steps.iter().map(step).collect::<Vec<_>>();
    assert_eq!(
        told("tombstone"),
        [
            "A types “old”.",
            "A goes offline.",
            "B goes offline.",
            "A types “!”.",
            "B types “new”.",
            "B replaces 3 characters by “er”.",
            "B comes back online.",
            "A comes back online.",
        ]
    );
    assert_eq!(told("delete-and-insert")[3], "A deletes 3 characters.");
    assert_eq!(told("newest-on-top")[2], "A types “milk↵”.");
}

#[test]
fn the_log_tells_what_the_server_made_of_each_edit() {
    let rows: Vec<_> = log(whole("delete-and-insert").server())
        .into_iter()
        .map(|row| {
            let sign = if row.changed { "≠" } else { "=" };
            format!(
                "{} {}: {} {sign} {}",
                row.number, row.site, row.made, row.carried_out
            )
        })
        .collect();
    assert_eq!(
        rows[3..],
        [
            "4 A: delete at 0 = delete at 0",
            "5 A: delete at 0 = delete at 0",
            "6 A: delete at 0 = delete at 0",
            "7 B: insert s at 3 ≠ insert s at 0",
        ]
    );
}

#[test]
fn a_text_is_stretches_of_one_author_each() {
    let glyphs = whole("typing-backwards").replicas[0].glyphs(Algorithm::Rga);
    let told = runs(&glyphs)
        .into_iter()
        .map(|(author, text)| format!("{author}{text}"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["Bx", "Aa", "By", "Ab", "Bz", "Ac"]
    );
    assert!(mixes(&whole("typing-backwards"), Algorithm::Rga));
    assert_eq!([visible(' '), visible('\n'), visible('x')], ["␣", "↵", "x"]);
}

/// In every example, after every step, under both algorithms.
#[test]
fn elements_stand_in_reading_order_and_apart() {
    for text in TEXTS {
        let steps = lab(text.name).steps.len();
        for step in 0..=steps {
            for replica in run(text.name, step).replicas {
                for algorithm in [Algorithm::Rga, Algorithm::Fugue] {
                    let elements = replica.elements(algorithm);
                    let picture = TreePicture::of(&elements);
                    let names: Vec<_> = picture.nodes.iter().map(|node| node.id).collect();
                    let order: Vec<_> = elements.iter().map(|one| one.glyph.id).collect();
                    assert_eq!(names, order, "{} {step}", text.name);
                    readable(&picture);
                }
            }
        }
    }
}

fn readable(picture: &TreePicture) {
    let (width, height) = picture.size;
    for pair in picture.nodes.windows(2) {
        assert!(pair[1].at.0 - pair[0].at.0 >= 2.0 * RADIUS + 4.0);
    }
    for Node { at: (x, y), .. } in &picture.nodes {
        assert!(*x - RADIUS >= 0.0 && *x + RADIUS <= width, "{x} of {width}");
        // Below each stands its id.
        assert!(
            *y - RADIUS >= 0.0 && *y + RADIUS + 14.0 <= height,
            "{y} of {height}"
        );
    }
    assert_eq!(picture.branches.len(), picture.nodes.len());
}

/// The rows on which the characters of a run stand, in reading order.
fn rows(name: &str, algorithm: Algorithm) -> Vec<usize> {
    let run = whole(name);
    let picture = TreePicture::of(&run.replicas[0].elements(algorithm));
    let heights: BTreeSet<u64> = picture
        .nodes
        .iter()
        .map(|node| node.at.1.to_bits())
        .collect();
    let row = |node: &Node| heights.iter().position(|one| *one == node.at.1.to_bits());
    picture.nodes.iter().filter_map(row).collect()
}

#[test]
fn a_run_stays_on_one_row_and_branches_go_below() {
    assert_eq!(rows("two-words", Algorithm::Rga), [0; 10]);
    assert_eq!(rows("typing-backwards", Algorithm::Fugue), [0; 6]);
    // What B typed hangs on the left of the word that it deleted.
    let below = [1, 1, 1, 1, 1, 0, 0, 0, 0];
    assert_eq!(rows("tombstone", Algorithm::Fugue), below);
    let run = whole("tombstone");
    let picture = TreePicture::of(&run.replicas[0].elements(Algorithm::Fugue));
    let told: Vec<_> = picture
        .nodes
        .iter()
        .map(|node| node.told.as_str())
        .collect();
    assert_eq!(told[0], "n B4, before A1");
    assert_eq!(
        told[4..6],
        ["r B8, after B7", "o A1, deleted, at the start"]
    );
}

#[test]
fn of_a_long_text_only_the_beginning_is_drawn() {
    let insert = "x".repeat(300);
    let document = serde_json::json!({"version": 1, "title": "", "replicas": ["A", "B"],
        "steps": [{"replica": "A", "act": {"type": {"insert": insert}}}]});
    let lab = TextLab::from_json(&document.to_string()).expect("valid");
    let run = TextRun::of(&lab, 1).expect("valid");
    let picture = TreePicture::of(&run.replicas[1].elements(Algorithm::Fugue));
    assert_eq!((picture.nodes.len(), picture.left_out), (200, 100));
    readable(&picture);
    assert!(findings(&run)[1].ends_with("x…”."), "{:?}", findings(&run));
}
