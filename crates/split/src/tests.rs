//! A small module is parted; what comes out is valid, and fits together.

use std::collections::BTreeSet;

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, ImportSection, Instruction, MemorySection,
    MemoryType, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef, Validator};

use crate::cut;
use crate::first::first;
use crate::module::Module;
use crate::parts::Parts;
use crate::record::{recording, switch};
use crate::rest::rest;

/// Imported: 0. Own: 1, exported, calls 2 and 3; 2 calls 0; 3 calls 2 and 4; 4 alone; 5 stands in
/// the table and calls 4. All take and give a number.
fn module() -> Vec<u8> {
    let calls: [&[u32]; 5] = [&[2, 3], &[0], &[2, 4], &[], &[4]];
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("host", "tell", EntityType::Function(0));
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for called in calls {
        functions.function(0);
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(0));
        for function in called {
            body.instruction(&Instruction::Call(*function));
        }
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 2,
        maximum: Some(2),
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut globals = GlobalSection::new();
    globals.global(switch(), &ConstExpr::i32_const(7));
    let mut exports = ExportSection::new();
    exports.export("go", ExportKind::Func, 1);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions([5].as_slice().into()),
    );
    let mut module = wasm_encoder::Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories)
        .section(&globals)
        .section(&exports)
        .section(&elements)
        .section(&code);
    module.finish()
}

fn valid(bytes: &[u8]) {
    let mut validator = Validator::new();
    if let Err(error) = validator.validate_all(bytes) {
        panic!("{error}");
    }
}

/// The names of what a module exports, with their kinds.
fn exports(bytes: &[u8]) -> BTreeSet<(String, String)> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ExportSection(section) = payload.expect("valid") {
            for export in section {
                let export = export.expect("valid");
                names.insert((export.name.to_owned(), format!("{:?}", export.kind)));
            }
        }
    }
    names
}

/// The names of what a module imports from another, with their kinds.
fn imports(bytes: &[u8], from: &str) -> BTreeSet<(String, String)> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ImportSection(section) = payload.expect("valid") {
            for import in section.into_imports() {
                let import = import.expect("valid");
                if import.module == from {
                    let kind = match import.ty {
                        TypeRef::Func(_) => ExternalKind::Func,
                        TypeRef::Table(_) => ExternalKind::Table,
                        TypeRef::Memory(_) => ExternalKind::Memory,
                        TypeRef::Global(_) => ExternalKind::Global,
                        other => panic!("{other:?}"),
                    };
                    names.insert((import.name.to_owned(), format!("{kind:?}")));
                }
            }
        }
    }
    names
}

#[test]
fn functions_go_where_they_belong() {
    let bytes = module();
    let module = Module::parse(&bytes).expect("a module");
    // The exported function and the one it calls first have run.
    let parts = Parts::of(&module, &[0, 1]).expect("parts");
    assert_eq!(parts.rest, [3, 4, 5]);
    // 3 is called by 1, and 5 stands in the table; 4 is of concern to the rest alone.
    assert_eq!(
        parts.stubs.into_iter().collect::<Vec<_>>(),
        [(3, 0), (5, 1)]
    );
    assert_eq!(parts.first, [1, 2, 3, 5]);
    assert_eq!(parts.shared.into_iter().collect::<Vec<_>>(), [2]);
}

#[test]
fn both_parts_are_valid_and_fit_together() {
    let bytes = module();
    valid(&bytes);
    let module = Module::parse(&bytes).expect("a module");
    // Every choice of what has run.
    for choice in 0..1u32 << module.bodies.len() {
        let ran: Vec<u32> = (0..5).filter(|own| choice & 1 << own != 0).collect();
        let parts = Parts::of(&module, &ran).expect("parts");
        let first = first(&module, &parts, 2).expect("the first part");
        let rest = rest(&module, &parts, 2).expect("the rest");
        valid(&first);
        valid(&rest);
        assert!(
            imports(&rest, "first").is_subset(&exports(&first)),
            "{ran:?}"
        );
        assert!(exports(&bytes).is_subset(&exports(&first)), "{ran:?}");
        assert_eq!(imports(&first, "host"), imports(&bytes, "host"));
        assert_eq!(imports(&first, "parts").len(), 1);
    }
}

#[test]
fn a_first_part_can_be_cut_again() {
    let bytes = module();
    // Every pair of choices, the second of which goes on from the first.
    for (one, two) in (0..32_u32).flat_map(|one| (0..32).map(move |two| (one, two))) {
        let ran = [one, two].map(|choice| (0..5).filter(|own| choice & 1 << own != 0).collect());
        let parts = cut(bytes.clone(), ran.to_vec()).expect("parts");
        let [first, second, third] = &*parts else {
            panic!("{} parts", parts.len())
        };
        parts.iter().for_each(|part| valid(part));
        let shared = exports(first);
        for part in [second, third] {
            assert!(imports(part, "first").is_subset(&shared), "{ran:?}");
        }
        assert!(exports(&bytes).is_subset(&shared), "{ran:?}");
        assert_eq!(imports(first, "parts").len(), 2, "{ran:?}");
    }
}

#[test]
fn a_recording_has_a_note_for_every_function() {
    let bytes = module();
    let recording = recording(&Module::parse(&bytes).expect("a module")).expect("a recording");
    valid(&recording);
    let notes = exports(&recording).into_iter();
    let notes: Vec<String> = notes
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("ran."))
        .collect();
    assert_eq!(notes, ["ran.0", "ran.1", "ran.2", "ran.3", "ran.4"]);
}

#[test]
fn what_cannot_be_parted_is_refused() {
    let bytes = module();
    let module = Module::parse(&bytes).expect("a module");
    assert!(Parts::of(&module, &[5]).is_err());
    assert!(Module::parse(b"<html>").is_err());
}
