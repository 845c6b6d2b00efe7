//! A certificate, stepped through.

use replicascope_check::{Certificate, History, Viewer, words};
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
        return html! { <p class="hint">{ "No session of this history puts it to the test." }</p> };
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
            if names.len() > 1 { { pick("Order", &picked.order, names, &choose) } }
            <div class="controls" role="group" aria-label="Stepping through the order">
                <IconButton label="Before the first" icon="start" onclick={to(0)} disabled={shown == 0} />
                <IconButton label="One operation back" icon="back" onclick={to(shown.saturating_sub(1))} disabled={shown == 0} />
                <IconButton label="Next operation" icon="forward" class="primary" onclick={to(shown + 1)} disabled={shown >= count} />
                <button type="button" onclick={to(count)} disabled={shown >= count}>{ "All" }</button>
                <span class="hint">{ format!("{shown} of {count} operations") }</span>
            </div>
            <p class="at" role="status">{ at.unwrap_or_else(|| "Step through the order: each operation takes effect at its mark.".into()) }</p>
        </div>
    }
}

fn viewer(history: &History, viewer: Viewer) -> String {
    match viewer {
        Viewer::All => "of everybody".to_owned(),
        Viewer::Key(key) => format!("of {}", history.keys[key].name),
        Viewer::Session(process) => format!("as {} sees it", words::client(history, process)),
        Viewer::SessionOfKey(process, key) => format!(
            "{} as {} sees it",
            history.keys[key].name,
            words::client(history, process)
        ),
        Viewer::Read(id) => format!("behind {}", words::operation(history, id)),
    }
}
