//! A function as a list of steps, each of which knows when it ran first.

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{Function, Instruction, ValType};
use wasmparser::{
    FuncToValidate, FuncValidatorAllocations, FunctionBody, Parser, ValidPayload, Validator,
    ValidatorResources, WasmFeatures,
};

use crate::module::{Outcome, unreadable};
use crate::points::Points;
use crate::record::PAGE;

/// One instruction.
#[derive(Clone)]
pub struct Step<'a> {
    pub instruction: Instruction<'a>,
    /// How many it takes, more or less.
    pub bytes: usize,
    /// The number of the part with which it ran first.
    pub heat: u8,
    /// Whether its block could be cut in two before it: there is a point, and nothing on the stack
    /// of the block.
    pub opens: bool,
}

/// What it does, in parameters, results and steps. The last step is the end.
pub struct Code<'a> {
    pub kind: u32,
    pub parameters: usize,
    /// The types of all locals, parameters first.
    pub locals: Vec<ValType>,
    pub steps: Vec<Step<'a>>,
}

impl Code<'_> {
    /// The number of the part with which it ran first.
    pub fn heat(&self) -> u8 {
        self.steps[0].heat
    }

    /// As it stands in a module.
    pub fn written(&self) -> Function {
        let own = self.locals[self.parameters..].iter().copied();
        let mut function = Function::new_with_locals_types(own);
        for step in &self.steps {
            function.instruction(&step.instruction);
        }
        function
    }
}

/// Reads all functions of a module. The notes say of each point, in the order of the module, when it
/// ran first.
///
/// # Errors
/// When the module is not valid, uses what came after WebAssembly 2 (other ways to branch, say), or
/// is not the one that the notes are about.
pub fn read<'a>(bytes: &'a [u8], notes: &[u8]) -> Outcome<Vec<Code<'a>>> {
    let mut validator = Validator::new_with_features(WasmFeatures::WASM2);
    let mut notes = notes.iter().copied();
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(unreadable)?;
        if let ValidPayload::Func(function, body) =
            validator.payload(&payload).map_err(unreadable)?
        {
            all.push(steps(function, &body, &mut notes)?);
        }
    }
    // They fill whole pages of memory.
    match notes.count() < PAGE {
        true => Ok(all),
        false => Err("there are notes of more points than the module has".to_owned()),
    }
}

fn steps<'a>(
    function: FuncToValidate<ValidatorResources>,
    body: &FunctionBody<'a>,
    notes: &mut impl Iterator<Item = u8>,
) -> Outcome<Code<'a>> {
    let kind = function.ty;
    let mut validator = function.into_validator(FuncValidatorAllocations::default());
    let parameters = validator.len_locals() as usize;
    let mut reader = body.get_binary_reader();
    validator.read_locals(&mut reader).map_err(unreadable)?;
    let mut code = Code {
        kind,
        parameters,
        locals: locals(&validator)?,
        steps: Vec::new(),
    };
    let mut points = Points::default();
    let mut heat = 0;
    let mut operators = body.get_operators_reader().map_err(unreadable)?;
    while !operators.eof() {
        let (operator, offset) = operators.read_with_offset().map_err(unreadable)?;
        let point = points.before(&operator);
        if point {
            heat = notes.next().ok_or("there are points without a note")?;
        }
        let frame = validator.get_control_frame(0);
        let opens = point
            && frame.is_some_and(|frame| {
                !frame.unreachable && frame.height == validator.operand_stack_height() as usize
            });
        validator.op(offset, &operator).map_err(unreadable)?;
        code.steps.push(Step {
            instruction: RoundtripReencoder
                .instruction(operator)
                .map_err(unreadable)?,
            bytes: operators.original_position() - offset,
            heat,
            opens,
        });
    }
    Ok(code)
}

fn locals(validator: &wasmparser::FuncValidator<ValidatorResources>) -> Outcome<Vec<ValType>> {
    (0..validator.len_locals())
        .filter_map(|local| validator.get_local_type(local))
        .map(|kind| RoundtripReencoder.val_type(kind).map_err(unreadable))
        .collect()
}
