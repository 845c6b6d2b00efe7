//! Causal consistency, in the sense of causal memory.
//!
//! Ahamad, Neiger, Burns, Kohli and Hutto, *Causal Memory: Definitions, Implementation, and
//! Programming*, Distributed Computing 9, 1995, definition 3: an operation causally precedes
//! another if it precedes it in a session, or the other reads from it, or both through others in
//! between; there must be a choice of who reads from whom in which nothing precedes itself, and
//! for each session an order of all updates and of that session's reads that keeps causal order
//! and in which each read returns what was written last. Sessions may order updates differently
//! that do not precede one another.
//!
//! Where several updates can have made what was read, each of them is tried, within the budget.
//! For other objects than registers a read reads from the updates that its answer names: those
//! that put the elements into a set or a list, or some that make up the sum of a counter. A
//! compare-and-set reads from the update that made what it compared with. In the order of another
//! session it counts as an update that does nothing where it finds something else.

use crate::bugs::{Bug, planted};
use crate::history::{History, OpId};
use crate::model::Model;
use crate::object::{Action, Object};
use crate::pram::{self, observed_keys};
use crate::reason;
use crate::search::closure::{self, Closure};
use crate::search::{Budget, Item, Outcome, Problem, Step, chain, small};
use crate::shrink::{self, Kept};
use crate::sources::{self, Explanations};
use crate::verdict::{Certificate, Order, Verdict, Viewer};

/// Of more reads than this what they have read from is not tried out: each is a call in another.
const MOST_OPEN: usize = 400;

/// Whether a history is causally consistent.
pub(crate) fn check(history: &History, budget: &mut Budget) -> Verdict {
    if planted(Bug::CausalWithoutReads) {
        return pram::check(history, budget);
    }
    let everything = Kept::everything(history);
    match Causality::new(history, &everything).solve(budget) {
        Found::Orders(orders) => Verdict::Holds(Certificate { orders }),
        Found::Nothing => {
            let operations = shrink::smallest(history, None, |kept, budget| {
                matches!(Causality::new(history, kept).solve(budget), Found::Nothing)
            });
            Verdict::Violated(reason::explain(history, operations, Model::Causal))
        }
        Found::OutOfBudget => Verdict::Unknown {
            spent: budget.spent(),
        },
    }
}

enum Found {
    Orders(Vec<Order>),
    Nothing,
    OutOfBudget,
}

/// Reads of registers name their source, unless texts are appended; and so do compare-and-sets, if
/// they return.
fn loose(history: &History) -> Vec<bool> {
    let registers = history
        .keys
        .iter()
        .map(|key| key.object == Object::Register);
    let mut loose: Vec<bool> = registers.map(|is_register| !is_register).collect();
    for operation in &history.operations {
        loose[operation.key] |= match operation.action {
            Action::Append(_) => true,
            Action::CompareAndSet(..) => operation.returned().is_none(),
            _ => false,
        };
    }
    loose
}

/// The search for a causal order and for views that keep it.
struct Causality<'a> {
    history: &'a History,
    kept: &'a Kept,
    /// The operations that matter; the numbers below are places here.
    nodes: Vec<OpId>,
    place_of: Vec<usize>,
    /// For each, what directly precedes it.
    before: Vec<Vec<u32>>,
    /// What each that says what it found can have read from, the certain ones first.
    readers: Vec<(usize, Explanations)>,
    /// Whether some explanations were not looked at.
    incomplete: bool,
    /// For each key, whether what is read may be due to updates that reads do not name.
    loose: Vec<bool>,
}

impl<'a> Causality<'a> {
    fn new(history: &'a History, kept: &'a Kept) -> Self {
        let nodes: Vec<OpId> = history
            .relevant()
            .filter(|(id, operation)| kept.keeps(*id) || operation.action.is_update())
            .map(|(id, _)| id)
            .collect();
        let mut place_of = vec![usize::MAX; history.operations.len()];
        for (place, id) in nodes.iter().enumerate() {
            place_of[id.0] = place;
        }
        let mut before = vec![Vec::new(); nodes.len()];
        let mut sessions = vec![Vec::new(); history.processes.len()];
        for (place, id) in nodes.iter().enumerate().filter(|(_, id)| kept.keeps(**id)) {
            sessions[history.operation(*id).process].push(place);
        }
        for places in sessions {
            for (earlier, later) in chain(&places, |place| history.operation(nodes[place])) {
                before[later].push(small(earlier));
            }
        }
        let mut readers: Vec<(usize, Explanations)> = nodes
            .iter()
            .enumerate()
            .filter(|(_, id)| kept.keeps(**id))
            .filter_map(|(place, id)| {
                Some((
                    place,
                    sources::explanations(history, *id, &|id| !kept.keeps(id))?,
                ))
            })
            .collect();
        readers.sort_by_key(|(_, explanations)| explanations.sets.len());
        let incomplete = readers.iter().any(|(_, explanations)| explanations.more);
        Self {
            history,
            kept,
            nodes,
            place_of,
            before,
            readers,
            incomplete,
            loose: loose(history),
        }
    }

    fn solve(&mut self, budget: &mut Budget) -> Found {
        match self.with_certain(budget) {
            Found::Nothing if self.incomplete => Found::OutOfBudget,
            found => found,
        }
    }

