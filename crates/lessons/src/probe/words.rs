//! The words of a probe, read one after the other.

use std::str::FromStr;

use replicascope_core::Micros;

use super::ProbeError;

/// The longest probe, in bytes.
const MOST: usize = 200;

/// What is left to read.
pub(super) struct Words {
    left: std::vec::IntoIter<String>,
}

impl Words {
    /// Splits at blanks, except within quotation marks; a colon that ends a word stands for itself.
    pub(super) fn of(text: &str) -> Result<Self, ProbeError> {
        if text.len() > MOST {
            return Err(ProbeError::new(format!("a probe has at most {MOST} bytes")));
        }
        let mut words = Vec::new();
        // What typesetting makes of quotation marks counts as well.
        let text = text.replace(['“', '”'], "\"");
        for (place, part) in text.split('"').enumerate() {
            if place % 2 == 1 {
                words.push(part.to_owned());
                continue;
            }
            for word in part.split_whitespace() {
                let (word, colon) = word
                    .strip_suffix(':')
                    .map_or((word, false), |word| (word, true));
                words.extend((!word.is_empty()).then(|| word.to_owned()));
                words.extend(colon.then(|| ":".to_owned()));
            }
        }
        if text.matches('"').count() % 2 == 1 {
            return Err(ProbeError::new("a quotation mark is not closed"));
        }
        Ok(Self {
            left: words.into_iter(),
        })
    }

    /// Whether the next word is this one; if so, it is read.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let is_next = self.left.as_slice().first().is_some_and(|one| one == word);
        if is_next {
            self.left.next();
        }
        is_next
    }

    /// Whether these words come next; if so, all of them are read.
    pub(super) fn take_all(&mut self, wanted: &str) -> bool {
        let count = wanted.split(' ').count();
        let come_next = self
            .left
            .as_slice()
            .iter()
            .take(count)
            .eq(wanted.split(' '));
        if come_next {
            self.left.by_ref().take(count).for_each(drop);
        }
        come_next
    }

    /// The next word, whatever it is.
    pub(super) fn next(&mut self, wanted: &str) -> Result<String, ProbeError> {
        let next = self.left.next();
        next.ok_or_else(|| ProbeError::new(format!("it ends where it should name {wanted}")))
    }

    /// The colon between where it is asked and what.
    pub(super) fn colon(&mut self) -> Result<(), ProbeError> {
        match self.take(":") {
            true => Ok(()),
            false => Err(ProbeError::new("a colon is missing before the question")),
        }
    }

    /// A replica, a client, or another thing with a name.
    pub(super) fn parsed<T: FromStr<Err = String>>(
        &mut self,
        wanted: &str,
    ) -> Result<T, ProbeError> {
        self.next(wanted)?.parse().map_err(ProbeError::new)
    }

    /// A whole number.
    pub(super) fn number<T: FromStr>(&mut self, wanted: &str) -> Result<T, ProbeError> {
        let word = self.next(wanted)?;
        word.parse()
            .map_err(|_| ProbeError::new(format!("`{word}` stands where {wanted} should")))
    }

    /// A time such as `60ms` or `60.5 ms`.
    pub(super) fn time(&mut self) -> Result<Micros, ProbeError> {
        let word = self.next("a time, such as 60ms")?;
        let number = match word.strip_suffix("ms") {
            Some(number) => number,
            None if self.take("ms") => &*word,
            None => "",
        };
        millis(number)
            .ok_or_else(|| ProbeError::new(format!("`{word}` is not a time, such as 60ms")))
    }

    /// `at 60ms`, where it comes next.
    pub(super) fn moment(&mut self) -> Result<Option<Micros>, ProbeError> {
        match self.take("at") {
            true => self.time().map(Some),
            false => Ok(None),
        }
    }

    /// Nothing may be left.
    pub(super) fn end(&mut self) -> Result<(), ProbeError> {
        match self.left.next() {
            None => Ok(()),
            Some(word) => Err(ProbeError::new(format!("`{word}` is one word too many"))),
        }
    }

    /// No question begins like this.
    pub(super) fn unknown(&self) -> ProbeError {
        match self.left.as_slice().first() {
            Some(word) => ProbeError::new(format!("no question begins with `{word}` like this")),
            None => ProbeError::new("the question is missing"),
        }
    }
}

/// Milliseconds with up to three decimals.
pub(super) fn millis(text: &str) -> Option<Micros> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| {
        let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| text.parse::<u64>().ok()).flatten()
    };
    if decimals.len() > 3 {
        return None;
    }
    let decimals = digits(&format!("{decimals:0<3}"))?;
    Some(Micros(
        digits(whole)?.checked_mul(1000)?.checked_add(decimals)?,
    ))
}
