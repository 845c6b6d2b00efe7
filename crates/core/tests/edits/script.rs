//! Edits of steps, of messages and of faults.

use replicascope_core::lab::{Act, Fault, FaultKind, Override, Send, Step};
use replicascope_core::{Edit, FaultId, Micros, StepId};

use super::support::labs::{key, replica};
use super::{at, check, crash, everything, read, refused};

#[test]
fn edits_of_steps() {
    check(
        Edit::Add {
            at: at(9),
            act: read(),
        },
        |lab| {
            lab.script.push(Step {
                id: StepId(12),
                at: at(9),
                act: read(),
            });
        },
    );
    assert_eq!(everything().next_step(), StepId(12));
    check(
        Edit::Move {
            step: StepId(3),
            at: at(100),
        },
        |lab| lab.script[2].at = at(100),
    );
    check(
        Edit::Change {
            step: StepId(3),
            act: read(),
        },
        |lab| lab.script[2].act = read(),
    );
    check(Edit::Remove { step: StepId(11) }, |lab| {
        lab.script.remove(4);
        lab.overrides.remove(3);
    });
    // `op1:` is not the beginning of `op11:`.
    check(Edit::Remove { step: StepId(1) }, |lab| {
        lab.script.remove(0);
        lab.overrides.drain(..2);
    });

    let mut empty = everything();
    empty.script.clear();
    assert_eq!(empty.next_step(), StepId(1));
}

#[test]
fn steps_are_changed_where_they_are_and_within_the_run() {
    refused(
        Edit::Move {
            step: StepId(3),
            at: at(101),
        },
        "$.script[2].at_us",
        "out of bounds",
    );
    refused(
        Edit::Move {
            step: StepId(8),
            at: at(1),
        },
        "$.script",
        "there is no step 8",
    );
    refused(
        Edit::Change {
            step: StepId(8),
            act: read(),
        },
        "$.script",
        "there is no step 8",
    );
    refused(
        Edit::Remove { step: StepId(8) },
        "$.script",
        "there is no step 8",
    );
    let unknown = Act::Send(Send {
        from: replica('A'),
        to: replica('D'),
        key: key("X"),
    });
    refused(
        Edit::Add {
            at: at(9),
            act: unknown,
        },
        "$.script[8].act.send.to",
        "no D",
    );
}

#[test]
fn edits_of_messages() {
    let deliver = |message: &str, after_us: &[u64]| Edit::Deliver {
        message: message.into(),
        after_us: after_us.iter().copied().map(Micros).collect(),
    };
    let with = |message: &str, after_us: &[u64]| Override {
        message: message.into(),
        after_us: after_us.iter().copied().map(Micros).collect(),
    };
    check(deliver("op3:B>C/hand", &[5, 6]), |lab| {
        lab.overrides.push(with("op3:B>C/hand", &[5, 6]));
    });
    check(deliver("op1:A>B/update", &[]), |lab| {
        lab.overrides.remove(0);
        lab.overrides.push(with("op1:A>B/update", &[]));
    });
    check(
        Edit::Release {
            message: "op1:A>B/update".into(),
        },
        |lab| {
            lab.overrides.remove(0);
        },
    );
    refused(
        deliver("m", &[0]),
        "$.overrides[9].after_us",
        "out of bounds",
    );
    refused(deliver("", &[1]), "$.overrides[9].message", "out of bounds");
    let same = everything().edited(&Edit::Release {
        message: "m".into(),
    });
    assert_eq!(same, Ok(everything()));
}

#[test]
fn edits_of_faults() {
    check(
        Edit::AddFault {
            from: at(1),
            to: at(2),
            kind: crash('A'),
        },
        |lab| {
            let id = FaultId(13);
            lab.faults.push(Fault {
                id,
                from: at(1),
                to: at(2),
                kind: crash('A'),
            });
        },
    );
    check(
        Edit::MoveFault {
            fault: FaultId(2),
            from: at(0),
            to: at(500),
        },
        |lab| {
            (lab.faults[1].from, lab.faults[1].to) = (at(0), at(500));
        },
    );
    check(Edit::RemoveFault { fault: FaultId(2) }, |lab| {
        lab.faults.remove(1);
    });
    let slow = FaultKind::SlowReplica {
        replica: replica('A'),
        by: at(3),
    };
    check(
        Edit::ChangeFault {
            fault: FaultId(2),
            kind: slow.clone(),
        },
        |lab| lab.faults[1].kind = slow.clone(),
    );
}

#[test]
fn faults_are_changed_where_they_are_and_last_for_a_while() {
    refused(
        Edit::ChangeFault {
            fault: FaultId(99),
            kind: crash('A'),
        },
        "$.faults",
        "there is no fault 99",
    );
    refused(
        Edit::ChangeFault {
            fault: FaultId(2),
            kind: crash('D'),
        },
        "$.faults[1].kind.crash.replica",
        "this lab has no D",
    );
    refused(
        Edit::AddFault {
            from: at(2),
            to: at(2),
            kind: crash('A'),
        },
        "$.faults[12].to_us",
        "ends after",
    );
    refused(
        Edit::MoveFault {
            fault: FaultId(99),
            from: at(1),
            to: at(2),
        },
        "$.faults",
        "there is no fault 99",
    );
    refused(
        Edit::MoveFault {
            fault: FaultId(1),
            from: at(2),
            to: at(1),
        },
        "$.faults[0].to_us",
        "ends after",
    );
    refused(
        Edit::RemoveFault { fault: FaultId(99) },
        "$.faults",
        "there is no fault 99",
    );
}
