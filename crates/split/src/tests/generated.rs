//! Modules made up from a seed: functions with blocks, loops and branches of every kind, which call
//! later ones, read constants and tell the host what they do. Each ends by itself.

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    Instruction, MemArg, MemorySection, MemoryType, RefType, TableSection, TableType, TypeSection,
    ValType,
};

/// How many functions a module has; the first is exported as `go`.
pub const FUNCTIONS: u32 = 4;
/// Where its constants lie: so many words, one after another.
pub const CONSTANTS: u32 = 64;
pub const WORDS: u32 = 8;
/// Parameters and locals that anything may be written to.
const LOCALS: u32 = 6;
/// Behind them, a counter for each loop around.
const LOOPS: u32 = 8;

/// A module of a seed. All its functions take two numbers and give one.
pub fn module(seed: u64) -> Vec<u8> {
    let mut types = TypeSection::new();
    types
        .ty()
        .function([ValType::I32, ValType::I32], [ValType::I32]);
    types.ty().function([ValType::I32], []);
    let mut imports = ImportSection::new();
    imports.import("host", "tell", EntityType::Function(1));
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for number in 1..=FUNCTIONS {
        functions.function(0);
        code.function(&function(&mut chance, number));
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
    let global = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(global, &ConstExpr::i32_const(0));
    let mut exports = ExportSection::new();
    exports.export("go", ExportKind::Func, 1);
    let mut elements = ElementSection::new();
    let at = ConstExpr::i32_const(1);
    elements.active(
        None,
        &at,
        Elements::Functions([FUNCTIONS].as_slice().into()),
    );
    let mut data = DataSection::new();
    let words = (1..=WORDS).flat_map(|word| (word * 0x0101_0101).to_le_bytes());
    let words: Vec<u8> = words.collect();
    data.active(0, &ConstExpr::i32_const(CONSTANTS.cast_signed()), words);
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
        .section(&code)
        .section(&data);
    module.finish()
}

fn function(chance: &mut Chance, number: u32) -> Function {
    let mut writer = Writer {
        chance,
        number,
        written: Vec::new(),
        labels: vec![Label::Value],
        loops: 0,
    };
    writer.statements(4);
    writer.value(2);
    writer.put(Instruction::End);
    let locals = (0..LOCALS + LOOPS - 2)
        .map(|_| ValType::I32)
        .chain([ValType::I64]);
    let mut function = Function::new_with_locals_types(locals);
    for instruction in &writer.written {
        function.instruction(instruction);
    }
    function
}

/// Numbers that look as if they were drawn.
pub struct Chance(pub u64);

impl Chance {
    /// One below.
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 >> 33).unwrap_or_default() % most
    }
}

/// What a branch to a block carries.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Nothing,
    Value,
    /// The start of a loop, which only its counter allows.
    Loop,
}

struct Writer<'a> {
    chance: &'a mut Chance,
    number: u32,
    written: Vec<Instruction<'static>>,
    labels: Vec<Label>,
    loops: u32,
}

