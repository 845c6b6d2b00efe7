//! What building and checking the page takes beside cargo: the wasm target, wasm-bindgen, trunk
//! and cargo-deny. Whatever fits is used where it is; the rest is installed, once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::paths;
use crate::process::{Outcome, command, output_of, run};

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Any trunk of this series takes the options that we give it…
const TRUNK_SERIES: &str = "0.21.";
/// …and this is the one we install: the newest that builds with our Rust.
const TRUNK: &str = "0.21.14";

/// The same of cargo-deny.
const DENY_SERIES: &str = "0.20.";
const DENY: &str = "0.20.2";

/// Makes sure that [`trunk`] will work.
pub fn for_the_page() -> Outcome {
    wasm_target()?;
    wasm_bindgen()?;
    if !is_of_series("trunk", TRUNK_SERIES) {
        // Its default features fetch other tools and look for newer versions of
        // itself. We want neither.
        let lean = ["--no-default-features"];
        install("trunk", TRUNK, &lean, "two minutes")?;
    }
    discard_build_files()
}

/// Makes sure that wasm tests can be built and run.
pub fn for_wasm_tests() -> Outcome {
    wasm_target()?;
    wasm_bindgen()
}

/// Makes sure that `cargo deny` will work.
pub fn deny() -> Outcome {
    if is_of_series("cargo-deny", DENY_SERIES) {
        eprintln!("cargo-deny is there.");
        return Ok(());
    }
    install("cargo-deny", DENY, &[], "a minute")
}

/// A trunk command that uses what is installed and downloads nothing.
pub fn trunk(subcommand: &str) -> Command {
    let mut trunk = command("trunk");
    trunk
        .arg(subcommand)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // trunk reads NO_COLOR as a boolean and stops at its usual value, 1.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env_remove("NO_COLOR").arg("--no-color");
    }
    trunk
}

/// Makes sure that the compiler can compile for [`WASM_TARGET`].
pub fn wasm_target() -> Outcome {
    let library =
        output_of(command("rustc").args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if paths::find("rustup").is_none() {
        return Err(format!(
            "this Rust cannot compile for {WASM_TARGET}, and there is no rustup to add that.\n  \
             Install Rust with rustup, or your system's package for that target."
        ));
    }
    run(command("rustup").args(["target", "add", WASM_TARGET]))
}

/// The tool and the library of that name exchange data in a format of their
/// own, so the tool must be of exactly the version that Cargo.lock names.
fn wasm_bindgen() -> Outcome {
    let lock = fs::read_to_string("Cargo.lock")
        .map_err(|error| format!("Cargo.lock cannot be read: {error}"))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or("Cargo.lock names no version of wasm-bindgen")?;
    let fits = |program: &&str| version_of(program).as_deref() == Some(version);
    if ["wasm-bindgen", "wasm-bindgen-test-runner"]
        .iter()
        .all(fits)
    {
        return Ok(());
    }
    install("wasm-bindgen-cli", version, &[], "a minute")
}

/// The version of the package in a Cargo.lock. (For packages that are there in
/// one version only.)
fn locked_version<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let after_name = lock.lines().skip_while(|line| *line != name).nth(1)?;
    after_name.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The second word of what `program --version` prints.
fn version_of(program: &str) -> Option<String> {
    let line = output_of(command(program).arg("--version"))?;
    line.split_whitespace().nth(1).map(str::to_owned)
}

fn is_of_series(program: &str, series: &str) -> bool {
    version_of(program).is_some_and(|version| version.starts_with(series))
}

/// Compiles the package into [`paths::tools`], fast rather than to be fast: a
/// page of this size keeps these tools busy for no more than a second or two.
fn install(package: &str, version: &str, options: &[&str], usually: &str) -> Outcome {
    eprintln!(
        "Installing {package} {version} into target/tools: once, about {usually} on two cores."
    );
    run(command("cargo")
        // `--force`, because we come here only when what is there does not work.
        .args([
            "install",
            "--locked",
            "--force",
            package,
            "--version",
            version,
        ])
        .args(options)
        .arg("--root")
        .arg(paths::tools())
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        // In common, so that what both depend on is compiled once.
        .env("CARGO_TARGET_DIR", build_files()))
}

/// Gives back the gigabyte that compiling the tools took.
fn discard_build_files() -> Outcome {
    let folder = build_files();
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(&folder)
        .map_err(|error| format!("{} cannot be removed: {error}", folder.display()))
}

fn build_files() -> PathBuf {
    paths::tools().join("build")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_the_lock_file() {
        let lock = "\
[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.0.1\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.128\"
";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.128"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn what_is_installed_is_of_the_series_that_fits() {
        assert!(TRUNK.starts_with(TRUNK_SERIES));
        assert!(DENY.starts_with(DENY_SERIES));
    }
}
