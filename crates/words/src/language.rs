//! Which languages there are, and which one is spoken.

use std::cell::Cell;

/// A language of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// No language: English with marks on its letters, written from right to left, to try how the
    /// page looks in a language that is.
    Mirrored,
}

impl Language {
    /// The languages that are offered.
    pub const OFFERED: [Self; 2] = [Self::English, Self::German];

    /// Its tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Mirrored => "ar-XB",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::Mirrored => "ar-XB",
        }
    }

    /// Which way it is written, as in `<html dir>`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German => "ltr",
            Self::Mirrored => "rtl",
        }
    }

    /// The language for a tag such as `de-AT`; none: there is none for it.
    pub fn of(tag: &str) -> Option<Self> {
        if tag.eq_ignore_ascii_case(Self::Mirrored.tag()) {
            return Some(Self::Mirrored);
        }
        let first = tag.split('-').next().unwrap_or_default();
        let mut offered = Self::OFFERED.into_iter();
        offered.find(|one| one.tag().eq_ignore_ascii_case(first))
    }
}

thread_local! {
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language that is spoken.
pub fn speaking() -> Language {
    SPOKEN.get()
}

/// Speaks this language from now on.
pub fn speak(language: Language) {
    SPOKEN.set(language);
}
