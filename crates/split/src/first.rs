//! The part that comes first.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, TableSection,
    TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, Data, ExportSectionReader, FunctionSectionReader,
    GlobalSectionReader, ImportSectionReader, TypeSectionReader,
};

use crate::copy::Copier;
use crate::data::Constants;
use crate::memory::address;
use crate::module::{Module, Outcome, count, unreadable};
use crate::parts::{Parts, name};

/// The first part: its functions, stubs, and all that a module has beside functions, but zeros where
/// a later part brings the data. For each other part number N it imports a function that is to bring
/// that, `load.N` of `parts`; and exports `here.N`, which is to be set to 1 when it is there, and
/// `need.N`, which calls `load.N` unless it is.
///
/// # Errors
/// When the module cannot be copied.
pub fn first(module: &Module, parts: &Parts, constants: &Constants) -> Outcome<Vec<u8>> {
    let has = |it: &u32| parts.home(*it) == 1 || parts.stubs.contains(it);
    let own: Vec<u32> = module.own().filter(has).collect();
    // The imports that are added come after the others, so all own functions move up.
    let loads = count(parts.many - 1);
    let numbers = (0..module.imported).chain(own.iter().copied());
    let places = (0..module.imported).chain(module.imported + loads..);
    let needs = module.imported + loads + count(own.len())..;
    let mut writer = Writer {
        copier: Copier {
            module,
            parts,
            functions: numbers.zip(places).collect(),
            needs: (2..=parts.many).zip(needs).collect(),
        },
        own,
        constants,
    };
    let mut copy = wasm_encoder::Module::new();
    writer
        .parse_core_module(&mut copy, wasmparser::Parser::new(0), module.bytes)
        .map_err(unreadable)?;
    Ok(copy.finish())
}

struct Writer<'a> {
    copier: Copier<'a>,
    /// What it has, by the numbers of the whole.
    own: Vec<u32>,
    constants: &'a Constants,
}

impl Writer<'_> {
    fn others(&self) -> std::ops::RangeInclusive<usize> {
        2..=self.copier.parts.many
    }

    /// The global that says whether a part is there: they come last.
    fn here(&self, part: usize) -> u32 {
        count(self.copier.module.globals.len() + part - 2)
    }

    /// The type of a function that takes and gives nothing: the last one.
    fn nothing(&self) -> u32 {
        self.copier.module.types
    }

    /// Makes sure that a part is there.
    fn need(&self, part: usize) -> Function {
        let mut need = Function::new([]);
        need.instruction(&Instruction::GlobalGet(self.here(part)));
        need.instruction(&Instruction::I32Eqz);
        need.instruction(&Instruction::If(BlockType::Empty));
        need.instruction(&Instruction::Call(
            self.copier.module.imported + count(part - 2),
        ));
        need.instruction(&Instruction::End);
        need.instruction(&Instruction::End);
        need
    }
}

impl Reencode for Writer<'_> {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        self.copier.function_index(function)
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
        for part in self.others() {
            let load = format!("load.{part}");
            imports.import("parts", &load, EntityType::Function(self.nothing()));
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for function in &self.own {
            functions.function(self.copier.module.function_types[*function as usize]);
        }
        for _ in self.others() {
            functions.function(self.nothing());
        }
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        let slots = self.copier.parts.slots.len() as u64;
        let of_functions = self
            .copier
            .module
            .function_table()
            .map_err(Error::UserError)?;
        for (table, number) in section.into_iter().zip(0..) {
            let mut kind = self.table_type(table?.ty)?;
            if number == of_functions {
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
        for _ in self.others() {
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
        for part in self.others() {
            exports.export(&format!("here.{part}"), ExportKind::Global, self.here(part));
            let need = self.copier.needs[&part];
            exports.export(&format!("need.{part}"), ExportKind::Func, need);
        }
        let module = self.copier.module;
        let things = [
            ("memory", ExportKind::Memory, module.memories.len()),
            ("table", ExportKind::Table, module.tables.len()),
            ("global", ExportKind::Global, module.globals.len()),
        ];
        for (of, kind, many) in things {
            for number in 0..many {
                exports.export(&format!("{of}.{number}"), kind, count(number));
            }
        }
        for function in self.copier.parts.lent(module, 1) {
            let number = self.copier.functions[&function];
            exports.export(&name(function), ExportKind::Func, number);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for function in &self.own {
            code.function(&match self.copier.parts.home(*function) {
                1 => self.copier.copied(*function)?,
                _ => self.copier.stub(*function)?,
            });
        }
        for part in self.others() {
            code.function(&self.need(part));
        }
        Ok(())
    }

    fn parse_data(
        &mut self,
        data: &mut DataSection,
        segment: Data<'_>,
    ) -> Result<(), Error<String>> {
        let start = address(&segment.kind).map_err(Error::UserError)?;
        let kept = self.constants.without_later(start, segment.data);
        data.active(0, &ConstExpr::i32_const(start.cast_signed()), kept);
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

/// A global that is 0 or 1.
fn switch() -> GlobalType {
    GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    }
}
