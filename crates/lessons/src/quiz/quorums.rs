//! Choosing W and R for an N.

use std::collections::BTreeMap;

use replicascope_core::Lab;
use replicascope_quorum::{Guarantees, Quorum};

use super::bench::{Bench, replica};
use super::{Dice, Fact, Made, Picture};

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    let n = dice.map_or(5, |dice| *dice.pick(&[3_u8, 4, 6, 7, 8, 9]));
    let all = || Quorum::all_of(n).map(|one| (one, Guarantees::of(one)));
    let overlapping = || all().filter(|(_, gives)| gives.reads_see_completed_writes());
    let found = |one: Option<(Quorum, Guarantees)>| one.ok_or_else(|| "no quorum fits".to_owned());
    let (balanced, gives) = found(
        overlapping()
            .filter(|(one, _)| one.w() == one.r())
            .min_by_key(|(one, _)| one.w()),
    )?;
    let (fast, gives_fast) = found(overlapping().min_by_key(|(one, _)| (one.w(), one.r())))?;
    let (open, _) = found(all().max_by_key(|(_, gives)| {
        (
            gives.writes_survive.min(gives.reads_survive),
            gives.writes_survive + gives.reads_survive,
        )
    }))?;
    let number = |number: u8| Fact::Number(number.into());
    let facts = BTreeMap::from([
        ("w", number(balanced.w())),
        ("r", number(balanced.r())),
        (
            "down",
            number(gives.writes_survive.min(gives.reads_survive)),
        ),
        ("fast_w", number(fast.w())),
        ("fast_r", number(fast.r())),
        ("open_w", number(open.w())),
        ("open_r", number(open.r())),
        ("sees", Fact::True(gives_fast.reads_see_completed_writes())),
        ("meet", Fact::True(gives_fast.writes_see_each_other())),
        ("survives", Fact::True(gives_fast.reads_survive > 0)),
        ("safe", Fact::True(!gives_fast.one_crash_can_lose_a_write())),
    ]);
    let words = BTreeMap::from([
        ("n", n.to_string()),
        ("w", balanced.w().to_string()),
        ("r", balanced.r().to_string()),
        ("sum", (balanced.w() + balanced.r()).to_string()),
        ("overlap", gives.read_overlap.to_string()),
        ("less", (balanced.w() - 1).to_string()),
        ("twice", (2 * (balanced.w() - 1)).to_string()),
        (
            "down",
            gives.writes_survive.min(gives.reads_survive).to_string(),
        ),
        ("fast_w", fast.w().to_string()),
        ("fast_r", fast.r().to_string()),
        ("fast_sum", (fast.w() + fast.r()).to_string()),
        ("alone", (n - 1).to_string()),
    ]);
    let picture = Picture::Lab(Box::new(shown(balanced)?));
    Ok(Made {
        words,
        facts,
        picture,
    })
}

/// A write and a read that share as few replicas as they can.
fn shown(quorum: Quorum) -> Result<Lab, String> {
    let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
    let last = replica(usize::from(n) - 1);
    let strategy = format!(
        r#"{{"leaderless":{{"n":{n},"w":{w},"r":{r},"timeout_us":90000,"read_repair":"off"}}}}"#
    );
    Bench::new("Sets that overlap", n.into(), 2)
        .key("X", r#"{"lww_register":{"initial":1}}"#)
        .replication(&strategy)
        .call(10, 1, replica(0), "X", r#"{"write":2}"#)
        .call(45, 2, last, "X", r#""read""#)
        .lab(70, 110)
}
