//! All triples of states, whether or not they are ever held at once.

use super::states::{Held, States, numbers};
use super::subject::{Subject, merged};

/// Checks that every update and every merge of these states makes one of them, so that there are no
/// others, and the laws on all triples of them; how many these are.
pub fn check_all<S: Subject>(states: &mut States<'_, S>) -> usize {
    let count = states.count();
    states.update_all();
    states.breaches.same("closed", &states.count(), &count);

    let mut made: Vec<Vec<Held>> = Vec::new();
    for one in numbers(count) {
        let row = numbers(count).map(|other| {
            let both = merged(states.get(one), states.get(other));
            let found = states.find(&both);
            states.breaches.same("closed", &found.is_some(), &true);
            found.unwrap_or(one)
        });
        made.push(row.collect());
    }
    for (a, of_a) in made.iter().enumerate() {
        for (b, of_b) in made.iter().enumerate() {
            let ab = of_a[b];
            states.breaches.same("commutative", &ab, &of_b[a]);
            for (ab_c, bc) in made[ab as usize].iter().zip(of_b) {
                let a_bc = &of_a[*bc as usize];
                states.breaches.same("associative", ab_c, a_bc);
            }
        }
    }
    count.pow(3)
}
