//! What came from another page as JSON text, after a look at its size and its shape.
//!
//! A message can hold rings, arrays with four thousand million places, or things that no JSON says;
//! it is looked at first, with a budget, and only then written.

use js_sys::{Array, JSON, JsString, Object, Reflect};
use replicascope_core::lab::limits;
use wasm_bindgen::{JsCast, JsValue};

/// The largest document is well within all of these.
const DEPTH: usize = 48;
const PARTS: usize = 400_000;
const LETTERS: usize = limits::DOCUMENT_BYTES;

/// The JSON text of a value.
///
/// # Errors
/// When it is too large or too deep, or not of JSON's kinds.
pub fn json(value: &JsValue) -> Result<String, String> {
    let mut budget = Budget {
        parts: PARTS,
        letters: LETTERS,
        plain: Object::get_prototype_of(&Object::new()).into(),
    };
    budget.spend(value, 0)?;
    let text = JSON::stringify(value).map_err(|_| "it cannot be written as JSON".to_owned())?;
    text.as_string()
        .ok_or_else(|| "it cannot be written as JSON".to_owned())
}

struct Budget {
    parts: usize,
    letters: usize,
    /// What plain objects, and only they, are made after.
    plain: JsValue,
}

impl Budget {
    fn spend(&mut self, value: &JsValue, depth: usize) -> Result<(), String> {
        if depth > DEPTH {
            return Err("it is nested too deep, or in a ring".to_owned());
        }
        self.parts = left(self.parts, 1)?;
        if let Some(text) = value.dyn_ref::<JsString>() {
            return self.spend_letters(text);
        }
        if Array::is_array(value) {
            let array: &Array = value.unchecked_ref();
            let length = array.length();
            // Before anything of it is looked at: most of its places may be empty.
            left(self.parts, length as usize)?;
            return (0..length).try_for_each(|place| self.spend(&array.get(place), depth + 1));
        }
        if value.is_object() {
            return self.spend_object(value, depth);
        }
        let kind = value.js_typeof().as_string().unwrap_or_default();
        match kind.as_str() {
            "number" | "boolean" | "undefined" | "object" => Ok(()),
            _ => Err(format!("a {kind} is in it, which JSON does not have")),
        }
    }

    fn spend_object(&mut self, value: &JsValue, depth: usize) -> Result<(), String> {
        if JsValue::from(Object::get_prototype_of(value)) != self.plain {
            return Err("something is in it that is no plain object, array, text or number".into());
        }
        let keys = Object::keys(value.unchecked_ref::<Object>());
        left(self.parts, keys.length() as usize)?;
        for key in keys.iter() {
            if let Some(text) = key.dyn_ref::<JsString>() {
                self.spend_letters(text)?;
            }
            // Messages are copies: nothing in them runs when it is read.
            let part = Reflect::get(value, &key).unwrap_or_default();
            self.spend(&part, depth + 1)?;
        }
        Ok(())
    }

    fn spend_letters(&mut self, text: &JsString) -> Result<(), String> {
        self.letters = left(self.letters, text.length() as usize)?;
        Ok(())
    }
}

fn left(budget: usize, spent: usize) -> Result<usize, String> {
    budget
        .checked_sub(spent)
        .ok_or_else(|| format!("it is too large: at most {LETTERS} letters and {PARTS} parts"))
}
