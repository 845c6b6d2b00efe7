//! Logs with vector clocks, as ShiViz reads them.
//!
//! Beschastnikh, Wang, Brun and Ernst, *Debugging Distributed Systems*, ACM Queue 14(2), 2016. A
//! regular expression with the named groups `event`, `host` and `clock` says how the log is
//! written; a clock is a JSON object. The component of an event's own host numbers the events of
//! that host.

mod entries;

use std::collections::BTreeMap;

use super::{ImportError, bounded, limits};

use entries::{Log, entries};

/// How logs are usually written: a line of text, then the host and its clock.
pub const USUAL_PATTERN: &str = r"(?<event>.*)\n(?<host>\S*) (?<clock>{.*})";
/// Others that are tried where no pattern is given: the text on the second line, or all on one.
const OTHER_PATTERNS: [&str; 2] = [
    r"(?<host>\S*) (?<clock>{.*})\n(?<event>.*)",
    r".*?(?<host>\w+)\]? (?<clock>\{[^}]*\}) (?<event>.*)",
];

/// Events of several hosts, and what came before what.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagram {
    /// The hosts, in the order of the log.
    pub hosts: Vec<Host>,
    /// The events; what comes before another event stands before it.
    pub events: Vec<DiagramEvent>,
}

/// A host.
#[derive(Clone, PartialEq, Debug)]
pub struct Host {
    /// Its name.
    pub name: String,
    /// The numbers of its events that are not in the log, from the first to the last: others, or
    /// its own later clocks, know of them.
    pub gaps: Vec<(u64, u64)>,
}

/// An event.
#[derive(Clone, PartialEq, Debug)]
pub struct DiagramEvent {
    /// The line on which it stands.
    pub line: usize,
    /// Where; a place among the hosts.
    pub host: usize,
    /// Its number among the events of its host.
    pub number: u64,
    /// What the log says.
    pub text: String,
    /// What it directly follows from at other hosts; places among the events.
    pub causes: Vec<usize>,
    /// The events of other hosts that it directly follows from and that are not in the log.
    pub missing: Vec<(usize, u64)>,
    /// How many events there are on the longest way to it.
    pub rank: usize,
}

/// Reads a log. Without a pattern the usual ones are tried.
///
/// # Errors
/// Says what is wrong with the pattern, or which line does not fit it, or which clock is not
/// possible.
pub fn diagram(text: &str, pattern: Option<&str>) -> Result<Diagram, ImportError> {
    bounded(text, limits::LOG)?;
    let text = text.replace("\r\n", "\n");
    if let Some(pattern) = pattern {
        return order(&text, entries(&text, pattern)?);
    }
    let log = entries(&text, USUAL_PATTERN).or_else(|error| {
        let mut others = OTHER_PATTERNS.iter();
        let found = others.find_map(|pattern| entries(&text, pattern).ok());
        found.ok_or(error)
    })?;
    order(&text, log)
}

/// An event's clock: for each host the number of its last event that is known of.
type Clock = Vec<u64>;

/// The events of a log, with what came before what.
fn order(text: &str, log: Log) -> Result<Diagram, ImportError> {
    let (names, clocks, host_of) = in_order_of_the_log(&log);
    let entries = log.entries;
    let mut of_host: Vec<BTreeMap<u64, usize>> = vec![BTreeMap::new(); names.len()];
    for (place, entry) in entries.iter().enumerate() {
        let number = clocks[place][host_of[place]];
        if of_host[host_of[place]].insert(number, place).is_some() {
            let reason = format!(
                "{} has two events with number {number}",
                names[host_of[place]]
            );
            return Err(ImportError::at(text, entry.line, reason));
        }
    }
    let gaps = gaps(&clocks, &of_host);
    let hosts = names.into_iter().zip(gaps);
    let hosts = hosts.map(|(name, gaps)| Host { name, gaps }).collect();
    let events = entries.into_iter().enumerate().map(|(place, entry)| {
        let host = host_of[place];
        let number = clocks[place][host];
        let before = of_host[host].range(..number).next_back();
        let before = before.map(|(_, place)| &clocks[*place]);
        let (causes, missing) = causes(host, &clocks[place], before, &clocks, &of_host);
        DiagramEvent {
            line: entry.line,
            host,
            number,
            text: entry.text,
            causes,
            missing,
            rank: 0,
        }
    });
    let events = sorted(text, events.collect(), &of_host)?;
    Ok(Diagram { hosts, events })
}

