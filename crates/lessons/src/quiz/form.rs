//! How a question is answered, and what an answer is worth.

use std::collections::BTreeSet;

/// One thing that is asked, with its key.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// What is asked.
    pub ask: String,
    /// How it is answered.
    pub form: Form,
    /// Why the answer is as it is.
    pub why: String,
    pub(crate) key: Key,
}

/// How something is answered.
#[derive(Clone, PartialEq, Debug)]
pub enum Form {
    /// By choosing among these.
    Choice {
        /// Whether any number of them may be right; otherwise one is.
        many: bool,
        /// What is offered.
        options: Vec<Item>,
    },
    /// By a whole number in each of these fields.
    Numbers(Vec<Item>),
    /// By putting these in order; they are offered in another.
    Order(Vec<Item>),
    /// By putting each of the items into a bin.
    Sort {
        /// The bins.
        bins: Vec<Item>,
        /// The items.
        items: Vec<Item>,
    },
}

/// Something that is offered.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// What it says.
    pub text: String,
    /// Why it is right, or is not.
    pub why: String,
    /// For an item that is sorted: what to say where it is put, bin by bin; empty: `why`.
    pub(crate) whys: Vec<String>,
}

/// What is right.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Key {
    Chosen(BTreeSet<usize>),
    Numbers(Vec<i64>),
    Order(Vec<usize>),
    /// For each item the bins that can be defended.
    Bins(Vec<BTreeSet<usize>>),
}

/// What a learner answered.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    /// The places of the options chosen.
    Chosen(BTreeSet<usize>),
    /// What was typed into each field.
    Numbers(Vec<String>),
    /// The places of the items, first to last.
    Order(Vec<usize>),
    /// For each item the place of its bin.
    Bins(Vec<Option<usize>>),
}

/// What an answer is worth.
#[derive(Clone, PartialEq, Debug)]
pub struct Graded {
    /// Whether all of it is right.
    pub right: bool,
    /// What there is to say about each option, field or item, in the order of the form.
    pub remarks: Vec<Remark>,
}

/// What there is to say about one option, field or item.
#[derive(Clone, PartialEq, Debug)]
pub struct Remark {
    /// Whether what was answered about it is right; none: nothing was.
    pub right: Option<bool>,
    /// Why; empty: there is nothing to say.
    pub why: String,
}

impl Part {
    /// An answer that says nothing yet.
    pub fn blank(&self) -> Answer {
        match &self.form {
            Form::Choice { .. } => Answer::Chosen(BTreeSet::new()),
            Form::Numbers(fields) => Answer::Numbers(vec![String::new(); fields.len()]),
            Form::Order(items) => Answer::Order((0..items.len()).collect()),
            Form::Sort { items, .. } => Answer::Bins(vec![None; items.len()]),
        }
    }

    /// Whether everything that is asked has been answered, rightly or not.
    pub fn is_answered(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Chosen(chosen) => {
                !chosen.is_empty() || matches!(self.form, Form::Choice { many: true, .. })
            }
            Answer::Numbers(typed) => typed.iter().all(|typed| !typed.trim().is_empty()),
            Answer::Order(_) => true,
            Answer::Bins(bins) => bins.iter().all(Option::is_some),
        }
    }

    /// What an answer is worth.
    pub fn grade(&self, answer: &Answer) -> Graded {
        let remarks: Vec<Remark> = match (&self.form, &self.key, answer) {
            (Form::Choice { options, .. }, Key::Chosen(key), Answer::Chosen(chosen)) => (0..)
                .zip(options)
                .map(|(place, option)| {
                    let (is, should) = (chosen.contains(&place), key.contains(&place));
                    remark(is == should, is || should, &option.why)
                })
                .collect(),
            (Form::Numbers(fields), Key::Numbers(key), Answer::Numbers(typed)) => fields
                .iter()
                .zip(key)
                .zip(typed)
                .map(|((field, key), typed)| number(field, *key, typed))
                .collect(),
            (Form::Order(items), Key::Order(key), Answer::Order(order)) => (0..items.len())
                .map(|item| {
                    let place = |all: &[usize]| all.iter().position(|one| *one == item);
                    remark(place(key) == place(order), true, &items[item].why)
                })
                .collect(),
            (Form::Sort { items, .. }, Key::Bins(key), Answer::Bins(bins)) => items
                .iter()
                .zip(key)
                .zip(bins)
                .map(|((item, key), bin)| sorted(item, key, *bin))
                .collect(),
            _ => Vec::new(),
        };
        let right = !remarks.is_empty() && remarks.iter().all(|one| one.right == Some(true));
        Graded { right, remarks }
    }

    /// What was answered, in the words of the form.
    pub fn said(&self, answer: &Answer) -> String {
        let text = |items: &[Item], place: usize| {
            let item = items.get(place).map(|item| item.text.clone());
            item.unwrap_or_default()
        };
        let said: Vec<String> = match (&self.form, answer) {
            (Form::Choice { options, .. }, Answer::Chosen(chosen)) => {
                chosen.iter().map(|place| text(options, *place)).collect()
            }
            (Form::Numbers(fields), Answer::Numbers(typed)) => fields
                .iter()
                .zip(typed)
                .map(|(field, typed)| format!("{}: {}", field.text, typed.trim()))
                .collect(),
            (Form::Order(items), Answer::Order(order)) => {
                order.iter().map(|place| text(items, *place)).collect()
            }
            (Form::Sort { bins, items }, Answer::Bins(found)) => items
                .iter()
                .zip(found)
                .filter_map(|(item, bin)| Some(format!("{}: {}", item.text, text(bins, (*bin)?))))
                .collect(),
            _ => Vec::new(),
        };
        said.join("; ")
    }

    /// The right answer: of several that can be defended the first.
    pub fn right_answer(&self) -> Answer {
        match &self.key {
            Key::Chosen(chosen) => Answer::Chosen(chosen.clone()),
            Key::Numbers(key) => Answer::Numbers(key.iter().map(i64::to_string).collect()),
            Key::Order(order) => Answer::Order(order.clone()),
            Key::Bins(bins) => Answer::Bins(bins.iter().map(|of| of.first().copied()).collect()),
        }
    }
}

impl Graded {
    /// The share of what is right, from 0 to 1; of a choice either all or nothing is.
    pub fn score(&self, of: &Part) -> f64 {
        let single = matches!(of.form, Form::Choice { .. });
        if single || self.remarks.is_empty() {
            return f64::from(u8::from(self.right));
        }
        let right = self.remarks.iter().filter(|one| one.right == Some(true));
        right.count() as f64 / self.remarks.len() as f64
    }
}

/// Something is said about what was chosen and what should have been; the rest is right in silence.
fn remark(right: bool, said: bool, why: &str) -> Remark {
    Remark {
        right: Some(right),
        why: if said { why.to_owned() } else { String::new() },
    }
}

fn number(field: &Item, key: i64, typed: &str) -> Remark {
    let typed = typed.trim().replace('−', "-");
    if typed.is_empty() {
        return Remark {
            right: None,
            why: String::new(),
        };
    }
    let right = typed.parse() == Ok(key);
    remark(right, true, &field.why)
}

fn sorted(item: &Item, key: &BTreeSet<usize>, bin: Option<usize>) -> Remark {
    let Some(bin) = bin else {
        return Remark {
            right: None,
            why: String::new(),
        };
    };
    let why = item.whys.get(bin).unwrap_or(&item.why);
    remark(key.contains(&bin), true, why)
}
