//! Which latencies are simulated: a published fit, distributions of one's own, or measured ones.

use gloo_timers::callback::Timeout;
use replicascope_quorum::latency::{Distribution, MAX_BYTES, by_leg, columns};
use replicascope_quorum::{FITS, Leg, Refusal};
use replicascope_words::say;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::QuorumProps;
use crate::components::widgets::{Choice, Quantity, TextField};
use crate::state::QuorumChange;

/// The value of the choice that stands for latencies that are no fit.
const OWN: &str = "";
/// Longer distributions are not shown in their field.
const LONGEST: usize = 120;

/// The form.
#[component]
pub fn Latencies(props: &QuorumProps) -> Html {
    let lab = &props.state.quorum;
    let refused = use_state(|| None::<String>);
    let refuse = {
        let refused = refused.setter();
        Callback::from(move |refusal: Option<Refusal>| {
            refused.set(refusal.map(|refusal| refusal.to_string()));
        })
    };
    let fit = {
        let (change, refuse) = (props.change.clone(), refuse.clone());
        Callback::from(move |name: String| {
            refuse.emit(None);
            if let Some(fit) = FITS.iter().find(|fit| fit.name == name) {
                change.emit(QuorumChange::Fit(fit));
            }
        })
    };
    let own = (lab.fit().is_none()).then(|| (OWN.to_owned(), say::quorum::own().to_owned()));
    let fits = FITS
        .iter()
        .map(|fit| (fit.name.to_owned(), fit.title.to_owned()));
    let about = lab.fit().map_or(say::quorum::own_about(), |fit| fit.about);
    html! {
        <div class="latencies">
            <Choice label={say::quorum::latencies()} value={lab.fit().map_or(OWN, |fit| fit.name)}
                options={own.into_iter().chain(fits).collect::<Vec<_>>()} onchange={fit} />
            <p class="hint">{ about }</p>
            <details>
                <summary>{ say::quorum::distributions() }</summary>
                <div class="legs">
                    { for Leg::ALL.map(|leg| leg_field(props, leg, &refuse)) }
                    { apart_field(props) }
                    { seed_field(props) }
                    <p class="hint">{ say::quorum::laws_hint() }</p>
                </div>
            </details>
            <Measured change={props.change.clone()} refuse={refuse} />
            if let Some(refused) = &*refused { <p class="refused" role="alert">{ refused }</p> }
        </div>
    }
}

fn about(leg: Leg) -> &'static str {
    match leg {
        Leg::Write => say::quorum::leg_write(),
        Leg::Ack => say::quorum::leg_ack(),
        Leg::Request => say::quorum::leg_request(),
        Leg::Response => say::quorum::leg_response(),
    }
}

fn leg_field(props: &QuorumProps, leg: Leg, refuse: &Callback<Option<Refusal>>) -> Html {
    let text = props.state.quorum.model.leg(leg).to_string();
    let shown = if text.len() > LONGEST {
        say::quorum::measured().to_owned()
    } else {
        text
    };
    let (change, refuse) = (props.change.clone(), refuse.clone());
    let onchange = Callback::from(move |text: String| {
        let read: Result<Distribution, Refusal> = text.parse();
        match read {
            Ok(distribution) => {
                refuse.emit(None);
                change.emit(QuorumChange::Latencies(vec![(leg, distribution)]));
            }
            Err(refusal) => refuse.emit(Some(refusal.within(leg.name()))),
        }
    });
    html! { <TextField label={about(leg)} value={shown} {onchange} /> }
}

fn apart_field(props: &QuorumProps) -> Html {
    let apart = props.state.quorum.model.apart();
    #[expect(clippy::cast_possible_truncation, reason = "a million at most")]
    let value = apart.round() as i64;
    let onchange = props
        .change
        .reform(|value: i64| QuorumChange::Apart(value as f64));
    html! {
        <>
            <Quantity label={say::quorum::between_centres()} {value} unit="ms" bounds={(0, 10_000)} {onchange} />
            if apart > 0.0 {
                <p class="hint">{ say::quorum::centres_hint() }</p>
            }
        </>
    }
}

fn seed_field(props: &QuorumProps) -> Html {
    let onchange = props
        .change
        .reform(|value: i64| QuorumChange::Seed(u32::try_from(value).unwrap_or(1)));
    html! {
        <Quantity label={say::setup::seed()} value={i64::from(props.state.quorum.seed)} bounds={(0, u32::MAX.into())} {onchange} />
    }
}

#[derive(Properties, PartialEq)]
struct MeasuredProps {
    change: Callback<QuorumChange>,
    refuse: Callback<Option<Refusal>>,
}

/// Latencies that the learner measured: a file, or pasted.
#[component]
fn Measured(props: &MeasuredProps) -> Html {
    let area = use_node_ref();
    let read = {
        let (change, refuse) = (props.change.clone(), props.refuse.clone());
        Callback::from(move |text: String| {
            match columns(&text).and_then(|columns| by_leg(&columns)) {
                Ok(legs) => {
                    refuse.emit(None);
                    change.emit(QuorumChange::Latencies(legs));
                }
                Err(refusal) => refuse.emit(Some(refusal)),
            }
        })
    };
    let onfile = {
        let (read, refuse) = (read.clone(), props.refuse.clone());
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = field.files().and_then(|files| files.get(0)) else {
                return;
            };
            // The same file may be chosen again when it has been mended.
            let cleared = Timeout::new(0, move || field.set_value(""));
            cleared.forget();
            if file.size() > MAX_BYTES as f64 {
                refuse.emit(Some(Refusal::too_large(MAX_BYTES)));
                return;
            }
            let read = read.clone();
            spawn_local(async move {
                let text = JsFuture::from(file.text()).await;
                if let Some(text) = text.ok().and_then(|text| text.as_string()) {
                    read.emit(text);
                }
            });
        })
    };
    let onpaste = {
        let area = area.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                read.emit(area.value());
            }
        })
    };
    html! {
        <details>
            <summary>{ say::quorum::own_measured() }</summary>
            <div class="legs">
                <p class="hint">{ say::quorum::own_hint() }</p>
                <label class="file">{ say::quorum::a_file() }{ " " }<input type="file" accept=".csv,.txt,text/csv,text/plain" onchange={onfile} /></label>
                <textarea ref={area} rows="4" aria-label={say::quorum::measured_text()} placeholder={"write,ack\n3.2,0.8\n14.1,0.7"} />
                <button type="button" onclick={onpaste}>{ say::quorum::use_these() }</button>
            </div>
        </details>
    }
}
