//! The types of functions in a module, to which some can be added.

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{BlockType, FuncType, ValType};
use wasmparser::{Parser, Payload};

use crate::module::{Outcome, unreadable};

type Kind = (Vec<ValType>, Vec<ValType>);

/// By number: what goes in and what comes out.
pub struct Types {
    all: Vec<Kind>,
    /// How many the module had.
    known: usize,
}

impl Types {
    /// Those of a module.
    ///
    /// # Errors
    /// When it has types that are not of functions.
    pub fn parse(bytes: &[u8]) -> Outcome<Self> {
        let mut all = Vec::new();
        for payload in Parser::new(0).parse_all(bytes) {
            if let Payload::TypeSection(section) = payload.map_err(unreadable)? {
                for kind in section.into_iter_err_on_gc_types() {
                    let kind = kind.map_err(unreadable)?;
                    all.push((values(kind.params())?, values(kind.results())?));
                }
            }
        }
        let known = all.len();
        Ok(Self { all, known })
    }

    /// What a type takes and gives.
    pub fn of(&self, number: u32) -> &Kind {
        &self.all[number as usize]
    }

    /// What a block takes and gives.
    pub fn of_block(&self, kind: BlockType) -> Kind {
        match kind {
            BlockType::Empty => Kind::default(),
            BlockType::Result(one) => (Vec::new(), vec![one]),
            BlockType::FunctionType(number) => self.of(number).clone(),
        }
    }

    /// The number of a type, which is added if it is new.
    pub fn number(&mut self, takes: Vec<ValType>, gives: Vec<ValType>) -> u32 {
        let kind = (takes, gives);
        let known = self.all.iter().position(|it| *it == kind);
        let place = known.unwrap_or_else(|| {
            self.all.push(kind);
            self.all.len() - 1
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// The type of a block that takes nothing and gives this.
    pub fn block(&mut self, gives: &[ValType]) -> BlockType {
        match gives {
            [] => BlockType::Empty,
            [one] => BlockType::Result(*one),
            several => BlockType::FunctionType(self.number(Vec::new(), several.to_vec())),
        }
    }

    /// Those that the module did not have.
    pub fn added(&self) -> impl Iterator<Item = FuncType> {
        let added = self.all[self.known..].iter();
        added.map(|(takes, gives)| FuncType::new(takes.iter().copied(), gives.iter().copied()))
    }
}

fn values(kinds: &[wasmparser::ValType]) -> Outcome<Vec<ValType>> {
    let kinds = kinds.iter();
    kinds
        .map(|kind| RoundtripReencoder.val_type(*kind).map_err(unreadable))
        .collect()
}
