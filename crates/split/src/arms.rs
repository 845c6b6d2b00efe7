//! Arms: pieces of a function that run later than it does, if ever.
//!
//! What stands in a block behind a point runs no earlier than the point does. So an arm always goes
//! from a point to the end of its block, and is entered at the point alone. It may be left in several
//! ways: at its end, or by a branch to a block around it, of which leaving the function is one.

use std::ops::Range;

use wasm_encoder::{Instruction, ValType};

use crate::code::{Code, Step};
use crate::live::{Locals, live};
use crate::types::Types;

/// How an arm is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// At the end of a loop.
    Through,
    /// To where a branch would get that names the block so many levels above the arm. The first is
    /// the arm's own block.
    To(u32),
}

/// A piece that can be a function of its own.
pub struct Arm {
    pub steps: Range<usize>,
    /// All its ways out. One that gets to the end of the arm comes first.
    pub exits: Vec<Exit>,
    /// Whether the first one gets to the end of the arm.
    pub goes_on: bool,
    /// What it leaves on the stack, by whatever exit.
    pub values: Vec<ValType>,
    /// How many levels above it the function is: a return is a branch to that.
    pub function: u32,
    /// The locals that it needs.
    pub takes: Vec<u32>,
    /// The locals that it may change, and that matter afterwards.
    pub gives: Vec<u32>,
}

impl Arm {
    /// Whether what is cut out is more than what comes instead: with less than this to gain, its
    /// body, its type and its place in a table take as much.
    fn is_worth_it(&self, steps: &[Step]) -> bool {
        const GAIN: usize = 12;
        const CALL: usize = 9;
        let cut: usize = steps[self.steps.clone()]
            .iter()
            .map(|step| step.bytes)
            .sum();
        let locals = self.takes.len() + self.gives.len();
        let exits = self.exits.len().saturating_sub(1);
        cut >= CALL + GAIN + 2 * locals + 2 * exits
    }
}

/// The arms of a function that are worth cutting out, in order; none is within another.
pub fn arms(code: &Code, types: &Types) -> Vec<Arm> {
    let steps = &code.steps;
    if steps.iter().all(|step| step.heat <= code.heat()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut view = View::of(code, types);
    let mut place = 0;
    while place < steps.len() {
        if steps[place].opens && steps[place].heat > code.heat() {
            let arm = view.arm(place).filter(|arm| arm.is_worth_it(steps));
            if let Some(arm) = arm {
                place = arm.steps.end;
                found.push(arm);
                continue;
            }
        }
        view.pass(place);
        place += 1;
    }
    found
}

/// A function as seen from one of its steps.
struct View<'a> {
    code: &'a Code<'a>,
    types: &'a Types,
    live: Vec<Locals>,
    closes: Vec<usize>,
    /// The blocks around the step, the function itself being the first.
    around: Vec<Block>,
}

struct Block {
    /// Where the arm in which the step is closes.
    close: usize,
    end: usize,
    /// If it is a loop: where it starts.
    start: Option<usize>,
    /// What a branch to it carries.
    carries: Vec<ValType>,
    /// What is on the stack at its end.
    results: Vec<ValType>,
}

impl<'a> View<'a> {
    fn of(code: &'a Code<'a>, types: &'a Types) -> Self {
        let end = code.steps.len() - 1;
        let results = types.of(code.kind).1.clone();
        let function = Block {
            close: end,
            end,
            start: None,
            carries: results.clone(),
            results,
        };
        Self {
            code,
            types,
            live: live(&code.steps, &Locals::none(code.locals.len())),
            closes: closes(&code.steps),
            around: vec![function],
        }
    }

    /// Goes on by this step.
    fn pass(&mut self, place: usize) {
        match &self.code.steps[place].instruction {
            Instruction::Block(kind) | Instruction::If(kind) => {
                let results = self.types.of_block(*kind).1;
                self.open(place, None, results.clone(), results);
            }
            Instruction::Loop(kind) => {
                let (takes, results) = self.types.of_block(*kind);
                self.open(place, Some(place), takes, results);
            }
            Instruction::Else => {
                if let Some(block) = self.around.last_mut() {
                    block.close = block.end;
                }
            }
            Instruction::End => {
                self.around.pop();
            }
            _ => {}
        }
    }

