//! The words of a question, as its author writes them: a JSON file with holes such as `{total}`, which
//! a variant fills.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::form::{Form, Item, Key, Part};
use super::{Dice, Fact};

type Words = BTreeMap<&'static str, String>;
type Facts = BTreeMap<&'static str, Fact>;

/// The words of a question.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// What is the case.
    pub setting: Vec<String>,
    /// What is asked.
    pub parts: Vec<PartText>,
    /// What the run below the answer shows.
    #[serde(default)]
    pub run: String,
    /// What is to be learned.
    #[serde(default)]
    pub explanation: Vec<String>,
}

/// The words of one thing that is asked: with `choose`, `numbers`, `order` or `items`.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartText {
    /// What is asked.
    pub ask: String,
    /// Options.
    pub choose: Vec<ItemText>,
    /// Whether any number of the options may be right.
    pub many: bool,
    /// Fields for numbers.
    pub numbers: Vec<ItemText>,
    /// What is put in order.
    pub order: Vec<ItemText>,
    /// What is sorted.
    pub items: Vec<ItemText>,
    /// Where to.
    pub bins: Vec<ItemText>,
    /// Why the answer is as it is.
    pub why: String,
}

/// The words of an option, a field, an item or a bin.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ItemText {
    /// Its name, by which its key is found.
    pub key: String,
    /// What it says.
    pub text: String,
    /// Why it is right, or is not.
    pub why: String,
    /// For an option without a name: whether it is right.
    pub right: bool,
    /// For an item that is sorted: the names of the bins that can be defended. Empty: the engine
    /// says.
    pub fits: Vec<String>,
    /// For an item that is sorted: what to say where it is put, by the name of the bin.
    pub whys: BTreeMap<String, String>,
}

/// A text with its holes filled.
pub(crate) fn fill(text: &str, words: &Words) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let is_name = |one: char| one.is_ascii_alphanumeric() || one == '_';
        let end = after.find(|one| !is_name(one)).unwrap_or(after.len());
        match after[end..].strip_prefix('}') {
            Some(behind) if end > 0 => {
                let word = words.get(&after[..end]);
                let hole = || format!("there is nothing for the hole {{{}}}", &after[..end]);
                filled.push_str(word.ok_or_else(hole)?);
                rest = behind;
            }
            _ => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    Ok(filled)
}

impl PartText {
    /// The part where no engine is needed: the words say what is right.
    ///
    /// # Errors
    /// When they do not.
    pub fn as_written(&self) -> Result<Part, String> {
        self.with(&Words::new(), &Facts::new(), None)
    }

    /// The part with the facts of a variant; the dice decide in which order things are offered.
    pub(crate) fn with(
        &self,
        words: &Words,
        facts: &Facts,
        dice: Option<&mut Dice>,
    ) -> Result<Part, String> {
        let items = |texts: &[ItemText], bins: &[ItemText]| -> Result<Vec<Item>, String> {
            let item = |one: &ItemText| {
                let why_in = |bin: &ItemText| {
                    let why = one.whys.get(&bin.key).unwrap_or(&one.why);
                    fill(why, words)
                };
                Ok(Item {
                    text: fill(&one.text, words)?,
                    why: fill(&one.why, words)?,
                    whys: bins.iter().map(why_in).collect::<Result<_, _>>()?,
                })
            };
            texts.iter().map(item).collect()
        };
        let shuffled = |texts: &[ItemText], dice: Option<&mut Dice>| {
            let mut texts = texts.to_vec();
            if let Some(dice) = dice {
                dice.shuffle(&mut texts);
            }
            texts
        };
        let (form, key) = if !self.choose.is_empty() {
            let texts = shuffled(&self.choose, dice);
            let form = Form::Choice {
                many: self.many,
                options: items(&texts, &[])?,
            };
            (form, chosen(&texts, self.many, facts)?)
        } else if !self.numbers.is_empty() {
            let form = Form::Numbers(items(&self.numbers, &[])?);
            (form, numbers(&self.numbers, facts)?)
        } else if !self.order.is_empty() {
            // A variant may have fewer of them than there are words for.
            let mut texts = shuffled(&self.order, dice);
            texts.retain(|one| facts.contains_key(&*one.key));
            let mut key = ordered(&texts, facts)?;
            if key.is_sorted() {
                texts.rotate_left(1);
                key = ordered(&texts, facts)?;
            }
            (Form::Order(items(&texts, &[])?), Key::Order(key))
        } else {
            let texts = shuffled(&self.items, dice);
            let form = Form::Sort {
                bins: items(&self.bins, &[])?,
                items: items(&texts, &self.bins)?,
            };
            (form, sorted(&texts, &self.bins, facts)?)
        };
        Ok(Part {
            ask: fill(&self.ask, words)?,
            form,
            why: fill(&self.why, words)?,
            key,
        })
    }
}

fn fact<'a>(facts: &'a Facts, name: &str) -> Result<&'a Fact, String> {
    let found = facts.get(name);
    found.ok_or_else(|| format!("nothing is known about `{name}`"))
}

fn chosen(options: &[ItemText], many: bool, facts: &Facts) -> Result<Key, String> {
    let mut right = BTreeSet::new();
    for (place, option) in options.iter().enumerate() {
        // Where no engine is needed, the words say it.
        let is_right = match fact(facts, &option.key) {
            _ if option.key.is_empty() => option.right,
            Ok(Fact::True(is_right)) => *is_right,
            Ok(_) => return Err(format!("`{}` is neither true nor false", option.key)),
            Err(error) => return Err(error),
        };
        if is_right {
            right.insert(place);
        }
    }
    if right.is_empty() || (!many && right.len() != 1) {
        return Err(format!("{} options are right", right.len()));
    }
    Ok(Key::Chosen(right))
}

fn numbers(fields: &[ItemText], facts: &Facts) -> Result<Key, String> {
    let number = |field: &ItemText| match fact(facts, &field.key)? {
        Fact::Number(number) => Ok(*number),
        _ => Err(format!("`{}` is no number", field.key)),
    };
    Ok(Key::Numbers(
        fields.iter().map(number).collect::<Result<_, String>>()?,
    ))
}

/// The places of these from the first to the last.
fn ordered(items: &[ItemText], facts: &Facts) -> Result<Vec<usize>, String> {
    let place = |item: &ItemText| match fact(facts, &item.key)? {
        Fact::Number(place) => Ok(*place),
        _ => Err(format!("`{}` has no place", item.key)),
    };
    let places: Vec<i64> = items.iter().map(place).collect::<Result<_, String>>()?;
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|item| places[*item]);
    let different: BTreeSet<_> = places.iter().collect();
    if different.len() != places.len() {
        return Err("two items have one place".into());
    }
    Ok(order)
}

fn sorted(items: &[ItemText], bins: &[ItemText], facts: &Facts) -> Result<Key, String> {
    let place = |name: &str| {
        let found = bins.iter().position(|bin| bin.key == name);
        found.ok_or_else(|| format!("there is no bin `{name}`"))
    };
    let fits = |item: &ItemText| -> Result<BTreeSet<usize>, String> {
        if item.fits.is_empty() {
            return match fact(facts, &item.key)? {
                Fact::Bin(bin) => Ok(BTreeSet::from([place(bin)?])),
                _ => Err(format!("`{}` belongs into no bin", item.key)),
            };
        }
        item.fits.iter().map(|name| place(name)).collect()
    };
    Ok(Key::Bins(
        items.iter().map(fits).collect::<Result<_, String>>()?,
    ))
}
