//! Histories and logs of other tools.

use replicascope_check::import::{self, Format};
use replicascope_check::{History, check_all, export};

/// Steps for each check of a model.
const STEPS: u64 = 2_000;
/// Longer histories are not checked: checks have budgets of their own, and tests.
const MOST_CHECKED: usize = 200;

pub(super) fn edn(input: &str) -> bool {
    history(input, Format::Edn)
}

pub(super) fn json(input: &str) -> bool {
    history(input, Format::Json)
}

pub(super) fn etcd(input: &str) -> bool {
    history(input, Format::EtcdLog)
}

/// A history is refused with a line that there is, or it can be checked and written.
fn history(input: &str, format: Format) -> bool {
    let read = import::history(input, format, None);
    match &read {
        Ok(history) => {
            is_as_written(history);
            if history.operations.len() <= MOST_CHECKED {
                check_all(history, STEPS);
            }
        }
        Err(error) => assert!(is_there(error.line, input), "{error}"),
    }
    read.is_ok()
}

/// Whether a text has this line; the end of the last one counts as one more.
fn is_there(line: usize, text: &str) -> bool {
    line <= text.lines().count() + 1
}

/// What is written is read again as what it was.
fn is_as_written(history: &History) {
    for (format, text) in [
        (Format::Edn, export::edn(history)),
        (Format::Json, export::json(history)),
    ] {
        let again = import::history(&text, format, None);
        let again = again.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(again.operations.len(), history.operations.len());
    }
}

/// A log is refused with a line that there is, or what comes before another thing stands before it.
pub(super) fn shiviz(input: &str) -> bool {
    let read = import::diagram(input, None);
    match &read {
        Ok(diagram) => {
            for (place, event) in diagram.events.iter().enumerate() {
                assert!(event.causes.iter().all(|cause| *cause < place));
                assert!(event.host < diagram.hosts.len());
            }
        }
        Err(error) => assert!(is_there(error.line, input), "{error}"),
    }
    read.is_ok()
}

/// A regular expression that the learner gives, with a small log.
pub(super) fn pattern(input: &str) -> bool {
    const LOG: &str = "began\nA {\"A\": 1}\nsent {x}\nB {\"A\": 1, \"B\": 1}\n";
    import::diagram(LOG, Some(input)).is_ok()
}

pub(super) fn patterns() -> Vec<String> {
    let patterns = [
        import::USUAL_PATTERN,
        r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)",
        r".*?(?<host>\w+)\]? (?<clock>\{[^}]*\}) (?<event>.*)",
        r"(?<event>(a|b){2,5}[^x-z]+)(?<host>.)(?<clock>.*)",
    ];
    patterns.map(str::to_owned).into()
}
