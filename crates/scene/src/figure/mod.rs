//! Pictures for paper: a run, two quorums or a merge as a standalone SVG document, white, with a
//! title, a legend of the signs that occur, and a caption.
//!
//! What is drawn are the shapes of the other modules. The page draws the same shapes for a screen,
//! where they can be taken hold of and wear its themes.

mod ink;
mod merge;
mod quorum;
mod sheet;
mod svg;
mod timeline;

pub use merge::merge;
pub use quorum::{Sets, quorum};
pub use timeline::timeline;

/// How wide the drawings are, in pixels: what a page of a book has room for.
const WIDTH: f64 = 960.0;

/// A name for a file, from a title: letters and digits, hyphens between.
pub fn file_stem(title: &str) -> String {
    const MOST: usize = 60;
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut stem: String = words.join("-").chars().take(MOST).collect();
    stem.truncate(stem.trim_end_matches('-').len());
    match stem.is_empty() {
        true => "untitled".to_owned(),
        false => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_after_titles() {
        let cases = [
            ("One write, three replicas", "one-write-three-replicas"),
            ("  Später: A/B? ", "später-a-b"),
            ("../../etc/passwd", "etc-passwd"),
            ("日本語", "日本語"),
            ("", "untitled"),
            ("?!", "untitled"),
        ];
        for (title, stem) in cases {
            assert_eq!(file_stem(title), stem, "{title}");
        }
        assert_eq!(file_stem(&"ab ".repeat(90)).chars().count(), 59);
    }
}
