//! Where things are: the workspace, and the programs it uses.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The workspace's top level.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this crate is crates/xtask")
}

/// Where `cargo install` puts the tools that the machine lacks.
pub fn tools() -> PathBuf {
    root().join("target/tools")
}

/// Our own tools first, so that they win over others of another version.
pub fn search_path() -> OsString {
    let ours = [tools().join("bin"), root().join("web/node_modules/.bin")];
    let theirs = env::var_os("PATH").unwrap_or_default();
    // Joining fails only where a folder's name contains the separator; such a
    // folder could not be on anybody's PATH.
    env::join_paths(ours.into_iter().chain(env::split_paths(&theirs))).unwrap_or(theirs)
}

/// The program's file, if it is on the search path (or is an absolute path that exists).
pub fn find(program: &str) -> Option<PathBuf> {
    let file_name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&search_path())
        .map(|folder| folder.join(&file_name))
        .find(|file| file.is_file())
}