    /// Takes what is certain as it is, and looks once whether that is possible; tries the rest.
    fn with_certain(&mut self, budget: &mut Budget) -> Found {
        let certain = |(_, explanations): &(usize, Explanations)| explanations.sets.len() <= 1;
        let certain = self.readers.partition_point(certain);
        for (reader, explanations) in &self.readers[..certain] {
            if !budget.step() {
                return Found::OutOfBudget;
            }
            let Some(set) = explanations.sets.first() else {
                return Found::Nothing;
            };
            let sources = set.iter().map(|id| small(self.place_of[id.0]));
            self.before[*reader].extend(sources.filter(|place| *place != u32::MAX));
        }
        if self.readers.len() - certain > MOST_OPEN {
            return Found::OutOfBudget;
        }
        match closure::is_possible(&self.before) {
            true => self.choose(certain, budget),
            false => Found::Nothing,
        }
    }

    /// Tries every choice of what the readers from this one on have read from.
    fn choose(&mut self, from: usize, budget: &mut Budget) -> Found {
        let Some((reader, explanations)) = self.readers.get(from) else {
            return self.views(budget);
        };
        let (reader, sets) = (*reader, explanations.sets.clone());
        let kept = self.before[reader].len();
        let mut unclear = false;
        let tried = if planted(Bug::FirstExplanationOnly) {
            1
        } else {
            sets.len()
        };
        for set in sets.iter().take(tried) {
            if !budget.step() {
                return Found::OutOfBudget;
            }
            let sources = set.iter().map(|id| small(self.place_of[id.0]));
            self.before[reader].extend(sources.filter(|place| *place != u32::MAX));
            if closure::is_possible(&self.before) {
                match self.choose(from + 1, budget) {
                    Found::Nothing => {}
                    Found::OutOfBudget => unclear = true,
                    found @ Found::Orders(_) => return found,
                }
            }
            self.before[reader].truncate(kept);
        }
        if unclear {
            Found::OutOfBudget
        } else {
            Found::Nothing
        }
    }

    /// With what was read from chosen: a view for each session.
    fn views(&self, budget: &mut Budget) -> Found {
        let Some(closure) = Closure::of(&self.before) else {
            return Found::Nothing;
        };
        let mut orders = Vec::new();
        for process in 0..self.history.processes.len() {
            budget.charge(self.nodes.len() * 2);
            if budget.is_spent() {
                return Found::OutOfBudget;
            }
            match self.view(process, &closure).solve(budget) {
                Outcome::Order(operations) => orders.push(Order {
                    of: Viewer::Session(process),
                    operations: self.seen(&operations, process),
                }),
                Outcome::None => return Found::Nothing,
                Outcome::OutOfBudget => return Found::OutOfBudget,
            }
        }
        Found::Orders(orders)
    }

    /// The past of a session, and what else it may have seen. Where each read names its source, what
    /// lies outside the past can come after all that the session did, and is left out.
    fn view(&self, process: usize, closure: &Closure) -> Problem {
        let history = self.history;
        let observed = observed_keys(history, process, self.kept);
        let own = |id: OpId| history.operation(id).process == process && self.kept.keeps(id);
        let own_places: Vec<usize> = (0..self.nodes.len())
            .filter(|place| own(self.nodes[*place]))
            .filter(|place| history.operation(self.nodes[*place]).returned().is_some())
            .collect();
        let mut past = vec![false; self.nodes.len()];
        for (place, past) in past.iter_mut().enumerate() {
            let mut own = own_places.iter();
            *past = own.any(|own| *own == place || closure.precedes(place, *own));
        }
        let seen = |place: &usize| {
            let operation = history.operation(self.nodes[*place]);
            past[*place] || (self.loose[operation.key] && operation.action.is_update())
        };
        let places: Vec<usize> = (0..self.nodes.len()).filter(seen).collect();
        let items = places.iter().map(|place| Item {
            id: self.nodes[*place],
            required: past[*place],
            answers: own(self.nodes[*place]),
        });
        let mut problem = Problem::new(history, items.collect());
        let mut item_of = vec![usize::MAX; self.nodes.len()];
        for (item, place) in places.iter().enumerate() {
            item_of[*place] = item;
            if !observed[history.operation(self.nodes[*place]).key] {
                problem.steps[item] = Step::Skip;
            }
        }
        for (item, place) in places.iter().enumerate() {
            if past[*place] {
                for earlier in &self.before[*place] {
                    problem.need(item_of[*earlier as usize], item);
                }
                continue;
            }
            let earlier = places.iter().enumerate();
            let earlier = earlier.filter(|(_, other)| closure.precedes(**other, *place));
            let earlier: Vec<usize> = earlier.map(|(item, _)| item).collect();
            earlier
                .into_iter()
                .for_each(|earlier| problem.need(earlier, item));
        }
        problem
    }

    /// Without the reads of others, which only carried the order.
    fn seen(&self, order: &[OpId], process: usize) -> Vec<OpId> {
        let order = order.iter().copied().filter(|id| {
            let operation = self.history.operation(*id);
            operation.process == process || operation.action.is_update()
        });
        order.collect()
    }
}
