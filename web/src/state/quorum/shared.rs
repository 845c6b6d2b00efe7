//! What of the quorum lab a link holds: `#quorum=3,2,2&model=lnkd-disk&seed=1&after=5`.
//!
//! Latencies that are no published fit are written out, message by message, in place of `model`.

use replicascope_quorum::latency::{Distribution, MAX_MS};
use replicascope_quorum::{FITS, Fit, Leg, Model, Quorum};

use super::{Against, QuorumLab};
use crate::embed::decoded;

/// The longest link that is read, in bytes; measured latencies are what makes one long.
const LONGEST: usize = 1 << 20;
const QUORUM: &str = "quorum=";

/// All that decides what the page shows.
#[derive(Clone, PartialEq, Debug)]
pub struct SharedQuorum {
    pub quorum: Quorum,
    pub against: Against,
    /// The place of the pair of sets that is looked at, in order, from 0.
    pub pair: usize,
    pub blocking: bool,
    pub model: Model,
    pub seed: u32,
    /// The time since the write that is looked at, in milliseconds.
    pub after: f64,
}

impl SharedQuorum {
    /// What a lab shows now.
    pub fn of(lab: &QuorumLab) -> Self {
        Self {
            quorum: lab.quorum(),
            against: lab.against,
            pair: lab.position(),
            blocking: lab.blocking,
            model: lab.model.clone(),
            seed: lab.seed,
            after: lab.after,
        }
    }

    /// The fragment of the address that opens it.
    pub fn fragment(&self) -> String {
        let (n, w, r) = (self.quorum.n(), self.quorum.w(), self.quorum.r());
        let mut fragment = format!("#{QUORUM}{n},{w},{r}");
        match FITS.iter().find(|fit| fit.model() == self.model) {
            Some(fit) => fragment += &format!("&model={}", fit.name),
            None => {
                for leg in Leg::ALL {
                    let law = coded(&self.model.leg(leg).to_string());
                    fragment += &format!("&{}={law}", leg.name());
                }
                fragment += &format!("&apart={}", self.model.apart());
            }
        }
        fragment += &format!("&seed={}&after={}", self.seed, self.after);
        if self.against == Against::Write {
            fragment += "&against=write";
        }
        if self.pair > 0 {
            fragment += &format!("&pair={}", self.pair + 1);
        }
        if self.blocking {
            fragment += "&blocking=1";
        }
        fragment
    }

    /// What such a fragment opens; none: it is about something else.
    ///
    /// # Errors
    /// Names the field that is wrong.
    pub fn parse(fragment: &str) -> Option<Result<Self, String>> {
        let fields = fragment.trim_start_matches('#').strip_prefix(QUORUM)?;
        if fields.len() > LONGEST {
            return Some(Err(format!("it is longer than {LONGEST} bytes")));
        }
        Some(Self::read(fields))
    }

    fn read(fields: &str) -> Result<Self, String> {
        let mut fields = fields.split('&');
        let numbers = decoded(fields.next().unwrap_or_default());
        let usual = QuorumLab::default();
        let mut shared = Self {
            quorum: quorum(&numbers).map_err(|reason| format!("quorum: {reason}"))?,
            pair: 0,
            ..Self::of(&usual)
        };
        let mut seen: Vec<&str> = Vec::new();
        for field in fields.filter(|field| !field.is_empty()) {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            if seen.contains(&name) {
                return Err(format!("{}: it is there twice", short(name)));
            }
            seen.push(name);
            let taken = shared.take(name, &decoded(value));
            taken.map_err(|reason| format!("{}: {reason}", short(name)))?;
        }
        let pairs = shared.pairs();
        match shared.pair < pairs {
            true => Ok(shared),
            false => Err(format!("pair: there are {pairs} pairs")),
        }
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        if let Some(leg) = Leg::ALL.into_iter().find(|leg| leg.name() == name) {
            let law: Result<Distribution, _> = value.parse();
            let law = law.map_err(|refusal| refusal.to_string())?;
            self.model = self.model.clone().with(leg, law);
            return Ok(());
        }
        match name {
            "model" => {
                let names = || FITS.iter().map(|fit| fit.name).collect::<Vec<_>>();
                let known = || format!("there are {}", names().join(", "));
                self.model = Fit::named(value).ok_or_else(known)?.model();
            }
            "apart" => {
                let legs = Leg::ALL.map(|leg| self.model.leg(leg).clone());
                let model = Model::new(legs, number(value)?);
                self.model = model.map_err(|refusal| refusal.reason().to_owned())?;
            }
            "seed" => {
                let whole = |_| format!("a whole number up to {} is needed", u32::MAX);
                self.seed = value.parse().map_err(whole)?;
            }
            "after" => {
                let after = number(value)?;
                if !(0.0..=MAX_MS).contains(&after) {
                    return Err(format!("{after} is out of bounds: 0 to {MAX_MS}"));
                }
                self.after = after;
            }
            "against" => {
                self.against = match value {
                    "read" => Against::Read,
                    "write" => Against::Write,
                    _ => return Err("it is read or write".to_owned()),
                }
            }
            "pair" => {
                let place = value.parse::<usize>().ok();
                let place = place.and_then(|place| place.checked_sub(1));
                self.pair = place.ok_or("a whole number from 1 on is needed")?;
            }
            "blocking" => {
                self.blocking = match value {
                    "0" => false,
                    "1" => true,
                    _ => return Err("it is 0 or 1".to_owned()),
                }
            }
            _ => return Err("there is no such field".to_owned()),
        }
        Ok(())
    }

