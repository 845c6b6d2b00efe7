//! How many different states three replicas can reach, counted by what a state can be, without walking
//! to any: the walks have to meet as many.

use replicascope_core::clock::Clock;
use replicascope_core::crdt::DataType;

use super::REPLICAS;
use super::maps::is_of_counters;
use super::states::EACH;

/// How many there are, of types whose states were counted.
pub fn counted(data_type: &DataType) -> Option<usize> {
    match data_type {
        // Of each replica so many updates are seen, and the last of them is in force or not.
        DataType::MvRegister(_)
        | DataType::Orswot(_)
        | DataType::EnableWinsFlag(_)
        | DataType::DisableWinsFlag(_) => Some((1 + 2 * EACH).pow(3)),
        DataType::OrSet(_) => Some(or_sets()),
        // Of each replica so many updates are seen, and those after some place are in force.
        DataType::OrMap(_) if is_of_counters(data_type) => {
            Some(((EACH + 1) * (EACH + 2) / 2).pow(3))
        }
        DataType::LwwRegister(options) => by_clock(options.clock),
        DataType::LwwElementSet(options) => by_clock(options.clock),
        _ => None,
    }
}

/// Of each replica's adds those up to its own last remove are tombstones, and so may be some of those
/// after it: then another replica has removed them, and of the replicas that have removed anything
/// one was the last, all of whose later adds are left.
fn or_sets() -> usize {
    let (mut all, mut settled, mut without_remove) = (0, 0, 0);
    for made in 0..=EACH {
        for last_remove in 0..=made {
            let ways = 1 << last_remove.saturating_sub(1);
            all += ways * (made - last_remove + 1);
            settled += ways;
            without_remove += usize::from(last_remove == 0);
        }
    }
    let needs_another = all - settled;
    let nobody_last = (needs_another + without_remove).pow(3) - without_remove.pow(3);
    all.pow(3) - nobody_last
}

/// So many updates of each replica are seen, and one replica's last one counts, of one of two kinds.
fn by_clock(clock: Clock) -> Option<usize> {
    let mut all = 1;
    for place in 0..(EACH + 1).pow(3) {
        let made = [0, 1, 2].map(|at| place / (EACH + 1_usize).pow(at) % (EACH + 1));
        let total: usize = made.iter().sum();
        for winner in (0..REPLICAS).filter(|at| made[*at] > 0) {
            // A clock has counted its own updates at least, and all that there are at most.
            let least = |at: usize| made[at] + usize::from(at > winner);
            let least = (0..REPLICAS).map(least).max().expect("replicas");
            all += 2 * (total + 1).saturating_sub(least);
            match clock {
                Clock::Lamport => {}
                // The wall clock has shown more since one of the updates, from which on they are
                // counted; only one kind is made just then.
                Clock::Hybrid => all += 2 * total - 1,
                Clock::Wall => return None,
            }
        }
    }
    Some(all)
}
