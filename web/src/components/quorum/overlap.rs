//! A write set against a read set, or against another write set: stepped through, played, and
//! changed by dragging a boundary or a replica. Sliders, buttons and keys do the same.

mod drawing;

use gloo_timers::callback::Interval;
use replicascope_quorum::overlap::{Pair, Sizes};
use replicascope_scene::quorum::percent;
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
        (Against::Read, "a write and a read".to_owned()),
        (Against::Write, "two writes".to_owned()),
    ];
    let against = props.change.reform(QuorumChange::Against);
    html! {
        <div class="panel overlap">
            <h2 id="overlap-title">{ "Overlap" }</h2>
            { pick("Sets of", &lab.against, among, &against) }
            <Drawing ..props.clone() />
            { steps(lab, &props.change) }
            <p class="counts" aria-live="polite" data-pairs={lab.sizes().pairs().to_string()}
                data-meeting={lab.sizes().meeting().to_string()}>{ counted(lab) }</p>
            { members(lab, &props.change) }
            <p class="hint">{ "Drag the boundary of a set to change its size. Drag a replica out of a set or into one to make a case of your own; the buttons do the same." }</p>
        </div>
    }
}

/// Which pair it is, and the way to the others.
fn steps(lab: &QuorumLab, change: &Callback<QuorumChange>) -> Html {
    let send = |what: QuorumChange| change.reform(move |_: MouseEvent| what.clone());
    let (here, pairs) = (lab.position() + 1, lab.sizes().pairs());
    let last = u32::try_from(here).is_ok_and(|here| here == pairs);
    let (icon, label) = match lab.playing {
        true => ("pause", "Stop"),
        false => ("play", "Play every pair"),
    };
    let shared = lab.pair().shared().size();
    html! {
        <div class="row steps">
            <IconButton icon="start" label="The worst pair" disabled={here == 1} onclick={send(QuorumChange::Worst)} />
            <IconButton icon="back" label="The pair before" disabled={here == 1} onclick={send(QuorumChange::Step { forward: false })} />
            <IconButton icon={icon} label={label} disabled={pairs == 1} onclick={send(QuorumChange::Play(!lab.playing))} />
            <IconButton icon="forward" label="The next pair" disabled={last} onclick={send(QuorumChange::Step { forward: true })} />
            <span class="case">{ format!("Pair {here} of {pairs}: {}", sharing(shared)) }</span>
        </div>
    }
}

fn sharing(shared: u8) -> String {
    match shared {
        0 => "they miss each other".to_owned(),
        1 => "1 replica in both".to_owned(),
        _ => format!("{shared} replicas in both"),
    }
}

/// How many pairs overlap.
fn counted(lab: &QuorumLab) -> String {
    let sizes = lab.sizes();
    let share = f64::from(sizes.meeting()) / f64::from(sizes.pairs());
    let spread = by_overlap(&sizes);
    format!(
        "{} of {} pairs overlap, {}. Smallest overlap: {}. {spread}",
        sizes.meeting(),
        sizes.pairs(),
        percent(share),
        sizes.smallest()
    )
}

/// How many pairs share how many replicas.
fn by_overlap(sizes: &Sizes) -> String {
    let each = (sizes.smallest()..=sizes.largest())
        .map(|shared| format!("{} share {shared}", sizes.sharing(shared)));
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
        Against::Read => ("Write set", "Read set"),
        Against::Write => ("Write set", "Other write"),
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
