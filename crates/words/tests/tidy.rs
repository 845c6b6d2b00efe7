//! Nothing that the page says stands outside the table.

use std::fs;
use std::path::{Path, PathBuf};

/// What begins a text that is seen or spoken, in a component.
const BEGINS: [&str; 7] = [
    "{ \"",
    "aria-label=\"",
    "label=\"",
    "title=\"",
    "placeholder=\"",
    "pick(\"",
    "hint(\"",
];

/// The same in every language.
const ALLOWED: [&str; 4] = [
    "Replicascope",
    "Jepsen EDN",
    "JSON",
    "{:process 1, :type :invoke, :f :read, :value nil}",
];

/// Names of classes, icons and kinds that stand where texts could: `if on { "pause" } else { … }`.
const NAMES: [&str; 15] = [
    "pause", "play", "cut", "whole", "read", "call", "end", "start", "reads", "writes", "right",
    "wrong", "checkbox", "radio", "none",
];

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of this repository");
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    let below = |path: PathBuf| match path.is_dir() {
        true => files_under(&path),
        false => vec![path],
    };
    paths.flat_map(below).collect()
}

/// The texts of a file of components that a language would need another word for.
fn untabled(source: &str) -> Vec<String> {
    let tested = source.find("#[cfg(test)]\nmod tests {");
    let source = &source[..tested.unwrap_or(source.len())];
    let lines = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let texts = lines.flat_map(|line| {
        BEGINS.iter().flat_map(move |begin| {
            let after = line.split(begin).skip(1);
            after.filter_map(|rest| rest.split('"').next().map(str::to_owned))
        })
    });
    let has_words = |text: &String| {
        let letters = text.split(|one: char| !one.is_ascii_alphabetic());
        letters.into_iter().any(|word| word.len() > 1)
    };
    let is_known = |text: &&str| ALLOWED.contains(text) || NAMES.contains(text);
    texts
        .filter(has_words)
        .filter(|text| !is_known(&text.as_str()))
        .collect()
}

#[test]
fn components_say_nothing_that_is_not_in_the_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src/components");
    let files = files_under(&root);
    assert!(files.len() > 50);
    let found: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let source = fs::read_to_string(path).expect("a readable file");
            let texts = untabled(&source).into_iter();
            texts.map(move |text| format!("{}: {text}", path.display()))
        })
        .collect();
    assert!(
        found.is_empty(),
        "not in crates/words/src/say:\n{}",
        found.join("\n")
    );
}

#[test]
fn texts_outside_the_table_are_found() {
    let source = "html! { <p aria-label=\"Two words\">{ \"Hello\" }</p> }\n// { \"Not this\" }";
    assert_eq!(untabled(source), ["Hello", "Two words", "Two words"]);
    assert!(untabled("html! { <b>{ \"⊔\" }</b>{ say::a::b() } }").is_empty());
}

/// The names of the rows of a module of the table.
fn rows(source: &str) -> Vec<&str> {
    let lines = source.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|one: char| one.is_ascii_lowercase()));
    names
        .filter_map(|line| line.split([':', '(', '[']).next())
        .collect()
}

#[test]
fn every_row_is_said_somewhere() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../../web/src", "../scene/src", "../check/src"];
    let sources: Vec<String> = folders
        .iter()
        .flat_map(|folder| files_under(&here.join(folder)))
        .map(|path| fs::read_to_string(path).expect("a readable file"))
        .collect();
    for module in files_under(&here.join("src/say")) {
        let table = fs::read_to_string(&module).expect("a readable file");
        for row in rows(&table) {
            let call = format!("::{row}");
            let says = |source: &String| {
                let mut after = source.split(&call).skip(1);
                after.any(|rest| !rest.starts_with(|one: char| one == '_' || one.is_alphanumeric()))
            };
            let place = module.display();
            assert!(sources.iter().any(says), "{place}: nothing says {row}");
        }
    }
}
