//! The textbook's anomalies, and traps for checkers.

use super::holds;
use crate::history::{Ending, History, Key, OpId, Operation};
use crate::model::Model;
use crate::object::{Action, Object};
use crate::value::Value;

/// Histories and the models that they violate.
const CASES: &[(&str, &str)] = &[
    ("1 w x 1; 2 r x 1", ""),
    ("1 w x 1; 2 r x -", "linearizable"),
    ("1 r x 9", "linearizable sequential causal pram"),
    (
        "1 w x 1; 1 r x -",
        "linearizable sequential causal pram ryw",
    ),
    (
        "1 w x 1; 1 w x 2; 1 r x 1",
        "linearizable sequential causal pram ryw",
    ),
    // Somebody else wrote that value too: it may have been later.
    ("1 w x 1; 2 w x 1; 1 w x 2; 1 r x 1", "linearizable"),
    (
        "1 w x 1; 1 w x 2; 2 r x 2; 2 r x 1",
        "linearizable sequential causal pram mr",
    ),
    (
        "1 w x 1; 2 r x 1; 2 r x -",
        "linearizable sequential causal pram mr",
    ),
    // There and back again.
    (
        "1 w x 1; 2 w x 2; 3 r x 1; 3 r x 2; 3 r x 1",
        "linearizable sequential causal pram mr",
    ),
    (
        "1 w x 1; 1 w y 1; 2 r y 1; 2 r x -",
        "linearizable sequential causal pram mw",
    ),
    // The same, and the reader sees the first in the end: its reads of x are monotonic.
    (
        "1 w x 1; 1 w y 1; 2 r y 1; 2 r x -; 2 r x 1",
        "linearizable sequential causal pram mw",
    ),
    (
        "1 w x 1; 2 r x 1; 2 w y 1; 3 r y 1; 3 r x -",
        "linearizable sequential causal wfr",
    ),
    (
        "1 w x 1; 2 r x 1; 2 w x 2; 3 r x 2; 3 r x 1",
        "linearizable sequential causal wfr",
    ),
    // What its author reads only afterwards is no cause.
    (
        "1 w x 1; 2 w y 1; 2 r x 1; 3 r y 1; 3 r x -",
        "linearizable",
    ),
    // By a session and by what was read together: neither guarantee alone.
    (
        "1 w x 1; 1 w z 1; 2 r z 1; 2 w y 1; 3 r y 1; 3 r x -",
        "linearizable sequential causal",
    ),
    (
        "1 w x 1; 2 w x 2; 3 r x 1; 3 r x 2; 4 r x 2; 4 r x 1",
        "linearizable sequential",
    ),
    (
        "1 w x 1; 1 r y -; 2 w y 1; 2 r x -",
        "linearizable sequential",
    ),
    // Each key by itself is in order, both together are not.
    (
        "1 w x 1; 1 r y -; 2 w y 1; 2 r y 1; 2 r x -",
        "linearizable sequential",
    ),
    // Overlapping, so either order will do.
    ("1< w x 1; 2 r x 1; 2 r x 1; 1>", ""),
    (
        "1< w x 1; 2 r x 1; 2 r x -; 1>",
        "linearizable sequential causal pram mr",
    ),
    // A write of the value that is there already may still be needed later.
    ("1 w x 1; 2< w x 1; 3 w x 2; 3 r x 1; 2>", ""),
    ("1 w x 1; 2 w x 1; 3 w x 2; 4 r x 1", "linearizable"),
    // What never returned may happen late, or never; its client does not wait for it.
    ("1 w x 1 ?; 1 r x -; 2 r x 1; 2 r x 1", ""),
    (
        "1 w x 1 ?; 2 r x 1; 2 r x -",
        "linearizable sequential causal pram mr",
    ),
    ("1 w x 1 !; 2 r x 1", "linearizable sequential causal pram"),
    // The same two updates in the other order leave something else.
    (
        "1 i x 1; 1 i y 1; 2 d x 1; 2 i y 2; 3 s y 1,2; 3 s x 1",
        "linearizable",
    ),
    ("1 w x 1; 2 c x 1 2; 3 r x 2", ""),
    (
        "1 w x 1; 2 c x 2 3; 3 r x 1",
        "linearizable sequential causal pram",
    ),
];

/// Reads `client action key value…`, one operation after the other; `<` and `>` begin and end one
/// that others overlap, `?` never returns, `!` fails. Registers are written, read and compared and set
/// (`w`, `r`, `c`); into sets things are put, from them taken, and they are read (`i`, `d`, `s`).
pub(super) fn history(text: &str) -> History {
    let mut history = History::default();
    for (place, words) in text.split("; ").enumerate() {
        let words: Vec<&str> = words.split(' ').collect();
        let client = words[0].trim_end_matches(['<', '>']);
        let process = place_of(&mut history.processes, client);
        let moment = history.times.len();
        if words[0].ends_with('>') {
            history.times.push(place as u64);
            let mut operations = history.operations.iter_mut().rev();
            let open = operations
                .find(|one| one.process == process)
                .expect("one under way");
            open.ending = Ending::Returned {
                at: moment,
                answer: None,
            };
            continue;
        }
        let key = history.keys.iter().position(|key| key.name == words[2]);
        let key = key.unwrap_or_else(|| {
            let is_set = matches!(words[1], "i" | "d" | "s");
            let object = [Object::Register, Object::Set][usize::from(is_set)];
            history.keys.push(Key {
                name: words[2].to_owned(),
                object,
                initial: object.initial(),
            });
            history.keys.len() - 1
        });
        let value = |word: &str| word.parse().map_or(Value::Nothing, Value::Integer);
        let (action, answer) = match words[1] {
            "w" => (Action::Write(value(words[3])), None),
            "c" => (
                Action::CompareAndSet(value(words[3]), value(words[4])),
                None,
            ),
            "i" => (Action::Insert(value(words[3])), None),
            "d" => (Action::Remove(value(words[3])), None),
            "s" => (
                Action::Read,
                Some(Value::set(words[3].split(',').map(value))),
            ),
            _ => (Action::Read, Some(value(words[3]))),
        };
        history.times.push(place as u64);
        let ending = match words[words.len() - 1] {
            _ if words[0].ends_with('<') => Ending::Pending { given_up: None },
            last => {
                history.times.push(place as u64);
                let at = moment + 1;
                match last {
                    "?" => Ending::Pending { given_up: Some(at) },
                    "!" => Ending::Failed { at },
                    _ => Ending::Returned { at, answer },
                }
            }
        };
        history.operations.push(Operation {
            name: format!("{}", history.operations.len() + 1),
            at: None,
            process,
            key,
            action,
            invoked: moment,
            ending,
        });
    }
    history
}

fn place_of(names: &mut Vec<String>, name: &str) -> usize {
    let place = names.iter().position(|one| one == name);
    place.unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    })
}

/// Says where a checker differs from what is known of a case.
pub(super) fn compare_all() -> Result<(), String> {
    for (text, violated) in CASES {
        let history = history(text);
        for model in Model::ALL {
            let expected = !violated.split(' ').any(|word| word == model.word());
            if holds(&history, model) != expected {
                return Err(format!("{text}: {model:?} holds: {expected}"));
            }
        }
    }
    Ok(())
}

#[test]
fn the_textbook_anomalies() {
    assert_eq!(compare_all(), Ok(()));
}

#[test]
fn the_notation_means_what_it_says() {
    let history = history("1< w x 1; 2 r x 1; 1>");
    assert!(
        !history
            .operation(OpId(0))
            .precedes(history.operation(OpId(1)))
    );
    assert_eq!(history.events(), 4);
}
