//! Debian's packages, on machines where we may install them.

use crate::paths;
use crate::process::{Outcome, command, output_of, run};

/// Installs the packages; where that is not ours to do, fails with the advice
/// to do it.
pub fn install(packages: &[&str], advice: &str) -> Outcome {
    let Some(as_root) = as_root() else {
        return Err(format!(
            "{advice}\n  On Debian or Ubuntu: sudo apt-get install {}",
            packages.join(" ")
        ));
    };
    let apt_get = |arguments: &[&str]| {
        // `env`, because sudo does not hand variables on.
        let program = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        let words = [as_root, &program, arguments].concat();
        run(command(words[0]).args(&words[1..]))
    };
    eprintln!(
        "Installing {} from the system's packages: once, a minute or two.",
        packages.join(" and ")
    );
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

/// What to put before a command for it to run as root, or nothing where that
/// would take a password or there is no apt-get to run.
fn as_root() -> Option<&'static [&'static str]> {
    paths::find("apt-get")?;
    if output_of(command("id").arg("-u"))? == "0" {
        return Some(&[]);
    }
    output_of(command("sudo").args(["-n", "true"])).map(|_| ["sudo", "-n"].as_slice())
}
