//! Edits of replicas, of clients and of their sessions.

use replicascope_core::lab::{Route, Session, Token};
use replicascope_core::{ClientId, Edit, Micros, ReplicaId};

use super::support::labs::replica;
use super::{at, check, client, everything, refused};

#[test]
fn edits_of_the_cluster() {
    check(Edit::AddReplica, |lab| lab.replicas.push(replica('D')));
    let mut gap = everything()
        .edited(&Edit::RemoveReplica(replica('B')))
        .expect("allowed");
    gap = gap.edited(&Edit::AddReplica).expect("allowed");
    assert_eq!(gap.replicas, everything().replicas);

    refused(
        Edit::RemoveReplica(replica('D')),
        "$.replicas",
        "there is no replica D",
    );
    let two = everything()
        .edited(&Edit::RemoveReplica(replica('C')))
        .expect("allowed");
    let error = two
        .edited(&Edit::RemoveReplica(replica('A')))
        .expect_err("one is no cluster");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.replicas", "1 is out of bounds: 2 to 9")
    );
    let mut nine = everything();
    nine.replicas = ReplicaId::all().collect();
    let error = nine
        .edited(&Edit::AddReplica)
        .expect_err("no letter is left");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.replicas", "at most 9 replicas")
    );
}

#[test]
fn edits_of_clients() {
    check(Edit::AddClient, |lab| lab.clients.insert(2, client("c3")));
    refused(
        Edit::RemoveClient(client("c3")),
        "$.clients",
        "there is no client c3",
    );
    let mut nine = everything();
    nine.clients = ClientId::all().collect();
    let error = nine.edited(&Edit::AddClient).expect_err("no name is left");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.clients", "at most 9 clients")
    );
    let mut one = everything();
    for gone in ["c1", "c2"] {
        one = one
            .edited(&Edit::RemoveClient(client(gone)))
            .expect("allowed");
    }
    let error = one
        .edited(&Edit::RemoveClient(client("c4")))
        .expect_err("nobody is left");
    assert_eq!(
        (error.path(), error.reason()),
        ("$.clients", "0 is out of bounds: 1 to 9")
    );
}

#[test]
fn edits_of_sessions() {
    let set = |name: &str, session: Session| Edit::SetSession {
        client: client(name),
        session,
    };
    let session = Session {
        route: Route::Sticky,
        token: Token::Reads,
        patience: Some(at(7)),
        ..Session::default()
    };
    check(set("c2", session.clone()), |lab| {
        lab.sessions.insert(client("c2"), session.clone());
    });
    // A session with nothing of its own is not written down.
    check(set("c4", Session::default()), |lab| {
        lab.sessions.remove(&client("c4"));
    });
    let fixed = |route| Session {
        route,
        ..Session::default()
    };
    refused(
        set("c1", fixed(Route::Fixed(replica('D')))),
        "$.sessions.c1.route.fixed",
        "this lab has no D",
    );
    refused(
        set("c3", fixed(Route::Random)),
        "$.sessions.c3",
        "this lab has no c3",
    );
    let at_once = Session {
        patience: Some(Micros::ZERO),
        ..Session::default()
    };
    refused(
        set("c1", at_once),
        "$.sessions.c1.patience_us",
        "out of bounds",
    );
}
