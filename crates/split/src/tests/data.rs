//! Constants come with whom they are needed by.

use std::ops::Range;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, Encode, Function,
    FunctionSection, Instruction, LinkingSection, MemorySection, MemoryType, Module, RefType,
    SymbolTable, TableSection, TableType, TypeSection,
};

use super::generated::{CONSTANTS, WORDS};
use crate::data::Constants;
use crate::linked::Linked;
use crate::module;
use crate::parts::Parts;

/// Two functions, with these numbers.
fn with_numbers(numbers: [&[u32]; 2]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for numbers in numbers {
        functions.function(0);
        let mut function = Function::new([]);
        for number in numbers {
            function.instruction(&Instruction::I32Const(number.cast_signed()));
            function.instruction(&Instruction::Drop);
        }
        function.instruction(&Instruction::End);
        code.function(&function);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 1,
        maximum: None,
        shared: false,
    });
    let mut module = Module::new();
    module
        .section(&types)
        .section(&functions)
        .section(&tables)
        .section(&memory());
    module.section(&code).section(&data());
    module.finish()
}

fn memory() -> MemorySection {
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    memories
}

/// The third word is the address of the fifth.
fn data() -> DataSection {
    let words = (0..WORDS).map(|word| if word == 2 { CONSTANTS + 16 } else { word + 1 });
    let bytes: Vec<u8> = words.flat_map(u32::to_le_bytes).collect();
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(CONSTANTS.cast_signed()), bytes);
    data
}

fn word(number: u32) -> Range<u32> {
    CONSTANTS + 4 * number..CONSTANTS + 4 * number + 4
}

/// The words that come with the second part, if the first part has these numbers, and the second one
/// the addresses of all words.
fn later(numbers: &[u32], linked: &Linked) -> Vec<u32> {
    let all: Vec<u32> = (0..WORDS).map(|number| word(number).start).collect();
    let bytes = with_numbers([numbers, &all]);
    let module = module::Module::parse(&bytes).expect("a module");
    let parts = Parts::of(&module, &[1, 2], 2).expect("parts");
    let constants = Constants::of(&module, linked, &parts).expect("constants");
    let brought = constants.brought(2).into_iter();
    let words = brought.flat_map(|(start, bytes)| {
        let end = start + u32::try_from(bytes.len()).expect("few");
        (start - CONSTANTS) / 4..(end - CONSTANTS) / 4
    });
    words.collect()
}

fn linked() -> Linked {
    Linked {
        things: (0..WORDS).map(word).collect(),
        pointers: vec![CONSTANTS + 8],
        reached_around: Vec::new(),
        changing: Vec::new(),
    }
}

#[test]
fn a_constant_comes_with_whoever_refers_to_it() {
    let start = |number: u32| word(number).start;
    assert_eq!(later(&[], &linked()), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(later(&[start(0), 7], &linked()), [1, 2, 3, 4, 5, 6, 7]);
    // Within it, and at its end, where the next one starts.
    assert_eq!(later(&[start(5) + 1], &linked()), [0, 1, 2, 3, 4, 6, 7]);
    assert_eq!(later(&[start(7)], &linked()), [0, 1, 2, 3, 4, 5]);
    // What it points to comes, too.
    assert_eq!(later(&[start(2) + 1], &linked()), [0, 1, 5, 6, 7]);
}

#[test]
fn what_may_be_meant_by_anybody_comes_first() {
    let mut linked = linked();
    linked.changing.push(word(6));
    linked.reached_around.push(word(1));
    assert_eq!(later(&[], &linked), [0, 2, 3, 4, 5, 7]);
    let unseen = Linked {
        things: [word(16)].to_vec(),
        ..Linked::default()
    };
    assert_eq!(later(&[], &unseen), [0_u32; 0]);
}

#[test]
fn what_the_linker_writes_is_read() {
    let mut linking = LinkingSection::new();
    let mut symbols = SymbolTable::new();
    for number in 0..WORDS {
        let at = DataSymbolDefinition {
            index: 0,
            offset: 4 * number,
            size: 4,
        };
        symbols.data(0, &format!("word {number}"), Some(at));
    }
    linking.symbol_table(&symbols);
    // Section 1 is of data; one entry: an address (5) at the third word, behind the count, the kind
    // of segment, where it goes (three bytes and two) and its size.
    let mut relocations = Vec::new();
    let place = 1 + 1 + 4 + 1 + 8;
    for number in [1_u32, 1, 5, place, 4, 0] {
        number.encode(&mut relocations);
    }
    let mut module = Module::new();
    module
        .section(&memory())
        .section(&data())
        .section(&linking)
        .section(&CustomSection {
            name: "reloc.DATA".into(),
            data: relocations.into(),
        });
    let linked = Linked::parse(&module.finish()).expect("all of it is there");
    assert_eq!(linked.things, (0..WORDS).map(word).collect::<Vec<_>>());
    assert_eq!(linked.pointers, [CONSTANTS + 8]);
    assert!(Linked::parse(&with_numbers([&[], &[]])).is_err());
}
