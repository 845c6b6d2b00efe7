//! The part that comes first.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, ImportSection, Instruction, TableSection, TypeSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, ExportSectionReader, FunctionSectionReader,
    GlobalSectionReader, ImportSectionReader, TypeSectionReader,
};

use crate::module::{Module, Outcome, unreadable};
use crate::parts::{Parts, name};
use crate::record::switch;

/// The first part: all functions that ran, a stub for each other that it refers to, and the whole
/// of the module's data. It imports a function that is to bring the rest, which is part number
/// so-and-so, `load.N` of `parts`; and exports `N.here.0`, which is to be set to 1 when the rest is
/// there.
///
/// # Errors
/// When the module cannot be copied.
pub fn first(module: &Module, parts: &Parts, part: usize) -> Outcome<Vec<u8>> {
    let mut writer = Writer::new(module, parts, part)?;
    let mut copy = wasm_encoder::Module::new();
    writer
        .parse_core_module(&mut copy, wasmparser::Parser::new(0), module.bytes)
        .map_err(unreadable)?;
    Ok(copy.finish())
}

struct Writer<'a> {
    module: &'a Module<'a>,
    parts: &'a Parts,
    /// The number of the rest.
    part: usize,
    /// The number of each function in this part.
    numbers: BTreeMap<u32, u32>,
    table: u32,
}

impl<'a> Writer<'a> {
    fn new(module: &'a Module<'a>, parts: &'a Parts, part: usize) -> Outcome<Self> {
        // The import that is added comes after the others, so all own functions move up by one.
        let own = parts.first.iter().copied().zip(module.imported + 1..);
        Ok(Self {
            module,
            parts,
            part,
            numbers: (0..module.imported).zip(0..).chain(own).collect(),
            table: module.function_table()?,
        })
    }

    fn load(&self) -> u32 {
        self.module.imported
    }

    /// The function that makes sure that the rest is there: the last one.
    fn ensure(&self) -> u32 {
        self.module.imported + 1 + count(self.parts.first.len())
    }

    /// The global that says whether the rest is there: the last one.
    fn here(&self) -> u32 {
        count(self.module.globals.len())
    }

    /// The type of a function that takes and gives nothing: the last one.
    fn nothing(&self) -> u32 {
        self.module.types
    }

    /// Hands its parameters to the function in a slot of the table.
    fn stub(&self, function: u32, slot: u32) -> Outcome<Function> {
        let place = i32::try_from(self.first_slot() + u64::from(slot)).map_err(unreadable)?;
        let mut stub = Function::new([]);
        stub.instruction(&Instruction::Call(self.ensure()));
        for parameter in 0..self.module.parameters(function) {
            stub.instruction(&Instruction::LocalGet(count(parameter)));
        }
        stub.instruction(&Instruction::I32Const(place));
        stub.instruction(&Instruction::CallIndirect {
            type_index: self.module.function_types[function as usize],
            table_index: self.table,
        });
        stub.instruction(&Instruction::End);
        Ok(stub)
    }

    fn first_slot(&self) -> u64 {
        self.module.tables[self.table as usize].initial
    }

    fn ensuring(&self) -> Function {
        let mut ensure = Function::new([]);
        ensure.instruction(&Instruction::GlobalGet(self.here()));
        ensure.instruction(&Instruction::I32Eqz);
        ensure.instruction(&Instruction::If(BlockType::Empty));
        ensure.instruction(&Instruction::Call(self.load()));
        ensure.instruction(&Instruction::End);
        ensure.instruction(&Instruction::End);
        ensure
    }
}

impl Reencode for Writer<'_> {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        let number = self.numbers.get(&function).copied();
        number.ok_or_else(|| Error::UserError(format!("function {function} is in the rest")))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_import_section(self, imports, section)?;
        let load = format!("load.{}", self.part);
        imports.import("parts", &load, EntityType::Function(self.nothing()));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for function in &self.parts.first {
            functions.function(self.module.function_types[*function as usize]);
        }
        functions.function(self.nothing());
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        let slots = self.parts.stubs.len() as u64;
        for (table, number) in section.into_iter().zip(0..) {
            let mut kind = self.table_type(table?.ty)?;
            if number == self.table {
                kind.minimum += slots;
                kind.maximum = kind.maximum.map(|most| most + slots);
            }
            tables.table(kind);
        }
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: GlobalSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_global_section(self, globals, section)?;
        globals.global(switch(), &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_export_section(self, exports, section)?;
        exports.export(&name(self.part, "here", 0), ExportKind::Global, self.here());
        let things = [
            ("memory", ExportKind::Memory, self.module.memories.len()),
            ("table", ExportKind::Table, self.module.tables.len()),
            ("global", ExportKind::Global, self.module.globals.len()),
        ];
        for (of, kind, many) in things {
            for number in 0..many {
                exports.export(&name(self.part, of, number), kind, count(number));
            }
        }
        for (place, function) in self.parts.shared.iter().enumerate() {
            let number = self.function_index(*function)?;
            exports.export(&name(self.part, "f", place), ExportKind::Func, number);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for function in &self.parts.first {
            match self.parts.stubs.get(function) {
                Some(slot) => {
                    code.function(&self.stub(*function, *slot).map_err(Error::UserError)?);
                }
                None => self.parse_function_body(code, self.module.body(*function).clone())?,
            }
        }
        code.function(&self.ensuring());
        Ok(())
    }

    /// What compilers note about themselves nobody needs.
    fn parse_custom_section(
        &mut self,
        _: &mut wasm_encoder::Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        Ok(())
    }
}

/// WebAssembly counts everything with 32 bits.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
