//! Logs with vector clocks, and the regular expressions that read them.

use replicascope_check::import::{self, limits};

use super::Table;

pub(super) fn measure(table: &mut Table) {
    let text = lines();
    let _ = table.at_once("log, one host", || import::diagram(&text, None));
    for count in [limits::HOSTS, 10_000] {
        let text = hosts(count);
        let _ = table.at_once(&format!("log, {count} hosts"), || {
            import::diagram(&text, None)
        });
    }
    let text_of_all = crowd();
    let _ = table.at_once("log, all hear of all", || {
        import::diagram(&text_of_all, None)
    });
    let none = text.replace('{', "(");
    let _ = table.at_once("log that fits no pattern", || import::diagram(&none, None));
    for (name, event) in [
        ("log, slow pattern", "(a?b?.?){40}.*".to_owned()),
        ("log, slowest pattern", "(a?b?.?){140}.*".to_owned()),
        ("log, longest pattern", "}".repeat(limits::PATTERN - 64)),
    ] {
        let pattern = format!(r"(?<event>{event})\n(?<host>\S*) (?<clock>{{.*}})");
        let _ = table.at_once(name, || import::diagram(&text, Some(&pattern)));
    }
}

/// As many events of one host as a log may have, each as long as they may be together.
fn lines() -> String {
    let each = limits::LOG / limits::LOGGED;
    let event = |number: usize| {
        let clock = format!("\nh {{\"h\":{number}}}\n");
        "e".repeat(each - clock.len()) + &clock
    };
    (1..=limits::LOGGED).map(event).collect()
}

/// As many hosts as there may be, and events of one that each have heard of all.
fn crowd() -> String {
    let others: Vec<String> = (1..limits::HOSTS)
        .map(|host| format!("\"h{host}\":1"))
        .collect();
    let begun: String = (1..limits::HOSTS)
        .map(|host| format!("e\nh{host} {{\"h{host}\":1}}\n"))
        .collect();
    let event = |number: usize| format!("e\nh0 {{\"h0\":{number},{}}}\n", others.join(","));
    let events = (limits::LOG - begun.len()) / (event(1).len() + 5);
    begun + &(1..=events).map(event).collect::<String>()
}

/// One event that has heard of so many hosts.
fn hosts(count: usize) -> String {
    let clock: Vec<String> = (0..count).map(|host| format!("\"h{host}\":1")).collect();
    format!("event\nh0 {{{}}}\n", clock.join(","))
}
