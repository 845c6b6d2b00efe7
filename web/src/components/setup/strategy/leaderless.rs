//! Leaderless: the three numbers, what they promise, and what repairs replicas.

use replicascope_core::replication::{Exchange, LeaderlessOptions as Options, ReadRepair};
use replicascope_core::{Lab, MAX_REPLICAS, Micros};
use replicascope_words::say;
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
            <TimeField label={say::strategy::timeout()} at={options.timeout} lasts={true} onchange={timeout} />
            { hint(say::strategy::timeout_hint()) }
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
            { hint(say::strategy::n_hint()) }
            { count("W", options.w, (1, options.n), &w) }
            { hint(say::strategy::w_hint()) }
            { count("R", options.r, (1, options.n), &r) }
            { hint(say::strategy::r_hint()) }
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
        promises.push(say::strategy::counts_as(&n));
    }
    let sum = w + r;
    promises.push(if sum <= n {
        say::strategy::reads_may_miss(&sum, &n)
    } else if stand_ins {
        say::strategy::sloppy_reads(&sum, &n)
    } else {
        say::strategy::reads_meet(&sum, &n)
    });
    let twice = 2 * w;
    promises.push(if twice <= n {
        say::strategy::writes_may_miss(&twice, &n)
    } else if stand_ins {
        say::strategy::sloppy_writes(&twice, &n)
    } else {
        say::strategy::writes_meet(&twice, &n)
    });
    promises
}

fn read_repair(options: &Options, set: &Callback<Options>) -> Html {
    let repair = change(options, set, |options, repair| options.read_repair = repair);
    let among = named([
        (ReadRepair::Off, say::strategy::off()),
        (ReadRepair::AfterAnswer, say::strategy::after_answer()),
        (ReadRepair::BeforeAnswer, say::strategy::before_answer()),
    ]);
    let meaning = match options.read_repair {
        ReadRepair::Off => say::strategy::repair_off(),
        ReadRepair::AfterAnswer => say::strategy::repair_after(),
        ReadRepair::BeforeAnswer => say::strategy::repair_before(),
    };
    html! { <>{ pick(say::strategy::read_repair(), &options.read_repair, among, &repair) }{ hint(meaning) }</> }
}

fn hints(options: &Options, set: &Callback<Options>) -> Html {
    let handoff = change(options, set, |options, on| options.hinted_handoff = on);
    let sloppy = change(options, set, |options, on| options.sloppy = on);
    html! {
        <>
            <Tick label={say::strategy::handoff()} on={options.hinted_handoff} onchange={handoff} />
            { hint(say::strategy::handoff_hint()) }
            <Tick label={say::strategy::sloppy()} on={options.sloppy} onchange={sloppy} />
            { hint(say::strategy::sloppy_hint()) }
        </>
    }
}

fn exchange(options: &Options, set: &Callback<Options>) -> Html {
    let current = options.anti_entropy;
    let exchange = change(options, set, |options, one| options.anti_entropy = one);
    let every_us = current.every().unwrap_or(PERIOD);
    let among = named([
        (Exchange::Off, say::strategy::off()),
        (Exchange::Full { every_us }, say::strategy::full_exchange()),
        (Exchange::Merkle { every_us }, say::strategy::merkle()),
    ]);
    let every = exchange.reform(move |every_us| match current {
        Exchange::Merkle { .. } => Exchange::Merkle { every_us },
        _ => Exchange::Full { every_us },
    });
    html! {
        <>
            { pick(say::strategy::anti_entropy(), &current, among, &exchange) }
            if let Some(at) = current.every() { <TimeField label={say::strategy::every()} {at} lasts={true} onchange={every} /> }
            { hint(match current {
                Exchange::Off => say::strategy::exchange_off(),
                Exchange::Full { .. } => say::strategy::exchange_full(),
                Exchange::Merkle { .. } => say::strategy::exchange_merkle(),
            }) }
        </>
    }
}

fn tombstones(options: &Options, set: &Callback<Options>) -> Html {
    let collect = change(options, set, |options, after| options.collect_after = after);
    let age = options.collect_after.unwrap_or(AGE);
    let among = named([
        (None, say::strategy::kept()),
        (Some(age), say::strategy::forgotten()),
    ]);
    html! {
        <>
            { pick(say::strategy::tombstones(), &options.collect_after, among, &collect) }
            if let Some(at) = options.collect_after {
                <TimeField label={say::strategy::age()} {at} lasts={true} onchange={collect.reform(Some)} />
                { hint(say::strategy::tombstones_hint()) }
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
