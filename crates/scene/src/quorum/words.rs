//! What N, W and R give, in words; every number in them is computed.

use replicascope_quorum::choose::{Candidate, GivesUp, Target, Want};
use replicascope_quorum::counterexample::{Finding, Shows, Why};
use replicascope_quorum::{Guarantees, Quorum};
use replicascope_words::{number, say};

/// A sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Whether it tells of something that holds; none: it tells of a number.
    pub holds: Option<bool>,
    /// What it is about, in a word: the same for all choices.
    pub about: &'static str,
    /// The sentence.
    pub text: String,
}

/// What a choice gives, for a pattern and a colour.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Gives {
    /// Neither of both.
    Neither,
    /// Reads see every completed write.
    Reads,
    /// Writes see each other.
    Writes,
    /// Both.
    Both,
}

impl Gives {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Both, Self::Reads, Self::Writes, Self::Neither];

    /// Its name in attributes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Neither => "neither",
            Self::Reads => "reads",
            Self::Writes => "writes",
            Self::Both => "both",
        }
    }

    /// What it means.
    pub fn text(self) -> &'static str {
        match self {
            Self::Neither => say::quorums::gives_neither(),
            Self::Reads => say::quorums::gives_reads(),
            Self::Writes => say::quorums::gives_writes(),
            Self::Both => say::quorums::gives_both(),
        }
    }
}

/// What a choice gives.
pub fn gives(quorum: Quorum) -> Gives {
    let given = Guarantees::of(quorum);
    match (
        given.reads_see_completed_writes(),
        given.writes_see_each_other(),
    ) {
        (true, true) => Gives::Both,
        (true, false) => Gives::Reads,
        (false, true) => Gives::Writes,
        (false, false) => Gives::Neither,
    }
}

/// What a choice gives, one sentence for each question.
pub fn statements(quorum: Quorum) -> Vec<Statement> {
    let given = Guarantees::of(quorum);
    vec![
        reads(quorum, &given),
        writes(quorum, &given),
        Statement {
            holds: None,
            about: "failures",
            text: say::quorums::survive(
                &with_some_down(given.reads_survive),
                &with_some_down(given.writes_survive),
            ),
        },
        disks(quorum, &given),
        sloppy(&given),
    ]
}

fn reads(quorum: Quorum, given: &Guarantees) -> Statement {
    let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
    let text = match given.read_overlap {
        0 => say::quorums::read_misses(&(w + r), &n),
        shared => say::quorums::read_meets(&say::quorums::in_replicas(shared.into()), &shared),
    };
    Statement {
        holds: Some(given.reads_see_completed_writes()),
        about: "reads",
        text,
    }
}

fn writes(quorum: Quorum, given: &Guarantees) -> Statement {
    let (n, w) = (quorum.n(), quorum.w());
    let text = match given.write_overlap {
        0 => say::quorums::writes_miss(&(2 * w), &n),
        shared => say::quorums::writes_meet(&say::quorums::in_replicas(shared.into()), &shared),
    };
    Statement {
        holds: Some(given.writes_see_each_other()),
        about: "writes",
        text,
    }
}

fn disks(quorum: Quorum, given: &Guarantees) -> Statement {
    let text = match given.disks_survive {
        0 => say::quorums::disk_loses().to_owned(),
        disks => say::quorums::disks_survive(
            &say::quorums::disks_lost(disks.into()),
            &say::quorums::replicas(quorum.w().into()),
        ),
    };
    Statement {
        holds: Some(given.disks_survive > 0),
        about: "disks",
        text,
    }
}

fn sloppy(given: &Guarantees) -> Statement {
    let voids = &given.sloppy_voids;
    let text = match (voids.read_overlap, voids.write_overlap) {
        (true, true) => say::quorums::sloppy_both(),
        (true, false) => say::quorums::sloppy_reads(),
        (false, true) => say::quorums::sloppy_writes(),
        (false, false) => say::quorums::sloppy_nothing(),
    };
    Statement {
        holds: None,
        about: "sloppy",
        text: text.to_owned(),
    }
}

fn with_some_down(count: u8) -> String {
    match count {
        0 => say::quorums::stop().to_owned(),
        1 => say::quorums::go_on_one().to_owned(),
        _ => say::quorums::go_on(&count),
    }
}

