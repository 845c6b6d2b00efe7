//! Leaderless: the three numbers, what they promise, and what repairs replicas.

use replicascope_core::replication::{Exchange, LeaderlessOptions as Options, ReadRepair};
use replicascope_core::{Lab, MAX_REPLICAS, Micros};
use yew::prelude::*;

use super::{change, hint, named};
use crate::components::widgets::{Tick, TimeField, count, pick};

/// How often replicas compare when they have begun to, and how old tombstones then become.
const PERIOD: Micros = Micros::from_millis(30);
const AGE: Micros = Micros::from_millis(100);

pub fn settings(options: &Options, lab: &Lab, set: &Callback<Options>) -> Html {
    let timeout = change(options, set, |options, timeout| options.timeout = timeout);
    html! {
        <>
            { numbers(options, set) }
            { for promises(options, lab.replicas.len()).into_iter().map(|promise| html! {
                <p class="computed">{ promise }</p>
            }) }
            <TimeField label="Timeout" at={options.timeout} lasts={true} onchange={timeout} />
            { hint("How long whoever coordinates an operation waits for answers.") }
            { read_repair(options, set) }
            { hints(options, set) }
            { exchange(options, set) }
            { tombstones(options, set) }
        </>
    }
}

/// N, W and R; a smaller N makes W and R smaller with it.
fn numbers(options: &Options, set: &Callback<Options>) -> Html {
    let n = change(options, set, |options, n| {
        options.n = n;
        options.w = options.w.min(n);
        options.r = options.r.min(n);
    });
    let w = change(options, set, |options, w| options.w = w);
    let r = change(options, set, |options, r| options.r = r);
    let most = u8::try_from(MAX_REPLICAS).unwrap_or(u8::MAX);
    html! {
        <>
            { count("N", options.n, (1, most), &n) }
            { hint("So many replicas keep each key.") }
            { count("W", options.w, (1, options.n), &w) }
            { hint("So many have to store an update before it is acknowledged.") }
            { count("R", options.r, (1, options.n), &r) }
            { hint("So many have to answer a read.") }
        </>
    }
}

/// What the numbers mean for a cluster of this size.
fn promises(options: &Options, replicas: usize) -> Vec<String> {
    let n = usize::from(options.n).min(replicas);
    // Where every replica keeps the key there is none to stand in.
    let stand_ins = options.sloppy && replicas > n;
    let [w, r] = [options.w, options.r].map(|one| usize::from(one).min(n));
    let mut promises = Vec::new();
    if n < usize::from(options.n) {
        promises.push(format!("There are only {n} replicas, so N counts as {n}."));
    }
    let sum = w + r;
    promises.push(if sum <= n {
        format!("W + R = {sum} ≤ {n}: a read may miss a completed write.")
    } else if stand_ins {
        format!(
            "W + R = {sum} > {n}, but stand-ins count towards W: a read may miss a completed write."
        )
    } else {
        format!(
            "W + R = {sum} > {n}: every read meets every completed write. That is not linearizability."
        )
    });
    let twice = 2 * w;
    promises.push(if twice <= n {
        format!("2W = {twice} ≤ {n}: two writes need not meet at any replica.")
    } else if stand_ins {
        format!("2W = {twice} > {n}, but with stand-ins two writes need not meet either.")
    } else {
        format!("2W = {twice} > {n}: any two completed writes meet at some replica.")
    });
    promises
}

fn read_repair(options: &Options, set: &Callback<Options>) -> Html {
    let repair = change(options, set, |options, repair| options.read_repair = repair);
    let among = named([
        (ReadRepair::Off, "off"),
        (ReadRepair::AfterAnswer, "after the answer"),
        (ReadRepair::BeforeAnswer, "before the answer"),
    ]);
    let meaning = match options.read_repair {
        ReadRepair::Off => "A read that finds replicas behind leaves them so.",
        ReadRepair::AfterAnswer => "A read answers, then sends those behind what they lack.",
        ReadRepair::BeforeAnswer => {
            "A read waits until W replicas hold what it answers, so that no later one goes back."
        }
    };
    html! { <>{ pick("Read repair", &options.read_repair, among, &repair) }{ hint(meaning) }</> }
}

