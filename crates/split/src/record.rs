//! A copy of a module that notes which of its functions have run.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, Instruction,
    ValType,
};
use wasmparser::{ExportSectionReader, FunctionBody, GlobalSectionReader};

use crate::module::{Module, Outcome, unreadable};

/// The recording module: each function that is not imported sets a global of its own, which is
/// exported as `ran.N`, N from 0.
///
/// # Errors
/// When the module cannot be copied.
pub fn recording(module: &Module) -> Outcome<Vec<u8>> {
    let mut copy = wasm_encoder::Module::new();
    Recorder { module, next: 0 }
        .parse_core_module(&mut copy, wasmparser::Parser::new(0), module.bytes)
        .map_err(unreadable)?;
    Ok(copy.finish())
}

struct Recorder<'a> {
    module: &'a Module<'a>,
    next: u32,
}

impl Recorder<'_> {
    /// The global of a function's note.
    fn note(&self, own: u32) -> u32 {
        let before = u32::try_from(self.module.globals.len()).unwrap_or(u32::MAX);
        before + own
    }
}

impl Reencode for Recorder<'_> {
    type Error = String;

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_global_section(self, globals, section)?;
        for _ in &self.module.bodies {
            globals.global(switch(), &ConstExpr::i32_const(0));
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_export_section(self, exports, section)?;
        for (own, place) in (0..self.module.bodies.len()).zip(0..) {
            exports.export(&format!("ran.{own}"), ExportKind::Global, self.note(place));
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error<String>> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        function.instruction(&Instruction::I32Const(1));
        function.instruction(&Instruction::GlobalSet(self.note(self.next)));
        self.next += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}

/// A global that is 0 or 1.
pub fn switch() -> GlobalType {
    GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    }
}
