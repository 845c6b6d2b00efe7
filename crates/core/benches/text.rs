//! What editing a text costs: 250,000 keystrokes one after the other, typing and looking up
//! places in texts of different lengths, and merging.
//!
//! `cargo bench -p replicascope-core --bench text`

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use replicascope_core::ReplicaId;
use replicascope_core::text::{Fugue, Op, Rga, Rule, TextLab, TextRun, Tree};

fn main() {
    divan::main();
}

const EDITS: usize = 250_000;
const LENGTHS: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Numbers without a pattern (a linear congruential generator; its upper bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }
}

/// As people write: runs of characters, every tenth of them deleted again, and a jump to another
/// place now and then. Places, and what is typed there; nothing: the character is deleted.
fn keystrokes(count: usize) -> Vec<(usize, Option<char>)> {
    let mut dice = Dice(7);
    let (mut length, mut cursor) = (0, 0);
    let mut keys = Vec::with_capacity(count);
    for _ in 0..count {
        if dice.below(30) == 0 {
            cursor = dice.below(length + 1);
        }
        if cursor > 0 && dice.below(10) == 0 {
            cursor -= 1;
            length -= 1;
            keys.push((cursor, None));
        } else {
            keys.push((cursor, Some('x')));
            cursor += 1;
            length += 1;
        }
    }
    keys
}

fn replica() -> ReplicaId {
    ReplicaId::new(0).expect("A")
}

fn typed<R: Rule>(keys: &[(usize, Option<char>)]) -> (Tree<R>, Vec<Op>) {
    let mut text = Tree::default();
    let ops = keys.iter().filter_map(|(at, typed)| match typed {
        Some(character) => text.insert(replica(), *at, *character),
        None => text.delete(*at),
    });
    let ops: Vec<Op> = ops.collect();
    assert_eq!(ops.len(), keys.len());
    (text, ops)
}

/// Everything typed at one replica.
#[divan::bench(types = [Rga, Fugue], sample_count = 10)]
fn type_250_000<T: Measured>(bencher: Bencher) {
    let keys = keystrokes(EDITS);
    let bencher = bencher.counter(ItemsCount::new(EDITS));
    bencher.bench_local(|| T::typed(black_box(&keys)).0);
}

/// The same taken in from another replica, one operation after the other.
#[divan::bench(types = [Rga, Fugue], sample_count = 10)]
fn receive_250_000<T: Measured>(bencher: Bencher) {
    let ops = T::typed(&keystrokes(EDITS)).1;
    let bencher = bencher.counter(ItemsCount::new(EDITS));
    bencher.bench_local(|| T::received(black_box(&ops)));
}

/// One character typed and deleted somewhere in a text of this length.
#[divan::bench(types = [Rga, Fugue], args = LENGTHS)]
fn keystroke_in<T: Measured>(bencher: Bencher, length: usize) {
    let keys: Vec<_> = (0..length).map(|at| (at, Some('x'))).collect();
    let (mut text, mut dice) = (T::typed(&keys).0, Dice(3));
    bencher.bench_local(move || text.touch(dice.below(length)));
}

/// The place of a character that is named, in a text of this length.
#[divan::bench(types = [Rga, Fugue], args = LENGTHS)]
fn look_up_in<T: Measured>(bencher: Bencher, length: usize) {
    let keys: Vec<_> = (0..length).map(|at| (at, Some('x'))).collect();
    let ((text, ops), mut dice) = (T::typed(&keys), Dice(5));
    bencher.bench_local(|| text.look_up(&ops[dice.below(length)]));
}

/// Another replica's whole state of this length, all of it known already.
#[divan::bench(types = [Rga, Fugue], args = LENGTHS[..3].to_vec(), sample_count = 10)]
fn merge_known<T: Measured>(bencher: Bencher, length: usize) {
    let keys = keystrokes(length);
    let (mut mine, theirs) = (T::typed(&keys).0, T::typed(&keys).0);
    bencher.bench_local(|| mine.take_in(black_box(&theirs)));
}

/// A whole document at three replicas under three algorithms, of so many keystrokes: what the page
/// does for each of them.
#[divan::bench(args = [20, 200, 2_000])]
fn document(bencher: Bencher, keystrokes: usize) {
    let step = |count: usize| {
        let after = (count > 1).then(|| format!("A{}", count - 1));
        let typing = serde_json::json!({"after": after, "insert": "x"});
        serde_json::json!({"replica": "A", "act": {"type": typing}})
    };
    let steps: Vec<_> = (1..=keystrokes).map(step).collect();
    let document = serde_json::json!({
        "version": 1, "title": "Bench", "replicas": ["A", "B", "C"], "steps": steps
    });
    let lab = TextLab::from_json(&document.to_string()).expect("valid");
    bencher.bench_local(|| TextRun::of(black_box(&lab), keystrokes));
}

trait Measured: Sized {
    fn typed(keys: &[(usize, Option<char>)]) -> (Self, Vec<Op>);
    fn received(ops: &[Op]) -> Self;
    fn touch(&mut self, at: usize);
    fn look_up(&self, op: &Op) -> Option<usize>;
    fn take_in(&mut self, theirs: &Self);
}

impl<R: Rule> Measured for Tree<R> {
    fn typed(keys: &[(usize, Option<char>)]) -> (Self, Vec<Op>) {
        typed(keys)
    }

    fn received(ops: &[Op]) -> Self {
        let mut text = Self::default();
        for op in ops {
            text.apply(op);
        }
        text
    }

    fn touch(&mut self, at: usize) {
        self.insert(replica(), at, 'y');
        self.delete(at);
    }

    fn look_up(&self, op: &Op) -> Option<usize> {
        match op {
            Op::Insert { id, .. } => self.place(*id),
            Op::Delete { target } => self.place(*target),
        }
    }

    fn take_in(&mut self, theirs: &Self) {
        self.merge(theirs);
    }
}
