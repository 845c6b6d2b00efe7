//! Documents for the tests: written down, or generated.

use replicascope_core::lab::Document;
use replicascope_core::text::{
    Algorithm, Glyph, TextAct, TextEdit, TextLab, TextRun, TextStep, Typing,
};

use super::dice::Dice;

/// An empty text at so many replicas.
pub fn empty(replicas: usize) -> TextLab {
    let names = &["A", "B", "C"][..replicas];
    let document = serde_json::json!({"version": 1, "title": "T", "replicas": names, "steps": []});
    TextLab::from_json(&document.to_string()).expect("valid")
}

/// A replica types at a place of its text under Fugue.
pub fn typing(lab: &TextLab, replica: &str, at: usize, removed: usize, insert: &str) -> TextLab {
    let run = TextRun::of(lab, lab.steps.len()).expect("valid");
    let replica = replica.parse().expect("a replica");
    let side = run.replicas.iter().find(|one| one.id == replica);
    let text = side.expect("of the document").glyphs(Algorithm::Fugue);
    let act = TextAct::Type(Typing {
        remove: text[at..at + removed].iter().map(|one| one.id).collect(),
        after: at.checked_sub(1).map(|left| text[left].id),
        insert: insert.into(),
    });
    doing(lab, TextStep { replica, act })
}

pub fn doing(lab: &TextLab, step: TextStep) -> TextLab {
    lab.edited(&TextEdit::Do(step)).expect("possible")
}

pub fn act(lab: &TextLab, replica: &str, act: TextAct) -> TextLab {
    let replica = replica.parse().expect("a replica");
    doing(lab, TextStep { replica, act })
}

/// Everybody goes offline, types, and comes back, `A` first.
pub fn apart(lab: &TextLab, type_there: impl FnOnce(TextLab) -> TextLab) -> TextLab {
    let mut lab = lab.clone();
    for replica in lab.replicas.clone() {
        lab = act(&lab, &replica.to_string(), TextAct::GoOffline);
    }
    lab = type_there(lab);
    for replica in lab.replicas.clone() {
        lab = act(&lab, &replica.to_string(), TextAct::GoOnline);
    }
    lab
}

pub fn run(lab: &TextLab) -> TextRun {
    TextRun::of(lab, lab.steps.len()).expect("valid")
}

pub fn string(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}

/// What the replicas online share, under RGA, Fugue and OT.
pub fn shared(lab: &TextLab) -> [String; 3] {
    Algorithm::ALL.map(|algorithm| string(&run(lab).shared(algorithm).expect("somebody is online")))
}

/// A document in which people type, delete, leave and come back; in the end all are online.
pub fn generated(seed: u64, replicas: usize) -> TextLab {
    let mut dice = Dice::new(seed);
    let mut lab = empty(replicas);
    for _ in 0..30 {
        let now = run(&lab);
        let side = &now.replicas[dice.index(replicas)];
        let name = side.id.to_string();
        let length = side.glyphs(Algorithm::Fugue).len();
        lab = match dice.within(0, 9) {
            0..=2 => act(&lab, &name, flip(side.online)),
            3..=4 if length > 0 => typing(&lab, &name, dice.index(length), 1, ""),
            _ => typing(
                &lab,
                &name,
                dice.index(length + 1),
                0,
                &"abc"[..1 + dice.index(3)],
            ),
        };
    }
    for side in &run(&lab).replicas {
        if !side.online {
            lab = act(&lab, &side.id.to_string(), TextAct::GoOnline);
        }
    }
    lab
}

fn flip(online: bool) -> TextAct {
    if online {
        TextAct::GoOffline
    } else {
        TextAct::GoOnline
    }
}
