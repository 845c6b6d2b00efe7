//! Logs with vector clocks, as ShiViz reads them.
//!
//! Beschastnikh, Wang, Brun and Ernst, *Debugging Distributed Systems*, ACM Queue 14(2), 2016. A
//! regular expression with the named groups `event`, `host` and `clock` says how the log is
//! written; a clock is a JSON object. The component of an event's own host numbers the events of
//! that host.

use std::collections::{BTreeMap, HashMap};

use regex_lite::{Captures, Regex};

use super::ImportError;

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
    let text = text.replace("\r\n", "\n");
    if let Some(pattern) = pattern {
        return order(&text, entries(&text, pattern)?);
    }
    let first = entries(&text, USUAL_PATTERN);
    let mut others = OTHER_PATTERNS.iter().map(|pattern| entries(&text, pattern));
    match (first, others.find(Result::is_ok)) {
        (Ok(entries), _) | (Err(_), Some(Ok(entries))) => order(&text, entries),
        (Err(error), _) => Err(error),
    }
}

/// What one match of the pattern says.
struct Entry {
    line: usize,
    host: String,
    clock: BTreeMap<String, u64>,
    text: String,
}

fn entries(text: &str, pattern: &str) -> Result<Vec<Entry>, ImportError> {
    let wrong = |reason: String| ImportError {
        line: 0,
        text: pattern.to_owned(),
        reason,
    };
    let regex = Regex::new(&format!("(?m){}", literal_braces(pattern)));
    let regex =
        regex.map_err(|error| wrong(format!("the regular expression is wrong: {error}")))?;
    for group in ["event", "host", "clock"] {
        if !regex.capture_names().flatten().any(|name| name == group) {
            return Err(wrong(format!(
                "the regular expression has no group (?<{group}>…)"
            )));
        }
    }
    let mut entries = Vec::new();
    let mut lines = Lines::default();
    for found in regex.captures_iter(text) {
        let whole = found.get(0).map_or(0..0, |group| group.range());
        lines.skip_blank(text, whole.start)?;
        entries.push(entry(text, &found, lines.line)?);
        lines.go_to(text, whole.end);
    }
    lines.skip_blank(text, text.len())?;
    Ok(entries)
}

/// How far a text has been read.
#[derive(Default)]
struct Lines {
    at: usize,
    /// The line there, from 1.
    line: usize,
}

impl Lines {
    fn go_to(&mut self, text: &str, at: usize) {
        self.line = self.line.max(1) + text[self.at..at].matches('\n').count();
        self.at = at;
    }

    /// Everything up to a place must be blank.
    fn skip_blank(&mut self, text: &str, until: usize) -> Result<(), ImportError> {
        let between = &text[self.at..until];
        let blank = between.len() - between.trim_start().len();
        self.go_to(text, self.at + blank);
        if self.at < until {
            let reason = "the line does not fit the regular expression";
            return Err(ImportError::at(text, self.line, reason));
        }
        Ok(())
    }
}

fn entry(text: &str, found: &Captures, line: usize) -> Result<Entry, ImportError> {
    let group = |name| found.name(name).map_or("", |group| group.as_str().trim());
    let (host, clock) = (group("host"), group("clock"));
    let line_of_clock = found.name("clock").map_or(line, |group| {
        let start = found.get(0).map_or(0, |whole| whole.start());
        line + text[start..group.start()].matches('\n').count()
    });
    let wrong = |reason: String| ImportError::at(text, line_of_clock, reason);
    let clock: BTreeMap<String, u64> = serde_json::from_str(clock)
        .map_err(|_| wrong("the clock is not a JSON object of whole numbers".to_owned()))?;
    if clock.get(host).is_none_or(|own| *own == 0) {
        let reason = format!("the clock has no component of its host, {host:?}");
        return Err(wrong(reason));
    }
    Ok(Entry {
        line,
        host: host.to_owned(),
        clock,
        text: group("event").to_owned(),
    })
}

/// In ShiViz a brace that opens no count stands for itself.
fn literal_braces(pattern: &str) -> String {
    let mut literal = String::new();
    let mut escaped = false;
    let mut counts = false;
    for (place, mark) in pattern.char_indices() {
        let rest = &pattern[place + mark.len_utf8()..];
        let inside = rest.split('}').next().unwrap_or_default();
        let is_count = rest.contains('}')
            && inside.starts_with(|mark: char| mark.is_ascii_digit())
            && inside
                .chars()
                .all(|mark| mark.is_ascii_digit() || mark == ',');
        match mark {
            '{' if !escaped && !is_count => literal.push('\\'),
            '{' if !escaped => counts = true,
            '}' if !escaped && !std::mem::take(&mut counts) => literal.push('\\'),
            _ => {}
        }
        literal.push(mark);
        escaped = mark == '\\' && !escaped;
    }
    literal
}

