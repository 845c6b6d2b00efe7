//! A trace as a log with vector clocks.

use std::collections::BTreeMap;

use replicascope_core::{Place, Trace};

/// A log for ShiViz, in the way of writing that it expects if nothing else is said: each event's
/// name, and on the next line its lane with that lane's vector clock. What happens in the network
/// is at no lane and left out.
pub fn shiviz(trace: &Trace) -> String {
    let mut clocks: Vec<BTreeMap<String, u64>> = Vec::with_capacity(trace.events.len());
    let mut log = String::new();
    for (id, event) in trace.events() {
        let mut clock: BTreeMap<String, u64> = BTreeMap::new();
        for cause in &event.causes {
            for (host, number) in &clocks[cause.index()] {
                let known = clock.entry(host.clone()).or_default();
                *known = (*number).max(*known);
            }
        }
        if let Some(place) = event.place {
            let host = name(place);
            *clock.entry(host.clone()).or_default() += 1;
            // Plain numbers under plain names: this cannot fail.
            let written = serde_json::to_string(&clock).unwrap_or_default();
            log += &format!("{} {}\n{host} {written}\n", trace.event_name(id), event.at);
        }
        clocks.push(clock);
    }
    log
}

fn name(place: Place) -> String {
    match place {
        Place::Client(client) => client.to_string(),
        Place::Replica(replica) => replica.to_string(),
    }
}
