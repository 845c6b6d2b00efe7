//! What messages say: those that the page around a frame sends, and those that it is sent.
//!
//! `{"ns": "replicascope", "v": 1, "id": 7, "type": "seek", "t": 60}` asks; the reply has the same
//! id. Times are milliseconds, as in addresses.

use replicascope_core::lab::SharedLab;
use replicascope_core::text::{SharedText, TextLab};
use replicascope_core::{Edit, Lab, Micros};
use serde_json::{Map, Value};

use crate::start::{Named, document};

/// What messages of this application, and only they, carry as `ns`.
pub const NAMESPACE: &str = "replicascope";
const VERSION: u64 = 1;
const LONGEST_ID: usize = 64;
/// The latest moment that is understood, in milliseconds; a document's end may be earlier.
const LATEST: f64 = 1e9;

/// What is asked.
#[derive(Clone, PartialEq, Debug)]
pub enum Request {
    Play,
    Pause,
    Step {
        back: bool,
    },
    Seek(Micros),
    Load(Box<Load>),
    GetState,
    Undo,
    Redo,
    Reset,
    Export(Export),
    /// Parameters of the address, and what they are from now on.
    Set(Vec<(String, String)>),
}

/// A document, and where the playhead is to stand.
#[derive(Clone, PartialEq, Debug)]
pub struct Load {
    pub document: Document,
    pub at: Option<Micros>,
}

/// One of the two kinds of documents.
#[derive(Clone, PartialEq, Debug)]
pub enum Document {
    Lab(Lab),
    /// With the number of its steps that are shown; none: all.
    Text(TextLab, Option<usize>),
}

/// What can be taken away.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Export {
    Lab,
    Trace,
    Link,
}

/// A request, or what is wrong with it, with the JSON text of its id.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    pub id: String,
    pub request: Result<Request, String>,
}

/// Reads a message of this application.
pub fn read(text: &str) -> Message {
    let mut fields = match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => Fields(fields),
        Ok(_) => return nameless("$: a message is an object".to_owned()),
        Err(error) => return nameless(format!("$: {error}")),
    };
    let id = match fields.id() {
        Ok(id) => id,
        Err(problem) => return nameless(problem),
    };
    let request = fields.request();
    Message { id, request }
}

/// What is wrong with a message whose id is not known.
pub fn nameless(problem: String) -> Message {
    Message {
        id: "null".to_owned(),
        request: Err(problem),
    }
}

/// The fields of a message that are not understood yet.
struct Fields(Map<String, Value>);

impl Fields {
    fn id(&mut self) -> Result<String, String> {
        match self.0.remove("id") {
            Some(Value::String(id)) if id.len() <= LONGEST_ID => Ok(Value::String(id).to_string()),
            Some(Value::Number(id)) => Ok(id.to_string()),
            _ => Err(format!(
                "$.id: a number, or a text of at most {LONGEST_ID} bytes, is needed"
            )),
        }
    }

