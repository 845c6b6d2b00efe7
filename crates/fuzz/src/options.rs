//! What the words of the command line ask for.

use crate::targets::{TARGETS, Target};

pub(crate) const USAGE: &str = "\
Usage: replicascope-fuzz [COUNT] [--from SEED] [--target NAME]
       replicascope-fuzz --target NAME --seed SEED
       replicascope-fuzz --largest

  COUNT          so many inputs, shared among the targets; 22500 without it
  --from SEED    the first seed; 0 without it
  --target NAME  this target alone
  --seed SEED    this input alone, which is printed with what comes of it
  --largest      how long the largest takes that is taken of each kind, and how much memory
";

/// What is to be done.
pub(crate) struct Options {
    pub(crate) targets: Vec<&'static Target>,
    pub(crate) inputs: Inputs,
}

/// Which inputs are read.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Inputs {
    /// The one of this seed.
    One(u64),
    /// So many in all, the first of each target with this seed.
    Many { count: u64, from: u64 },
    /// The largest of each kind, to be measured.
    Largest,
}

impl Options {
    /// Reads the words.
    pub(crate) fn parse(words: &[String]) -> Result<Self, String> {
        let (mut count, mut from, mut one, mut largest) = (22_500, 0, None, false);
        let mut targets: Vec<&Target> = TARGETS.iter().collect();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--target" => targets = vec![named(value()?)?],
                "--largest" => largest = true,
                "--seed" => one = Some(number(value()?)?),
                "--from" => from = number(value()?)?,
                _ => count = number(word)?,
            }
        }
        let inputs = match one {
            _ if largest => Inputs::Largest,
            Some(seed) => Inputs::One(seed),
            None => Inputs::Many { count, from },
        };
        Ok(Self { targets, inputs })
    }
}

fn number(word: &str) -> Result<u64, String> {
    word.parse()
        .map_err(|_| format!("{word:?} is not a whole number"))
}

fn named(name: &str) -> Result<&'static Target, String> {
    TARGETS.iter().find(|one| one.name == name).ok_or_else(|| {
        let names: Vec<&str> = TARGETS.iter().map(|one| one.name).collect();
        format!("there is no target {name}; there are {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Options, String> {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn one_input_is_named_by_its_target_and_its_seed() {
        let options = parsed("--target lab --seed 7").expect("right");
        assert_eq!(options.inputs, Inputs::One(7));
        assert_eq!(options.targets.len(), 1);
        let options = parsed("90 --from 5").expect("right");
        assert_eq!(options.inputs, Inputs::Many { count: 90, from: 5 });
        assert_eq!(options.targets.len(), TARGETS.len());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (words, named) in [
            ("--target labs", "labs"),
            ("--seed", "--seed"),
            ("many", "many"),
        ] {
            let problem = parsed(words).err().expect("wrong");
            assert!(problem.contains(named), "{problem}");
        }
    }
}
