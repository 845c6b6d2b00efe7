//! What a module puts into memory at the start.

use std::ops::Range;

use wasmparser::{DataKind, Operator, Parser, Payload};

use crate::module::{Outcome, unreadable};

/// The bytes from one address on.
pub struct Memory {
    start: u32,
    bytes: Vec<u8>,
}

impl Memory {
    /// That of a module.
    ///
    /// # Errors
    /// When it is not known where data goes.
    pub fn parse(module: &[u8]) -> Outcome<Self> {
        let mut segments = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::DataSection(section) = payload.map_err(unreadable)? {
                for segment in section {
                    let segment = segment.map_err(unreadable)?;
                    segments.push((address(&segment.kind)?, segment.data));
                }
            }
        }
        let start = segments
            .iter()
            .map(|(address, _)| *address)
            .min()
            .unwrap_or_default();
        let mut memory = Self {
            start,
            bytes: Vec::new(),
        };
        for (address, data) in segments {
            let place = (address - start) as usize;
            let end = place + data.len();
            memory.bytes.resize(memory.bytes.len().max(end), 0);
            memory.bytes[place..end].copy_from_slice(data);
        }
        Ok(memory)
    }

    /// What lies there; zeros where the module says nothing.
    pub fn bytes(&self, addresses: &Range<u32>) -> Vec<u8> {
        let place = |address: u32| Some(address.checked_sub(self.start)? as usize);
        let at = |address| place(address).and_then(|place| self.bytes.get(place).copied());
        addresses
            .clone()
            .map(|address| at(address).unwrap_or_default())
            .collect()
    }

    /// The number that stands there.
    pub fn word(&self, address: u32) -> u32 {
        let bytes = self.bytes(&(address..address.saturating_add(4)));
        bytes
            .iter()
            .rev()
            .fold(0, |word, byte| word << 8 | u32::from(*byte))
    }
}

/// Where a segment of data goes.
///
/// # Errors
/// When that is no fixed address.
pub fn address(kind: &DataKind) -> Outcome<u32> {
    let DataKind::Active {
        memory_index: 0,
        offset_expr,
    } = kind
    else {
        return Err("data that has no place in memory".to_owned());
    };
    match offset_expr
        .get_operators_reader()
        .read()
        .map_err(unreadable)?
    {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => Err(format!("data that goes where {other:?} says")),
    }
}
