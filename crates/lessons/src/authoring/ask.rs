//! A question in a lesson: a fenced block called `ask`, a field a line.

use replicascope_core::{Answer, Value};

use super::Problem;
use super::body::inlines;
use super::stage::Stage;
use crate::lesson::{AnswerKind, Ask, Choice, Inline, plain};
use crate::probe::Found;

const FIELDS: [&str; 7] = ["question", "answer", "of", "probe", "from", "option", "why"];

/// The fields as they were written.
struct Fields<'a> {
    lines: Vec<(usize, &'a str, &'a str)>,
    /// The line of the block.
    line: usize,
}

/// Reads the block whose first line of content is this one.
pub fn read(content: &str, line: usize, stage: &Stage) -> Result<Ask, Vec<Problem>> {
    let fields = Fields::of(content, line).map_err(|problem| vec![problem])?;
    ask(&fields, stage).map_err(|problem| vec![problem])
}

fn ask(fields: &Fields, stage: &Stage) -> Result<Ask, Problem> {
    let run = match fields.one("of")? {
        None => 0,
        Some((line, name)) => stage.place(name).ok_or_else(|| {
            Problem::new(line, format!("`{name}` is not on the stage of this lesson"))
        })?,
    };
    let (line, probe) = fields.needed("probe")?;
    let found = stage
        .ask(run, probe)
        .map_err(|reason| Problem::new(line, reason))?;
    let (kind_line, kind) = fields.needed("answer")?;
    let options = options(fields, stage)?;
    let answer = match kind {
        "number" | "value" if !options.is_empty() => {
            return Err(Problem::new(
                kind_line,
                format!("a {kind} is typed: it has no options"),
            ));
        }
        "number" => number(&found.found).map_err(|reason| Problem::new(line, reason))?,
        "value" => AnswerKind::Value,
        "choice" => choice(options, &found.found).map_err(|why| Problem::new(line, why))?,
        other => {
            let reason = format!("`{other}` is no way to answer: use number, value or choice");
            return Err(Problem::new(kind_line, reason));
        }
    };
    Ok(Ask {
        run,
        question: fields.text("question", stage)?,
        answer,
        probe: probe.to_owned(),
        from: from(fields, stage, run)?,
        why: fields.text("why", stage)?,
    })
}

fn number(found: &Found) -> Result<AnswerKind, String> {
    match found {
        Found::Number(_) | Found::Time(_) | Found::Share(_) => Ok(AnswerKind::Number),
        Found::Shown(Answer::Value(Value::Integer(_))) => Ok(AnswerKind::Number),
        other => Err(format!("the engine finds `{other}`, which is not a number")),
    }
}

/// Exactly one of them must be what the engine finds.
fn choice(options: Vec<Choice>, found: &Found) -> Result<AnswerKind, String> {
    let found = found.to_string();
    let right = options.iter().filter(|option| option.key == found).count();
    let keys: std::collections::BTreeSet<_> = options.iter().map(|option| &option.key).collect();
    if options.len() < 2 {
        return Err("a choice has at least two options".into());
    }
    if right != 1 || keys.len() != options.len() {
        return Err(format!(
            "the engine finds `{found}`, and {right} of the options say so: exactly one has to"
        ));
    }
    Ok(AnswerKind::Choice(options))
}

/// `option: KEY => TEXT`, or `option: KEY` where that is the text.
fn options(fields: &Fields, stage: &Stage) -> Result<Vec<Choice>, Problem> {
    let given = fields.lines.iter().filter(|(_, name, _)| *name == "option");
    let options = given.map(|(line, _, value)| {
        let (key, text) = value.split_once("=>").unwrap_or((value, value));
        Ok(Choice {
            key: key.trim().to_owned(),
            text: inlines(text.trim(), *line, stage)?,
        })
    });
    options.collect()
}

/// When the picture begins to be covered.
fn from(fields: &Fields, stage: &Stage, run: usize) -> Result<u64, Problem> {
    let Some((line, text)) = fields.one("from")? else {
        return Ok(0);
    };
    let millis: Option<u64> = text
        .strip_suffix("ms")
        .and_then(|time| time.trim().parse().ok());
    let micros = millis.and_then(|millis| millis.checked_mul(1000));
    match micros.filter(|micros| *micros < stage.duration(run)) {
        Some(micros) => Ok(micros),
        None => Err(Problem::new(
            line,
            format!("`{text}` is no time within the run, such as 30 ms"),
        )),
    }
}

impl<'a> Fields<'a> {
    fn of(content: &'a str, first: usize) -> Result<Self, Problem> {
        let mut lines = Vec::new();
        for (line, text) in (first..).zip(content.lines()) {
            if text.trim().is_empty() {
                continue;
            }
            let Some((name, value)) = text.split_once(':') else {
                return Err(Problem::new(line, "a field is written `name: value`"));
            };
            if !FIELDS.contains(&name.trim()) {
                let reason = format!(
                    "there is no field `{}`: use {}",
                    name.trim(),
                    FIELDS.join(", ")
                );
                return Err(Problem::new(line, reason));
            }
            lines.push((line, name.trim(), value.trim()));
        }
        Ok(Self { lines, line: first })
    }

    fn one(&self, name: &str) -> Result<Option<(usize, &'a str)>, Problem> {
        let mut all = self.lines.iter().filter(|(_, one, _)| *one == name);
        let first = all.next().map(|(line, _, value)| (*line, *value));
        match all.next() {
            Some((line, ..)) => Err(Problem::new(*line, format!("`{name}` is there twice"))),
            None => Ok(first),
        }
    }

    fn needed(&self, name: &str) -> Result<(usize, &'a str), Problem> {
        let missing = || Problem::new(self.line, format!("the question has no `{name}`"));
        self.one(name)?
            .filter(|(_, value)| !value.is_empty())
            .ok_or_else(missing)
    }

    fn text(&self, name: &str, stage: &Stage) -> Result<Vec<Inline>, Problem> {
        let (line, text) = self.needed(name)?;
        let inlines = inlines(text, line, stage)?;
        if plain(&inlines).trim().is_empty() {
            return Err(Problem::new(line, format!("`{name}` is empty")));
        }
        Ok(inlines)
    }
}
