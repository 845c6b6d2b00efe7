//! Which locals matter where: those whose value some way from there reads before it is written anew.

use wasm_encoder::Instruction;

use crate::code::Step;

/// A set of locals.
#[derive(Clone, PartialEq, Eq)]
pub struct Locals(Vec<u64>);

impl Locals {
    /// No local of so many.
    pub fn none(of: usize) -> Self {
        Self(vec![0; of.div_ceil(64)])
    }

    pub fn insert(&mut self, local: u32) {
        self.0[local as usize / 64] |= 1 << (local % 64);
    }

    fn remove(&mut self, local: u32) {
        self.0[local as usize / 64] &= !(1 << (local % 64));
    }

    pub fn contains(&self, local: u32) -> bool {
        self.0[local as usize / 64] & 1 << (local % 64) != 0
    }

    pub fn unite(&mut self, other: &Self) {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..)
            .take(self.0.len() * 64)
            .filter(|it| self.contains(*it))
    }
}

/// Of each step, the locals that matter before it. The steps are a whole function, or a piece of one
/// that closes what it opens; wherever that is left, those `outside` matter.
pub fn live(steps: &[Step], outside: &Locals) -> Vec<Locals> {
    let nothing = Locals(vec![0; outside.0.len()]);
    let mut before = vec![nothing; steps.len()];
    // At the start of a loop more may matter than one look from its end shows: again until nothing
    // is added.
    while look(steps, outside, &mut before) {}
    before
}

/// A block that is looked at from its end.
struct Open {
    /// What matters where a branch to it arrives, if it is no loop.
    after: Locals,
    /// What matters at the start of its second arm.
    otherwise: Option<Locals>,
    /// If it is a loop: where it starts.
    start: Option<usize>,
}

/// Goes once from the end to the start. Whether the start of a loop became another.
fn look(steps: &[Step], outside: &Locals, before: &mut [Locals]) -> bool {
    let starts = loops(steps);
    let mut open: Vec<Open> = Vec::new();
    let mut now = outside.clone();
    let mut changed = false;
    for (place, step) in steps.iter().enumerate().rev() {
        let at = |depth: u32, open: &[Open]| {
            let to = open.len().checked_sub(1 + depth as usize);
            to.map_or(outside.clone(), |to| match open[to].start {
                Some(start) => before[start].clone(),
                None => open[to].after.clone(),
            })
        };
        match &step.instruction {
            Instruction::End => open.push(Open {
                after: now.clone(),
                otherwise: None,
                start: starts[place],
            }),
            Instruction::Else => {
                if let Some(block) = open.last_mut() {
                    block.otherwise = Some(std::mem::replace(&mut now, block.after.clone()));
                }
            }
            Instruction::If(_) => {
                if let Some(block) = open.pop() {
                    now.unite(&block.otherwise.unwrap_or(block.after));
                }
            }
            Instruction::Block(_) => {
                open.pop();
            }
            Instruction::Loop(_) => {
                open.pop();
                changed |= before[place] != now;
            }
            Instruction::Br(depth) => now = at(*depth, &open),
            Instruction::BrIf(depth) => now.unite(&at(*depth, &open)),
            Instruction::BrTable(depths, otherwise) => {
                now = at(*otherwise, &open);
                for depth in depths.iter() {
                    now.unite(&at(*depth, &open));
                }
            }
            Instruction::Return => now = outside.clone(),
            Instruction::Unreachable => now = Locals(vec![0; now.0.len()]),
            Instruction::LocalGet(local) => now.insert(*local),
            Instruction::LocalSet(local) | Instruction::LocalTee(local) => now.remove(*local),
            _ => {}
        }
        before[place] = now.clone();
    }
    changed
}

/// Of each end of a loop, where that starts.
fn loops(steps: &[Step]) -> Vec<Option<usize>> {
    let mut starts = vec![None; steps.len()];
    let mut open = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        match step.instruction {
            Instruction::Loop(_) => open.push(Some(place)),
            Instruction::Block(_) | Instruction::If(_) => open.push(None),
            Instruction::End => starts[place] = open.pop().flatten(),
            _ => {}
        }
    }
    starts
}