fn hints(options: &Options, set: &Callback<Options>) -> Html {
    let handoff = change(options, set, |options, on| options.hinted_handoff = on);
    let sloppy = change(options, set, |options, on| options.sloppy = on);
    html! {
        <>
            <Tick label="Hinted handoff" on={options.hinted_handoff} onchange={handoff} />
            { hint("The coordinator keeps an update for those that did not confirm it, and sends it again and again.") }
            <Tick label="Sloppy quorum" on={options.sloppy} onchange={sloppy} />
            { hint("Other replicas stand in for those that do not answer, and count towards W.") }
        </>
    }
}

fn exchange(options: &Options, set: &Callback<Options>) -> Html {
    let current = options.anti_entropy;
    let exchange = change(options, set, |options, one| options.anti_entropy = one);
    let every_us = current.every().unwrap_or(PERIOD);
    let among = named([
        (Exchange::Off, "off"),
        (Exchange::Full { every_us }, "all records"),
        (Exchange::Merkle { every_us }, "by hash trees"),
    ]);
    let every = exchange.reform(move |every_us| match current {
        Exchange::Merkle { .. } => Exchange::Merkle { every_us },
        _ => Exchange::Full { every_us },
    });
    html! {
        <>
            { pick("Anti-entropy", &current, among, &exchange) }
            if let Some(at) = current.every() { <TimeField label="Every" {at} lasts={true} onchange={every} /> }
            { hint(match current {
                Exchange::Off => "Replicas find what they lack only by reads and hints.",
                Exchange::Full { .. } => "Now and then a replica sends all its records to another.",
                Exchange::Merkle { .. } => "Now and then two replicas compare hashes and send only what differs.",
            }) }
        </>
    }
}

fn tombstones(options: &Options, set: &Callback<Options>) -> Html {
    let collect = change(options, set, |options, after| options.collect_after = after);
    let age = options.collect_after.unwrap_or(AGE);
    let among = named([(None, "kept for ever"), (Some(age), "forgotten when old")]);
    html! {
        <>
            { pick("Tombstones", &options.collect_after, among, &collect) }
            if let Some(at) = options.collect_after {
                <TimeField label="Age" {at} lasts={true} onchange={collect.reform(Some)} />
                { hint("A replica that was away for longer brings what was deleted back.") }
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_called_what_they_are() {
        let check = |(n, w, r): (u8, u8, u8), sloppy, replicas, expected: &[&str]| {
            let options = Options {
                n,
                w,
                r,
                sloppy,
                ..Options::default()
            };
            assert_eq!(promises(&options, replicas), expected);
        };
        let overlap =
            "W + R = 4 > 3: every read meets every completed write. That is not linearizability.";
        let writes_meet = "2W = 4 > 3: any two completed writes meet at some replica.";
        let writes_apart = "2W = 2 ≤ 3: two writes need not meet at any replica.";
        check((3, 2, 2), false, 3, &[overlap, writes_meet]);
        check((3, 1, 3), false, 5, &[overlap, writes_apart]);
        check(
            (3, 1, 1),
            false,
            3,
            &[
                "W + R = 2 ≤ 3: a read may miss a completed write.",
                writes_apart,
            ],
        );
        let void =
            "W + R = 4 > 3, but stand-ins count towards W: a read may miss a completed write.";
        let both = "2W = 4 > 3, but with stand-ins two writes need not meet either.";
        check((3, 2, 2), true, 4, &[void, both]);
        check((3, 2, 2), true, 3, &[overlap, writes_meet]);
        let fewer = "There are only 2 replicas, so N counts as 2.";
        let whole =
            "W + R = 4 > 2: every read meets every completed write. That is not linearizability.";
        check(
            (3, 2, 2),
            false,
            2,
            &[
                fewer,
                whole,
                "2W = 4 > 2: any two completed writes meet at some replica.",
            ],
        );
    }
}
