//! A write set against a read set, or against another write set: stepped through, played, and
//! changed by dragging a boundary or a replica. Sliders, buttons and keys do the same.

mod drawing;

use gloo_timers::callback::Interval;
use replicascope_quorum::overlap::{Pair, Sizes};
use replicascope_scene::quorum::percent;
use replicascope_words::say;
use yew::prelude::*;

use super::QuorumProps;
use crate::components::widgets::{IconButton, Toggle, pick};
use crate::state::{Against, QuorumChange, QuorumLab, Which};

use drawing::Drawing;

/// While playing, the next pair comes after so many milliseconds.
const STEP_EVERY: u32 = 700;

/// The panel.
#[component]
pub fn Overlap(props: &QuorumProps) -> Html {
    let lab = &props.state.quorum;
    use_playing(lab.playing, props.change.clone());
    let among = vec![
        (Against::Read, say::quorum::write_and_read().to_owned()),
        (Against::Write, say::quorum::two_writes().to_owned()),
    ];
    let against = props.change.reform(QuorumChange::Against);
    html! {
        <div class="panel overlap">
            <h2 id="overlap-title">{ say::quorum::overlap() }</h2>
            { pick(say::quorum::sets_of(), &lab.against, among, &against) }
            <Drawing ..props.clone() />
            { steps(lab, &props.change) }
            <p class="counts" aria-live="polite" data-pairs={lab.sizes().pairs().to_string()}
                data-meeting={lab.sizes().meeting().to_string()}>{ counted(lab) }</p>
            { members(lab, &props.change) }
            <p class="hint">{ say::quorum::drag_sets() }</p>
        </div>
    }
}

/// Which pair it is, and the way to the others.
fn steps(lab: &QuorumLab, change: &Callback<QuorumChange>) -> Html {
    let send = |what: QuorumChange| change.reform(move |_: MouseEvent| what.clone());
    let (here, pairs) = (lab.position() + 1, lab.sizes().pairs());
    let last = u32::try_from(here).is_ok_and(|here| here == pairs);
    let (icon, label) = match lab.playing {
        true => ("pause", say::quorum::stop()),
        false => ("play", say::quorum::play_pairs()),
    };
    let shared = lab.pair().shared().size();
    html! {
        <div class="row steps">
            <IconButton icon="start" label={say::quorum::worst()} disabled={here == 1} onclick={send(QuorumChange::Worst)} />
            <IconButton icon="back" label={say::quorum::pair_before()} disabled={here == 1} onclick={send(QuorumChange::Step { forward: false })} />
            <IconButton icon={icon} label={label} disabled={pairs == 1} onclick={send(QuorumChange::Play(!lab.playing))} />
            <IconButton icon="forward" label={say::quorum::pair_next()} disabled={last} onclick={send(QuorumChange::Step { forward: true })} />
            <span class="case">{ say::quorum::pair(&here, &pairs, &sharing(shared)) }</span>
        </div>
    }
}

fn sharing(shared: u8) -> String {
    match shared {
        0 => say::quorum::miss().to_owned(),
        1 => say::quorum::one_shared().to_owned(),
        _ => say::quorum::shared(&shared),
    }
}

/// How many pairs overlap.
fn counted(lab: &QuorumLab) -> String {
    let sizes = lab.sizes();
    let share = f64::from(sizes.meeting()) / f64::from(sizes.pairs());
    let spread = by_overlap(&sizes);
    say::quorum::overlapping(
        &sizes.meeting(),
        &sizes.pairs(),
        &percent(share),
        &sizes.smallest(),
        &spread,
    )
}

/// How many pairs share how many replicas.
fn by_overlap(sizes: &Sizes) -> String {
    let each = (sizes.smallest()..=sizes.largest())
        .map(|shared| say::quorum::share(&sizes.sharing(shared), &shared));
    format!("{}.", each.collect::<Vec<_>>().join(", "))
}

/// For each replica, whether it is in each set.
fn members(lab: &QuorumLab, change: &Callback<QuorumChange>) -> Html {
    let pair = lab.pair();
    let (first, second) = names(lab.against);
    let toggle = |index: u8, which: Which| {
        let (set, other) = match which {
            Which::First => (pair.first, pair.second),
            Which::Second => (pair.second, pair.first),
        };
        let on = set.contains(index);
        let changed = set.toggled(index);
        let changed = match which {
            Which::First => Pair {
                first: changed,
                second: other,
            },
            Which::Second => Pair {
                first: other,
                second: changed,
            },
        };
        let name = char::from(b'A' + index);
        // A set has one replica at least.
        let disabled = on && set.size() == 1;
        let onchange = change.reform(move |_: bool| QuorumChange::Pair(changed, which));
        html! { <Toggle label={name.to_string()} {on} {disabled} {onchange} /> }
    };
    let row = |name: &'static str, which: Which| {
        html! {
            <div class="side-row" role="group" aria-label={name}>
                <span class="label" aria-hidden="true">{ name }</span>
                { for (0..lab.quorum().n()).map(|index| toggle(index, which)) }
            </div>
        }
    };
    html! { <div class="members">{ row(first, Which::First) }{ row(second, Which::Second) }</div> }
}

/// What the two sets are called.
fn names(against: Against) -> (&'static str, &'static str) {
    match against {
        Against::Read => (say::quorum::write_set(), say::quorum::read_set()),
        Against::Write => (say::quorum::write_set(), say::quorum::other_write()),
    }
}

/// While playing, goes on to the next pair from time to time.
#[hook]
fn use_playing(playing: bool, change: Callback<QuorumChange>) {
    use_effect_with(playing, move |playing| {
        let next = playing.then(|| {
            Interval::new(STEP_EVERY, move || {
                change.emit(QuorumChange::Step { forward: true });
            })
        });
        move || drop(next)
    });
}