impl Writer<'_> {
    fn put(&mut self, instruction: Instruction<'static>) {
        self.written.push(instruction);
    }

    fn local(&mut self) -> u32 {
        self.chance.below(LOCALS)
    }

    fn statements(&mut self, depth: u32) {
        for _ in 0..=self.chance.below(3) {
            self.statement(depth);
        }
    }

    fn block(&mut self, opening: Instruction<'static>, label: Label, depth: u32) {
        self.put(opening);
        self.labels.push(label);
        self.statements(depth);
    }

    fn end(&mut self) {
        self.labels.pop();
        self.put(Instruction::End);
    }

    fn statement(&mut self, depth: u32) {
        let kinds = if depth == 0 { 4 } else { 14 };
        match self.chance.below(kinds) {
            0 | 1 => {
                self.value(depth.min(2));
                let local = self.local();
                self.put(Instruction::LocalSet(local));
            }
            2 => {
                self.value(1);
                self.put(Instruction::Call(0));
            }
            3 => self.branch(),
            4..=7 => {
                self.value(1);
                self.block(Instruction::If(BlockType::Empty), Label::Nothing, depth - 1);
                if self.chance.below(2) == 0 {
                    self.put(Instruction::Else);
                    self.statements(depth - 1);
                }
                self.leave();
                self.end();
            }
            8..=10 => {
                self.block(
                    Instruction::Block(BlockType::Empty),
                    Label::Nothing,
                    depth - 1,
                );
                self.end();
            }
            11 => self.choice(depth),
            _ => self.looped(depth),
        }
    }

    /// Perhaps goes somewhere else for good.
    fn leave(&mut self) {
        match self.chance.below(8) {
            0 => {
                self.value(1);
                self.put(Instruction::Return);
            }
            1 => self.put(Instruction::Unreachable),
            2 | 3 => {
                if let Some(depth) = self.target(Label::Nothing) {
                    self.put(Instruction::Br(depth));
                }
            }
            _ => {}
        }
    }

    fn branch(&mut self) {
        if let Some(depth) = self.target(Label::Nothing) {
            self.value(1);
            self.put(Instruction::BrIf(depth));
        }
    }

    /// The depth of some block with such a label.
    fn target(&mut self, label: Label) -> Option<u32> {
        let depths = self.labels.iter().rev().zip(0..);
        let fitting = depths
            .filter(|(it, _)| **it == label)
            .map(|(_, depth)| depth);
        let fitting: Vec<u32> = fitting.collect();
        let most = u32::try_from(fitting.len()).unwrap_or_default();
        (most > 0).then(|| fitting[self.chance.below(most) as usize])
    }

    fn choice(&mut self, depth: u32) {
        self.block(Instruction::Block(BlockType::Empty), Label::Nothing, 0);
        self.block(Instruction::Block(BlockType::Empty), Label::Nothing, 0);
        self.value(1);
        let far = self.target(Label::Nothing).unwrap_or_default();
        self.put(Instruction::BrTable(vec![0, far].into(), 1));
        self.end();
        self.statements(depth - 1);
        self.leave();
        self.end();
    }

    fn looped(&mut self, depth: u32) {
        if self.loops == LOOPS - 1 {
            return;
        }
        let counter = LOCALS + self.loops;
        self.loops += 1;
        let times = self.chance.below(4).cast_signed();
        self.put(Instruction::I32Const(times));
        self.put(Instruction::LocalSet(counter));
        self.block(Instruction::Loop(BlockType::Empty), Label::Loop, depth - 1);
        // Again, from a block within.
        self.count(counter);
        self.block(Instruction::If(BlockType::Empty), Label::Nothing, depth - 1);
        self.put(Instruction::Br(1));
        self.end();
        self.statements(depth - 1);
        self.count(counter);
        self.put(Instruction::BrIf(0));
        self.end();
        self.loops -= 1;
    }

    /// One less; whether there is more to do.
    fn count(&mut self, counter: u32) {
        self.put(Instruction::LocalGet(counter));
        self.put(Instruction::I32Const(1));
        self.put(Instruction::I32Sub);
        self.put(Instruction::LocalTee(counter));
        self.put(Instruction::I32Const(0));
        self.put(Instruction::I32GtS);
    }

    fn value(&mut self, depth: u32) {
        let kinds = if depth == 0 { 5 } else { 12 };
        match self.chance.below(kinds) {
            0 => {
                let number = self.chance.below(5).cast_signed();
                self.put(Instruction::I32Const(number));
            }
            1..=3 => {
                let local = self.local();
                self.put(Instruction::LocalGet(local));
            }
            4 => {
                let word = CONSTANTS + 4 * self.chance.below(WORDS);
                self.put(Instruction::I32Const(word.cast_signed()));
                self.put(Instruction::I32Load(MemArg {
                    offset: 0,
                    align: 2,
                    memory_index: 0,
                }));
            }
            5 | 6 => {
                self.value(depth - 1);
                self.value(depth - 1);
                self.put(Instruction::I32Add);
            }
            7 => {
                self.value(depth - 1);
                self.value(depth - 1);
                self.put(Instruction::I32LtU);
            }
            8 if self.number < FUNCTIONS => {
                self.value(depth - 1);
                self.value(depth - 1);
                let called = self.number + 1 + self.chance.below(FUNCTIONS - self.number);
                self.put(Instruction::Call(called));
            }
            9 => {
                let wide = LOCALS + LOOPS;
                self.value(depth - 1);
                self.put(Instruction::I64ExtendI32U);
                self.put(Instruction::LocalGet(wide));
                self.put(Instruction::I64Add);
                self.put(Instruction::LocalTee(wide));
                self.put(Instruction::I32WrapI64);
            }
            10 => self.value_of_a_block(depth - 1),
            _ => self.value_of_a_choice(depth - 1),
        }
    }

    /// A block that is left early with one value, or at its end with another.
    fn value_of_a_block(&mut self, depth: u32) {
        self.block(
            Instruction::Block(BlockType::Result(ValType::I32)),
            Label::Value,
            depth,
        );
        self.value(depth);
        self.value(depth);
        if let Some(depth) = self.target(Label::Value) {
            self.put(Instruction::BrIf(depth));
        } else {
            self.put(Instruction::Drop);
        }
        self.put(Instruction::Drop);
        self.statements(depth);
        self.value(depth);
        self.end();
    }

    fn value_of_a_choice(&mut self, depth: u32) {
        self.value(depth);
        self.block(
            Instruction::If(BlockType::Result(ValType::I32)),
            Label::Value,
            depth,
        );
        self.value(depth);
        self.put(Instruction::Else);
        self.statements(depth);
        self.value(depth);
        self.end();
    }
}
