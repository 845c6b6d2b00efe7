//! Makes each arm that is worth it a function of its own, and in these their arms again. The module
//! does exactly what it did before.
//!
//! ```text
//!   block                              block
//!     ..                                 ..
//!     br_if 0                            br_if 0
//!     local.get 1        ┐               local.get 1       what the arm reads
//!     call $write        │               call $arm
//!     local.set 2        ├─ ran later    local.set 2       what it changes, and matters
//!     local.get 2        │               br_if 1           by which exit
//!     br_if 1            ┘
//!   end                                end
//! ```
//!
//! An arm leaves on the stack what its block does at that place; then, if it has several exits, the
//! number of the one that was taken; then the locals that it gives.

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Instruction, TypeSection, ValType};
use wasmparser::{CodeSectionReader, FunctionSectionReader, TypeSectionReader};

use crate::arms::{Arm, Exit, arms};
use crate::code::{Code, Step, read};
use crate::module::{Module, Outcome, count, unreadable};
use crate::types::Types;

/// A module with a function for each arm, behind the others; and of each function that is not
/// imported, when it ran first.
pub struct Outlined {
    pub bytes: Vec<u8>,
    pub heat: Vec<u8>,
}

/// Cuts all arms out. The notes say of each point when it ran first.
///
/// # Errors
/// When the module is none that can be parted, or not the one that the notes are about.
pub fn outline(bytes: &[u8], notes: &[u8]) -> Outcome<Outlined> {
    let imported = Module::parse(bytes)?.imported;
    let mut types = Types::parse(bytes)?;
    let mut functions = read(bytes, notes)?;
    let mut next = 0;
    while next < functions.len() {
        let found = arms(&functions[next], &types);
        let numbers = imported + count(functions.len())..;
        let new: Vec<Code> = found
            .iter()
            .map(|arm| function(&functions[next], arm, &mut types))
            .collect();
        let with_calls = calling(&functions[next], found.iter().zip(numbers));
        functions[next].steps = with_calls;
        functions.extend(new);
        next += 1;
    }
    let heat = functions.iter().map(Code::heat).collect();
    let mut copy = wasm_encoder::Module::new();
    Writer { functions, types }
        .parse_core_module(&mut copy, wasmparser::Parser::new(0), bytes)
        .map_err(unreadable)?;
    Ok(Outlined {
        bytes: copy.finish(),
        heat,
    })
}

/// The function that an arm becomes.
fn function<'a>(code: &Code<'a>, arm: &Arm, types: &mut Types) -> Code<'a> {
    let heat = code.steps[arm.steps.start].heat;
    let kind_of = |local: &u32| code.locals[*local as usize];
    let takes: Vec<ValType> = arm.takes.iter().map(kind_of).collect();
    let choice = (arm.exits.len() > 1).then_some(ValType::I32);
    let gives = arm
        .values
        .iter()
        .copied()
        .chain(choice)
        .chain(arm.gives.iter().map(kind_of));
    let kind = types.number(takes, gives.collect());
    let block = types.block(&arm.values);
    let locals = Renumbered::of(code, arm);

    let mut steps: Vec<Step> = Vec::new();
    let ways = arm.exits.len();
    // Left in one way, with nothing to give: branches out of the arm leave the function.
    let plain = ways <= 1 && arm.gives.is_empty();
    let blocks = if plain { 0 } else { ways };
    steps.extend((0..blocks).map(|_| step(Instruction::Block(block), heat)));
    steps.extend(inside(code, arm, &locals));
    for way in 0..blocks {
        steps.push(step(Instruction::End, heat));
        if ways > 1 {
            let number = i32::try_from(way).unwrap_or(i32::MAX);
            steps.push(step(Instruction::I32Const(number), heat));
        }
        let gives = arm.gives.iter().map(|local| locals.get(*local));
        steps.extend(gives.map(|local| step(Instruction::LocalGet(local), heat)));
        if way + 1 < blocks {
            steps.push(step(Instruction::Return, heat));
        }
    }
    steps.push(step(Instruction::End, heat));
    Code {
        kind,
        parameters: arm.takes.len(),
        locals: locals.kinds,
        steps,
    }
}

/// The locals that an arm uses, as its function numbers them.
struct Renumbered {
    numbers: Vec<Option<u32>>,
    kinds: Vec<ValType>,
}

