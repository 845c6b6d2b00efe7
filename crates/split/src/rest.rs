//! The part that follows.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection,
    TypeSection,
};
use wasmparser::{Parser, Payload};

use crate::first::count;
use crate::module::{Module, Outcome, unreadable};
use crate::parts::{Parts, name};

/// The rest, as part number so-and-so: all other functions. It imports from `first` what it shares
/// with the first part, and puts the functions that stubs stand for into their slots.
///
/// # Errors
/// When the module cannot be copied.
pub fn rest(module: &Module, parts: &Parts, part: usize) -> Outcome<Vec<u8>> {
    let imported = parts.shared.iter().copied().zip(0..);
    let own = parts.rest.iter().copied().zip(count(parts.shared.len())..);
    let mut writer = Writer {
        numbers: imported.chain(own).collect(),
        part,
    };
    writer.module(module, parts).map_err(unreadable)
}

struct Writer {
    /// The number of each function in this part.
    numbers: BTreeMap<u32, u32>,
    part: usize,
}

impl Writer {
    fn module(&mut self, module: &Module, parts: &Parts) -> Result<Vec<u8>, Error<String>> {
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for function in &parts.rest {
            functions.function(module.function_types[*function as usize]);
            self.parse_function_body(&mut code, module.body(*function).clone())?;
        }
        let mut copy = wasm_encoder::Module::new();
        copy.section(&self.types(module)?)
            .section(&self.imports(module, parts)?)
            .section(&functions)
            .section(&self.slots(module, parts)?)
            .section(&code);
        Ok(copy.finish())
    }

    /// All of them: so every type keeps its number.
    fn types(&mut self, module: &Module) -> Result<TypeSection, Error<String>> {
        let mut types = TypeSection::new();
        for payload in Parser::new(0).parse_all(module.bytes) {
            if let Payload::TypeSection(section) = payload? {
                self.parse_type_section(&mut types, section)?;
            }
        }
        Ok(types)
    }

    /// All memories, tables and globals: so each keeps its number.
    fn imports(&mut self, module: &Module, parts: &Parts) -> Result<ImportSection, Error<String>> {
        let part = self.part;
        let mut imports = ImportSection::new();
        let mut import = |of: &str, number: usize, kind: EntityType| {
            imports.import("first", &name(part, of, number), kind);
        };
        for (number, memory) in module.memories.iter().enumerate() {
            import(
                "memory",
                number,
                EntityType::Memory(self.memory_type(*memory)?),
            );
        }
        for (number, table) in module.tables.iter().enumerate() {
            // The first part's table is longer, by the slots.
            let mut kind = self.table_type(*table)?;
            kind.maximum = None;
            import("table", number, EntityType::Table(kind));
        }
        for (number, global) in module.globals.iter().enumerate() {
            import(
                "global",
                number,
                EntityType::Global(self.global_type(*global)?),
            );
        }
        for (number, function) in parts.shared.iter().enumerate() {
            let kind = module.function_types[*function as usize];
            import("f", number, EntityType::Function(kind));
        }
        Ok(imports)
    }

    fn slots(&mut self, module: &Module, parts: &Parts) -> Result<ElementSection, Error<String>> {
        let table = module.function_table().map_err(Error::UserError)?;
        let before = module.tables[table as usize].initial;
        let before = i32::try_from(before).map_err(|error| Error::UserError(error.to_string()))?;
        let functions: Vec<u32> = parts
            .stubs
            .keys()
            .map(|function| self.function_index(*function))
            .collect::<Result<_, _>>()?;
        let mut slots = ElementSection::new();
        slots.active(
            Some(table),
            &ConstExpr::i32_const(before),
            Elements::Functions(functions.into()),
        );
        Ok(slots)
    }
}

impl Reencode for Writer {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        let number = self.numbers.get(&function).copied();
        number.ok_or_else(|| Error::UserError(format!("function {function} is not shared")))
    }

    /// Data stays with the first part.
    fn data_index(&mut self, data: u32) -> Result<u32, Error<String>> {
        Err(Error::UserError(format!(
            "data {data} is used by a function of the rest"
        )))
    }
}
