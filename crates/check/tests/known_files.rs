//! Histories of real systems whose verdicts are known. They are not part of this repository: the
//! folder that `REPLICASCOPE_HISTORIES` names has `porcupine/` (with `verdicts.csv`), `knossos/good`,
//! `knossos/bad` and `shiviz/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use replicascope_check::import::{self, Format};
use replicascope_check::{BUDGET, History, Model, Verdict, check};

fn folder(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("REPLICASCOPE_HISTORIES").map(PathBuf::from);
    let folder = folder
        .map(|folder| folder.join(name))
        .filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("skipped: REPLICASCOPE_HISTORIES names no folder with {name}/");
    }
    folder
}

fn read(path: &Path) -> (String, History) {
    let text = fs::read_to_string(path).expect("a text");
    let history = import::history(&text, Format::of(&text), None);
    let history = history.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (text, history)
}

fn is_linearizable(path: &Path, history: &History) -> bool {
    let start = Instant::now();
    let verdict = check(history, Model::Linearizable, BUDGET);
    eprintln!("{:?} {}", start.elapsed(), path.display());
    match verdict {
        Verdict::Holds(_) => true,
        Verdict::Violated(violation) => {
            assert!(!violation.operations.is_empty());
            eprintln!(
                "  {} operations, {:?}",
                violation.operations.len(),
                violation.reason
            );
            false
        }
        Verdict::Unknown { spent } => panic!("{}: unknown after {spent} steps", path.display()),
    }
}

/// How many events of clients a file has.
fn client_events(text: &str) -> usize {
    let without_comments = text
        .lines()
        .map(|line| line.split(';').next().unwrap_or_default());
    let whole: String = without_comments.collect::<Vec<_>>().join(" ");
    let kinds = [":invoke", ":ok", ":fail", ":info"].map(|kind| whole.matches(kind).count());
    kinds.iter().sum::<usize>() - whole.matches(":nemesis").count()
}

#[test]
fn porcupine() {
    let Some(folder) = folder("porcupine") else {
        return;
    };
    let verdicts = fs::read_to_string(folder.join("verdicts.csv")).expect("verdicts");
    for line in verdicts.lines().skip(1) {
        let (file, expected) = line.split_once(',').expect("two columns");
        let path = folder.join(file);
        let (text, history) = read(&path);
        assert_eq!(history.events(), client_events(&text), "{file}");
        assert_eq!(
            is_linearizable(&path, &history),
            expected == "true",
            "{file}"
        );
    }
}

#[test]
fn knossos() {
    for (name, expected) in [("knossos/good", true), ("knossos/bad", false)] {
        let Some(folder) = folder(name) else { return };
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let (text, history) = read(&path);
            assert_eq!(history.events(), client_events(&text), "{}", path.display());
            assert_eq!(
                is_linearizable(&path, &history),
                expected,
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn shiviz() {
    let Some(folder) = folder("shiviz") else {
        return;
    };
    for (file, hosts, events) in [
        ("facebook.log", 4, 47),
        ("simple-reliable-broadcast.log", 3, 39),
    ] {
        let text = fs::read_to_string(folder.join(file)).expect("a text");
        let diagram =
            import::diagram(&text, None).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(
            (diagram.hosts.len(), diagram.events.len()),
            (hosts, events),
            "{file}"
        );
        let gaps: usize = diagram.hosts.iter().map(|host| host.gaps.len()).sum();
        assert_eq!(gaps, 0, "{file}");
    }
}
