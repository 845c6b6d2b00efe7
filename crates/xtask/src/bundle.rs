//! `cargo xtask build`: the optimised page in dist/.

use std::env;
use std::fs;
use std::path::Path;

use crate::chromium;
use crate::files::{under, unusable};
use crate::first;
use crate::minify;
use crate::node;
use crate::offline;
use crate::process::{Outcome, command, run, run_in_silence};
use crate::sheets;
use crate::single;
use crate::tools;

const DIST: &str = "dist";

/// Installs what a build needs.
pub fn prepare() -> Outcome {
    tools::for_the_page()?;
    // For wasm-opt, which trunk finds there and uses in release builds, and for esbuild.
    node::packages()?;
    // What the page needs first is seen in it.
    chromium::browser().map(drop)
}

/// Builds dist/, with all of it as one file, too, beside other commands.
pub fn build_beside() -> Outcome {
    let myself = env::current_exe().map_err(|error| format!("no path to myself: {error}"))?;
    run_in_silence(command(&myself.to_string_lossy()).args(["build", "--single-file"]))
}

/// Builds dist/ and says how large it became; where that is wanted, with all of it as one file, too.
pub fn build(single_file: bool) -> Outcome {
    prepare()?;
    run(tools::trunk("build").args(["--release", "--dist", DIST]))?;
    let dist = Path::new(DIST);
    first::strip(dist)?;
    if single_file {
        single::write(dist)?;
    }
    first::split(dist)?;
    sheets::join(dist)?;
    minify::minify(dist)?;
    offline::write(dist, &[single::NAME])?;
    report_sizes()
}

/// Prints what a visitor downloads: each file's size as it is, and as most
/// hosts send it.
fn report_sizes() -> Outcome {
    let mut files = under(Path::new(DIST))?;
    files.sort();
    println!("{:>12} {:>12}", "bytes", "gzip");
    let mut totals = (0, Some(0));
    for file in files {
        let sizes = (size(&file)?, gzip_size(&file));
        totals.0 += sizes.0;
        totals.1 = totals.1.zip(sizes.1).map(|(total, size)| total + size);
        print_sizes(sizes, &file.display().to_string());
    }
    print_sizes(totals, "together");
    Ok(())
}

fn print_sizes((raw, gzip): (u64, Option<usize>), of: &str) {
    let gzip = gzip.map_or_else(|| "?".to_owned(), |size| size.to_string());
    println!("{raw:>12} {gzip:>12}  {of}");
}

fn size(file: &Path) -> Outcome<u64> {
    let about = fs::metadata(file).map_err(|error| unusable(file, &error))?;
    Ok(about.len())
}

/// Unknown where the machine has no gzip: not worth a dependency, or a failure.
fn gzip_size(file: &Path) -> Option<usize> {
    let output = command("gzip").args(["-9", "-c"]).arg(file).output().ok()?;
    output.status.success().then_some(output.stdout.len())
}
