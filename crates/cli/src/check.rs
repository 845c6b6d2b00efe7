//! `replicascope check`: which consistency models a history satisfies.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use lexopt::Arg::{Long, Value};
use lexopt::{Parser, ValueExt};
use replicascope_check::import::{self, Format};
use replicascope_check::{
    BUDGET, History, Model, Object, OpId, Verdict as Found, check, check_all, words,
};
use replicascope_core::{Lab, run};
use serde_json::json;

use crate::command::{Command, Failure, Verdict};
use crate::input;

/// The command.
pub const COMMAND: Command = Command {
    name: "check",
    summary: "which consistency models a history satisfies, and where it breaks them",
    help: HELP,
    failed: 3,
    run: check_command,
};

const HELP: &str = "\
Which consistency models a history satisfies, and where it breaks those that it does not.

Usage: replicascope check FILE [OPTIONS]

  FILE             a history, or a document of Replicascope, which is run; - is the standard input
  --model MODEL    linearizable, sequential, causal, pram, ryw (read your writes), mr (monotonic
                   reads), mw (monotonic writes), wfr (writes follow reads), or all; left out:
                   linearizable. Repeat it for several
  --object OBJECT  register, kv (registers under keys), counter, set or list; left out: what the
                   operations look like
  --format FORMAT  edn, json (Jepsen, Knossos, Porcupine's key-value histories), etcd (lines of a
                   Jepsen log), lab, or auto, which is left out: what the text looks like
  --budget STEPS   how long to search for each model; left out: 5000000
  --json           as JSON

What never returned may have happened or not; what failed did not.

Exit status: 0, all of these hold; 1, one is violated; 2, it is not clear; 3, the file or the
options cannot be used.

Example: replicascope check history.edn --model all
";

