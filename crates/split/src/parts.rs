//! Which function goes where, and how the parts reach each other's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::module::{Module, Outcome};

/// So many calls of a later function are shorter by way of a stub.
const MANY: usize = 4;

/// Where every function goes. Parts are numbered from 1.
pub struct Parts {
    /// Of each function its part; imported ones are in the first.
    home: Vec<usize>,
    /// How many parts there are.
    pub many: usize,
    /// Later functions that earlier parts call, each with its slot at the end of the table, from 0:
    /// those of a part have slots side by side.
    pub slots: BTreeMap<u32, u32>,
    /// Of those, the ones that have a stub in the first part: exported ones, ones that stand in the
    /// table, and ones that the first part calls often.
    pub stubs: BTreeSet<u32>,
}

impl Parts {
    /// Sends each function to the part with which it ran first. The numbers are those of the parts,
    /// for each function that is not imported.
    ///
    /// # Errors
    /// When there are not as many functions, or a part of no number.
    pub fn of(module: &Module, heat: &[u8], many: usize) -> Outcome<Self> {
        if heat.len() != module.bodies.len() {
            return Err(format!(
                "{} functions, not {}",
                module.bodies.len(),
                heat.len()
            ));
        }
        if heat
            .iter()
            .any(|part| !(1..=many).contains(&usize::from(*part)))
        {
            return Err(format!("there are {many} parts, numbered from 1"));
        }
        let imported = (0..module.imported).map(|_| 1);
        let mut parts = Self {
            home: imported
                .chain(heat.iter().map(|part| usize::from(*part)))
                .collect(),
            many,
            slots: BTreeMap::new(),
            stubs: BTreeSet::new(),
        };
        let mut called: BTreeMap<u32, usize> = BTreeMap::new();
        let mut often: BTreeMap<u32, usize> = BTreeMap::new();
        for caller in module.own() {
            for (function, times) in module.calls_of(caller) {
                if parts.home(function) > parts.home(caller) {
                    *called.entry(function).or_default() += times;
                    if parts.home(caller) == 1 {
                        *often.entry(function).or_default() += times;
                    }
                }
            }
        }
        parts.stubs = module
            .roots
            .iter()
            .copied()
            .filter(|it| parts.home(*it) > 1)
            .collect();
        parts.stubs.extend(
            often
                .iter()
                .filter(|(_, times)| **times >= MANY)
                .map(|(it, _)| *it),
        );
        let needed: BTreeSet<(usize, u32)> = called
            .keys()
            .chain(&parts.stubs)
            .map(|function| (parts.home(*function), *function))
            .collect();
        parts.slots = needed.into_iter().map(|(_, it)| it).zip(0..).collect();
        Ok(parts)
    }

    /// The part that a function is in.
    pub fn home(&self, function: u32) -> usize {
        self.home[function as usize]
    }

    /// The functions of a part that are not imported.
    pub fn own(&self, module: &Module, part: usize) -> impl Iterator<Item = u32> {
        module.own().filter(move |it| self.home(*it) == part)
    }

    /// The slots that a part fills, in their order.
    pub fn filled(&self, part: usize) -> Vec<(u32, u32)> {
        let own = self
            .slots
            .iter()
            .filter(|(function, _)| self.home(**function) == part);
        own.map(|(function, slot)| (*function, *slot)).collect()
    }

    /// The functions of earlier parts that a part calls.
    pub fn borrowed(&self, module: &Module, part: usize) -> BTreeSet<u32> {
        self.called(module, part, 1..part)
    }

    /// The parts whose functions a part calls, and that may not be there yet.
    pub fn awaited(&self, module: &Module, part: usize) -> BTreeSet<usize> {
        let called = self.called(module, part, part + 1..self.many + 1);
        called.into_iter().map(|it| self.home(it)).collect()
    }

    /// The functions of a part that later parts call.
    pub fn lent(&self, module: &Module, part: usize) -> BTreeSet<u32> {
        let later = part + 1..=self.many;
        later
            .flat_map(|it| self.called(module, it, part..part + 1))
            .collect()
    }

    fn called(&self, module: &Module, part: usize, of: Range<usize>) -> BTreeSet<u32> {
        let called = self.own(module, part).flat_map(|it| module.calls_of(it));
        called
            .map(|(function, _)| function)
            .filter(|it| of.contains(&self.home(*it)))
            .collect()
    }
}

/// The name by which a part gives a function to later ones, in few letters. No name that
/// wasm-bindgen gives begins with a digit.
pub fn name(function: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = function;
    while rest > 0 {
        letters.extend(char::from_digit(rest % 36, 36));
        rest /= 36;
    }
    std::iter::once('0')
        .chain(letters.into_iter().rev())
        .collect()
}
