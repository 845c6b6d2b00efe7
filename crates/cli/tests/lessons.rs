//! `replicascope validate` and `lessons` on lessons, as an author and the build call them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const LESSON: &str = "\
---
title: A test
section: 1.1
order: 10
summary: It tests.
run: convergence
panels: timeline
---

It begins at {{15 ms = begins 1}}.

```stage
```
";

fn run(arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_replicascope");
    Command::new(program)
        .args(arguments)
        .output()
        .expect("it starts")
}

/// A folder of its own with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for (file, text) in files {
        fs::write(folder.join(file), text).expect("written");
    }
    folder
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a path")
}

#[test]
fn a_lesson_is_validated_with_its_lines() {
    let folder = folder(
        "validated",
        &[
            ("right.md", LESSON),
            ("wrong.md", &LESSON.replace("15 ms", "16 ms")),
        ],
    );
    let right = run(&["validate", name(&folder.join("right.md"))]);
    assert_eq!(right.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&right.stdout).contains("right.md: fine: A test"));
    let wrong = run(&["validate", name(&folder.join("wrong.md"))]);
    assert_eq!(wrong.status.code(), Some(3));
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        said.contains("wrong.md: line 10: the text says 16 ms"),
        "{said}"
    );
}

#[test]
fn lessons_are_built_and_what_is_gone_is_removed() {
    let chapters = ("chapters.txt", "1: First\n");
    let from = folder("built-from", &[chapters, ("one.md", LESSON)]);
    let to = folder("built-to", &[]);
    let build = || run(&["lessons", name(&from), "--to", name(&to)]);
    assert_eq!(build().status.code(), Some(0));
    let lesson = to.join("lessons/one.json");
    assert!(
        fs::read_to_string(&lesson)
            .expect("built")
            .contains("\"A test\"")
    );
    assert!(
        fs::read_to_string(to.join("index.json"))
            .expect("built")
            .contains("\"First\"")
    );

    // What would not change is not written, so that whoever watches sees changes only.
    let written = || {
        fs::metadata(&lesson)
            .and_then(|file| file.modified())
            .expect("a time")
    };
    let before = written();
    assert_eq!(build().status.code(), Some(0));
    assert_eq!(written(), before);

    fs::rename(from.join("one.md"), from.join("two.md")).expect("renamed");
    assert_eq!(build().status.code(), Some(0));
    assert!(!lesson.exists() && to.join("lessons/two.json").exists());

    fs::write(
        from.join("two.md"),
        LESSON.replace("section: 1.1", "section: 7.1"),
    )
    .expect("written");
    let refused = build();
    assert_eq!(refused.status.code(), Some(3));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        said.contains("two.md: line 1: there is no chapter 7"),
        "{said}"
    );
    assert!(to.join("lessons/two.json").exists());
}
