//! A module without what compilers and linkers note about themselves.

use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{CustomSectionReader, Parser};

use crate::module::{Outcome, unreadable};

/// The module, which does the same.
///
/// # Errors
/// When it cannot be copied.
pub fn stripped(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut copy = wasm_encoder::Module::new();
    Stripper
        .parse_core_module(&mut copy, Parser::new(0), bytes)
        .map_err(unreadable)?;
    Ok(copy.finish())
}

struct Stripper;

impl Reencode for Stripper {
    type Error = String;

    fn parse_custom_section(
        &mut self,
        _: &mut wasm_encoder::Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        Ok(())
    }
}
