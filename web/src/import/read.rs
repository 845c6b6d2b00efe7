//! What a text from outside is.

use replicascope_core::text::TextLab;
use replicascope_core::{Lab, Micros};
use replicascope_words::say;

use crate::link::{self, Shared};
use crate::state::{Imported, LearnAction, SharedQuorum};

/// Something that can be opened.
#[derive(PartialEq, Debug)]
pub enum Read {
    /// A document, and where its playhead stands if that is known.
    Lab(Box<Lab>, Option<Micros>),
    /// A document of the text page, and how many of its steps are shown.
    Text(Box<TextLab>, Option<usize>),
    /// A page of lessons, or something to practise.
    Learn(LearnAction),
    /// What the quorum lab is to show.
    Quorum(Box<SharedQuorum>),
    /// What came from another tool.
    Foreign(Imported),
}

/// Finds out what a text is, and reads it.
///
/// # Errors
/// Names the text, and the place in it that is wrong.
pub fn read(name: &str, text: &str) -> Result<Read, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Some(shared) = link::in_text(text) {
        return match shared {
            Ok(Shared::Lab(shared)) => Ok(Read::Lab(Box::new(shared.lab), Some(shared.playhead))),
            Ok(Shared::Text(shared)) => Ok(Read::Text(Box::new(shared.text), Some(shared.steps))),
            Ok(Shared::Learn(lesson)) => Ok(Read::Learn(LearnAction::Show(lesson))),
            Ok(Shared::Practice(one)) => Ok(Read::Learn(LearnAction::Practise(one))),
            Ok(Shared::Quorum(shared)) => Ok(Read::Quorum(shared)),
            Err(error) => Err(unchanged(name, &say::import::no_link(&error))),
        };
    }
    if is_document(text) {
        let wrong = |error: replicascope_core::lab::LabError| unchanged(name, &error.to_string());
        return match has(text, "steps") && !has(text, "keys") {
            true => TextLab::from_json(text)
                .map(|text| Read::Text(Box::new(text), None))
                .map_err(wrong),
            false => Lab::from_json(text)
                .map(|lab| Read::Lab(Box::new(lab), None))
                .map_err(wrong),
        };
    }
    if text.is_empty() {
        return Err(unchanged(name, say::import::empty()));
    }
    // Its errors name the text themselves.
    let foreign = Imported::read(name, text, "").map(Read::Foreign);
    foreign.map_err(|error| say::import::problem(&error))
}

fn unchanged(name: &str, problem: &str) -> String {
    say::import::problem_of(&name, &problem)
}

/// Whether a text is meant as one of our documents: histories of others have none of these fields.
fn is_document(text: &str) -> bool {
    text.starts_with('{') && (has(text, "version") || has(text, "replicas"))
}

fn has(text: &str, field: &str) -> bool {
    text.contains(&format!("\"{field}\""))
}

#[cfg(test)]
mod tests {
    use replicascope_core::lab::SharedLab;
    use replicascope_lessons::{SCENARIOS, TEXTS};

    use super::*;

    #[test]
    fn every_scenario_and_every_text_is_known_as_what_it_is() {
        for scenario in SCENARIOS {
            let lab = scenario.lab().expect("it is valid");
            let read = read("a", &format!("\u{feff}\n{}\n", lab.to_json()));
            assert_eq!(
                read,
                Ok(Read::Lab(Box::new(lab), None)),
                "{}",
                scenario.name
            );
        }
        for text in TEXTS {
            let lab = text.lab().expect("it is valid");
            let read = read("a", &lab.to_json());
            assert_eq!(read, Ok(Read::Text(Box::new(lab), None)), "{}", text.name);
        }
    }

    #[test]
    fn a_link_is_opened_wherever_it_points() {
        let lab = SCENARIOS[3].lab().expect("it is valid");
        let shared = SharedLab {
            playhead: Micros(7),
            lab: lab.clone(),
        };
        let link = shared.to_link();
        for text in [
            format!("https://example.org/course/#s={link}"),
            format!("file:///home/me/replicascope.html#a=1&s={link}"),
            format!(" #s={link}\n"),
        ] {
            let read = read("pasted", &text);
            assert_eq!(read, Ok(Read::Lab(Box::new(lab.clone()), Some(Micros(7)))));
        }
    }

    #[test]
    fn histories_go_where_they_are_checked() {
        let edn = "{:process 1 :type :invoke :f :read :value nil}";
        let json = r#"[{"process": 0, "type": "invoke", "f": "read", "value": null}]"#;
        for text in [edn, json] {
            assert!(matches!(read("h", text), Ok(Read::Foreign(_))), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let mut lab = SCENARIOS[0].lab().expect("it is valid");
        lab.duration = Micros(1);
        let cases = [
            (lab.to_json(), "a.json: $.duration_us: "),
            (lab.to_json()[..80].to_owned(), "a.json: $"),
            (
                r#"{"version": 1, "steps": []}"#.to_owned(),
                "a.json: $: missing field",
            ),
            (
                "https://a/#s=1.abc".to_owned(),
                "a.json: the link cannot be opened: ",
            ),
            ("{:process 1".to_owned(), "a.json: line 1: "),
            ("lorem ipsum".to_owned(), "a.json: line 1: "),
            (String::new(), "a.json: there is nothing in it"),
        ];
        for (text, begins) in cases {
            let problem = read("a.json", &text).expect_err("it is wrong");
            assert!(problem.starts_with(begins), "{problem}");
            assert!(problem.ends_with(". Nothing has changed."), "{problem}");
        }
    }
}
