//! A part that comes later.

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, FunctionSection, ImportSection, TypeSection,
};
use wasmparser::{Parser, Payload};

use crate::copy::Copier;
use crate::data::Constants;
use crate::module::{Module, Outcome, count, unreadable};
use crate::parts::{Parts, name};

/// Part number so-and-so: its functions and its data. From `parts` it imports what earlier parts
/// have, by the names under which they export it, and into the table it puts the functions that
/// these call.
///
/// # Errors
/// When the module cannot be copied.
pub fn later(
    module: &Module,
    parts: &Parts,
    constants: &Constants,
    part: usize,
) -> Outcome<Vec<u8>> {
    let own: Vec<u32> = parts.own(module, part).collect();
    let awaited = parts.awaited(module, part);
    let borrowed = parts.borrowed(module, part);
    let imported = count(awaited.len() + borrowed.len());
    let mut writer = Writer {
        copier: Copier {
            module,
            parts,
            needs: awaited.iter().copied().zip(0..).collect(),
            functions: (borrowed.iter().copied().zip(count(awaited.len())..))
                .chain(own.iter().copied().zip(imported..))
                .collect(),
        },
        own,
        part,
    };
    writer.module(constants).map_err(unreadable)
}

struct Writer<'a> {
    copier: Copier<'a>,
    own: Vec<u32>,
    part: usize,
}

impl Writer<'_> {
    fn module(&mut self, constants: &Constants) -> Result<Vec<u8>, Error<String>> {
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for function in &self.own {
            functions.function(self.copier.module.function_types[*function as usize]);
            code.function(&self.copier.copied(*function)?);
        }
        let mut data = DataSection::new();
        for (address, bytes) in constants.brought(self.part) {
            data.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes);
        }
        let mut copy = wasm_encoder::Module::new();
        copy.section(&self.types()?)
            .section(&self.imports()?)
            .section(&functions)
            .section(&self.exports())
            .section(&self.slots()?)
            .section(&code)
            .section(&data);
        Ok(copy.finish())
    }

    /// All of them and one more: so every type keeps its number.
    fn types(&mut self) -> Result<TypeSection, Error<String>> {
        let mut types = TypeSection::new();
        for payload in Parser::new(0).parse_all(self.copier.module.bytes) {
            if let Payload::TypeSection(section) = payload? {
                self.copier.parse_type_section(&mut types, section)?;
            }
        }
        types.ty().function([], []);
        Ok(types)
    }

    /// All memories, tables and globals, so that each keeps its number; and the functions that it
    /// calls in earlier parts.
    fn imports(&mut self) -> Result<ImportSection, Error<String>> {
        let module = self.copier.module;
        let mut imports = ImportSection::new();
        let mut import = |name: &str, kind: EntityType| {
            imports.import("parts", name, kind);
        };
        for (number, memory) in module.memories.iter().enumerate() {
            let kind = self.copier.memory_type(*memory)?;
            import(&format!("memory.{number}"), EntityType::Memory(kind));
        }
        for (number, table) in module.tables.iter().enumerate() {
            // It is longer, by the slots.
            let mut kind = self.copier.table_type(*table)?;
            kind.maximum = None;
            import(&format!("table.{number}"), EntityType::Table(kind));
        }
        for (number, global) in module.globals.iter().enumerate() {
            let kind = self.copier.global_type(*global)?;
            import(&format!("global.{number}"), EntityType::Global(kind));
        }
        for part in self.copier.needs.keys() {
            import(&format!("need.{part}"), EntityType::Function(module.types));
        }
        for function in self.copier.parts.borrowed(module, self.part) {
            let kind = module.function_types[function as usize];
            import(&name(function), EntityType::Function(kind));
        }
        Ok(imports)
    }

    fn exports(&self) -> ExportSection {
        let mut exports = ExportSection::new();
        for function in self.copier.parts.lent(self.copier.module, self.part) {
            let number = self.copier.functions[&function];
            exports.export(&name(function), ExportKind::Func, number);
        }
        exports
    }

    fn slots(&mut self) -> Result<ElementSection, Error<String>> {
        let mut slots = ElementSection::new();
        let filled = self.copier.parts.filled(self.part);
        let Some((_, begin)) = filled.first() else {
            return Ok(slots);
        };
        let place = self.copier.place(*begin).map_err(Error::UserError)?;
        let table = self
            .copier
            .module
            .function_table()
            .map_err(Error::UserError)?;
        let functions: Vec<u32> = filled
            .iter()
            .map(|(function, _)| self.copier.function_index(*function))
            .collect::<Result<_, _>>()?;
        slots.active(
            Some(table),
            &ConstExpr::i32_const(place),
            Elements::Functions(functions.into()),
        );
        Ok(slots)
    }
}
