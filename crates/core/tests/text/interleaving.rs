//! Which algorithm mixes what was typed at one place: the papers' examples, and random typing.

use replicascope_core::text::interleaving::{mixed, splits};
use replicascope_core::text::{Algorithm, TextAct, TextLab};

use super::support::{act, apart, empty, generated, run, shared, typing};

fn mixes(lab: &TextLab) -> [bool; 3] {
    Algorithm::ALL.map(|algorithm| !splits(&run(lab), algorithm).is_empty())
}

/// Each character in front of the one before it.
fn backwards(lab: &TextLab, replica: &str, at: usize, word: &str) -> TextLab {
    let letters = word.chars().rev();
    letters.fold(lab.clone(), |lab, letter| {
        typing(&lab, replica, at, 0, &letter.to_string())
    })
}

/// Quiz question 7. Every character has an id; RGA puts the larger one first, Fugue and OT the
/// replica that comes first in the alphabet.
#[test]
fn two_words_at_one_place_stay_whole() {
    let lab = apart(&empty(2), |lab| {
        let lab = typing(&lab, "A", 0, 0, "Hello");
        typing(&lab, "B", 0, 0, "World")
    });
    assert_eq!(shared(&lab), ["WorldHello", "HelloWorld", "HelloWorld"]);
    assert_eq!(mixes(&lab), [false; 3]);
}

#[test]
fn rga_mixes_what_is_typed_backwards_and_fugue_does_not() {
    let lab = apart(&empty(2), |lab| {
        let lab = backwards(&lab, "A", 0, "abc");
        backwards(&lab, "B", 0, "xyz")
    });
    assert_eq!(shared(&lab), ["xaybzc", "abcxyz", "abcxyz"]);
    assert_eq!(mixes(&lab), [true, false, false]);
    let found = splits(&run(&lab), Algorithm::Rga);
    let told: Vec<_> = found
        .iter()
        .map(|one| format!("{}{:?}{}", one.left, one.between.len(), one.right))
        .collect();
    assert_eq!(told, ["A21A1", "B21B1", "A31A2", "B31B2"]);
    let names: Vec<_> = mixed(&found).iter().map(ToString::to_string).collect();
    assert_eq!(names, ["A", "B"]);
}

/// B types in front of a word, deletes it and types on; A types behind it. RGA and Fugue keep the
/// word as tombstones, and with it the order of the two. Transformation forgets it: to the server
/// both type at one place, and there A comes first.
#[test]
fn transformation_mixes_where_it_forgets_what_stood_between() {
    let lab = typing(&empty(2), "A", 0, 0, "old");
    let lab = act(&lab, "A", TextAct::GoOffline);
    let lab = typing(&lab, "A", 3, 0, "!");
    let lab = typing(&lab, "B", 0, 0, "new");
    let lab = typing(&lab, "B", 3, 3, "");
    let lab = act(&lab, "B", TextAct::GoOffline);
    let lab = typing(&lab, "B", 3, 0, "er");
    let lab = act(&lab, "B", TextAct::GoOnline);
    let lab = act(&lab, "A", TextAct::GoOnline);
    assert_eq!(shared(&lab), ["newer!", "newer!", "new!er"]);
    assert_eq!(mixes(&lab), [false, false, true]);
}

/// What is typed between two characters by somebody who sees them is no interleaving.
#[test]
fn typing_into_a_word_that_one_sees_is_no_interleaving() {
    let lab = apart(&empty(2), |lab| typing(&lab, "A", 0, 0, "ac"));
    let lab = typing(&lab, "B", 1, 0, "b");
    assert_eq!(shared(&lab), ["abc"; 3]);
    assert_eq!(mixes(&lab), [false; 3]);
}

/// How many of so many generated documents RGA, Fugue and OT mix.
fn counted(seeds: std::ops::Range<u64>, replicas: usize) -> [usize; 3] {
    let mut counts = [0; 3];
    for seed in seeds {
        let lab = generated(seed, replicas);
        for (count, mixes) in counts.iter_mut().zip(mixes(&lab)) {
            *count += usize::from(mixes);
        }
    }
    counts
}

#[test]
fn fugue_mixes_nothing_here() {
    let (two, three) = (counted(1000..1300, 2), counted(1000..2000, 3));
    println!(
        "RGA, Fugue, OT mix {two:?} of 300 documents of two replicas, {three:?} of 1000 of three"
    );
    assert_eq!([two[1], three[1]], [0, 0]);
    assert!(two[0] > 0 && three[0] > 0 && three[2] > 0);
}