impl Renumbered {
    fn of(code: &Code, arm: &Arm) -> Self {
        let mut all = Self {
            numbers: vec![None; code.locals.len()],
            kinds: Vec::new(),
        };
        let used = code.steps[arm.steps.clone()]
            .iter()
            .filter_map(|step| match step.instruction {
                Instruction::LocalGet(it)
                | Instruction::LocalSet(it)
                | Instruction::LocalTee(it) => Some(it),
                _ => None,
            });
        let mut used: Vec<u32> = used.collect();
        // Those of a type stand together, so that they are declared together.
        used.sort_by_key(|local| (format!("{:?}", code.locals[*local as usize]), *local));
        for local in arm.takes.iter().chain(&used) {
            let number = &mut all.numbers[*local as usize];
            if number.is_none() {
                *number = Some(count(all.kinds.len()));
                all.kinds.push(code.locals[*local as usize]);
            }
        }
        all
    }

    fn get(&self, local: u32) -> u32 {
        self.numbers[local as usize].unwrap_or(u32::MAX)
    }
}

/// The steps of an arm, with locals and branches as its function needs them: the way out number n
/// leads to the n-th block from inside.
fn inside<'a>(code: &Code<'a>, arm: &Arm, locals: &Renumbered) -> Vec<Step<'a>> {
    let mut within = 0_u32;
    let function = arm.function;
    let mut steps = code.steps[arm.steps.clone()].to_vec();
    for step in &mut steps {
        let to = |depth: u32| match depth.checked_sub(within) {
            None => depth,
            Some(up) => {
                let way = arm.exits.iter().position(|exit| *exit == Exit::To(up));
                within + count(way.unwrap_or_default())
            }
        };
        step.instruction = match &step.instruction {
            Instruction::LocalGet(local) => Instruction::LocalGet(locals.get(*local)),
            Instruction::LocalSet(local) => Instruction::LocalSet(locals.get(*local)),
            Instruction::LocalTee(local) => Instruction::LocalTee(locals.get(*local)),
            Instruction::Br(depth) => Instruction::Br(to(*depth)),
            Instruction::BrIf(depth) => Instruction::BrIf(to(*depth)),
            Instruction::BrTable(depths, otherwise) => {
                let depths: Vec<u32> = depths.iter().map(|depth| to(*depth)).collect();
                Instruction::BrTable(depths.into(), to(*otherwise))
            }
            Instruction::Return => Instruction::Br(to(within + function)),
            other => other.clone(),
        };
        match step.instruction {
            Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) => within += 1,
            Instruction::End => within -= 1,
            _ => {}
        }
    }
    steps
}

/// The function with calls instead of its arms, which have become functions of these numbers.
fn calling<'a, 'b>(code: &Code<'a>, arms: impl Iterator<Item = (&'b Arm, u32)>) -> Vec<Step<'a>> {
    let mut steps = Vec::new();
    let mut place = 0;
    for (arm, number) in arms {
        steps.extend_from_slice(&code.steps[place..arm.steps.start]);
        let heat = code.steps[arm.steps.start].heat;
        let instructions = call(arm, number).into_iter();
        steps.extend(instructions.map(|instruction| step(instruction, heat)));
        place = arm.steps.end;
    }
    steps.extend_from_slice(&code.steps[place..]);
    steps
}

/// What comes instead of an arm.
fn call<'a>(arm: &Arm, function: u32) -> Vec<Instruction<'a>> {
    let takes = arm.takes.iter().map(|local| Instruction::LocalGet(*local));
    let mut instructions: Vec<Instruction> = takes.collect();
    instructions.push(Instruction::Call(function));
    let gives = arm.gives.iter().rev();
    instructions.extend(gives.map(|local| Instruction::LocalSet(*local)));
    let depths = arm.exits.iter().map(|exit| match exit {
        Exit::Through => 0,
        Exit::To(up) => *up,
    });
    let depths: Vec<u32> = depths.collect();
    match (&*depths, arm.goes_on) {
        ([], _) => instructions.push(Instruction::Unreachable),
        ([_], true) => {}
        ([only], false) => instructions.push(Instruction::Br(*only)),
        ([_, other], true) => instructions.push(Instruction::BrIf(*other)),
        ([all @ .., last], _) => {
            instructions.push(Instruction::BrTable(all.to_vec().into(), *last));
        }
    }
    instructions
}

/// A step that was not there before. No arm begins with it.
fn step(instruction: Instruction<'_>, heat: u8) -> Step<'_> {
    Step {
        instruction,
        bytes: 2,
        heat,
        opens: false,
    }
}

struct Writer<'a> {
    functions: Vec<Code<'a>>,
    types: Types,
}

impl Reencode for Writer<'_> {
    type Error = String;

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        utils::parse_type_section(self, types, section)?;
        for kind in self.types.added() {
            types.ty().func_type(&kind);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for code in &self.functions {
            functions.function(code.kind);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error<String>> {
        for function in &self.functions {
            code.function(&function.written());
        }
        Ok(())
    }
}
