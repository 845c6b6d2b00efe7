//! Clients whose writes overwrite what they themselves have read, in generated documents under every
//! strategy and fault: with dots, no sibling is ever one that somebody had overwritten.

mod support;

use std::rc::Rc;

use replicascope_core::crdt::{DataType, Versions};
use replicascope_core::lab::WriteContext;
use replicascope_core::trace::EventKind;
use replicascope_core::{Lab, Trace, run};
use support::lab;

/// A generated document with registers that keep siblings for its registers, and such clients.
fn with_contexts(seed: u64, versions: Versions) -> Lab {
    let mut lab = lab(seed);
    for key in &mut lab.keys {
        if let DataType::LwwRegister(_) | DataType::MvRegister(_) = key.data_type {
            key.data_type = DataType::MvRegister(Default::default());
        }
        if let DataType::MvRegister(options) = &mut key.data_type {
            options.versions = versions;
        }
    }
    for client in lab.clients.clone() {
        lab.sessions.entry(client).or_default().context = WriteContext::LastRead;
    }
    lab.validate().expect("a valid document");
    lab
}

/// How many of the records that replicas come to hold have siblings, and how many of their siblings
/// are false conflicts.
fn siblings(trace: &Trace) -> (usize, usize) {
    let mut found = (0, 0);
    for replica in &trace.lab.replicas {
        for key in 0..trace.lab.keys.len() {
            for (_, record) in trace.holdings_of(*replica, key) {
                found.0 += usize::from(record.state.siblings().len() > 1);
                found.1 += trace.false_conflicts(key, record).len();
            }
        }
    }
    found
}

#[test]
fn with_dots_no_conflict_is_false() {
    let (mut held, mut narrow) = (0, 0);
    for seed in 0..400 {
        println!("seed {seed}");
        let trace = run(&Rc::new(with_contexts(seed, Versions::Dotted)));
        let (several, false_conflicts) = siblings(&trace);
        assert_eq!(false_conflicts, 0);
        held += several;
        for event in &trace.events {
            if let EventKind::Applied {
                context,
                before,
                after,
                ..
            } = &event.kind
                && let Some(context) = context
            {
                // What was overwritten counts as seen, even if it arrives later.
                assert!(after.version.covers_all(context));
                narrow += usize::from(!context.covers_all(&before.version));
            }
        }
    }
    assert!(held > 300 && narrow > 300, "{held} {narrow}");
}

#[test]
fn under_one_vector_for_each_server_some_are() {
    let found =
        (0..400).map(|seed| siblings(&run(&Rc::new(with_contexts(seed, Versions::PerServer)))));
    let false_conflicts: usize = found.map(|(_, false_conflicts)| false_conflicts).sum();
    assert!(false_conflicts > 50, "{false_conflicts}");
}