/// The events of a log, with what came before what.
fn order(text: &str, entries: Vec<Entry>) -> Result<Diagram, ImportError> {
    let mut names: Vec<String> = Vec::new();
    let mut place_of: HashMap<String, usize> = HashMap::new();
    let hosts = entries.iter().map(|entry| &entry.host);
    let known = entries.iter().flat_map(|entry| entry.clock.keys());
    for name in hosts.chain(known) {
        place_of.entry(name.clone()).or_insert_with(|| {
            names.push(name.clone());
            names.len() - 1
        });
    }
    let mut of_host: Vec<BTreeMap<u64, usize>> = vec![BTreeMap::new(); names.len()];
    for (place, entry) in entries.iter().enumerate() {
        let number = entry.clock[&entry.host];
        if of_host[place_of[&entry.host]]
            .insert(number, place)
            .is_some()
        {
            let reason = format!("{} has two events with number {number}", entry.host);
            return Err(ImportError::at(text, entry.line, reason));
        }
    }
    let gaps = gaps(&entries, &place_of, &of_host);
    let hosts = names.into_iter().zip(gaps);
    let hosts = hosts.map(|(name, gaps)| Host { name, gaps }).collect();
    let mut events = Vec::new();
    for entry in &entries {
        let host = place_of[&entry.host];
        let number = entry.clock[&entry.host];
        let before = of_host[host].range(..number).next_back();
        let before = before.map(|(_, place)| &entries[*place].clock);
        let (causes, missing) = causes(entry, before, &entries, &place_of, &of_host);
        events.push(DiagramEvent {
            line: entry.line,
            host,
            number,
            text: entry.text.clone(),
            causes,
            missing,
            rank: 0,
        });
    }
    let events = sorted(text, events, &of_host)?;
    Ok(Diagram { hosts, events })
}

/// For each host the numbers of events that somebody knows of and that are not there.
fn gaps(
    entries: &[Entry],
    place_of: &HashMap<String, usize>,
    of_host: &[BTreeMap<u64, usize>],
) -> Vec<Vec<(u64, u64)>> {
    let mut known = vec![0; of_host.len()];
    for (name, number) in entries.iter().flat_map(|entry| &entry.clock) {
        let known: &mut u64 = &mut known[place_of[name]];
        *known = (*number).max(*known);
    }
    let of_one = |(host, known): (&BTreeMap<u64, usize>, u64)| {
        let mut gaps = Vec::new();
        let mut next = 1;
        for number in host.keys().copied().chain([known.saturating_add(1)]) {
            if next < number {
                gaps.push((next, number - 1));
            }
            next = number.saturating_add(1);
        }
        gaps
    };
    of_host.iter().zip(known).map(of_one).collect()
}

/// What an event newly knows of at other hosts, without what follows from the rest of it.
fn causes(
    entry: &Entry,
    before: Option<&BTreeMap<String, u64>>,
    entries: &[Entry],
    place_of: &HashMap<String, usize>,
    of_host: &[BTreeMap<u64, usize>],
) -> (Vec<usize>, Vec<(usize, u64)>) {
    let known = |name: &String| before.and_then(|clock| clock.get(name)).copied();
    let news = entry
        .clock
        .iter()
        .filter(|(name, number)| **name != entry.host && **number > known(name).unwrap_or(0));
    let news: Vec<(&String, u64)> = news.map(|(name, number)| (name, *number)).collect();
    let event_of = |name: &String, number: u64| of_host[place_of[name]].get(&number).copied();
    let follows = |name: &String, number: u64| {
        news.iter().any(|(other, at)| {
            let clock = event_of(other, *at).map(|place| &entries[place].clock);
            *other != name && clock.is_some_and(|clock| clock.get(name) >= Some(&number))
        })
    };
    let direct = news.iter().filter(|(name, number)| !follows(name, *number));
    let (mut causes, mut missing) = (Vec::new(), Vec::new());
    for (name, number) in direct {
        match event_of(name, *number) {
            Some(place) => causes.push(place),
            None => missing.push((place_of[*name], *number)),
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
