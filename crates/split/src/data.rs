//! Which constants go where: to the part with which the first function comes that refers to them, or
//! the first constant that does.
//!
//! In an optimised program an address is a number like any other. Whatever number in code could be
//! one counts as one: at worst a constant comes early.

use std::collections::BTreeMap;
use std::ops::Range;

use wasm_encoder::Instruction;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::MemArg;

use crate::linked::Linked;
use crate::memory::Memory;
use crate::module::{Module, Outcome, unreadable};
use crate::parts::Parts;

/// The data of a program: each piece with its part.
pub struct Constants {
    memory: Memory,
    /// In order, none overlaps another. What is in none is in the first part.
    pieces: Vec<(Range<u32>, usize)>,
}

impl Constants {
    /// Sends every constant to its part.
    ///
    /// # Errors
    /// When the module's data cannot be read.
    pub fn of(module: &Module, linked: &Linked, parts: &Parts) -> Outcome<Self> {
        let memory = Memory::parse(module.bytes)?;
        let ranges = apart(&linked.things);
        let mut early = Early {
            ranges: &ranges,
            parts: vec![None; ranges.len()],
        };
        for function in module.own() {
            let part = parts.home(function);
            for number in numbers(module, function)? {
                early.refer(number, part);
            }
        }
        let by_force = linked.changing.iter().chain(&linked.reached_around);
        by_force.for_each(|range| early.hold(range));
        early.follow(&linked.pointers, &memory);
        // Of what nobody is seen to refer to, nobody knows who does.
        let parts = early
            .parts
            .iter()
            .map(|part| part.unwrap_or(1))
            .collect::<Vec<_>>();
        Ok(Self {
            memory,
            pieces: ranges.into_iter().zip(parts).collect(),
        })
    }

    /// What a later part brings, with the address of each piece.
    pub fn brought(&self, part: usize) -> Vec<(u32, Vec<u8>)> {
        let mut joined: Vec<Range<u32>> = Vec::new();
        for (range, _) in self.pieces.iter().filter(|(_, of)| *of == part) {
            match joined.last_mut() {
                // A segment of its own takes as much as a few bytes that are there already.
                Some(last)
                    if range.start - last.end < 8 && self.is_padding(last.end..range.start) =>
                {
                    last.end = range.end;
                }
                _ => joined.push(range.clone()),
            }
        }
        let joined = joined.into_iter();
        joined
            .map(|range| (range.start, self.memory.bytes(&range)))
            .collect()
    }

    /// Data as the first part has it: with zeros where a later one brings it.
    pub fn without_later(&self, start: u32, bytes: &[u8]) -> Vec<u8> {
        let mut kept = bytes.to_vec();
        for (range, _) in self.pieces.iter().filter(|(_, of)| *of > 1) {
            for address in range.clone() {
                let place = address.checked_sub(start).map(|place| place as usize);
                if let Some(byte) = place.and_then(|place| kept.get_mut(place)) {
                    *byte = 0;
                }
            }
        }
        kept
    }

    /// Whether nothing lies there.
    fn is_padding(&self, range: Range<u32>) -> bool {
        let overlaps = |one: &Range<u32>| one.start < range.end && range.start < one.end;
        !self.pieces.iter().any(|(one, _)| overlaps(one))
    }
}

/// By piece: the earliest part that refers to it, as far as is known.
struct Early<'a> {
    ranges: &'a [Range<u32>],
    parts: Vec<Option<usize>>,
}

impl Early<'_> {
    /// Somebody in this part has the number. The end of a piece counts as well: that is where
    /// somebody stops who goes through it.
    fn refer(&mut self, number: u32, part: usize) {
        let after = self.ranges.partition_point(|range| range.start <= number);
        for place in after.saturating_sub(2)..after {
            let range = &self.ranges[place];
            if range.start <= number && number <= range.end {
                let known = self.parts[place].unwrap_or(usize::MAX);
                self.parts[place] = Some(known.min(part));
            }
        }
    }

    /// All of this stays in the first part.
    fn hold(&mut self, addresses: &Range<u32>) {
        for (range, part) in self.ranges.iter().zip(&mut self.parts) {
            if range.start < addresses.end && addresses.start < range.end {
                *part = Some(1);
            }
        }
    }

    /// What a piece points to comes no later than the piece.
    fn follow(&mut self, pointers: &[u32], memory: &Memory) {
        let mut pointing: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for pointer in pointers {
            let after = self.ranges.partition_point(|range| range.start <= *pointer);
            if let Some(place) = after.checked_sub(1) {
                pointing
                    .entry(place)
                    .or_default()
                    .push(memory.word(*pointer));
            }
        }
        loop {
            let before = self.parts.clone();
            for (place, words) in &pointing {
                if let Some(part) = self.parts[*place] {
                    words.iter().for_each(|word| self.refer(*word, part));
                }
            }
            if self.parts == before {
                break;
            }
        }
    }
}

/// Things that overlap are one piece.
fn apart(things: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut things = things.to_vec();
    things.sort_by_key(|thing| thing.start);
    let mut apart: Vec<Range<u32>> = Vec::new();
    for thing in things {
        match apart.last_mut() {
            Some(last) if thing.start < last.end => last.end = last.end.max(thing.end),
            _ => apart.push(thing),
        }
    }
    apart
}

/// All numbers in a function that could be an address.
fn numbers(module: &Module, function: u32) -> Outcome<Vec<u32>> {
    let mut numbers = Numbers(Vec::new());
    for operator in module
        .body(function)
        .get_operators_reader()
        .map_err(unreadable)?
    {
        let operator = operator.map_err(unreadable)?;
        match numbers.instruction(operator).map_err(unreadable)? {
            Instruction::I32Const(number) => numbers.0.push(number.cast_unsigned()),
            Instruction::I64Const(number) => {
                let halves = [number.cast_unsigned(), number.cast_unsigned() >> 32];
                #[expect(clippy::cast_possible_truncation, reason = "a half at a time")]
                numbers.0.extend(halves.map(|half| half as u32));
            }
            _ => {}
        }
    }
    Ok(numbers.0)
}

/// Notes the fixed part of every address that something is read from or written to.
struct Numbers(Vec<u32>);

impl Reencode for Numbers {
    type Error = std::convert::Infallible;

    fn mem_arg(&mut self, arg: MemArg) -> Result<wasm_encoder::MemArg, Error> {
        self.0.extend(u32::try_from(arg.offset));
        utils::mem_arg(self, arg)
    }
}
