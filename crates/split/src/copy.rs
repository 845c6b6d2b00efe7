//! Copies functions into a part. Whatever another part has is reached from there in one of two ways:
//! functions of earlier parts are imported, later ones called through the table, once their part is
//! there.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Function, Instruction};
use wasmparser::Operator;

use crate::module::{Module, Outcome, count, unreadable};
use crate::parts::Parts;

/// Copies into one part.
pub struct Copier<'a> {
    pub module: &'a Module<'a>,
    pub parts: &'a Parts,
    /// The number in this part of each function that it has or imports.
    pub functions: BTreeMap<u32, u32>,
    /// The number in this part of the function that makes sure that another is there.
    pub needs: BTreeMap<usize, u32>,
}

impl Copier<'_> {
    /// A function as it is in this part.
    pub fn copied(&mut self, function: u32) -> Result<Function, Error<String>> {
        let body = self.module.body(function).clone();
        let mut copy = self.new_function_with_parsed_locals(&body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::Call { function_index }
                    if !self.functions.contains_key(&function_index) =>
                {
                    self.call(&mut copy, function_index)?;
                }
                operator => {
                    copy.instruction(&self.instruction(operator)?);
                }
            }
        }
        Ok(copy)
    }

    /// A function that hands its parameters to a function of a later part.
    pub fn stub(&self, function: u32) -> Result<Function, Error<String>> {
        let mut stub = Function::new([]);
        for parameter in 0..self.module.parameters(function) {
            stub.instruction(&Instruction::LocalGet(count(parameter)));
        }
        self.call(&mut stub, function)?;
        stub.instruction(&Instruction::End);
        Ok(stub)
    }

    /// Calls a function of a later part. The parameters are on the stack already.
    fn call(&self, caller: &mut Function, function: u32) -> Result<(), Error<String>> {
        let slot = self.parts.slots.get(&function);
        let need = self.needs.get(&self.parts.home(function));
        let (Some(slot), Some(need)) = (slot, need) else {
            return Err(Error::UserError(format!(
                "there is no way to function {function}"
            )));
        };
        caller.instruction(&Instruction::Call(*need));
        caller.instruction(&Instruction::I32Const(
            self.place(*slot).map_err(Error::UserError)?,
        ));
        caller.instruction(&Instruction::CallIndirect {
            type_index: self.module.function_types[function as usize],
            table_index: self.module.function_table().map_err(Error::UserError)?,
        });
        Ok(())
    }

    /// Where in the table a slot is.
    pub fn place(&self, slot: u32) -> Outcome<i32> {
        let table = self.module.function_table()? as usize;
        let before = self.module.tables[table].initial;
        i32::try_from(before + u64::from(slot)).map_err(unreadable)
    }
}

impl Reencode for Copier<'_> {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        let number = self.functions.get(&function).copied();
        number.ok_or_else(|| Error::UserError(format!("function {function} is in another part")))
    }

    /// All data is copied into memory when a part arrives: no instruction refers to it.
    fn data_index(&mut self, data: u32) -> Result<u32, Error<String>> {
        Err(Error::UserError(format!(
            "data {data} is used by a function"
        )))
    }
}
