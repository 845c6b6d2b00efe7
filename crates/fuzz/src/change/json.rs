//! Changes of JSON that leave it JSON: what is wrong with it then is what it says.

use serde_json::{Map, Value, json};

use super::{Chance, LONGEST, NUMBERS, text};

/// The document after a few changes, some of them of its text; others are samples, from whose
/// fields values of the same names are taken.
pub fn changed(sample: &str, others: &[String], chance: &mut Chance) -> String {
    let Ok(mut document) = serde_json::from_str::<Value>(sample) else {
        return text::changed(sample, others, chance);
    };
    for _ in 0..chance.times(8) {
        change(&mut document, others, chance);
    }
    let mut written = document.to_string();
    if chance.one_in(8) {
        written = deepened(&written, chance);
    }
    if chance.one_in(4) {
        written = text::changed(&written, others, chance);
    }
    written
}

fn change(document: &mut Value, others: &[String], chance: &mut Chance) {
    let count = size(document);
    let place = chance.below(count);
    let name = name_of(document, place);
    let Some(value) = nth(document, place) else {
        return;
    };
    match chance.below(8) {
        0 | 1 => *value = scalar(chance),
        2 | 3 => nudge(value, chance),
        4 | 5 => {
            if let Some(same) = name.and_then(|name| of_name(others, &name, chance)) {
                *value = same;
            }
        }
        6 => inside(value, chance),
        _ => *value = json!("x".repeat(chance.size(LONGEST / 4))),
    }
}

/// How many values a value holds, itself among them.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        _ => 0,
    }
}

/// The value at this place, counted in the order of the text.
fn nth(value: &mut Value, place: usize) -> Option<&mut Value> {
    if place == 0 {
        return Some(value);
    }
    let mut place = place - 1;
    let parts: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => return None,
    };
    for part in parts {
        let size = size(part);
        if place < size {
            return nth(part, place);
        }
        place -= size;
    }
    None
}

/// The name of the field at this place, if it is one.
fn name_of(value: &Value, place: usize) -> Option<String> {
    let mut place = place.checked_sub(1)?;
    let parts: Vec<(Option<&String>, &Value)> = match value {
        Value::Array(items) => items.iter().map(|item| (None, item)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, of)| (Some(name), of)).collect(),
        _ => return None,
    };
    for (name, part) in parts {
        let size = size(part);
        if place == 0 {
            return name.cloned();
        }
        if place < size {
            return name_of(part, place);
        }
        place -= size;
    }
    None
}

/// A value of a field of that name in some sample.
fn of_name(others: &[String], name: &str, chance: &mut Chance) -> Option<Value> {
    let other: Value = serde_json::from_str(chance.pick::<String>(others)).ok()?;
    let mut found = Vec::new();
    collect(&other, name, &mut found);
    (!found.is_empty()).then(|| (*chance.pick(&found)).clone())
}

fn collect<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        Value::Object(fields) => {
            found.extend(fields.get(name));
            fields.values().for_each(|of| collect(of, name, found));
        }
        _ => {}
    }
}

fn scalar(chance: &mut Chance) -> Value {
    match chance.below(8) {
        0 => Value::Null,
        1 => json!(chance.one_in(2)),
        2 => json!({}),
        3 => json!([]),
        4 => json!(["A", "c1", "X", "none"][chance.below(4)]),
        5 => json!("\u{0}\u{202e}😀a\u{301}"),
        _ => serde_json::from_str(chance.word(&NUMBERS)).unwrap_or(Value::Null),
    }
}

/// A number a little or a lot larger or smaller; of another value something like it.
fn nudge(value: &mut Value, chance: &mut Chance) {
    let other = match &*value {
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or(0);
            let by = [1, -1, 10, 1_000, -1_000][chance.below(5)];
            match chance.below(3) {
                0 => json!(number.saturating_add(by)),
                1 => json!(number.saturating_mul(by)),
                _ => json!(number / 2),
            }
        }
        Value::Bool(is) => json!(!is),
        Value::String(text) => json!(text.to_uppercase()),
        _ => scalar(chance),
    };
    *value = other;
}

/// Parts of a value leave, come twice, change places or get another name.
fn inside(value: &mut Value, chance: &mut Chance) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let place = chance.below(items.len());
            match chance.below(4) {
                0 => drop(items.remove(place)),
                1 => items.reverse(),
                2 => items.insert(place, items[place].clone()),
                _ => {
                    let most = LONGEST / size(&items[place]) / 16;
                    let item = items[place].clone();
                    items.extend(vec![item; chance.size(most.max(1))]);
                }
            }
        }
        Value::Object(fields) if !fields.is_empty() => of_fields(fields, chance),
        other => *other = json!([other.clone(), other.clone()]),
    }
}

fn of_fields(fields: &mut Map<String, Value>, chance: &mut Chance) {
    let names: Vec<String> = fields.keys().cloned().collect();
    let name = chance.pick(&names);
    let Some(value) = fields.get(name).cloned() else {
        return;
    };
    if !chance.one_in(3) {
        fields.remove(name);
    }
    if !chance.one_in(3) {
        let other = match chance.below(3) {
            0 => "nobody_knows".to_owned(),
            1 => name.to_uppercase(),
            _ => chance.pick(&names).clone(),
        };
        fields.insert(other, value);
    }
}

/// Brackets around it, or around something in it.
fn deepened(written: &str, chance: &mut Chance) -> String {
    let depth = chance.size(8_192);
    let (open, close) = [("[", "]"), ("{\"all\":[", "]}"), ("{\"a\":", "}")][chance.below(3)];
    let (before, inside) = match written.split_once(':') {
        Some((name, rest)) if chance.one_in(2) => (format!("{name}:"), rest),
        _ => (String::new(), written),
    };
    format!(
        "{before}{}{inside}{}",
        open.repeat(depth),
        close.repeat(depth)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_place_and_a_field_its_name() {
        let mut value = json!({"a": [1, {"b": 2}], "c": 3});
        assert_eq!(size(&value), 6);
        let places = [json!(1), json!({"b": 2}), json!(2), json!(3)];
        for (place, expected) in (2..).zip(places) {
            assert_eq!(nth(&mut value, place), Some(&mut expected.clone()));
        }
        assert_eq!(name_of(&value, 4).as_deref(), Some("b"));
        assert_eq!(name_of(&value, 5).as_deref(), Some("c"));
        assert_eq!((name_of(&value, 0), name_of(&value, 2)), (None, None));
    }

    #[test]
    fn half_of_what_is_made_is_still_json() {
        let samples = [r#"{"a": [1, {"b": "2"}], "c": {"d": true}}"#.to_owned()];
        let is_json = |seed: &u64| {
            let text = changed(&samples[0], &samples, &mut Chance::of(*seed));
            serde_json::from_str::<Value>(&text).is_ok()
        };
        let json = (0..400).filter(is_json).count();
        assert!((200..400).contains(&json), "{json}");
    }
}
