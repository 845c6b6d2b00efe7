//! Joins the style sheets of the page: one that it waits for, and one of those that no first picture
//! needs, as index.html says, which is left to web/boot.js.

use std::fs;
use std::path::Path;

use crate::files::{hash, text, unusable, write};
use crate::process::Outcome;

/// In the page: how a style sheet is linked…
const SHEET: &str = "<link rel=\"stylesheet\" href=\"./";
/// …and what is said of one that no first picture needs.
const LATER: &str = " data-later";

/// Writes both in place of those that are linked.
pub fn join(dist: &Path) -> Outcome {
    let page = dist.join("index.html");
    let html = text(&page)?;
    let (later, now): (Vec<&str>, Vec<&str>) = tags(&html).partition(|tag| tag.contains(LATER));
    let now = joined(dist, "style", &now)?;
    let later = joined(dist, "later", &later)?;
    let links = format!(
        "<link rel=\"stylesheet\" href=\"./{now}\"/><link rel=\"later\" href=\"./{later}\"/>"
    );
    write(&page, &with_links(&html, &links))
}

fn tags(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split_inclusive('>').map(str::trim_start);
    tags.filter(|tag| tag.starts_with(SHEET))
}

/// The page with these links where its first style sheet was linked, and no other.
fn with_links(html: &str, links: &str) -> String {
    let mut links = Some(links);
    let tags = html.split_inclusive('>');
    let tags = tags.map(|tag| match tag.trim_start().starts_with(SHEET) {
        true => links.take().unwrap_or_default(),
        false => tag,
    });
    tags.collect()
}

/// Writes one style sheet in place of several, and gives its name.
fn joined(dist: &Path, name: &str, tags: &[&str]) -> Outcome<String> {
    let mut all = String::new();
    for tag in tags {
        let named = tag.trim_start_matches(SHEET).split('"').next();
        let file = dist.join(named.unwrap_or_default());
        all.push_str(&text(&file)?);
        all.push('\n');
        fs::remove_file(&file).map_err(|error| unusable(&file, &error))?;
    }
    let name = format!("{name}-{}.css", hash(&all));
    write(&dist.join(&name), &all)?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sheets_are_linked_as_two() {
        let html = r#"<title>R</title>
    <link rel="stylesheet" href="./a.css"/>
    <link rel="stylesheet" href="./b.css" data-later/>
    <link rel="icon" href="i"></head>"#;
        let found: Vec<&str> = tags(html).collect();
        assert_eq!(
            found,
            [
                r#"<link rel="stylesheet" href="./a.css"/>"#,
                r#"<link rel="stylesheet" href="./b.css" data-later/>"#
            ]
        );
        assert_eq!(
            with_links(html, "<both/>"),
            "<title>R</title><both/>\n    <link rel=\"icon\" href=\"i\"></head>"
        );
    }
}
