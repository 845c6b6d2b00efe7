//! What has to be known of a module to part it.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{
    ElementItems, ExternalKind, FunctionBody, GlobalType, MemoryType, Operator, Parser, Payload,
    RefType, TableType, TypeRef,
};

/// Or a sentence that says what is wrong.
pub type Outcome<T = ()> = Result<T, String>;

/// A module, as far as parting it goes. Functions are numbered as the module numbers them:
/// imported ones first.
pub struct Module<'a> {
    /// The whole of it.
    pub bytes: &'a [u8],
    /// How many functions are imported.
    pub imported: u32,
    /// How many types there are.
    pub types: u32,
    /// Of each type, how many parameters it has.
    parameters: Vec<usize>,
    /// The type of each function, by number.
    pub function_types: Vec<u32>,
    /// The bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    /// The functions that each of those calls, and how often.
    calls: Vec<BTreeMap<u32, usize>>,
    /// The functions that are exported, start, stand in a table, or are referred to as values.
    pub roots: BTreeSet<u32>,
    /// All tables. None of them is imported, as no memory and no global is.
    pub tables: Vec<TableType>,
    /// All memories.
    pub memories: Vec<MemoryType>,
    /// All globals.
    pub globals: Vec<GlobalType>,
}

impl<'a> Module<'a> {
    /// Reads a module.
    ///
    /// # Errors
    /// When it is no valid module, or one that a Rust compiler does not make.
    pub fn parse(bytes: &'a [u8]) -> Outcome<Self> {
        let mut module = Self {
            bytes,
            imported: 0,
            types: 0,
            parameters: Vec::new(),
            function_types: Vec::new(),
            bodies: Vec::new(),
            calls: Vec::new(),
            roots: BTreeSet::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(bytes) {
            module.take(payload.map_err(unreadable)?)?;
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'a>) -> Outcome {
        match payload {
            Payload::TypeSection(types) => {
                for kind in types.into_iter_err_on_gc_types() {
                    self.parameters
                        .push(kind.map_err(unreadable)?.params().len());
                    self.types += 1;
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    match import.map_err(unreadable)?.ty {
                        TypeRef::Func(kind) => self.function_types.push(kind),
                        other => return Err(format!("an import that is no function: {other:?}")),
                    }
                    self.imported += 1;
                }
            }
            Payload::FunctionSection(functions) => {
                for kind in functions {
                    self.function_types.push(kind.map_err(unreadable)?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table.map_err(unreadable)?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memories.push(memory.map_err(unreadable)?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global.map_err(unreadable)?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export.map_err(unreadable)?;
                    if export.kind == ExternalKind::Func {
                        self.roots.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => {
                self.roots.insert(func);
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    let ElementItems::Functions(functions) = element.map_err(unreadable)?.items
                    else {
                        return Err("a table with contents that are no functions".to_owned());
                    };
                    for function in functions {
                        self.roots.insert(function.map_err(unreadable)?);
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let calls = self.calls_in(&body)?;
                self.calls.push(calls);
                self.bodies.push(body);
            }
            _ => {}
        }
        Ok(())
    }

    /// How many parameters the function has.
    pub fn parameters(&self, function: u32) -> usize {
        self.parameters[self.function_types[function as usize] as usize]
    }

    /// The table whose entries are functions.
    ///
    /// # Errors
    /// When there is none: nothing could be called through it.
    pub fn function_table(&self) -> Outcome<u32> {
        let place = self
            .tables
            .iter()
            .position(|table| table.element_type == RefType::FUNCREF);
        place
            .and_then(|place| u32::try_from(place).ok())
            .ok_or_else(|| "there is no table of functions".to_owned())
    }

    /// The numbers of all functions that are not imported.
    pub fn own(&self) -> std::ops::Range<u32> {
        // A module has fewer functions than an u32 counts.
        self.imported..u32::try_from(self.function_types.len()).unwrap_or(u32::MAX)
    }

    /// The body of a function that is not imported.
    pub fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[(function - self.imported) as usize]
    }

    /// The functions that one calls that is not imported, and how often.
    pub fn calls_of(&self, function: u32) -> impl Iterator<Item = (u32, usize)> {
        let calls = &self.calls[(function - self.imported) as usize];
        calls.iter().map(|(function, times)| (*function, *times))
    }

    fn calls_in(&mut self, body: &FunctionBody) -> Outcome<BTreeMap<u32, usize>> {
        let mut calls = BTreeMap::new();
        for operator in body.get_operators_reader().map_err(unreadable)? {
            match operator.map_err(unreadable)? {
                Operator::Call { function_index } => {
                    *calls.entry(function_index).or_default() += 1;
                }
                Operator::RefFunc { function_index } => {
                    self.roots.insert(function_index);
                }
                _ => {}
            }
        }
        Ok(calls)
    }
}

/// For everything that goes wrong in reading or copying.
pub fn unreadable(error: impl std::fmt::Display) -> String {
    format!("no module that can be parted: {error}")
}

/// WebAssembly counts everything with 32 bits.
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
