//! Which of a set of things come before which, by whatever lies between.

/// A transitively closed relation on the numbers below a bound.
#[derive(Clone, Debug)]
pub(crate) struct Closure {
    words: usize,
    /// For each thing, those before it.
    before: Vec<u64>,
}

impl Closure {
    /// What follows from the direct predecessors; none if something would come before itself.
    pub(crate) fn of(predecessors: &[Vec<u32>]) -> Option<Self> {
        let count = predecessors.len();
        let words = count.div_ceil(64);
        let mut closure = Self {
            words,
            before: vec![0; words * count],
        };
        for place in topological(predecessors)? {
            for earlier in &predecessors[place] {
                closure.add_all(place, *earlier as usize);
            }
        }
        Some(closure)
    }

    fn add_all(&mut self, place: usize, earlier: usize) {
        let (to, from) = (place * self.words, earlier * self.words);
        for word in 0..self.words {
            self.before[to + word] |= self.before[from + word];
        }
        self.before[to + earlier / 64] |= 1 << (earlier % 64);
    }

    /// Whether one comes before another.
    pub(crate) fn precedes(&self, earlier: usize, later: usize) -> bool {
        self.before[later * self.words + earlier / 64] >> (earlier % 64) & 1 == 1
    }
}

/// Whether nothing comes before itself.
pub(crate) fn is_possible(predecessors: &[Vec<u32>]) -> bool {
    topological(predecessors).is_some()
}

/// An order in which each comes after its predecessors.
fn topological(predecessors: &[Vec<u32>]) -> Option<Vec<usize>> {
    let mut waits_for: Vec<usize> = predecessors.iter().map(Vec::len).collect();
    let mut successors = vec![Vec::new(); predecessors.len()];
    for (place, earlier) in predecessors.iter().enumerate() {
        for one in earlier {
            successors[*one as usize].push(place);
        }
    }
    let mut order: Vec<usize> = (0..predecessors.len())
        .filter(|place| waits_for[*place] == 0)
        .collect();
    let mut next = 0;
    while let Some(place) = order.get(next).copied() {
        next += 1;
        for later in &successors[place] {
            waits_for[*later] -= 1;
            if waits_for[*later] == 0 {
                order.push(*later);
            }
        }
    }
    (order.len() == predecessors.len()).then_some(order)
}
