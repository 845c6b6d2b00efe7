//! Probes: questions with one answer, which the engine gives.
//!
//! A key to a prediction or a quiz question is never typed: its author writes a probe, and what the
//! run says is the key. A probe is a few words, read by its [`FromStr`](Probe::from_str):
//!
//! | Probe | Asks |
//! |---|---|
//! | `read 4` | what the read of step 4 returned |
//! | `fate of 4` | whether the operation `returned`, `failed` or got `no answer` |
//! | `freshness of 4` | whether the read was `stale` or `fresh` |
//! | `missed by 4` | how many updates, acknowledged before it began, the read misses |
//! | `asked 4` | the replica that was asked |
//! | `begins 4`, `returns 4`, `latency of 4` | when, and how long it took |
//! | `version of 4` | the version vector that the update made |
//! | `relation of 4 to 5` | how those versions stand: `before`, `after`, `concurrent`, `equal` |
//! | `value A x at 60ms` | what a replica shows; without `at`, at the end |
//! | `siblings A x at 60ms` | how many values it keeps |
//! | `vector A x at 60ms` | the version vector of what it holds |
//! | `payload A x at 60ms`, `metadata A x at 60ms` | bytes of the value, and of all else |
//! | `stale for A x`, `stale for x` | how long a replica, or any, lacked an acknowledged update |
//! | `stale reads`, `acknowledged updates`, `lost updates`, `failed operations`, `unanswered operations` | how many |
//! | `slowest update`, `slowest read`, `fastest update`, `fastest read` | the latency of those that returned |
//! | `converged at`, `agreed x` | from when on the replicas agree, about every key or one |
//! | `conflicts`, `first conflict` | merges of concurrent records: how many, and when |
//! | `held back` | how many operations waited for what has to come before them |
//! | `messages`, `messages until 60ms`, `lost messages`, `bytes` | between replicas: how many, and their size |
//! | `arrives op1:A>C/update`, `takes op1:A>C/update` | when a message arrives, and how long it takes |
//! | `verdict causal` | whether the history `holds`, is `violated`, or it is `unknown` |
//! | `overlap 3 2 2` | W+R−N: how many replicas a write set and a read set share at least |
//! | `write overlap 3 2` | the same of two write sets |
//! | `pairs 3 2 2`, `pairs sharing 1 3 2 2` | how many pairs of sets there are |
//! | `reads survive 3 2 2`, `writes survive 3 2 2`, `disks survive 3 2 2` | how many replicas may fail |
//! | `within 2 versions 3 1 1` | how likely a read is at most one of the last 2 versions |
//! | `text rga`, `text fugue`, `text ot` | the text in the end |
//! | `mixed rga` | whether two people's words were interleaved: `yes` or `no` |
//!
//! Before a probe can stand where it is asked: `column 2:` is the second strategy that the document
//! is compared with, counted as on the page *Compare*, and `as "Siblings":` another answer to
//! conflicts, named as on the page *Conflicts*. `column 2: lost updates`.

mod finding;
mod messages;
mod operations;
mod quorums;
mod replicas;
mod texts;
mod totals;
mod verdicts;
mod words;

use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use replicascope_core::resolve::ways;
use replicascope_core::text::TextRun;
use replicascope_core::{Trace, run};

pub use finding::{Finding, Found};
use words::Words;

