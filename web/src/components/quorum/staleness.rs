//! How stale, how often: latencies, curves and figures, for the current choice and pinned ones.

use std::rc::Rc;

use replicascope_quorum::staleness::Tally;
use replicascope_quorum::{Quorum, versions};
use replicascope_scene::quorum::percent;
use replicascope_words::say;
use yew::prelude::*;

use super::QuorumProps;
use super::figures::Figures;
use super::latencies::Latencies;
use super::plots::Plots;
use crate::same::Same;
use crate::state::{MOST_PINNED, QuorumChange, QuorumLab, TRIALS};

/// How many versions behind a read may be.
const VERSIONS: [u32; 5] = [1, 2, 3, 5, 10];

/// A choice whose simulation has begun: the current one (0) or a pinned one.
#[derive(Clone, PartialEq)]
pub struct Run {
    /// Its place in the row of choices; tells its line from others.
    pub place: usize,
    pub quorum: Quorum,
    /// The latencies, in a few words.
    pub latencies: String,
    pub tally: Same<Tally>,
}

/// The section.
#[component]
pub fn Staleness(props: &QuorumProps) -> Html {
    let lab = &props.state.quorum;
    let runs = runs(lab);
    let pin = props.change.reform(|_: MouseEvent| QuorumChange::Pin);
    let unpin = props.change.reform(QuorumChange::Unpin);
    let after = props.change.reform(QuorumChange::After);
    let pinned = lab
        .pinned
        .iter()
        .any(|one| one.quorum == lab.quorum() && one.job == lab.job());
    let done = lab.tally(&lab.job()).map_or(0, |tally| tally.trials());
    html! {
        <section class="staleness" aria-labelledby="staleness-title" data-trials={done.to_string()}>
            <div class="toolbar">
                <h2 id="staleness-title">{ say::quorum::staleness() }</h2>
                <button type="button" disabled={pinned || lab.pinned.len() == MOST_PINNED} onclick={pin}>
                    { say::quorum::pin(&lab.quorum()) }
                </button>
                <label class="row hint">
                    <progress max={TRIALS.to_string()} value={done.to_string()} aria-label={say::quorum::simulated()}></progress>
                    { progress(done) }
                </label>
            </div>
            <div class="staleness-columns">
                <Latencies ..props.clone() />
                <div class="column">
                    <Plots runs={runs.clone()} after={lab.after} onafter={after} />
                    <Figures {runs} after={lab.after} {unpin} />
                    { within_versions(lab.quorum()) }
                </div>
            </div>
        </section>
    }
}

fn progress(done: u32) -> String {
    match done {
        TRIALS.. => say::quorum::million().to_owned(),
        _ => say::quorum::thousands(&(done / 1000)),
    }
}

/// The choices that have been simulated a little at least.
fn runs(lab: &QuorumLab) -> Vec<Run> {
    let current = std::iter::once((lab.quorum(), lab.job()));
    let pinned = lab.pinned.iter().map(|one| (one.quorum, one.job.clone()));
    let all = current.chain(pinned).enumerate();
    let runs = all.filter_map(|(place, (quorum, job))| {
        let tally = Rc::clone(lab.tally(&job)?);
        let fit = replicascope_quorum::FITS
            .iter()
            .find(|fit| fit.model() == job.model);
        Some(Run {
            place,
            quorum,
            latencies: fit
                .map_or(say::quorum::your_own(), |fit| fit.title)
                .to_owned(),
            tally: Same(tally),
        })
    });
    runs.collect()
}

/// The closed form: how likely a read is at most so many versions behind.
fn within_versions(quorum: Quorum) -> Html {
    html! {
        <p class="versions">
            { say::quorum::versions() }{ " " }
            { for VERSIONS.map(|k| html! {
                <span class="version-share" data-k={k.to_string()}>{ format!("k={k}: {}", percent(versions::within(quorum, k))) }</span>
            }) }
        </p>
    }
}
