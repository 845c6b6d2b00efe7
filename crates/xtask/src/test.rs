//! `cargo xtask test`: every check there is, and what CI runs.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use crate::browser;
use crate::bundle;
use crate::chromium;
use crate::lengths;
use crate::paths;
use crate::process::{Outcome, command, run};
use crate::tools;

/// A part of the checks that can be run by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Lint,
    Native,
    Wasm,
    Browser,
}

/// Which of the checks to run.
#[derive(Debug, PartialEq)]
pub struct Selection<'a> {
    stages: &'a [Stage],
    /// Part of the names of the tests to run.
    name: Option<&'a str>,
}

impl<'a> Selection<'a> {
    /// Reads `[--only STAGE [NAME]]`.
    pub fn parse(words: &[&'a str]) -> Outcome<Self> {
        let (stage, name) = match *words {
            [] => {
                return Ok(Self {
                    stages: &Stage::ALL,
                    name: None,
                });
            }
            ["--only", stage] => (stage, None),
            ["--only", stage, name] => (stage, Some(name)),
            _ => return Err(format!("test takes --only STAGE [NAME], not {words:?}")),
        };
        let stages = Stage::ALL
            .chunks(1)
            .find(|chunk| chunk[0].name() == stage)
            .ok_or_else(|| {
                let names = Stage::ALL.map(Stage::name).join(", ");
                format!("no such stage: {stage}. There are {names}")
            })?;
        if stages == [Stage::Lint] && name.is_some() {
            return Err("lint looks at everything: it takes no NAME".to_owned());
        }
        Ok(Self { stages, name })
    }
}

/// Runs the selected stages in order and stops at the first that fails.
///
/// When all run, the page is built from the second on: most of that keeps one core busy, and only the
/// last stage waits for it.
pub fn test(selection: &Selection) -> Outcome {
    let mut passed = Vec::new();
    thread::scope(|scope| {
        let mut page = None;
        for &stage in selection.stages {
            eprintln!("\n== {} ==", stage.name());
            let start = Instant::now();
            if stage == Stage::Native && selection.stages.contains(&Stage::Browser) {
                bundle::prepare()?;
                page = Some(scope.spawn(bundle::build_beside));
            }
            let page = || match page.take() {
                Some(page) => page.join().expect("a build says what fails"),
                None => bundle::build(true),
            };
            stage
                .run(selection.name, page)
                .map_err(|cause| failure(stage, &cause, &passed))?;
            passed.push((stage, start.elapsed()));
        }
        Ok::<(), String>(())
    })?;
    println!("\n{}", success(&passed));
    Ok(())
}

impl Stage {
    /// Those that find mistakes soonest come first.
    const ALL: [Self; 4] = [Self::Lint, Self::Native, Self::Wasm, Self::Browser];

    fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
        }
    }

    /// Runs it; `page` waits for the page in dist/.
    fn run(self, name: Option<&str>, page: impl FnOnce() -> Outcome) -> Outcome {
        match self {
            Self::Lint => lint(),
            Self::Native => run(command("cargo").args(["test", "--workspace"]).args(name)),
            Self::Wasm => wasm_tests(name),
            Self::Browser => browser::tests(name, page),
        }
    }
}

fn lint() -> Outcome {
    run(command("cargo").args(["fmt", "--all", "--check"]))?;
    lengths::check()?;
    let refuse_warnings = ["--", "-D", "warnings"];
    run(command("cargo")
        .args(["clippy", "--workspace", "--all-targets"])
        .args(refuse_warnings))?;
    tools::wasm_target()?;
    run(command("cargo")
        .args(["clippy", "--package", "replicascope-web"])
        .args(["--target", tools::WASM_TARGET])
        .args(refuse_warnings))?;
    tools::deny()?;
    run(command("cargo")
        .args(["deny", "--locked", "--config", ".cargo/deny.toml"])
        .args(["check", "-D", "unmatched-skip"])
        .args(["licenses", "bans", "sources"]))
}

/// The model gives the same traces in a browser as natively.
fn wasm_tests(name: Option<&str>) -> Outcome {
    tools::for_wasm_tests()?;
    let (browser, driver) = (chromium::browser()?, chromium::driver()?);
    // ChromeDriver looks for a browser in its own places; it is to use ours.
    let capabilities = paths::root().join("target/webdriver.json");
    fs::write(
        &capabilities,
        format!(r#"{{ "goog:chromeOptions": {{ "binary": {browser:?} }} }}"#),
    )
    .map_err(|error| format!("{} cannot be written: {error}", capabilities.display()))?;
    run(command("cargo")
        .args(["test", "--package", "replicascope-core", "--test", "wasm"])
        .args(["--target", tools::WASM_TARGET])
        .args(name)
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        // Without it, a test file that does not ask for a browser runs in Node.js.
        .env("WASM_BINDGEN_USE_BROWSER", "1")
        // Seconds: enough for a browser that starts on a busy machine, and for
        // unoptimised tests of many generated cases.
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "600"))
}

/// Its first line says all that somebody needs who sees only that line.
fn failure(stage: Stage, cause: &str, passed: &[(Stage, Duration)]) -> String {
    let name = stage.name();
    let mut summary = format!(
        "stage {name}. To run only this stage again: cargo xtask test --only {name}\n  {cause}"
    );
    if !passed.is_empty() {
        summary += &format!("\n  Passed before it:\n{}", times(passed));
    }
    summary
}

/// Its last line says that all is well.
fn success(passed: &[(Stage, Duration)]) -> String {
    let verdict = match passed {
        [(stage, _)] => format!("Stage {} passed.", stage.name()),
        _ => "All stages passed.".to_owned(),
    };
    format!("{}\n{verdict}", times(passed))
}

fn times(passed: &[(Stage, Duration)]) -> String {
    passed
        .iter()
        .map(|(stage, time)| format!("  {:8}{:7.1} s", stage.name(), time.as_secs_f64()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_options_all_stages_run() {
        let everything = Selection {
            stages: &Stage::ALL,
            name: None,
        };
        assert_eq!(Selection::parse(&[]), Ok(everything));
    }

    #[test]
    fn one_stage_can_be_narrowed_by_name() {
        let drags = Selection {
            stages: &[Stage::Browser],
            name: Some("drag"),
        };
        assert_eq!(Selection::parse(&["--only", "browser", "drag"]), Ok(drags));
    }

    #[test]
    fn what_cannot_be_selected_is_named() {
        for (words, named) in [
            (["--only", "wasn"].as_slice(), "wasn"),
            (&["--only", "lint", "drag"], "NAME"),
            (&["browser"], "browser"),
        ] {
            let message = Selection::parse(words).expect_err("wrong words");
            assert!(message.contains(named), "{message}");
        }
    }

    #[test]
    fn the_first_line_of_a_failure_names_the_stage_and_how_to_repeat_it() {
        let passed = [(Stage::Lint, Duration::from_millis(1500))];
        let summary = failure(Stage::Native, "`cargo test` failed", &passed);
        let mut lines = summary.lines();
        assert_eq!(
            lines.next(),
            Some("stage native. To run only this stage again: cargo xtask test --only native")
        );
        assert_eq!(lines.next(), Some("  `cargo test` failed"));
    }

    #[test]
    fn the_last_line_of_a_success_says_so() {
        let passed = Stage::ALL.map(|stage| (stage, Duration::from_secs(1)));
        let summary = success(&passed);
        assert_eq!(summary.lines().last(), Some("All stages passed."));
    }
}