    fn open(
        &mut self,
        place: usize,
        start: Option<usize>,
        carries: Vec<ValType>,
        results: Vec<ValType>,
    ) {
        let close = self.closes[place];
        let end = match self.code.steps[close].instruction {
            Instruction::Else => self.closes[close],
            _ => close,
        };
        self.around.push(Block {
            close,
            end,
            start,
            carries,
            results,
        });
    }

    /// The arm that begins with this step, unless its exits are too different to be told apart.
    fn arm(&self, place: usize) -> Option<Arm> {
        let block = self.around.last()?;
        let steps = place..block.close;
        let inside = &self.code.steps[steps.clone()];
        let goes_on = !inside.last().is_some_and(|step| leaves(&step.instruction));
        let at_end = match block.start {
            Some(_) => Exit::Through,
            None => Exit::To(0),
        };
        let mut exits: Vec<Exit> = Vec::new();
        let function = u32::try_from(self.around.len() - 1).ok()?;
        let branches = branches(inside, function);
        if goes_on || branches.contains(&at_end) {
            exits.push(at_end);
        }
        for exit in branches {
            if !exits.contains(&exit) {
                exits.push(exit);
            }
        }
        let mut carried = exits.iter().map(|exit| self.carried(*exit));
        let values = carried.next().unwrap_or_default().to_vec();
        let alike = carried.all(|carried| carried == values);
        let told_apart = exits.len() <= 2 || !exits.contains(&Exit::Through);
        if !alike || !told_apart {
            return None;
        }
        let (takes, gives) = self.locals(inside, &exits);
        Some(Arm {
            steps,
            goes_on: exits.first() == Some(&at_end),
            exits,
            values,
            function,
            takes,
            gives,
        })
    }

    fn block(&self, up: u32) -> &Block {
        &self.around[self.around.len() - 1 - up as usize]
    }

    /// What is on the stack when an arm is left like this.
    fn carried(&self, exit: Exit) -> &[ValType] {
        match exit {
            Exit::Through => &self.block(0).results,
            Exit::To(up) => &self.block(up).carries,
        }
    }

    /// The locals that an arm takes, and those that it gives.
    fn locals(&self, inside: &[Step], exits: &[Exit]) -> (Vec<u32>, Vec<u32>) {
        let nothing = Locals::none(self.code.locals.len());
        let mut written = nothing.clone();
        for step in inside {
            if let Instruction::LocalSet(local) | Instruction::LocalTee(local) = step.instruction {
                written.insert(local);
            }
        }
        let mut matter = nothing.clone();
        for exit in exits {
            let arrives = match exit {
                Exit::Through => self.block(0).end,
                Exit::To(up) => self.block(*up).start.unwrap_or(self.block(*up).end),
            };
            matter.unite(&self.live[arrives]);
        }
        let mut gives = nothing;
        let given = written.iter().filter(|local| matter.contains(*local));
        given.for_each(|local| gives.insert(local));
        // It gives them at each exit, be they changed on the way or not.
        let takes = &live(inside, &gives)[0];
        (takes.iter().collect(), gives.iter().collect())
    }
}

/// Whether nothing follows an instruction.
fn leaves(instruction: &Instruction) -> bool {
    matches!(
        instruction,
        Instruction::Br(_)
            | Instruction::BrTable(..)
            | Instruction::Return
            | Instruction::Unreachable
    )
}

/// Where branches out of these steps lead. The function is so many levels above them.
fn branches(inside: &[Step], function: u32) -> Vec<Exit> {
    let mut exits = Vec::new();
    let mut within = 0_u32;
    for step in inside {
        let out = |depth: &u32| depth.checked_sub(within).map(Exit::To);
        match &step.instruction {
            Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) => within += 1,
            Instruction::End => within -= 1,
            Instruction::Br(depth) | Instruction::BrIf(depth) => exits.extend(out(depth)),
            Instruction::BrTable(depths, otherwise) => {
                exits.extend(depths.iter().filter_map(out));
                exits.extend(out(otherwise));
            }
            Instruction::Return => exits.push(Exit::To(function)),
            _ => {}
        }
    }
    exits
}

/// Of each step that opens a block or its second arm, where that is closed.
fn closes(steps: &[Step]) -> Vec<usize> {
    let mut closes = vec![0; steps.len()];
    let mut open = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        let closed = match step.instruction {
            Instruction::Else | Instruction::End => open.pop(),
            _ => None,
        };
        if let Some(opened) = closed {
            closes[opened] = place;
        }
        let opens = matches!(
            step.instruction,
            Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) | Instruction::Else
        );
        if opens {
            open.push(place);
        }
    }
    closes
}
