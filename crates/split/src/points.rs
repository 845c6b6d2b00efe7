//! The points of a function: where it begins, and where it goes on after its way has forked or met
//! another. What stands between two points runs as a whole, up to a trap.

use wasmparser::Operator;

/// Looks at a function's instructions one after another.
#[derive(Default)]
pub struct Points<'a> {
    last: Option<Operator<'a>>,
}

impl<'a> Points<'a> {
    /// Whether there is a point before the next instruction.
    pub fn before(&mut self, next: &Operator<'a>) -> bool {
        let point = match self.last {
            None => true,
            // Where a block closes, nothing is left to run.
            Some(Operator::If { .. } | Operator::Else | Operator::BrIf { .. } | Operator::End) => {
                !matches!(next, Operator::End | Operator::Else)
            }
            Some(_) => false,
        };
        self.last = Some(next.clone());
        point
    }
}
