//! `cargo xtask build`: the optimised page in dist/.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::first;
use crate::minify;
use crate::node;
use crate::offline;
use crate::process::{Outcome, command, run};
use crate::single;
use crate::tools;

const DIST: &str = "dist";

/// Builds dist/ and says how large it became; where that is wanted, with all of it as one file, too.
pub fn build(single_file: bool) -> Outcome {
    tools::for_the_page()?;
    // For wasm-opt, which trunk finds there and uses in release builds, and for esbuild.
    node::packages()?;
    run(tools::trunk("build").args(["--release", "--dist", DIST]))?;
    let dist = Path::new(DIST);
    first::strip(dist)?;
    if single_file {
        single::write(dist)?;
    }
    first::split(dist)?;
    minify::minify(dist)?;
    offline::write(dist, &[single::NAME])?;
    report_sizes().map_err(|error| format!("{DIST}/ cannot be read: {error}"))
}

/// Prints what a visitor downloads: each file's size as it is, and as most
/// hosts send it.
fn report_sizes() -> io::Result<()> {
    let mut files = files_under(Path::new(DIST))?;
    files.sort();
    println!("{:>12} {:>12}", "bytes", "gzip");
    let mut totals = (0, Some(0));
    for file in files {
        let sizes = (fs::metadata(&file)?.len(), gzip_size(&file));
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

pub fn files_under(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Unknown where the machine has no gzip: not worth a dependency, or a failure.
fn gzip_size(file: &Path) -> Option<usize> {
    let output = command("gzip").args(["-9", "-c"]).arg(file).output().ok()?;
    output.status.success().then_some(output.stdout.len())
}
