//! The browser for tests: Debian's Chromium, or whatever the machine has.

use std::env;
use std::path::PathBuf;

use crate::apt;
use crate::paths;
use crate::process::Outcome;

const ADVICE: &str = "\
Chromium or ChromeDriver is missing, and it cannot be installed from here.
  Install Chromium or Chrome, and the ChromeDriver of the same version; where they are not
  on PATH, say where they are in the variables CHROMIUM and CHROMEDRIVER.";

/// The browser itself.
pub fn browser() -> Outcome<PathBuf> {
    locate_or_install(
        "CHROMIUM",
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ],
    )
}

/// The program through which wasm-bindgen's test runner drives the browser.
pub fn driver() -> Outcome<PathBuf> {
    locate_or_install("CHROMEDRIVER", &["chromedriver"])
}

fn locate_or_install(variable: &str, names: &[&str]) -> Outcome<PathBuf> {
    if let Some(named) = env::var_os(variable).map(PathBuf::from) {
        return match named.is_file() {
            true => Ok(named),
            false => Err(format!(
                "{variable} names {}, which is no file",
                named.display()
            )),
        };
    }
    let locate = || names.iter().find_map(|name| paths::find(name));
    if let Some(found) = locate() {
        return Ok(found);
    }
    apt::install(&["chromium", "chromium-driver"], ADVICE)?;
    locate().ok_or_else(|| ADVICE.to_owned())
}
