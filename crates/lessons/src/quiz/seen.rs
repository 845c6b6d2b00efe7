//! An effect without its cause: the narrowest guarantee that a run breaks, and what mends it.

use std::collections::BTreeMap;

use replicascope_check::{BUDGET, History, Model, Verdict, check};
use replicascope_core::Lab;

use super::bench::{Bench, ran, three};
use super::{Dice, Fact, Made, Picture};

/// The settings that are on offer: a name, a strategy, and what else the document has.
const SETTINGS: [(&str, &str, &str); 4] = [
    ("causal", r#"{"broadcast":{"order":"causal"}}"#, ""),
    ("sender", r#"{"broadcast":{"order":"sender"}}"#, ""),
    (
        "sticky",
        r#"{"eager":{}}"#,
        r#","sessions":{"c3":{"route":"sticky"}}"#,
    ),
    (
        "own",
        r#"{"eager":{}}"#,
        r#","sessions":{"c3":{"token":"writes"}}"#,
    ),
];

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    let (mut places, mut words, mut slow, mut by_reader) =
        (three(), ("Hello", "First!"), 60, false);
    if let Some(dice) = dice {
        dice.shuffle(&mut places);
        words = *dice.pick(&[
            ("Hello", "First!"),
            ("job!", "congrats"),
            ("sold", "thanks"),
            ("it's up", "works"),
        ]);
        slow = dice.within(40..=80);
        by_reader = *dice.pick(&[false, true]);
    }
    let scene = Scene {
        places,
        words,
        slow,
        by_reader,
    };
    let lab = scene.lab(r#"{"eager":{}}"#, "")?;
    let history = History::of(&ran(&lab));
    let violated = |model: Model| matches!(check(&history, model, BUDGET), Verdict::Violated(_));
    let broken: Vec<Model> = Model::ALL
        .into_iter()
        .filter(|model| violated(*model))
        .collect();
    let narrowest = |model: Model| {
        broken.contains(&model)
            && !broken
                .iter()
                .any(|one| *one != model && model.is_at_least(*one))
    };
    let mut facts = BTreeMap::from([
        ("ryw", Fact::True(narrowest(Model::ReadYourWrites))),
        ("mr", Fact::True(narrowest(Model::MonotonicReads))),
        ("mw", Fact::True(narrowest(Model::MonotonicWrites))),
        ("wfr", Fact::True(narrowest(Model::WritesFollowReads))),
    ]);
    for (name, strategy, more) in SETTINGS {
        let history = History::of(&ran(&scene.lab(strategy, more)?));
        let mended = matches!(check(&history, Model::Causal, BUDGET), Verdict::Holds(_));
        facts.insert(name, Fact::True(mended));
    }
    let picture = Picture::Lab(Box::new(lab));
    Ok(Made {
        words: scene.told(),
        facts,
        picture,
    })
}

struct Scene {
    places: [replicascope_core::ReplicaId; 3],
    words: (&'static str, &'static str),
    slow: u32,
    /// The comment is by somebody else, who has read the post.
    by_reader: bool,
}

impl Scene {
    /// The words of the question about it.
    fn told(&self) -> BTreeMap<&'static str, String> {
        let broken = if self.by_reader {
            Model::WritesFollowReads
        } else {
            Model::MonotonicWrites
        };
        let told = |one: &str, other: &str| (if self.by_reader { other } else { one }).to_owned();
        BTreeMap::from([
            ("post", self.words.0.to_owned()),
            ("comment", self.words.1.to_owned()),
            ("one", self.places[0].to_string()),
            (
                "writer",
                self.places[usize::from(self.by_reader)].to_string(),
            ),
            ("reader", self.places[2].to_string()),
            (
                "story",
                told(
                    "the same user comments",
                    "a second user reads the post and comments",
                ),
            ),
            ("broken", broken.title().to_lowercase()),
            (
                "why_sender",
                told(
                    "One author made both updates, and each sender's updates are carried out in order: here that suffices.",
                    "Post and comment come from two replicas, and the order of each sender says nothing about the two together.",
                ),
            ),
            (
                "why_mw",
                told(
                    "Both updates are by one client, and the later one is seen without the earlier: that is exactly this.",
                    "The two updates are by two clients; this guarantee is about the updates of one.",
                ),
            ),
            (
                "why_wfr",
                told(
                    "The author of the comment had read nothing before it. This guarantee is about what was read.",
                    "The author of the comment had read the post before: whoever sees the comment should see the post.",
                ),
            ),
        ])
    }

    fn lab(&self, strategy: &str, more: &str) -> Result<Lab, String> {
        let [one, between, reader] = self.places;
        let (post, comment) = self.words;
        let slow = format!(
            r#"{{"slow_link":{{"on":{{"between":["{one}"],"and":["{reader}"]}},"by_us":{}000}}}}"#,
            self.slow
        );
        let bench = Bench::new("An effect without its cause", 3, 3)
            .key("post", r#"{"lww_register":{}}"#)
            .key("comment", r#"{"lww_register":{}}"#)
            .replication(strategy)
            .call(10, 1, one, "post", &format!(r#"{{"write":"{post}"}}"#));
        let comment = format!(r#"{{"write":"{comment}"}}"#);
        let bench = if self.by_reader {
            bench
                .call(26, 2, between, "post", r#""read""#)
                .call(33, 2, between, "comment", &comment)
        } else {
            bench.call(26, 1, one, "comment", &comment)
        };
        bench
            .call(47, 3, reader, "comment", r#""read""#)
            .call(52, 3, reader, "post", r#""read""#)
            .fault(5, 20, &slow)
            .set(more)
            .lab(50, 140)
    }
}
