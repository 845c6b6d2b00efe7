//! Links: a document there and back; damaged, foreign and malicious ones are refused.

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use replicascope_core::lab::{LinkError, MAX_LINK_LENGTH, SharedLab};
use replicascope_core::{Lab, Micros};
use support::{Dice, lab};

const SMALL: &str = r#"{
    "version": 1, "title": "A small lab", "duration_us": 60000, "seed": 1,
    "replicas": ["A", "B"], "clients": ["c1"],
    "keys": [{"name": "X", "type": {"lww_register": {}}}],
    "replication": {"eager": {}},
    "network": {"between_replicas": {"latency": {"constant_us": 9000}},
        "to_clients": {"latency": {"constant_us": 1000}}},
    "script": [{"id": 1, "at_us": 2000, "act":
        {"call": {"client": "c1", "replica": "A", "key": "X", "op": {"write": 42}}}}]
}"#;

fn small() -> SharedLab {
    SharedLab {
        playhead: Micros(12_345),
        lab: Lab::from_json(SMALL).expect("valid"),
    }
}

/// A link that holds some bytes, be they a document or not.
fn link_of(bytes: &[u8]) -> String {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
    format!("1.{}", URL_SAFE_NO_PAD.encode(packed))
}

fn json(shared: &SharedLab) -> String {
    serde_json::to_string(shared).expect("plain data")
}

#[test]
fn what_is_shared_is_opened() {
    for seed in 0..250 {
        let shared = SharedLab {
            playhead: Micros(seed),
            lab: lab(seed),
        };
        let link = shared.to_link();
        assert!(
            link.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)),
            "{link}"
        );
        assert_eq!(SharedLab::from_link(&link), Ok(shared));
    }
    assert!(small().to_link().len() < 400);
}

/// Each character replaced, left out, doubled by another or swapped with the next; the beginning
/// alone, the end alone. Were there no checksum, some would open with another value or time.
#[test]
fn a_damaged_link_does_not_open_another_document() {
    let link = small().to_link();
    let mut refused = 0;
    let mut check = |parts: &[&[char]]| {
        let damaged: String = parts.concat().into_iter().collect();
        match SharedLab::from_link(&damaged) {
            Err(_) => refused += 1,
            Ok(opened) => assert_eq!(opened, small(), "{damaged}"),
        }
    };
    let alphabet = ('A'..='Z').chain('a'..='z').chain('0'..='9');
    let alphabet: Vec<char> = alphabet.chain("-_.~=% é\0".chars()).collect();
    let characters: Vec<char> = link.chars().collect();
    for place in 0..characters.len() {
        let (before, after) = characters.split_at(place);
        check(&[before]);
        check(&[after]);
        check(&[before, &after[1..]]);
        for other in &alphabet {
            check(&[before, &[*other], &after[1..]]);
            check(&[before, &[*other], after]);
        }
        if let [one, next, rest @ ..] = after {
            check(&[before, &[*next, *one], rest]);
        }
    }
    assert!(refused > 50_000, "{refused}");
}

#[test]
fn a_link_of_another_version_is_told_from_a_damaged_one() {
    let link = small().to_link();
    let check = |link: &str, error: LinkError| {
        assert_eq!(SharedLab::from_link(link), Err(error), "{link}");
    };
    for foreign in [
        "",
        "1",
        "0.",
        "11.",
        "x",
        &link[2..],
        &link.replacen("1.", "2.", 1),
        &format!(" {link}"),
    ] {
        check(foreign, LinkError::Version);
    }
    for damaged in [
        "1.",
        "1.A",
        "1.====",
        "1.lVHB",
        &link[..link.len() - 5],
        "1.🦀",
    ] {
        check(damaged, LinkError::Damaged);
    }
}

#[test]
fn what_a_link_holds_is_checked_like_a_document() {
    let check = |json: &str, path: &str, reason: &str| {
        let Err(LinkError::Lab(error)) = SharedLab::from_link(&link_of(json.as_bytes())) else {
            panic!("opens {json}")
        };
        assert_eq!(error.path(), path, "{error}");
        assert!(error.reason().contains(reason), "{error}, not {reason}");
    };
    let good = json(&small());
    assert_eq!(SharedLab::from_link(&link_of(good.as_bytes())), Ok(small()));
    check("", "$", "EOF");
    check("{}", "$", "missing field `t`");
    check(
        &good.replace("\"t\":", "\"colour\":1,\"t\":"),
        "$.colour",
        "unknown field",
    );
    check(&good.replace("12345", "-1"), "$.t", "expected u64");
    check(
        &good.replace("9000", "0"),
        "$.lab.network.between_replicas.latency",
        "out of bounds",
    );
    check(
        &good.replace("\"seed\":1", "\"seed\":-1"),
        "$.lab.seed",
        "expected u32",
    );
    check(
        &good.replace("\"key\":\"X\"", "\"key\":\"Y\""),
        "$.lab.script[0].act.call.key",
        "no key Y",
    );
    check(&format!("{good} {good}"), "$", "trailing characters");
    check(&"[".repeat(100_000), "$[0]", "expected u64");
    let latin_1 = SharedLab::from_link(&link_of(b"{\"t\":0,\"lab\":{\"title\":\"\xe9\"}}"));
    assert!(matches!(latin_1, Err(LinkError::Lab(_))), "{latin_1:?}");
}

#[test]
fn a_link_that_is_too_long_or_holds_too_much_is_refused() {
    let too_long = format!("1.{}", "A".repeat(MAX_LINK_LENGTH));
    assert_eq!(SharedLab::from_link(&too_long), Err(LinkError::TooLong));

    let most = replicascope_core::lab::limits::DOCUMENT_BYTES;
    let padded = |length: usize| {
        let mut bytes = json(&small()).into_bytes();
        bytes.resize(length, b' ');
        link_of(&bytes)
    };
    assert_eq!(SharedLab::from_link(&padded(most)), Ok(small()));
    let bomb = padded(most + 1);
    assert!(bomb.len() < 10_000, "a bomb is small: {}", bomb.len());
    assert_eq!(SharedLab::from_link(&bomb), Err(LinkError::TooLong));
}

/// Whatever comes in, be it well packed or not, nothing panics.
#[test]
fn noise_is_refused() {
    let dice = &mut Dice::new(1);
    for length in 0..2_000 {
        let bytes: Vec<u8> = (0..length % 200).map(|_| dice.small(255)).collect();
        assert!(SharedLab::from_link(&link_of(&bytes)).is_err());
        let text = format!("1.{}", URL_SAFE_NO_PAD.encode(&bytes));
        assert!(SharedLab::from_link(&text).is_err());
        let text = format!("1.{}", String::from_utf8_lossy(&bytes));
        assert!(SharedLab::from_link(&text).is_err());
    }
}
