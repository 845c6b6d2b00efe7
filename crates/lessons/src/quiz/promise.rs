//! What eventual consistency promises: one run that keeps what is promised and breaks the rest.

use std::collections::BTreeMap;

use replicascope_core::Trace;

use super::bench::{Bench, asked, ran, three};
use super::{Dice, Fact, Made, Picture};

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    let (mut places, mut values, mut latency) = (three(), ["red", "blue", "green"], 25);
    if let Some(dice) = dice {
        dice.shuffle(&mut places);
        dice.shuffle(&mut values);
        latency = dice.within(20..=34);
    }
    let [one, reader, other] = places;
    let [first, second, old] = values;
    let key = format!(r#"{{"lww_register":{{"initial":"{old}"}}}}"#);
    // The second write is later, and wins; both writers read from a replica that has heard of
    // neither, and one of them had seen its own before.
    let lab = Bench::new("Promised, and not promised", 3, 2)
        .key("colour", &key)
        .latency(latency)
        .call(10, 1, one, "colour", &format!(r#"{{"write":"{first}"}}"#))
        .call(
            12,
            2,
            other,
            "colour",
            &format!(r#"{{"write":"{second}"}}"#),
        )
        .call(18, 1, reader, "colour", r#""read""#)
        .call(19, 2, other, "colour", r#""read""#)
        .call(25, 2, reader, "colour", r#""read""#)
        .lab(30, 100)?;
    let trace = ran(&lab);
    let words = BTreeMap::from([
        ("one", one.to_string()),
        ("other", other.to_string()),
        ("reader", reader.to_string()),
        ("first", first.into()),
        ("second", second.into()),
        ("old", old.into()),
        ("bound", (latency / 2).to_string()),
        ("window", asked(&trace, "stale for colour")?),
        ("agreed", asked(&trace, "agreed colour")?),
        ("end", asked(&trace, &format!("value {reader} colour"))?),
    ]);
    Ok(Made {
        words,
        facts: facts(&trace, u64::from(latency / 2))?,
        picture: Picture::Lab(Box::new(lab)),
    })
}

/// A run that breaks a claim shows that it is not promised.
fn facts(trace: &Trace, bound_ms: u64) -> Result<BTreeMap<&'static str, Fact>, String> {
    let holds = |probe: &str, word: &str| asked(trace, probe).map(|found| found == word);
    let agreed = &trace.convergence[0];
    let claims = [
        ("converge", agreed.agreed_at.is_some()),
        ("orders", agreed.agreed_at.is_some()),
        ("kept", trace.lost.is_empty()),
        ("bound", agreed.stale_for.0 <= bound_ms * 1000),
        ("own", holds("verdict ryw", "holds")?),
        ("forwards", holds("verdict mr", "holds")?),
    ];
    let bin = |kept| Fact::Bin(if kept { "promised" } else { "not" });
    Ok(claims.map(|(name, kept)| (name, bin(kept))).into())
}