    fn request(mut self) -> Result<Request, String> {
        self.0.remove("ns");
        if self.0.remove("v").and_then(|v| v.as_u64()) != Some(VERSION) {
            return Err(format!("$.v: this is version {VERSION}"));
        }
        let kind = self.text("type")?.ok_or("$.type: it is missing")?;
        let request = match kind.as_str() {
            "play" => Request::Play,
            "pause" => Request::Pause,
            "step" => self.step()?,
            "seek" => Request::Seek(self.time()?.ok_or("$.t: it is missing")?),
            "load" => Request::Load(Box::new(self.load()?)),
            "getState" => Request::GetState,
            "undo" => Request::Undo,
            "redo" => Request::Redo,
            "reset" => Request::Reset,
            "export" => self.export()?,
            "set" => return self.set(),
            other => {
                let other: String = other.chars().take(40).collect();
                return Err(format!(
                    "$.type: there is no `{other}`; there are play, pause, step, seek, load, \
                     getState, undo, redo, reset, export, set"
                ));
            }
        };
        match self.0.keys().next() {
            None => Ok(request),
            Some(unknown) => Err(format!(
                "$.{}: `{kind}` has no such field",
                unknown.chars().take(40).collect::<String>()
            )),
        }
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("$.{name}: a text is needed")),
        }
    }

    fn step(&mut self) -> Result<Request, String> {
        match self.0.remove("back") {
            None => Ok(Request::Step { back: false }),
            Some(Value::Bool(back)) => Ok(Request::Step { back }),
            Some(_) => Err("$.back: true or false is needed".to_owned()),
        }
    }

    /// `t`, in milliseconds.
    fn time(&mut self) -> Result<Option<Micros>, String> {
        let Some(value) = self.0.remove("t") else {
            return Ok(None);
        };
        let at = value.as_f64().filter(|at| (0.0..=LATEST).contains(at));
        let at = at.ok_or("$.t: a number of milliseconds, 0 or more, is needed")?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within bounds"
        )]
        Ok(Some(Micros((at * 1000.0).round() as u64)))
    }

    fn load(&mut self) -> Result<Load, String> {
        const ONE: &str = "$: `load` needs one of `scenario`, `lab`, `text` and `s`";
        let (scenario, link) = (self.text("scenario")?, self.text("s")?);
        let (lab, text) = (self.0.remove("lab"), self.0.remove("text"));
        let (document, linked) = match (scenario, link, lab, text) {
            (Some(name), None, None, None) => (named(&name)?, None),
            (None, Some(link), None, None) => {
                let shared =
                    SharedLab::from_link(&link).map_err(|error| format!("$.s: {error}"))?;
                (Document::Lab(shared.lab), Some(shared.playhead))
            }
            (None, None, Some(lab), None) => {
                let lab =
                    Lab::from_json(&lab.to_string()).map_err(|error| within("lab", &error))?;
                (Document::Lab(lab), None)
            }
            (None, None, None, Some(Value::String(link))) => {
                let shared =
                    SharedText::from_link(&link).map_err(|error| format!("$.text: {error}"))?;
                (Document::Text(shared.text, Some(shared.steps)), None)
            }
            (None, None, None, Some(text)) => {
                let text = TextLab::from_json(&text.to_string());
                (
                    Document::Text(text.map_err(|error| within("text", &error))?, None),
                    None,
                )
            }
            _ => return Err(ONE.to_owned()),
        };
        let document = self.seeded(document)?;
        let at = self.time()?.or(linked);
        Ok(Load { document, at })
    }

    /// The document with another seed, where one is given.
    fn seeded(&mut self, document: Document) -> Result<Document, String> {
        let Some(seed) = self.0.remove("seed") else {
            return Ok(document);
        };
        let seed = seed.as_u64().and_then(|seed| u32::try_from(seed).ok());
        let seed = seed.ok_or("$.seed: a whole number is needed")?;
        match document {
            Document::Lab(lab) => {
                let lab = lab.edited(&Edit::SetSeed(seed));
                Ok(Document::Lab(lab.map_err(|error| within("lab", &error))?))
            }
            Document::Text(..) => Err("$.seed: a text has none".to_owned()),
        }
    }

    fn export(&mut self) -> Result<Request, String> {
        let what = match self.text("what")?.as_deref() {
            None | Some("lab") => Export::Lab,
            Some("trace") => Export::Trace,
            Some("link") => Export::Link,
            Some(_) => return Err("$.what: it is lab, trace or link".to_owned()),
        };
        Ok(Request::Export(what))
    }

    fn set(self) -> Result<Request, String> {
        let pair = |(name, value): (String, Value)| {
            let value = match value {
                Value::String(value) => value,
                Value::Bool(value) => value.to_string(),
                Value::Number(value) => value.to_string(),
                _ => {
                    return Err(format!(
                        "$.{name}: a text, a number, true or false is needed"
                    ));
                }
            };
            const CHOICES: [&str; 7] = [
                "panels", "controls", "theme", "lang", "readonly", "speed", "motion",
            ];
            match CHOICES.contains(&name.as_str()) {
                true => Ok((name, value)),
                false => {
                    let name: String = name.chars().take(40).collect();
                    Err(format!(
                        "$.{name}: what can be set is {}",
                        CHOICES.join(", ")
                    ))
                }
            }
        };
        Ok(Request::Set(
            self.0.into_iter().map(pair).collect::<Result<_, _>>()?,
        ))
    }
}

fn named(name: &str) -> Result<Document, String> {
    match document(name) {
        Some(Named::Lab(lab)) => Ok(Document::Lab(*lab)),
        Some(Named::Text(text)) => Ok(Document::Text(*text, None)),
        None => {
            let name: String = name.chars().take(40).collect();
            Err(format!("$.scenario: there is no scenario `{name}`"))
        }
    }
}

/// What is wrong with a document, as a part of the message.
fn within(field: &str, error: &replicascope_core::LabError) -> String {
    let path = error.path().trim_start_matches('$');
    format!("$.{field}{path}: {}", error.reason())
}

/// The JSON text of a message to the page around the frame. The fields are JSON texts themselves;
/// an id is that of the request that is answered.
pub fn written(kind: &str, id: Option<&str>, fields: &[(&str, String)]) -> String {
    let mut text = format!(r#"{{"ns":"{NAMESPACE}","v":{VERSION},"type":"{kind}""#);
    let id = id.map(|id| ("id", id.to_owned()));
    for (name, value) in id.iter().chain(fields) {
        text += &format!(r#","{name}":{value}"#);
    }
    text + "}"
}

/// A text as JSON.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A time as a number of milliseconds.
pub fn millis(time: Micros) -> String {
    (time.0 as f64 / 1000.0).to_string()
}

#[cfg(test)]
mod tests;
