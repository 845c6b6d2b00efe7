//! The title of a counterexample, and what to look at in it.

use replicascope_core::Lab;

use super::Shows;
use crate::Quorum;

/// The document with its title and prompt.
pub(super) fn told(lab: Lab, shows: Shows, quorum: Quorum) -> Lab {
    let title = match shows {
        Shows::StaleRead => "a stale read",
        Shows::NewThenOld => "new, then old",
        Shows::FailedWriteReturned => "a failed write returns",
    };
    Lab {
        title: format!("{quorum}: {title}"),
        prompt: prompt(shows, quorum),
        ..lab
    }
}

fn prompt(shows: Shows, quorum: Quorum) -> String {
    let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
    let of = |count: u8| {
        if count == 1 {
            "1 replica".to_owned()
        } else {
            format!("{count} replicas")
        }
    };
    match shows {
        Shows::StaleRead => format!(
            "W + R = {} is not above N = {n}: the write is acknowledged by {}, the read is answered by \
             {}, and none of them is the same. It returns 1 although 2 was acknowledged before it began. \
             Drag the read to the right until it returns 2.",
            w + r,
            of(w),
            of(r)
        ),
        Shows::NewThenOld => format!(
            "W + R = {} is above N = {n}, and yet: while the write is under way, the first read meets a \
             replica that has it and returns 2. The second begins after that, hears first from {} \
             without it, and returns 1. No linearizable store does that.",
            w + r,
            of(r)
        ),
        Shows::FailedWriteReturned => format!(
            "R = N: no read misses what an earlier one returned. But the write finds fewer than {w} \
             replicas and fails, and a read that begins later returns it all the same: failed is not \
             undone. Linearizability allows this, for a failed write may still take effect; most \
             programs that try again do not expect it."
        ),
    }
}