/// Everything that was asked.
struct Options {
    file: PathBuf,
    models: Vec<Model>,
    object: Option<Object>,
    format: Option<Source>,
    budget: u64,
    json: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Source {
    History(Format),
    Lab,
}

fn read(mut parser: Parser) -> Result<Options, Failure> {
    let (mut file, mut models, mut object, mut format) = (None, Vec::new(), None, None);
    let (mut budget, mut json) = (BUDGET, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Long("model") => models.extend(named_models(&parser.value()?.string()?)?),
            Long("object") => object = Some(named_object(&parser.value()?.string()?)?),
            Long("format") => format = named_format(&parser.value()?.string()?)?,
            Long("budget") => budget = parser.value()?.parse()?,
            Long("json") => json = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    if models.is_empty() {
        models.push(Model::Linearizable);
    }
    let file = file.ok_or_else(|| Failure::Usage("say which FILE to check".into()))?;
    Ok(Options {
        file,
        models,
        object,
        format,
        budget,
        json,
    })
}

fn named_models(name: &str) -> Result<Vec<Model>, Failure> {
    if name == "all" {
        return Ok(Model::ALL.to_vec());
    }
    let model = Model::ALL.into_iter().find(|model| model.word() == name);
    let names = Model::ALL.map(Model::word).join(", ");
    let wrong = || {
        Failure::Usage(format!(
            "--model: there is no {name}; there are {names}, all"
        ))
    };
    model.map(|model| vec![model]).ok_or_else(wrong)
}

fn named_object(name: &str) -> Result<Object, Failure> {
    let object = Object::ALL.into_iter().find(|object| object.name() == name);
    let object = object.or((name == "kv").then_some(Object::Register));
    let names = Object::ALL.map(Object::name).join(", ");
    object.ok_or_else(|| {
        Failure::Usage(format!(
            "--object: there is no {name}; there are {names}, kv"
        ))
    })
}

fn named_format(name: &str) -> Result<Option<Source>, Failure> {
    match name {
        "auto" => return Ok(None),
        "lab" => return Ok(Some(Source::Lab)),
        _ => {}
    }
    let format = Format::ALL.into_iter().find(|format| format.word() == name);
    let names = Format::ALL.map(Format::word).join(", ");
    let format = format.ok_or_else(|| {
        Failure::Usage(format!(
            "--format: there is no {name}; there are {names}, lab, auto"
        ))
    })?;
    Ok(Some(Source::History(format)))
}

fn check_command(parser: Parser, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let options = read(parser)?;
    let history = history(&options)?;
    let verdicts: Vec<(Model, Found)> = if options.models.len() > 1 {
        let all = check_all(&history, options.budget);
        let asked = |(model, _): &(Model, Found)| options.models.contains(model);
        all.into_iter().filter(asked).collect()
    } else {
        let found = |model: &Model| (*model, check(&history, *model, options.budget));
        options.models.iter().map(found).collect()
    };
    if options.json {
        write_json(&history, &verdicts, out)?;
    } else {
        write_text(&history, &verdicts, out)?;
    }
    let any = |word: &str| verdicts.iter().any(|(_, verdict)| verdict.word() == word);
    Ok(match (any("violated"), any("unknown")) {
        (true, _) => Verdict::Violated,
        (false, true) => Verdict::Unknown,
        (false, false) => Verdict::Fine,
    })
}

fn history(options: &Options) -> Result<History, Failure> {
    let path: &Path = &options.file;
    let text = input::text(path)?;
    let wrong = |error: String| Failure::Input(format!("{}: {error}", path.display()));
    let source = options.format.unwrap_or_else(|| match Format::of(&text) {
        Format::Json if is_lab(&text) => Source::Lab,
        format => Source::History(format),
    });
    match source {
        Source::Lab => {
            let lab = Lab::from_json(&text).map_err(|error| wrong(error.to_string()))?;
            Ok(History::of(&run(&Rc::new(lab))))
        }
        Source::History(format) => {
            import::history(&text, format, options.object).map_err(|error| wrong(error.to_string()))
        }
    }
}

/// Whether a JSON text is a document of Replicascope.
fn is_lab(text: &str) -> bool {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    value.is_ok_and(|value| value.get("replication").is_some())
}

fn write_text(
    history: &History,
    verdicts: &[(Model, Found)],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    writeln!(
        out,
        "{} operations, {} events",
        history.operations.len(),
        history.events()
    )?;
    for (model, verdict) in verdicts {
        let sentence = words::verdict(history, verdict);
        writeln!(out, "{:20} {:9} {sentence}", model.title(), verdict.word())?;
        let Found::Violated(violation) = verdict else {
            continue;
        };
        write_witness(history, &violation.operations, out)?;
    }
    Ok(())
}

/// The operations of a witness; of very many the last, where it fails.
fn write_witness(
    history: &History,
    operations: &[OpId],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    const MOST: usize = 24;
    let before = operations.len().saturating_sub(MOST);
    if before > 0 {
        writeln!(out, "{:30} {before} earlier ones, and", "")?;
    }
    for id in &operations[before..] {
        let name = &history.operation(*id).name;
        let who = words::client(history, history.operation(*id).process);
        let what = words::outcome(history, *id);
        writeln!(out, "{:30} {name}: {who}: {what}", "")?;
    }
    Ok(())
}

fn write_json(
    history: &History,
    verdicts: &[(Model, Found)],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let names = |ids: &[OpId]| -> Vec<String> {
        ids.iter()
            .map(|id| history.operation(*id).name.clone())
            .collect()
    };
    let verdicts = verdicts.iter().map(|(model, verdict)| {
        let mut found = json!({
            "model": model.word(),
            "verdict": verdict.word(),
            "sentence": words::verdict(history, verdict),
        });
        match verdict {
            Found::Holds(certificate) => {
                let orders = certificate.orders.iter();
                found["orders"] = orders.map(|order| names(&order.operations)).collect();
            }
            Found::Violated(violation) => {
                found["reason"] = json!(violation.reason.word());
                found["witness"] = json!(names(&violation.operations));
            }
            Found::Unknown { spent } => found["spent"] = json!(spent),
        }
        found
    });
    let report = json!({
        "operations": history.operations.len(),
        "events": history.events(),
        "verdicts": verdicts.collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&report).map_err(std::io::Error::other)?;
    writeln!(out, "{text}")?;
    Ok(())
}
