//! Latencies as text and as tables.

use replicascope_quorum::latency::{self, Distribution};

/// A distribution is refused, or it reads back as the same.
pub(super) fn distribution(input: &str) -> bool {
    let read: Result<Distribution, _> = input.parse();
    if let Ok(distribution) = &read {
        let again: Result<Distribution, _> = distribution.to_string().parse();
        assert_eq!(again.as_ref(), Ok(distribution));
    }
    read.is_ok()
}

pub(super) fn distributions() -> Vec<String> {
    let some = [
        "38% pareto(1.05, 1.51) + 62% exponential(0.183)",
        "constant(5)",
        "50% uniform(1, 9.5) + 25% constant(0) + 25% measured(1, 2, 3)",
        "measured(0.1, 5e2, 17)",
    ];
    some.map(str::to_owned).into()
}

/// A table is refused, or its columns are about messages.
pub(super) fn table(input: &str) -> bool {
    let columns = latency::columns(input);
    columns.is_ok_and(|columns| latency::by_leg(&columns).is_ok())
}

pub(super) fn tables() -> Vec<String> {
    let some = [
        "write,ack,request,response\n1.5,2,3,4\n5,,7,8\n",
        "W;A;R;S\n1;2;3;4\n",
        "latency\n1\n2\n3\n4e1\n",
        "1\t2\n3\t4\n",
    ];
    some.map(str::to_owned).into()
}
