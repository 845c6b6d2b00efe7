//! When copies must agree before they answer: a stock is sold at two replicas while they are cut off.

use std::collections::BTreeMap;

use replicascope_core::Lab;
use replicascope_core::crdt::Op;
use replicascope_core::lab::Act;

use super::bench::{Bench, asked, counted, ran, replica};
use super::{Dice, Fact, Made, Picture};

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    // The stock, and what is bought at A and at B: each alone is possible.
    let (stock, bought) = dice.map_or((5, [3, 4]), |dice| {
        let bought = [dice.within(3..=8), dice.within(3..=8)];
        let least = bought[0].max(bought[1]);
        (dice.within(least..=bought[0] + bought[1] - 1), bought)
    });
    let shop = |data_type: &str, settings: &str, latency| {
        shop(data_type, settings, stock, bought, latency)
    };
    let counter = format!(r#"{{"pn_counter":{{"initial":{{"A":{stock}}}}}}}"#);
    let lab = shop(&counter, "", 10)?;
    let sold = |lab: &Lab| sold(lab).map(|units| units <= i64::from(stock));
    let bounded = counter.replace("pn_counter", "bounded_counter");
    let register = format!(r#"{{"lww_register":{{"initial":{stock}}}}}"#);
    let token = r#","sessions":{"c1":{"token":"both"},"c2":{"token":"both"}}"#;
    let trace = ran(&lab);
    let end = counted(&trace, "value A stock")?;
    let facts = BTreeMap::from([
        ("end", Fact::Number(end)),
        ("acknowledged", Fact::Number(self::sold(&lab)?)),
        ("bounded", Fact::True(sold(&shop(&bounded, "", 10)?)?)),
        ("register", Fact::True(sold(&shop(&register, "", 10)?)?)),
        ("faster", Fact::True(sold(&shop(&counter, "", 1)?)?)),
        ("sessions", Fact::True(sold(&shop(&counter, token, 10)?)?)),
    ]);
    let hidden = ran(&shop(&register, "", 10)?);
    let words = BTreeMap::from([
        ("stock", stock.to_string()),
        ("x", bought[0].to_string()),
        ("y", bought[1].to_string()),
        ("sold", self::sold(&lab)?.to_string()),
        ("end", end.to_string().replace('-', "−")),
        ("over", (self::sold(&lab)? - i64::from(stock)).to_string()),
        ("hidden", asked(&hidden, "value A stock")?),
    ]);
    let picture = Picture::Lab(Box::new(lab));
    Ok(Made {
        words,
        facts,
        picture,
    })
}

fn shop(
    data_type: &str,
    settings: &str,
    stock: u32,
    bought: [u32; 2],
    latency: u32,
) -> Result<Lab, String> {
    let [x, y] = bought.map(|amount| format!(r#"{{"decrement":{amount}}}"#));
    debug_assert!(bought.iter().all(|amount| *amount <= stock));
    Bench::new("A stock, sold twice", 2, 2)
        .key("stock", data_type)
        .latency(latency)
        .replication(r#"{"anti_entropy":{"period_us":20000}}"#)
        .call(20, 1, replica(0), "stock", &x)
        .call(25, 2, replica(1), "stock", &y)
        .fault(10, 60, r#"{"partition":{"between":["A"],"and":["B"]}}"#)
        .set(settings)
        .lab(50, 130)
}

/// How many units clients were told that they had bought.
fn sold(lab: &Lab) -> Result<i64, String> {
    let trace = ran(lab);
    let acknowledged = trace.operations.iter().filter(|one| one.returned.is_some());
    let units = acknowledged.map(|one| match &lab.call(one.step).map(|call| &call.op) {
        Some(Op::Decrement(by)) => i64::from(*by),
        _ => 0,
    });
    let all_are_calls = lab
        .script
        .iter()
        .all(|step| matches!(step.act, Act::Call(_)));
    if all_are_calls {
        Ok(units.sum())
    } else {
        Err("the shop only sells".into())
    }
}