    /// How many pairs of sets there are.
    fn pairs(&self) -> usize {
        QuorumLab::sizes_of(self.quorum, self.against)
            .in_order()
            .len()
    }
}

/// Three numbers with commas between them.
fn quorum(text: &str) -> Result<Quorum, String> {
    let numbers: Vec<&str> = text.split(',').take(4).collect();
    let [n, w, r] = numbers.as_slice() else {
        return Err("three numbers are needed, N, W and R, as in 3,2,2".to_owned());
    };
    let read = |name: &str, text: &str| {
        let number = text.trim().parse::<u8>();
        number.map_err(|_| format!("{name}: `{}` is no number of replicas", short(text)))
    };
    let quorum = Quorum::new(read("N", n)?, read("W", w)?, read("R", r)?);
    quorum.map_err(|refusal| refusal.to_string())
}

fn number(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| format!("`{}` is not a number", short(text)))
}

/// The beginning of something from outside, for an error.
fn short(text: &str) -> String {
    text.chars().take(24).collect()
}

/// A law as a value of an address: what has a meaning there is written as a code.
fn coded(law: &str) -> String {
    let letter = |letter: char| match letter {
        '%' => "%25".to_owned(),
        '+' => "%2B".to_owned(),
        other => other.to_string(),
    };
    let shown = law.chars().filter(|letter| *letter != ' ');
    shown.map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::QuorumChange;

    fn opened(fragment: &str) -> Result<SharedQuorum, String> {
        SharedQuorum::parse(fragment).expect("it is about quorums")
    }

    #[test]
    fn a_link_shows_again_what_was_shown() {
        let own = "20% constant(1) + 80% pareto(1.5, 3.25)".parse();
        let mut lab = QuorumLab::default();
        let all = [
            QuorumChange::Choose(Quorum::clamped(5, 2, 3)),
            QuorumChange::Against(Against::Write),
            QuorumChange::Step { forward: true },
            QuorumChange::Blocking(true),
            QuorumChange::Fit(&FITS[4]),
            QuorumChange::Seed(77),
            QuorumChange::After(2.5),
            QuorumChange::Latencies(vec![(Leg::Ack, own.expect("a law"))]),
        ];
        for change in all {
            lab.take(change);
            let shared = SharedQuorum::of(&lab);
            assert_eq!(opened(&shared.fragment()), Ok(shared.clone()));
            let mut other = QuorumLab::default();
            other.take(QuorumChange::Open(Box::new(shared.clone())));
            assert_eq!(SharedQuorum::of(&other), shared);
            assert_eq!(other.pair(), lab.pair());
        }
    }

    #[test]
    fn a_short_link_is_as_the_page_begins() {
        let usual = SharedQuorum::of(&QuorumLab::default());
        assert_eq!(opened("#quorum=3,2,2"), Ok(usual));
        assert_eq!(SharedQuorum::parse("#s=1.x"), None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = [
            ("#quorum=", "quorum: three numbers"),
            ("#quorum=3,4,1", "quorum: W: 4"),
            ("#quorum=10,1,1", "quorum: N: 10"),
            ("#quorum=3,2,2,2", "quorum: three numbers"),
            ("#quorum=3,x,2", "quorum: W: `x`"),
            ("#quorum=3,2,2&model=fast", "model: there are lnkd-ssd"),
            ("#quorum=3,2,2&seed=-1", "seed: "),
            ("#quorum=3,2,2&after=NaN", "after: "),
            ("#quorum=3,2,2&after=1e9", "after: "),
            ("#quorum=3,2,2&apart=-1", "apart: "),
            (
                "#quorum=3,2,2&ack=gauss(1)",
                "ack: law: there is no `gauss`",
            ),
            ("#quorum=3,2,2&pair=10", "pair: there are 9 pairs"),
            ("#quorum=3,2,2&pair=0", "pair: "),
            ("#quorum=3,2,2&blocking=yes", "blocking: "),
            ("#quorum=3,2,2&against=all", "against: "),
            ("#quorum=3,2,2&colour=1", "colour: there is no such field"),
            ("#quorum=3,2,2&seed=1&seed=2", "seed: it is there twice"),
        ];
        for (fragment, reason) in wrong {
            let error = opened(fragment).expect_err(fragment);
            assert!(error.starts_with(reason), "{fragment}: {error}");
        }
        let long = format!("#quorum=3,2,2&ack={}", "1".repeat(LONGEST));
        assert!(opened(&long).is_err());
    }
}
