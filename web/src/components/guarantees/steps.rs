//! A certificate, stepped through.

use replicascope_check::{Certificate, History, Viewer, words};
use replicascope_words::say;
use yew::prelude::*;

use super::Picked;
use crate::components::widgets::{IconButton, pick};

/// The controls of a certificate, and the operation that it has come to.
pub fn steps(
    history: &History,
    certificate: &Certificate,
    picked: Picked,
    onpick: &Callback<Picked>,
) -> Html {
    let Some(order) = certificate
        .orders
        .get(picked.order)
        .or(certificate.orders.first())
    else {
        return html! { <p class="hint">{ say::guarantees::untested() }</p> };
    };
    let count = order.operations.len();
    let shown = picked.shown.min(count);
    let to = |shown: usize| onpick.reform(move |_: MouseEvent| Picked { shown, ..picked });
    let names = certificate.orders.iter().enumerate();
    let names: Vec<(usize, String)> = names
        .map(|(place, order)| (place, viewer(history, order.of)))
        .collect();
    let choose = onpick.reform(move |order: usize| Picked {
        order,
        shown: 0,
        ..picked
    });
    let at = shown.checked_sub(1).map(|last| {
        let id = order.operations[last];
        let who = words::client(history, history.operation(id).process);
        format!("{who}: {}", words::outcome(history, id))
    });
    html! {
        <div class="steps">
            if names.len() > 1 { { pick(say::guarantees::order(), &picked.order, names, &choose) } }
            <div class="controls" role="group" aria-label={say::guarantees::stepping()}>
                <IconButton label={say::guarantees::before_first()} icon="start" onclick={to(0)} disabled={shown == 0} />
                <IconButton label={say::guarantees::one_back()} icon="back" onclick={to(shown.saturating_sub(1))} disabled={shown == 0} />
                <IconButton label={say::guarantees::next_operation()} icon="forward" class="primary" onclick={to(shown + 1)} disabled={shown >= count} />
                <button type="button" onclick={to(count)} disabled={shown >= count}>{ say::guarantees::all() }</button>
                <span class="hint">{ say::guarantees::shown(&shown, &count) }</span>
            </div>
            <p class="at" role="status">{ at.unwrap_or_else(|| say::guarantees::step_through().into()) }</p>
        </div>
    }
}

fn viewer(history: &History, viewer: Viewer) -> String {
    match viewer {
        Viewer::All => say::guarantees::of_everybody().to_owned(),
        Viewer::Key(key) => say::guarantees::of_key(&history.keys[key].name),
        Viewer::Session(process) => say::guarantees::as_sees(&words::client(history, process)),
        Viewer::SessionOfKey(process, key) => {
            say::guarantees::key_as_sees(&history.keys[key].name, &words::client(history, process))
        }
        Viewer::Read(id) => say::guarantees::behind(&words::operation(history, id)),
    }
}