/// What the search for a counterexample found.
pub fn found(quorum: Quorum, finding: &Finding) -> String {
    let runs = finding.runs;
    match &finding.result {
        Ok(counterexample) => {
            let shows = match counterexample.shows {
                Shows::StaleRead => say::quorums::found_stale(),
                Shows::NewThenOld => say::quorums::found_new_then_old(),
                Shows::FailedWriteReturned => say::quorums::found_failed(),
            };
            say::quorums::shortest(&shows, &runs)
        }
        Err(why) => {
            let (n, w, r) = (quorum.n(), quorum.w(), quorum.r());
            let why = match why {
                Why::StoredBeforeReturned => say::quorums::stored_first(&w, &r, &n),
                Why::EveryReadAsksAll => say::quorums::asks_all(&n),
            };
            say::quorums::none_found(&runs, &why)
        }
    }
}

/// What a choice falls short of, with its figures.
pub fn misses(candidate: &Candidate, target: &Target) -> Vec<String> {
    let given = Guarantees::of(candidate.quorum);
    let text = |want: &Want| match want {
        Want::FastReads => say::quorums::reads_take(&ms(candidate.read_ms)),
        Want::FastWrites => say::quorums::writes_take(&ms(candidate.write_ms)),
        Want::FreshReads => {
            let share = percent(candidate.consistent);
            say::quorums::consistent_after(&share, &ms(target.after_ms))
        }
        Want::ReadsWhileDown => say::quorums::reads_bear(&given.reads_survive),
        Want::WritesWhileDown => say::quorums::writes_bear(&given.writes_survive),
    };
    candidate.misses.iter().map(text).collect()
}

/// What a choice gives up whatever the target.
pub fn gives_up(candidate: &Candidate) -> Vec<&'static str> {
    let text = |one: &GivesUp| match one {
        GivesUp::FreshReads => say::quorums::give_up_fresh(),
        GivesUp::WritesSeeEachOther => say::quorums::give_up_meeting(),
        GivesUp::SurvivingADisk => say::quorums::give_up_disk(),
        GivesUp::ReadsWhileDown => say::quorums::give_up_reads(),
        GivesUp::WritesWhileDown => say::quorums::give_up_writes(),
    };
    candidate.gives_up.iter().map(text).collect()
}

/// A time to three digits.
pub fn ms(time: f64) -> String {
    number::decimal(&match time {
        ..9.995 => format!("{time:.2} ms"),
        ..99.95 => format!("{time:.1} ms"),
        _ => format!("{time:.0} ms"),
    })
}

/// A share in percent; one that is not all is not rounded to all.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    number::decimal(&match percent {
        100.0.. => "100 %".to_owned(),
        99.9.. => format!("{:.3} %", (percent * 1e3).floor() / 1e3),
        _ => format!("{percent:.1} %"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(n: u8, w: u8, r: u8) -> Vec<String> {
        let quorum = Quorum::new(n, w, r).expect("within bounds");
        statements(quorum).into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn sentences_tell_what_was_computed() {
        let two_of_three = texts(3, 2, 2);
        assert_eq!(
            two_of_three[0],
            "Every read meets every completed write, in 1 replica at least: W + R − N = 1."
        );
        assert_eq!(
            two_of_three[2],
            "Reads go on with 1 replica down; writes go on with 1 replica down."
        );
        let one_and_all = texts(3, 1, 3);
        assert!(one_and_all[0].starts_with("Every read meets"));
        assert!(one_and_all[1].starts_with("Two writes may miss each other: 2W = 2"));
        assert_eq!(
            one_and_all[2],
            "Reads stop as soon as one replica is down; writes go on with up to 2 replicas down."
        );
        assert!(one_and_all[3].contains("can lose an acknowledged write"));
        assert!(texts(3, 1, 1)[4].contains("void nothing"));
    }

    /// Quiz 5 of the module: what W and R give at N = 5.
    #[test]
    fn the_table_of_five_replicas() {
        let table: Vec<&str> = Quorum::all_of(5)
            .map(|quorum| gives(quorum).name())
            .collect();
        let expected = [
            ["neither", "neither", "neither", "neither", "reads"],
            ["neither", "neither", "neither", "reads", "reads"],
            ["writes", "writes", "both", "both", "both"],
            ["writes", "both", "both", "both", "both"],
            ["both", "both", "both", "both", "both"],
        ];
        assert_eq!(table, expected.concat());
    }

    #[test]
    fn figures_are_short_and_never_claim_more_than_they_have() {
        for (time, text) in [
            (0.123, "0.12 ms"),
            (5.678, "5.68 ms"),
            (45.67, "45.7 ms"),
            (1234.5, "1234 ms"),
        ] {
            assert_eq!(ms(time), text);
        }
        for (share, text) in [
            (1.0, "100 %"),
            (0.999_999_9, "99.999 %"),
            (0.4391, "43.9 %"),
            (0.0, "0.0 %"),
        ] {
            assert_eq!(percent(share), text);
        }
    }
}