/// The hosts that have events in the order of the log, then those that are only known of; each
/// entry's clock, and its host.
fn in_order_of_the_log(log: &Log) -> (Vec<String>, Vec<Clock>, Vec<usize>) {
    let names = &log.hosts.all;
    let mut new_place = vec![None; names.len()];
    let mut order = Vec::new();
    let with_events = log.entries.iter().map(|entry| entry.host);
    for place in with_events.chain(0..names.len()) {
        if new_place[place].is_none() {
            new_place[place] = Some(order.len());
            order.push(names[place].clone());
        }
    }
    let place = |old: usize| new_place[old].unwrap_or_default();
    let clocks = log.entries.iter().map(|entry| {
        let mut clock = vec![0; names.len()];
        for (host, number) in &entry.clock {
            clock[place(*host)] = *number;
        }
        clock
    });
    let clocks = clocks.collect();
    let hosts = log.entries.iter().map(|entry| place(entry.host)).collect();
    (order, clocks, hosts)
}

/// For each host the numbers of events that somebody knows of and that are not there.
fn gaps(clocks: &[Clock], of_host: &[BTreeMap<u64, usize>]) -> Vec<Vec<(u64, u64)>> {
    let known = |host: usize| clocks.iter().map(|clock| clock[host]).max().unwrap_or(0);
    let of_one = |(place, host): (usize, &BTreeMap<u64, usize>)| {
        let mut gaps = Vec::new();
        let mut next = 1;
        for number in host.keys().copied().chain([known(place).saturating_add(1)]) {
            if next < number {
                gaps.push((next, number - 1));
            }
            next = number.saturating_add(1);
        }
        gaps
    };
    of_host.iter().enumerate().map(of_one).collect()
}

/// What an event newly knows of at other hosts, without what follows from the rest of it.
fn causes(
    host: usize,
    clock: &Clock,
    before: Option<&Clock>,
    clocks: &[Clock],
    of_host: &[BTreeMap<u64, usize>],
) -> (Vec<usize>, Vec<(usize, u64)>) {
    let known = |other: usize| before.map_or(0, |before| before[other]);
    let news = (0..clock.len()).filter(|other| *other != host && clock[*other] > known(*other));
    // Each with its event, where that is in the log.
    let news = news.map(|other| (other, of_host[other].get(&clock[other]).copied()));
    let news: Vec<(usize, Option<usize>)> = news.collect();
    let follows = |from: usize| {
        news.iter().any(|(other, event)| {
            *other != from && event.is_some_and(|event| clocks[event][from] >= clock[from])
        })
    };
    let (mut causes, mut missing) = (Vec::new(), Vec::new());
    for (from, event) in news.iter().filter(|(from, _)| !follows(*from)) {
        match event {
            Some(event) => causes.push(*event),
            None => missing.push((*from, clock[*from])),
        }
    }
    (causes, missing)
}

/// The events in an order in which causes come first, with their ranks.
fn sorted(
    text: &str,
    mut events: Vec<DiagramEvent>,
    of_host: &[BTreeMap<u64, usize>],
) -> Result<Vec<DiagramEvent>, ImportError> {
    let mut before: Vec<Vec<usize>> = events.iter().map(|event| event.causes.clone()).collect();
    for host in of_host {
        let places: Vec<usize> = host.values().copied().collect();
        for pair in places.windows(2) {
            before[pair[1]].push(pair[0]);
        }
    }
    let mut after = vec![Vec::new(); events.len()];
    let mut waits_for: Vec<usize> = before.iter().map(Vec::len).collect();
    for (place, earlier) in before.iter().enumerate() {
        earlier.iter().for_each(|one| after[*one].push(place));
    }
    let mut order: Vec<usize> = (0..events.len())
        .filter(|place| waits_for[*place] == 0)
        .collect();
    let mut next = 0;
    while let Some(place) = order.get(next).copied() {
        next += 1;
        for later in &after[place] {
            events[*later].rank = events[*later].rank.max(events[place].rank + 1);
            waits_for[*later] -= 1;
            if waits_for[*later] == 0 {
                order.push(*later);
            }
        }
    }
    if let Some(stuck) = waits_for.iter().position(|waits| *waits > 0) {
        let reason = "by the clocks this event comes before itself";
        return Err(ImportError::at(text, events[stuck].line, reason));
    }
    order.sort_by_key(|place| (events[*place].rank, events[*place].host));
    let mut new_place = vec![0; events.len()];
    for (new, old) in order.iter().enumerate() {
        new_place[*old] = new;
    }
    let moved = order.iter().map(|old| {
        let mut event = events[*old].clone();
        event
            .causes
            .iter_mut()
            .for_each(|cause| *cause = new_place[*cause]);
        event
    });
    Ok(moved.collect())
}