/// A question that a run answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Probe {
    text: String,
    under: Under,
    question: Question,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A run.
    Run(&'a Trace),
    /// A text that several replicas edit.
    Text(&'a TextRun),
    /// Nothing: the question is about numbers alone.
    Nothing,
}

/// Why a question has no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProbeError(String);

/// In which variation of the run the question is asked.
#[derive(Clone, PartialEq, Debug)]
enum Under {
    /// As it is.
    Itself,
    /// Under the strategy of a column of the comparison, counted from 1.
    Column(usize),
    /// With another answer to conflicts for its first key.
    Way(String),
}

/// What is asked, by what it is about.
#[derive(Clone, PartialEq, Debug)]
enum Question {
    Operation(operations::Question),
    Replica(replicas::Question),
    Total(totals::Question),
    Message(messages::Question),
    Verdict(verdicts::Question),
    Quorum(quorums::Question),
    Text(texts::Question),
}

impl Probe {
    /// Asks.
    ///
    /// # Errors
    /// When the run has no such operation, replica, key or message, or is not of the kind that the
    /// question is about.
    pub fn ask(&self, of: Subject) -> Result<Finding, ProbeError> {
        match (&self.question, of) {
            (Question::Quorum(question), _) => Ok(question.ask()),
            (Question::Text(question), Subject::Text(run)) => question.ask(run),
            (Question::Text(_), _) => Err(ProbeError::new("this asks about a text")),
            (_, Subject::Run(trace)) => match self.variation(trace)? {
                None => self.ask_run(trace),
                Some(other) => self.ask_run(&other),
            },
            _ => Err(ProbeError::new("this asks about a run")),
        }
    }

    /// Asks a run.
    ///
    /// # Errors
    /// See [`Self::ask`].
    pub fn ask_trace(&self, trace: &Trace) -> Result<Finding, ProbeError> {
        self.ask(Subject::Run(trace))
    }

    /// Whether what it finds is in another run than the one that it is given.
    pub fn is_of_a_variation(&self) -> bool {
        self.under != Under::Itself
    }

    fn ask_run(&self, trace: &Trace) -> Result<Finding, ProbeError> {
        match &self.question {
            Question::Operation(question) => question.ask(trace),
            Question::Replica(question) => question.ask(trace),
            Question::Total(question) => question.ask(trace),
            Question::Message(question) => question.ask(trace),
            Question::Verdict(question) => Ok(question.ask(trace)),
            Question::Quorum(question) => Ok(question.ask()),
            Question::Text(_) => Err(ProbeError::new("this asks about a text")),
        }
    }

    /// The run that is really asked; none: the one that is given.
    fn variation(&self, trace: &Trace) -> Result<Option<Trace>, ProbeError> {
        let lab = match &self.under {
            Under::Itself | Under::Column(1) => return Ok(None),
            Under::Column(column) => {
                let other = column.checked_sub(2);
                let strategy = other.and_then(|place| trace.lab.compare.get(place));
                let strategy = strategy
                    .ok_or_else(|| ProbeError::new(format!("there is no column {column}")))?;
                trace.lab.under(strategy)
            }
            Under::Way(title) => {
                let found = ways(&trace.lab, 0)
                    .into_iter()
                    .find(|way| way.title == *title);
                let way = found.ok_or_else(|| {
                    ProbeError::new(format!("there is no answer to conflicts called `{title}`"))
                })?;
                trace.lab.with_type(0, &way.data_type)
            }
        };
        Ok(Some(run(&Rc::new(lab))))
    }
}

impl FromStr for Probe {
    type Err = ProbeError;

    fn from_str(text: &str) -> Result<Self, ProbeError> {
        let mut words = Words::of(text)?;
        let under = under(&mut words)?;
        let question = question(&mut words)?;
        words.end()?;
        Ok(Self {
            text: text.trim().to_owned(),
            under,
            question,
        })
    }
}

fn under(words: &mut Words) -> Result<Under, ProbeError> {
    if words.take("column") {
        let column = words.number("the number of a column, such as 2:")?;
        words.colon()?;
        return Ok(Under::Column(column));
    }
    if words.take("as") {
        let title = words.next("an answer to conflicts in quotation marks")?;
        words.colon()?;
        return Ok(Under::Way(title));
    }
    Ok(Under::Itself)
}

fn question(words: &mut Words) -> Result<Question, ProbeError> {
    if let Some(question) = operations::Question::parse(words)? {
        return Ok(Question::Operation(question));
    }
    if let Some(question) = replicas::Question::parse(words)? {
        return Ok(Question::Replica(question));
    }
    if let Some(question) = totals::Question::parse(words)? {
        return Ok(Question::Total(question));
    }
    if let Some(question) = messages::Question::parse(words)? {
        return Ok(Question::Message(question));
    }
    if let Some(question) = verdicts::Question::parse(words)? {
        return Ok(Question::Verdict(question));
    }
    if let Some(question) = quorums::Question::parse(words)? {
        return Ok(Question::Quorum(question));
    }
    if let Some(question) = texts::Question::parse(words)? {
        return Ok(Question::Text(question));
    }
    Err(words.unknown())
}

impl fmt::Display for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl ProbeError {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for ProbeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ProbeError {}
