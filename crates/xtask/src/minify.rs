//! Makes the scripts and style sheets of the page as short as they can be: what is written for
//! people in them, no visitor waits for.

use std::path::Path;

use crate::files::under;
use crate::process::{Outcome, command, run};

/// Rewrites those that lie directly in the folder.
pub fn minify(dist: &Path) -> Outcome {
    let files = under(dist)?
        .into_iter()
        .filter(|file| is_text_of(dist, file));
    run(command("esbuild")
        .args(["--minify", "--target=es2022", "--charset=utf8"])
        .args(["--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outdir={}", dist.display()))
        .args(files))
}

fn is_text_of(dist: &Path, file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    file.parent() == Some(dist) && matches!(ending, Some("js" | "css"))
}
