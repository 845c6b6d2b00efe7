//! Which function goes where, and by which number each part knows it.

use std::collections::{BTreeMap, BTreeSet};

use crate::module::{Module, Outcome};

/// Where every function goes.
pub struct Parts {
    /// The functions of the first part that are not imported, in order: those that ran, and those
    /// that a stub stands for.
    pub first: Vec<u32>,
    /// The functions that only the rest has.
    pub rest: Vec<u32>,
    /// The functions that a stub stands for, with the slot of each, from 0 on.
    pub stubs: BTreeMap<u32, u32>,
    /// The functions of the first part that the rest calls.
    pub shared: BTreeSet<u32>,
}

impl Parts {
    /// Sorts the functions by what has run: numbers among the functions that are not imported.
    ///
    /// # Errors
    /// When there is no function of such a number.
    pub fn of(module: &Module, ran: &[u32]) -> Outcome<Self> {
        let mut runs: BTreeSet<u32> = (0..module.imported).collect();
        for number in ran {
            let function = number + module.imported;
            if !module.own().contains(&function) {
                return Err(format!("there is no function {number} that could have run"));
            }
            runs.insert(function);
        }
        let rest: Vec<u32> = module.own().filter(|it| !runs.contains(it)).collect();
        let referred: BTreeSet<u32> = module
            .own()
            .filter(|it| runs.contains(it))
            .flat_map(|it| module.called_by(it))
            .chain(module.roots.iter().copied())
            .collect();
        let stubs: BTreeMap<u32, u32> = rest
            .iter()
            .copied()
            .filter(|it| referred.contains(it))
            .zip(0..)
            .collect();
        let first = module
            .own()
            .filter(|it| runs.contains(it) || stubs.contains_key(it))
            .collect();
        let shared = rest
            .iter()
            .flat_map(|it| module.called_by(*it))
            .filter(|it| runs.contains(it))
            .collect();
        Ok(Self {
            first,
            rest,
            stubs,
            shared,
        })
    }

    /// The numbers in the first part of functions that are in it: among those not imported.
    pub fn renumbered(&self, module: &Module, own: &[u32]) -> Vec<u32> {
        let place = |function: u32| self.first.binary_search(&function).ok();
        let places = own.iter().filter_map(|own| place(own + module.imported));
        places
            .filter_map(|place| u32::try_from(place).ok())
            .collect()
    }
}

/// The name by which a part imports a thing of the first one. No name that wasm-bindgen gives has a
/// dot.
pub fn name(part: usize, of: &str, number: usize) -> String {
    format!("{part}.{of}.{number}")
}
