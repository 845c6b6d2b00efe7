//! Sessions: which replica each client asks, what it insists on, how long it waits.

use replicascope_core::lab::{Route, Token, WriteContext};
use replicascope_core::{ClientId, Edit, Lab, MAX_CLIENTS, Micros, Place};
use replicascope_scene::words;
use replicascope_words::say;
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
                <button type="button" onclick={add} disabled={count >= MAX_CLIENTS}>{ say::setup::add_client() }</button>
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
        (None, say::setup::for_ever().to_owned()),
        (
            session.patience.or(Some(PATIENCE)),
            say::setup::only_so_long().to_owned(),
        ),
    ];
    let keeps_siblings = lab.keys.iter().any(|key| key.data_type.takes_contexts());
    let remove = edit.reform(move |_: MouseEvent| Edit::RemoveClient(client));
    html! {
        <div class="part session" role="group" aria-label={words::capital(&name)} key={client.to_string()}>
            <div class="row">
                <h3>{ words::capital(&name) }</h3>
                <button type="button" class="quiet" onclick={remove} disabled={lab.clients.len() <= 1}>{ say::setup::remove(&name) }</button>
            </div>
            { pick(say::setup::asks(), &session.route, routes(lab), &route) }
            { for route_hint(lab, client, session.route).map(hint) }
            { pick(say::setup::insists(), &session.token, tokens(), &token) }
            { for token_hint(session.token).map(hint) }
            if keeps_siblings {
                { pick(say::setup::overwrites(), &session.context, contexts(), &context) }
            }
            { pick(say::setup::waits(), &session.patience, waits, &patience) }
            if let Some(at) = session.patience {
                <TimeField label={say::setup::gives_up()} {at} lasts={true} onchange={patience.reform(Some)} />
            }
        </div>
    }
}

fn routes(lab: &Lab) -> Vec<(Route, String)> {
    let always = lab.replicas.iter();
    let always =
        always.map(|replica| (Route::Fixed(*replica), say::setup::always_replica(replica)));
    let others = [
        (Route::Nearest, say::setup::nearest()),
        (Route::Random, say::setup::random()),
        (Route::Sticky, say::setup::sticky()),
    ];
    let first = (Route::AsWritten, say::setup::as_written());
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
        Route::Nearest => Some(say::setup::nearest_hint(&lab.nearest(client))),
        Route::Random => Some(say::setup::random_hint().to_owned()),
        Route::Sticky => Some(say::setup::sticky_hint().to_owned()),
    }
}

fn contexts() -> Vec<(WriteContext, String)> {
    let all = [
        (WriteContext::Replica, say::setup::replica_holds()),
        (WriteContext::LastRead, say::setup::read_last()),
    ];
    all.map(|(context, name)| (context, name.to_owned()))
        .to_vec()
}

fn tokens() -> Vec<(Token, String)> {
    let all = [
        (Token::None, say::setup::nothing()),
        (Token::Writes, say::setup::own_writes()),
        (Token::Reads, say::setup::has_read()),
        (Token::Both, say::setup::both()),
    ];
    all.map(|(token, name)| (token, name.to_owned())).to_vec()
}

fn token_hint(token: Token) -> Option<&'static str> {
    match token {
        Token::None => None,
        Token::Writes => Some(say::setup::own_writes_hint()),
        Token::Reads => Some(say::setup::has_read_hint()),
        Token::Both => Some(say::setup::both_hint()),
    }
}
