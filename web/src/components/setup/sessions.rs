//! Sessions: which replica each client asks, what it insists on, how long it waits.

use replicascope_core::lab::{Route, Token, WriteContext};
use replicascope_core::{ClientId, Edit, Lab, MAX_CLIENTS, Micros, Place};
use replicascope_scene::words;
use yew::prelude::*;

use super::{change, hint};
use crate::components::widgets::{TimeField, pick};

/// How long a client waits that has begun to be impatient.
const PATIENCE: Micros = Micros::from_millis(50);

pub fn sessions(lab: &Lab, edit: &Callback<Edit>) -> Html {
    let count = lab.clients.len();
    let add = edit.reform(|_: MouseEvent| Edit::AddClient);
    html! {
        <>
            { for lab.clients.iter().map(|client| session(lab, *client, edit)) }
            <div class="row">
                <button type="button" onclick={add} disabled={count >= MAX_CLIENTS}>{ "Add a client" }</button>
            </div>
        </>
    }
}

fn session(lab: &Lab, client: ClientId, edit: &Callback<Edit>) -> Html {
    let name = words::place(Place::Client(client));
    let session = lab.session(client);
    let set = edit.reform(move |session| Edit::SetSession { client, session });
    let route = change(&session, &set, |session, route| session.route = route);
    let token = change(&session, &set, |session, token| session.token = token);
    let context = change(&session, &set, |session, context| session.context = context);
    let patience = change(&session, &set, |session, patience| {
        session.patience = patience;
    });
    let waits = vec![
        (None, "for ever".to_owned()),
        (
            session.patience.or(Some(PATIENCE)),
            "only so long".to_owned(),
        ),
    ];
    let keeps_siblings = lab.keys.iter().any(|key| key.data_type.takes_contexts());
    let remove = edit.reform(move |_: MouseEvent| Edit::RemoveClient(client));
    html! {
        <div class="part session" role="group" aria-label={words::capital(&name)} key={client.to_string()}>
            <div class="row">
                <h3>{ words::capital(&name) }</h3>
                <button type="button" class="quiet" onclick={remove} disabled={lab.clients.len() <= 1}>{ format!("Remove {name}") }</button>
            </div>
            { pick("Asks", &session.route, routes(lab), &route) }
            { for route_hint(lab, client, session.route).map(hint) }
            { pick("Reads insist on", &session.token, tokens(), &token) }
            { for token_hint(session.token).map(hint) }
            if keeps_siblings {
                { pick("Writes overwrite", &session.context, contexts(), &context) }
            }
            { pick("Waits", &session.patience, waits, &patience) }
            if let Some(at) = session.patience {
                <TimeField label="Gives up after" {at} lasts={true} onchange={patience.reform(Some)} />
            }
        </div>
    }
}

fn routes(lab: &Lab) -> Vec<(Route, String)> {
    let always = lab.replicas.iter();
    let always = always.map(|replica| (Route::Fixed(*replica), format!("always {replica}")));
    let others = [
        (Route::Nearest, "the nearest replica"),
        (Route::Random, "a random replica"),
        (Route::Sticky, "the same replica, while it answers"),
    ];
    let first = (Route::AsWritten, "the replica each operation names");
    let named = |(route, name): (Route, &str)| (route, name.to_owned());
    [first]
        .into_iter()
        .map(named)
        .chain(always)
        .chain(others.into_iter().map(named))
        .collect()
}

fn route_hint(lab: &Lab, client: ClientId, route: Route) -> Option<String> {
    match route {
        Route::AsWritten | Route::Fixed(_) => None,
        Route::Nearest => Some(format!(
            "By the mean round trip: {} now. Network, below, says how far each is.",
            lab.nearest(client)
        )),
        Route::Random => Some("Drawn anew for each operation, by the seed.".to_owned()),
        Route::Sticky => Some(
            "The one that its first operation names; when it does not answer, the next in the alphabet.".to_owned(),
        ),
    }
}

fn contexts() -> Vec<(WriteContext, String)> {
    let all = [
        (WriteContext::Replica, "what the replica holds"),
        (WriteContext::LastRead, "what it read last"),
    ];
    all.map(|(context, name)| (context, name.to_owned()))
        .to_vec()
}

fn tokens() -> Vec<(Token, String)> {
    let all = [
        (Token::None, "nothing"),
        (Token::Writes, "its own writes"),
        (Token::Reads, "what it has read"),
        (Token::Both, "both of these"),
    ];
    all.map(|(token, name)| (token, name.to_owned())).to_vec()
}

fn token_hint(token: Token) -> Option<&'static str> {
    match token {
        Token::None => None,
        Token::Writes => Some(
            "Read your writes: a replica waits until it has every update that this client was told is done.",
        ),
        Token::Reads => Some(
            "Monotonic reads: a replica waits until it has everything that this client has read before.",
        ),
        Token::Both => {
            Some("Read your writes and monotonic reads: a replica waits until it has both.")
        }
    }
}
