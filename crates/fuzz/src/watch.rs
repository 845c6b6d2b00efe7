//! Ends the program when an input does not.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// So long one input may take, in seconds: a thousand times what the slowest takes, since a machine
/// may be busy.
const MOST_SECONDS: u64 = 60;

/// Looks at the clock while inputs are read.
pub(crate) struct Watch {
    /// How many inputs have begun.
    begun: Arc<AtomicU64>,
    /// The target and the seed of the one that is read.
    what: Arc<Mutex<(&'static str, u64)>>,
}

impl Watch {
    /// From now on a thread looks every second, until this is dropped.
    pub(crate) fn start() -> Self {
        let watch = Self {
            begun: Arc::default(),
            what: Arc::default(),
        };
        let (begun, what) = (Arc::downgrade(&watch.begun), Arc::clone(&watch.what));
        thread::spawn(move || {
            let (mut last, mut seconds) = (0, 0);
            while let Some(begun) = begun.upgrade() {
                let now = begun.load(Ordering::Relaxed);
                seconds = if now == last { seconds + 1 } else { 0 };
                last = now;
                if now > 0 && seconds >= MOST_SECONDS {
                    let (target, seed) = what.lock().map(|what| *what).unwrap_or_default();
                    eprintln!(
                        "{target}: an input does not end.\n  --target {target} --seed {seed}"
                    );
                    std::process::exit(2);
                }
                drop(begun);
                thread::sleep(Duration::from_secs(1));
            }
        });
        watch
    }

    /// An input of a target is read now.
    pub(crate) fn begin(&self, target: &'static str, seed: u64) {
        if let Ok(mut what) = self.what.lock() {
            *what = (target, seed);
        }
        self.begun.fetch_add(1, Ordering::Relaxed);
    }
}
