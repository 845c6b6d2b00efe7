//! The browsers beside Chromium: which tests are played in them, and why not all.

use std::env;

use crate::apt;
use crate::paths;
use crate::process::Outcome;

/// A browser that web/e2e/support/browsers/ can drive.
pub struct Browser {
    /// What the variable BROWSER calls it.
    pub name: &'static str,
    /// The programs it takes. Where one of them is elsewhere, the variable says so.
    programs: &'static [(&'static str, &'static str)],
    /// Debian's packages that have them.
    packages: &'static [&'static str],
    /// The test files that are played in it, of those that could be: what sees most in least time.
    pub files: &'static [&'static str],
    /// What cannot be tested in it.
    pub without: &'static [&'static str],
}

/// Where time and bytes are measured, one browser is enough.
const FIGURES: &str = "speed, quorum-speed, parts, size: their figures are Chromium's";

/// All of them.
pub const BROWSERS: [Browser; 2] = [
    Browser {
        name: "firefox",
        programs: &[("FIREFOX", "firefox-esr")],
        packages: &["firefox-esr"],
        files: &["everywhere", "cluster", "embed"],
        without: &[
            "fingers, phones, dark colours and reduced motion of the system, service workers, being \
             without a network: Firefox does not emulate them (touch, offline, parts of others)",
            "what the clipboard holds: Firefox asks a person before a page reads it",
            FIGURES,
        ],
    },
    Browser {
        name: "webkit",
        programs: &[("WEBKIT_DRIVER", "WebKitWebDriver"), ("XVFB", "Xvfb")],
        packages: &["webkit2gtk-driver", "xvfb"],
        files: &["everywhere"],
        without: &[
            "all that Firefox lacks, and downloads, file choosers and requests that fail: \
             WebKit's driver has nothing for them",
            "files that use more of Playwright than web/e2e/support/browsers/page.mjs has",
            FIGURES,
        ],
    },
];

/// The browsers that play files whose name contains `name`, installed where they were missing; and
/// those that cannot be had, with the reason.
pub fn to_be_had(name: Option<&str>) -> (Vec<&'static Browser>, Vec<(&'static str, String)>) {
    let mut missing = Vec::new();
    let there = BROWSERS
        .iter()
        .filter(|browser| !browser.selected(name).is_empty())
        .filter(|browser| match browser.install() {
            Ok(()) => true,
            Err(reason) => {
                missing.push((browser.name, reason));
                false
            }
        })
        .collect();
    (there, missing)
}

/// What was played where, and what was not, for the end of the stage.
pub fn summary(there: &[&Browser], missing: &[(&str, String)]) -> String {
    let played = there.iter().map(|browser| {
        let without = browser.without.join("\n    - ");
        let files = browser.files.join(", ");
        format!("In {}: {files}. Not there:\n    - {without}", browser.name)
    });
    let untested = missing
        .iter()
        .map(|(name, reason)| format!("NOT TESTED in {name}: {reason}"));
    played.chain(untested).collect::<Vec<_>>().join("\n")
}

impl Browser {
    /// Installs what is missing, where that can be done.
    fn install(&self) -> Outcome {
        if self.is_missing() {
            apt::install(
                self.packages,
                &format!(
                    "{} is missing, and cannot be installed from here.",
                    self.name
                ),
            )?;
        }
        match self.is_missing() {
            true => Err("it was installed, and is not where it should be".to_owned()),
            false => Ok(()),
        }
    }

    fn is_missing(&self) -> bool {
        self.programs.iter().any(|(variable, program)| {
            env::var_os(variable).is_none() && paths::find(program).is_none()
        })
    }

    /// Which of the files are played in it, of those whose name contains `name`.
    pub fn selected(&self, name: Option<&str>) -> Vec<String> {
        self.files
            .iter()
            .filter(|file| name.is_none_or(|name| file.contains(name)))
            .map(|file| format!("web/e2e/{file}.test.mjs"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_there() {
        for browser in &BROWSERS {
            for file in browser.selected(None) {
                assert!(
                    paths::root().join(&file).is_file(),
                    "{file} in {}",
                    browser.name
                );
            }
        }
    }

    #[test]
    fn what_is_not_tested_is_said() {
        let summary = summary(&[&BROWSERS[0]], &[("webkit", "no root".to_owned())]);
        assert!(summary.contains("In firefox: everywhere"), "{summary}");
        assert!(
            summary.ends_with("NOT TESTED in webkit: no root"),
            "{summary}"
        );
    }
}
