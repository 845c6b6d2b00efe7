//! A copy of a module that notes which of its points have run.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Instruction, MemArg, MemorySection, MemoryType,
};
use wasmparser::{ExportSectionReader, FunctionBody, MemorySectionReader};

use crate::module::{Module, Outcome, count, unreadable};
use crate::points::Points;

/// The bytes of a page of memory.
pub const PAGE: usize = 1 << 16;

/// The recording module. It has one more memory, exported as `ran`: a byte for each point, in their
/// order, which is 1 once the point has run.
///
/// # Errors
/// When the module cannot be copied.
pub fn recording(module: &Module) -> Outcome<Vec<u8>> {
    let mut points = 0;
    for body in &module.bodies {
        let mut ways = Points::default();
        for operator in body.get_operators_reader().map_err(unreadable)? {
            points += u64::from(ways.before(&operator.map_err(unreadable)?));
        }
    }
    let mut copy = wasm_encoder::Module::new();
    Recorder {
        points,
        memory: count(module.memories.len()),
        next: 0,
    }
    .parse_core_module(&mut copy, wasmparser::Parser::new(0), module.bytes)
    .map_err(unreadable)?;
    Ok(copy.finish())
}

struct Recorder {
    points: u64,
    /// The number of the memory for the notes.
    memory: u32,
    /// The number of the next point.
    next: u64,
}

impl Reencode for Recorder {
    type Error = String;

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: MemorySectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_memory_section(self, memories, section)?;
        memories.memory(MemoryType {
            minimum: self.points.div_ceil(PAGE as u64),
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_export_section(self, exports, section)?;
        exports.export("ran", ExportKind::Memory, self.memory);
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<String>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut points = Points::default();
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            if points.before(&operator) {
                let note = MemArg {
                    offset: self.next,
                    align: 0,
                    memory_index: self.memory,
                };
                self.next += 1;
                function.instruction(&Instruction::I32Const(0));
                function.instruction(&Instruction::I32Const(1));
                function.instruction(&Instruction::I32Store8(note));
            }
            function.instruction(&self.instruction(operator)?);
        }
        code.function(&function);
        Ok(())
    }
}
