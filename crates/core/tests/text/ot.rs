//! Operational transformation: TP1 over all small cases and many large ones, TP2 refuted, and
//! replicas that meet a server in random order.

use replicascope_core::ReplicaId;
use replicascope_core::text::central::{Client, Server};
use replicascope_core::text::ot::{Edit, transform};
use replicascope_core::text::{CharId, Glyph};

use super::dice::Dice;

type Transform = fn(Edit, Edit) -> Edit;

fn glyph(character: char, site: usize, clock: u32) -> Glyph {
    let replica = ReplicaId::new(site).expect("a replica");
    let id = CharId { replica, clock };
    Glyph { id, character }
}

fn text(length: u32) -> Vec<Glyph> {
    (1..=length).map(|clock| glyph('.', 8, clock)).collect()
}

fn insert(at: usize, site: usize) -> Edit {
    let character = char::from(b'a' + u8::try_from(site).expect("small"));
    let glyph = glyph(character, site, 1);
    Edit::Insert {
        at,
        glyph,
        site: glyph.id.replica,
    }
}

/// Every edit that a site can make in a text of this length.
fn edits(length: usize, site: usize) -> Vec<Edit> {
    let insertions = (0..=length).map(|at| insert(at, site));
    let deletions = (0..length).map(|at| Edit::Delete { at });
    insertions.chain(deletions).chain([Edit::Nothing]).collect()
}

fn after(text: &[Glyph], edits: &[Edit]) -> Vec<Glyph> {
    let mut text = text.to_vec();
    for edit in edits {
        assert!(edit.carry_out(&mut text), "{edit:?}");
    }
    text
}

/// Whether both ways round the diamond give one text.
fn tp1(transform: Transform, text: &[Glyph], a: Edit, b: Edit) -> bool {
    after(text, &[a, transform(b, a)]) == after(text, &[b, transform(a, b)])
}

#[test]
fn tp1_holds_for_all_pairs_in_small_texts() {
    let mut pairs = 0;
    for length in 0..=5 {
        let text = text(length);
        for (one, other) in [(0, 1), (1, 0), (0, 2)] {
            for a in edits(text.len(), one) {
                for b in edits(text.len(), other) {
                    pairs += 1;
                    assert!(tp1(transform, &text, a, b), "{length} {a:?} {b:?}");
                }
            }
        }
    }
    println!("TP1: {pairs} pairs");
}

#[test]
fn tp1_holds_for_generated_pairs() {
    let mut dice = Dice::new(7);
    for _ in 0..20_000 {
        let text = text(u32::from(dice.small(60)));
        let (one, other) = *dice.pick(&[(0, 1), (1, 0), (2, 1), (0, 2)]);
        let a = *dice.pick(&edits(text.len(), one));
        let b = *dice.pick(&edits(text.len(), other));
        assert!(tp1(transform, &text, a, b), "{} {a:?} {b:?}", text.len());
    }
}

/// Of two insertions at one place, each takes itself to be the first.
fn without_ties(edit: Edit, other: Edit) -> Edit {
    match (edit, other) {
        (Edit::Insert { at, .. }, Edit::Insert { at: there, .. }) if at == there => edit,
        _ => transform(edit, other),
    }
}

/// A deletion does not give way to what is inserted right in front of its character.
fn standing_still(edit: Edit, other: Edit) -> Edit {
    match (edit, other) {
        (Edit::Delete { at }, Edit::Insert { at: there, .. }) if at == there => edit,
        _ => transform(edit, other),
    }
}

#[test]
fn a_broken_transformation_fails_tp1() {
    let text = text(3);
    for broken in [without_ties as Transform, standing_still] {
        let mut pairs = edits(3, 0)
            .into_iter()
            .flat_map(|a| edits(3, 1).into_iter().map(move |b| (a, b)));
        assert!(pairs.any(|(a, b)| !tp1(broken, &text, a, b)));
    }
}

/// Why there is a server. In `..`, A types behind the second character, B in front of it, and C
/// deletes it. Whoever hears of the deletion first sees A and B typing at one place, and no longer
/// knows that B's character stood in front of A's.
#[test]
fn tp2_does_not_hold() {
    let (a, b, c) = (insert(2, 0), insert(1, 1), Edit::Delete { at: 1 });
    let via_b = transform(transform(a, b), transform(c, b));
    let via_c = transform(transform(a, c), transform(b, c));
    assert_ne!(via_b, via_c);
    assert_eq!((via_b, via_c), (insert(2, 0), insert(1, 0)));
}

#[test]
fn replicas_that_meet_a_server_agree_with_it() {
    for seed in 0..300 {
        let mut dice = Dice::new(seed);
        let mut server = Server::default();
        let mut clients: Vec<Client> = ReplicaId::all().take(3).map(Client::new).collect();
        let mut typed = 0;
        for _ in 0..100 {
            let at = dice.index(3);
            let client = &mut clients[at];
            if dice.one_in(5) {
                client.meet(&mut server);
                assert_eq!(client.text(), server.text());
                continue;
            }
            let length = client.text().len();
            if length > 0 && dice.one_in(3) {
                assert!(client.delete(dice.index(length)));
            } else {
                typed += 1;
                assert!(client.insert(dice.index(length + 1), glyph('x', at, typed)));
            }
        }
        for client in &mut clients {
            client.meet(&mut server);
        }
        for client in &mut clients {
            client.meet(&mut server);
            assert_eq!(client.text(), server.text());
            assert_eq!(client.waiting(), 0);
        }
    }
}
