//! Choose for me: every choice, ranked against a target.

use replicascope_quorum::MAX_N;
use replicascope_quorum::choose::{Candidate, Target, rank};
use replicascope_scene::quorum::{gives_up, misses, ms, percent};
use replicascope_words::say;
use yew::prelude::*;

use super::QuorumProps;
use crate::components::widgets::{Quantity, Tick, count};
use crate::state::QuorumChange;

/// So many are shown at first.
const FIRST: usize = 12;

/// The section.
#[component]
pub fn ChooseForMe(props: &QuorumProps) -> Html {
    let lab = &props.state.quorum;
    let front_only = use_state(|| false);
    let all = use_state(|| false);
    let ranked = lab.ranked();
    // Ranked again only when there are other runs or another target.
    let runs = ranked
        .as_ref()
        .map(|runs| runs.iter().map(std::rc::Rc::as_ptr).collect::<Vec<_>>());
    let candidates = use_memo((runs, lab.target), |_| {
        let runs = ranked.iter().flatten().map(|tally| &**tally);
        rank(runs, &lab.target)
    });
    let shown: Vec<&Candidate> = candidates
        .iter()
        .filter(|one| !*front_only || one.on_front)
        .collect();
    let most = if *all { shown.len() } else { FIRST };
    let toggle_front = {
        let front_only = front_only.setter();
        Callback::from(move |on| front_only.set(on))
    };
    let show_all = {
        let (setter, all) = (all.setter(), *all);
        Callback::from(move |_: MouseEvent| setter.set(!all))
    };
    html! {
        <section class="choose" aria-labelledby="choose-title">
            <div class="toolbar">
                <h2 id="choose-title">{ say::quorum::choose() }</h2>
                <Tick label={say::quorum::pareto_only()} on={*front_only} onchange={toggle_front} />
            </div>
            { target_fields(&lab.target, &props.change) }
            if candidates.is_empty() {
                <p class="empty">{ say::quorum::simulating() }</p>
            } else {
                <p class="verdict" aria-live="polite">{ summary(&candidates) }</p>
                <div class="figures-scroll">{ table(&shown[..most.min(shown.len())], props) }</div>
                if shown.len() > FIRST {
                    <button type="button" onclick={show_all}>
                        { if *all { say::quorum::show_first(&FIRST) } else { say::quorum::show_all(&shown.len()) } }
                    </button>
                }
            }
        </section>
    }
}

fn summary(candidates: &[Candidate]) -> String {
    let met = candidates
        .iter()
        .filter(|one| one.misses.is_empty())
        .count();
    let all = candidates.len();
    match (met, candidates.first()) {
        (0, Some(best)) => say::quorum::none_meets(&all, &best.quorum),
        (1, Some(best)) => say::quorum::one_meets(&all, &best.quorum),
        (_, Some(best)) => say::quorum::some_meet(&met, &all, &best.quorum),
        _ => String::new(),
    }
}

fn target_fields(target: &Target, change: &Callback<QuorumChange>) -> Html {
    let target = *target;
    let set = |with: fn(&mut Target, f64)| {
        change.reform(move |parts: i64| {
            let mut target = target;
            with(&mut target, parts as f64);
            QuorumChange::Target(target)
        })
    };
    // Times are kept to the tenth of a millisecond, shares to the tenth of a percent.
    let time = |label: &'static str, ms: f64, onchange: Callback<i64>| {
        html! { <Quantity {label} value={whole(ms * 10.0)} scale={10} unit="ms" bounds={(0, 100_000)} {onchange} /> }
    };
    html! {
        <div class="wanted">
            { time(say::quorum::reads_p99(), target.read_ms, set(|target, tenths| target.read_ms = tenths / 10.0)) }
            { time(say::quorum::writes_p99(), target.write_ms, set(|target, tenths| target.write_ms = tenths / 10.0)) }
            <Quantity label={say::quorum::consistent()} value={whole(target.consistent * 1000.0)} scale={10} unit="%" bounds={(0, 1000)}
                onchange={set(|target, tenths| target.consistent = tenths / 1000.0)} />
            { time(say::quorum::after(), target.after_ms, set(|target, tenths| target.after_ms = tenths / 10.0)) }
            { count(say::quorum::replicas_down(), target.failures, (0, MAX_N - 1), &change.reform(move |failures| {
                QuorumChange::Target(Target { failures, ..target })
            })) }
        </div>
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a million at most")]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

fn table(candidates: &[&Candidate], props: &QuorumProps) -> Html {
    let target = &props.state.quorum.target;
    let row = |one: &&Candidate| {
        let quorum = one.quorum;
        let onclick = props
            .change
            .reform(move |_: MouseEvent| QuorumChange::Choose(quorum));
        let missed = misses(one, target);
        let meets = missed.is_empty();
        html! {
            <tr data-meets={meets.to_string()} data-front={one.on_front.to_string()}>
                <th scope="row"><button type="button" class="quiet" {onclick}>{ quorum.to_string() }</button></th>
                <td>{ if one.on_front { "◆" } else { "" } }<span class="unseen">{ if one.on_front { say::quorum::on_front() } else { "" } }</span></td>
                <td>{ ms(one.read_ms) }</td>
                <td>{ ms(one.write_ms) }</td>
                <td>{ percent(one.consistent) }</td>
                <td>{ if meets { say::quorum::meets_it().to_owned() } else { format!("✗ {}", missed.join("; ")) } }</td>
                <td>{ gives_up(one).join("; ") }</td>
            </tr>
        }
    };
    html! {
        <table class="figures ranked">
            <thead><tr>
                <th scope="col">{ say::quorum::choice() }</th><th scope="col">{ say::quorum::front() }</th><th scope="col">{ say::quorum::col_reads() }</th>
                <th scope="col">{ say::quorum::col_writes() }</th><th scope="col">{ say::quorum::consistent_after(&ms(target.after_ms)) }</th>
                <th scope="col">{ say::quorum::target() }</th><th scope="col">{ say::quorum::gives_up() }</th>
            </tr></thead>
            <tbody>{ for candidates.iter().map(row) }</tbody>
        </table>
    }
}
