//! Modules do in parts what they do as a whole.

mod data;
mod generated;
mod run;

use std::ops::Range;

use wasmparser::Validator;

use crate::linked::Linked;
use crate::module::Module;
use crate::outline::outline;
use crate::record::recording;
use crate::{cut, points, record};
use generated::{CONSTANTS, WORDS, module};
use run::{parted, whole};

const CALLS: [(i32, i32); 8] = [
    (0, 0),
    (1, 0),
    (0, 1),
    (3, 3),
    (-1, 7),
    (2, 64),
    (5, -9),
    (1_000, 2),
];

/// Each constant is a thing of its own, and none points to another.
fn linked() -> Linked {
    let thing = |word: u32| -> Range<u32> {
        let start = CONSTANTS + 4 * word;
        start..start + 4
    };
    Linked {
        things: (0..WORDS).map(thing).collect(),
        ..Linked::default()
    }
}

fn valid(bytes: &[u8]) {
    let mut validator = Validator::new();
    if let Err(error) = validator.validate_all(bytes) {
        panic!("{error}");
    }
}

/// How many points a module has.
fn points(bytes: &[u8]) -> usize {
    let module = Module::parse(bytes).expect("a module");
    let count = |body: &wasmparser::FunctionBody| {
        let mut points = points::Points::default();
        let operators = body.get_operators_reader().expect("a body");
        operators
            .into_iter()
            .filter(|it| points.before(it.as_ref().expect("valid")))
            .count()
    };
    module.bodies.iter().map(count).sum()
}

/// The part of each point: the first one with some of the calls, the second with some others.
fn played(bytes: &[u8], first: usize, second: usize) -> Vec<u8> {
    let copy = recording(&Module::parse(bytes).expect("a module")).expect("a recording");
    valid(&copy);
    let noted = |calls: &[(i32, i32)]| whole(&copy, calls).1;
    let (first, second) = (noted(&CALLS[..first]), noted(&CALLS[..second]));
    let ran = first.iter().zip(&second).map(|ran| match ran {
        (1, _) => 1,
        (_, 1) => 2,
        _ => 3,
    });
    ran.take(points(bytes)).collect()
}

#[test]
fn a_recording_does_what_the_module_does() {
    for seed in 0..50 {
        let bytes = module(seed);
        valid(&bytes);
        let copy = recording(&Module::parse(&bytes).expect("a module")).expect("a recording");
        assert_eq!(
            whole(&copy, &CALLS).0,
            whole(&bytes, &CALLS).0,
            "seed {seed}"
        );
    }
}

#[test]
fn what_is_outlined_does_what_it_did() {
    let mut arms = 0;
    for (seed, first) in (0..100).zip([0, 1, 2].into_iter().cycle()) {
        let bytes = module(seed);
        let expected = whole(&bytes, &CALLS).0;
        let ran = played(&bytes, first, 3);
        let outlined = outline(&bytes, &ran).expect("it can be outlined");
        valid(&outlined.bytes);
        assert_eq!(whole(&outlined.bytes, &CALLS).0, expected, "seed {seed}");
        arms += outlined.heat.len() - Module::parse(&bytes).expect("a module").bodies.len();
    }
    println!("{arms} arms");
    assert!(arms > 200, "{arms} arms are few");
}

#[test]
fn parts_do_what_the_whole_does() {
    for (seed, first) in (0..100).zip([0, 1, 2].into_iter().cycle()) {
        let bytes = module(seed);
        let expected = whole(&bytes, &CALLS).0;
        let ran = played(&bytes, first, 3);
        let parts = cut(&bytes, &linked(), &ran, 3).expect("it can be parted");
        parts.iter().for_each(|part| valid(part));
        assert_eq!(parted(&parts, &CALLS), expected, "seed {seed}");
    }
}

#[test]
fn notes_of_another_module_are_refused() {
    let bytes = module(1);
    let ran = played(&bytes, 1, 2);
    assert!(outline(&bytes, &ran[1..]).is_err());
    assert!(outline(&bytes, &[&*ran, &[1; record::PAGE]].concat()).is_err());
    assert!(
        cut(&bytes, &linked(), &ran, 2).is_err(),
        "there is a third part"
    );
    assert!(Module::parse(b"<html>").is_err());
}
