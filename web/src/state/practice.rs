//! What there is to practise, and its addresses.

use replicascope_lessons::exercise::EXERCISES;
use replicascope_lessons::mistake::MISTAKES;
use replicascope_lessons::quiz::QUESTIONS;
use replicascope_words::say;

/// Something to practise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Practice {
    /// A question of the quiz, by its place, in the variant of a seed.
    Quiz { place: usize, seed: u32 },
    /// An exercise, by its place.
    Exercise(usize),
    /// Which consistency for which data.
    Sort,
    /// A mistake, by its place.
    Mistake(usize),
}

/// What the contents call each kind, with what belongs to it.
pub const KINDS: [fn() -> &'static str; 4] = [
    say::practice::quiz,
    say::practice::exercises,
    say::practice::sort,
    say::practice::mistakes,
];

impl Practice {
    /// All of a kind, by its place in [`KINDS`].
    pub fn of_kind(kind: usize) -> Vec<Self> {
        match kind {
            0 => (0..QUESTIONS.len())
                .map(|place| Self::Quiz { place, seed: 0 })
                .collect(),
            1 => (0..EXERCISES.len()).map(Self::Exercise).collect(),
            2 => vec![Self::Sort],
            _ => (0..MISTAKES.len()).map(Self::Mistake).collect(),
        }
    }

    /// The kind that it is of.
    pub fn kind(self) -> usize {
        match self {
            Self::Quiz { .. } => 0,
            Self::Exercise(_) => 1,
            Self::Sort => 2,
            Self::Mistake(_) => 3,
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Quiz { place, .. } => QUESTIONS[place].title,
            Self::Exercise(place) => EXERCISES[place].title,
            Self::Sort => say::practice::sort_title(),
            Self::Mistake(place) => MISTAKES[place].title,
        }
    }

    /// Its name: under which it is kept as done, and of its file in `content/practice/`.
    pub fn name(self) -> String {
        match self {
            Self::Quiz { place, .. } => format!("quiz-{}", place + 1),
            Self::Exercise(place) => format!("exercise-{}", EXERCISES[place].name),
            Self::Sort => "sort".into(),
            Self::Mistake(place) => format!("mistake-{}", MISTAKES[place].name),
        }
    }

    /// What bears a name; of a question the variant of the course.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = (0..KINDS.len()).flat_map(Self::of_kind);
        all.find(|one| one.name() == name)
    }

    /// The same in the variant of a seed, where there are variants.
    #[must_use]
    pub fn seeded(self, seed: u32) -> Self {
        match self {
            Self::Quiz { place, .. } => Self::Quiz { place, seed },
            other => other,
        }
    }

    /// The seed of its variant; none: it has no variants.
    pub fn seed(self) -> Option<u32> {
        match self {
            Self::Quiz { seed, .. } => Some(seed),
            _ => None,
        }
    }

    /// The fragment of the address that opens it.
    pub fn fragment(self) -> String {
        match self {
            Self::Quiz { place, seed } => format!("#quiz={}&seed={seed}", place + 1),
            Self::Exercise(place) => format!("#exercise={}", EXERCISES[place].name),
            Self::Sort => "#sort".into(),
            Self::Mistake(place) => format!("#mistake={}", MISTAKES[place].name),
        }
    }

    /// What such a fragment opens.
    pub fn parse(fragment: &str) -> Option<Self> {
        let fragment = fragment.trim_start_matches('#');
        let mut fields = fragment
            .split('&')
            .map(|field| field.split_once('=').unwrap_or((field, "")));
        let (what, which) = fields.next()?;
        match what {
            "quiz" => {
                let place = which.parse::<usize>().ok()?.checked_sub(1)?;
                let seed = fields.find(|(name, _)| *name == "seed");
                let seed = seed.and_then(|(_, seed)| seed.parse().ok()).unwrap_or(0);
                (place < QUESTIONS.len()).then_some(Self::Quiz { place, seed })
            }
            "exercise" => EXERCISES
                .iter()
                .position(|one| one.name == which)
                .map(Self::Exercise),
            "mistake" => MISTAKES
                .iter()
                .position(|one| one.name == which)
                .map(Self::Mistake),
            "sort" => Some(Self::Sort),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back_to_what_they_are_of() {
        for (kind, _) in KINDS.iter().enumerate() {
            for one in Practice::of_kind(kind) {
                assert_eq!(Practice::parse(&one.fragment()), Some(one));
                assert_eq!(Practice::named(&one.name()), Some(one));
                assert_eq!(one.kind(), kind);
            }
        }
        let variant = Practice::Quiz { place: 2, seed: 17 };
        assert_eq!(Practice::parse("#quiz=3&seed=17"), Some(variant));
        assert_eq!(
            Practice::parse("#quiz=3&seed=many"),
            Some(Practice::Quiz { place: 2, seed: 0 })
        );
        let named = Practice::named("quiz-3").map(|one| one.seeded(17));
        assert_eq!(named, Some(variant));
        assert_eq!(Practice::named("quiz-9"), None);
        for wrong in [
            "#quiz=0",
            "#quiz=9",
            "#quiz=",
            "#exercise=none",
            "#mistake",
            "#s=1.x",
            "",
        ] {
            assert_eq!(Practice::parse(wrong), None, "{wrong}");
        }
    }
}
