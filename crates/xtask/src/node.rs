//! Node.js and the npm packages under web/: what optimises the wasm and drives
//! the browser tests. Serving the page while working on it needs neither.

use std::fs;
use std::time::SystemTime;

use crate::apt;
use crate::paths;
use crate::process::{Outcome, command, run};

const ADVICE: &str = "\
Node.js (20 or newer) or npm is missing, and it cannot be installed from here.";

/// Makes web/node_modules agree with web/package-lock.json.
pub fn packages() -> Outcome {
    if ["node", "npm"]
        .iter()
        .any(|program| paths::find(program).is_none())
    {
        apt::install(&["nodejs", "npm"], ADVICE)?;
    }
    // npm writes this file last, so an install that was cut short is redone.
    if modified("web/node_modules/.package-lock.json") >= modified("web/package-lock.json") {
        return Ok(());
    }
    run(command("npm").arg("ci").current_dir("web"))
}

/// When the file last changed; a missing file is older than any other.
fn modified(file: &str) -> Option<SystemTime> {
    fs::metadata(file)
        .and_then(|metadata| metadata.modified())
        .ok()
}
