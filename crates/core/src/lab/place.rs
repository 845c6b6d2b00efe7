//! Where in a JSON text an error is: the path of the value that was being read there.
//!
//! The reader tells a line and a column. Finding the path only when something is wrong costs
//! nothing otherwise; a reader that keeps track of it all the time makes the application larger by
//! a tenth.

use std::fmt::Write as _;

/// An object or an array that is not closed yet.
enum Open {
    Object {
        /// The name of the field that is being read, once it is known.
        key: Option<String>,
    },
    Array {
        index: usize,
    },
}

/// How many bytes have been read at so many bytes of a line, both counted from 1.
pub(super) fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    before.saturating_add(column).min(text.len())
}

/// Where a reader has got to.
pub(super) struct Place {
    open: Vec<Open>,
    /// Whether the last thing that was read is the name of a field.
    after_key: bool,
}

impl Place {
    /// The place at the end of what has been read.
    pub(super) fn of(text: &[u8]) -> Self {
        let mut place = Self {
            open: Vec::new(),
            after_key: false,
        };
        let mut at = 0;
        while at < text.len() {
            at = place.read(text, at);
        }
        place
    }

    /// Takes in what begins at `at` and says where the next begins.
    fn read(&mut self, text: &[u8], at: usize) -> usize {
        match text[at] {
            b'"' => return self.read_string(text, at),
            b'{' => self.open.push(Open::Object { key: None }),
            b'[' => self.open.push(Open::Array { index: 0 }),
            b'}' | b']' => {
                self.open.pop();
                // Of a name without a value nothing is left.
                self.after_key = false;
            }
            b',' => match self.open.last_mut() {
                Some(Open::Object { key }) => *key = None,
                Some(Open::Array { index }) => *index += 1,
                None => {}
            },
            b':' => self.after_key = false,
            _ => {}
        }
        at + 1
    }

    fn read_string(&mut self, text: &[u8], start: usize) -> usize {
        let mut at = start + 1;
        while at < text.len() && text[at] != b'"' {
            at += if text[at] == b'\\' { 2 } else { 1 };
        }
        if at < text.len()
            && let Some(Open::Object { key: key @ None }) = self.open.last_mut()
        {
            *key = serde_json::from_slice(&text[start..=at]).ok();
            self.after_key = true;
        }
        at + 1
    }

    /// The path to what is being read. The name of a field counts as soon as it is known if
    /// `with_name`, otherwise only when its value has begun.
    pub(super) fn path(&self, with_name: bool) -> String {
        let mut path = "$".to_owned();
        let nameless = self.after_key && !with_name;
        let known = self.open.len() - usize::from(nameless);
        for one in &self.open[..known] {
            // Writing into a string cannot fail.
            let _ = match one {
                Open::Object { key: Some(key) } => write!(path, ".{key}"),
                Open::Object { key: None } => Ok(()),
                Open::Array { index } => write!(path, "[{index}]"),
            };
        }
        path
    }
}
