//! What data types and strategies are called, and what is set about them, for people.

use replicascope_core::clock::Clock;
use replicascope_core::crdt::{DataType, Versions};
use replicascope_core::replication::{
    Acknowledge, BroadcastOptions, Duplicates, Exchange, LeaderlessOptions, Order, ReadFrom,
    ReadRepair, Replication, Shipping, SingleLeaderOptions, Topology,
};
use replicascope_core::resolve::{Resolution, Way};
use replicascope_words::say::{strategies, types};

use crate::words::time;

/// What people call a data type.
pub fn of_type(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::LwwRegister(_) => types::lww_register(),
        DataType::GCounter(_) => types::g_counter(),
        DataType::PnCounter(_) => types::pn_counter(),
        DataType::BoundedCounter(_) => types::bounded_counter(),
        DataType::FwwRegister(_) => types::fww_register(),
        DataType::MvRegister(_) => types::mv_register(),
        DataType::GSet(_) => types::g_set(),
        DataType::TwoPhaseSet(_) => types::two_phase_set(),
        DataType::LwwElementSet(_) => types::lww_element_set(),
        DataType::OrSet(_) => types::or_set(),
        DataType::Orswot(_) => types::orswot(),
        DataType::OrMap(_) => types::or_map(),
        DataType::EnableWinsFlag(_) => types::enable_wins(),
        DataType::DisableWinsFlag(_) => types::disable_wins(),
    }
}

/// What a data type is, in a sentence.
pub fn type_summary(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::LwwRegister(_) => types::lww_register_summary(),
        DataType::GCounter(_) => types::g_counter_summary(),
        DataType::PnCounter(_) => types::pn_counter_summary(),
        DataType::BoundedCounter(_) => types::bounded_counter_summary(),
        DataType::FwwRegister(_) => types::fww_register_summary(),
        DataType::MvRegister(_) => types::mv_register_summary(),
        DataType::GSet(_) => types::g_set_summary(),
        DataType::TwoPhaseSet(_) => types::two_phase_set_summary(),
        DataType::LwwElementSet(_) => types::lww_element_set_summary(),
        DataType::OrSet(_) => types::or_set_summary(),
        DataType::Orswot(_) => types::orswot_summary(),
        DataType::OrMap(_) => types::or_map_summary(),
        DataType::EnableWinsFlag(_) => types::enable_wins_summary(),
        DataType::DisableWinsFlag(_) => types::disable_wins_summary(),
    }
}

/// What people call an answer to conflicts.
pub fn of_way(way: &Way) -> &'static str {
    match &way.data_type {
        DataType::LwwRegister(options) => match options.clock {
            Clock::Wall => types::last_write_wall(),
            Clock::Lamport => types::last_write_lamport(),
            Clock::Hybrid => types::last_write_hybrid(),
        },
        DataType::FwwRegister(_) => types::first_write(),
        DataType::MvRegister(options) => match (options.versions, &options.resolve) {
            (Versions::PerServer, _) => types::siblings_per_server(),
            (_, Resolution::Siblings) => types::siblings(),
            (_, Resolution::Union) => types::siblings_union(),
            (_, Resolution::Max) => types::siblings_max(),
            (_, Resolution::Table(_)) => types::siblings_table(),
        },
        other => of_type(other),
    }
}

/// What people call a strategy.
pub fn of_strategy(strategy: &Replication) -> &'static str {
    match strategy {
        Replication::SingleLeader(_) => strategies::single_leader(),
        Replication::MultiLeader(_) => strategies::multi_leader(),
        Replication::Leaderless(_) => strategies::leaderless(),
        Replication::Gossip(_) => strategies::gossip(),
        Replication::AntiEntropy(_) => strategies::anti_entropy(),
        Replication::TtlCache(_) => strategies::ttl_cache(),
        Replication::Eager(_) => strategies::eager(),
        Replication::Broadcast(_) => strategies::broadcast(),
        Replication::ByHand(_) => strategies::by_hand(),
    }
}

/// What a strategy does, in a sentence.
pub fn strategy_summary(strategy: &Replication) -> &'static str {
    match strategy {
        Replication::SingleLeader(_) => strategies::single_leader_summary(),
        Replication::MultiLeader(_) => strategies::multi_leader_summary(),
        Replication::Leaderless(_) => strategies::leaderless_summary(),
        Replication::Gossip(_) => strategies::gossip_summary(),
        Replication::AntiEntropy(_) => strategies::anti_entropy_summary(),
        Replication::TtlCache(_) => strategies::ttl_cache_summary(),
        Replication::Eager(_) => strategies::eager_summary(),
        Replication::Broadcast(_) => strategies::broadcast_summary(),
        Replication::ByHand(_) => strategies::by_hand_summary(),
    }
}

/// A strategy with its settings: `Gossip (states to 2 every 10 ms)`.
pub fn with_settings(strategy: &Replication) -> String {
    let title = of_strategy(strategy);
    match settings(strategy) {
        none if none.is_empty() => title.to_owned(),
        settings => format!("{title} ({settings})"),
    }
}

/// What is set about a strategy, in a few words; nothing where there is nothing to set.
pub fn settings(strategy: &Replication) -> String {
    match strategy {
        Replication::SingleLeader(options) => led(options),
        Replication::MultiLeader(options) => {
            let topology = match options.topology {
                Topology::AllToAll => strategies::all_to_all(),
                Topology::Ring => strategies::ring(),
                Topology::Star => strategies::star(),
            };
            strategies::regions(&options.regions, &topology, &time(options.sync_every))
        }
        Replication::Leaderless(options) => quorums(options),
        Replication::Gossip(options) => {
            let say = match options.ship {
                Shipping::States => strategies::gossip_states,
                Shipping::Operations => strategies::gossip_operations,
                Shipping::Deltas => strategies::gossip_deltas,
            };
            say(&options.fan_out, &time(options.round))
        }
        Replication::AntiEntropy(options) => strategies::every(&time(options.period)),
        Replication::TtlCache(options) => strategies::copies_live(&time(options.ttl)),
        Replication::Broadcast(options) => broadcast(options),
        Replication::Eager(_) | Replication::ByHand(_) => String::new(),
    }
}

fn broadcast(options: &BroadcastOptions) -> String {
    let order = match options.order {
        Order::Causal => strategies::causal_order(),
        Order::Sender => strategies::sender_order(),
    };
    match options.duplicates {
        Duplicates::Ignored => order.to_owned(),
        Duplicates::CarriedOut => strategies::with_duplicates(&order),
    }
}

fn led(options: &SingleLeaderOptions) -> String {
    let acknowledged = match options.acknowledge {
        Acknowledge::AtOnce => strategies::asynchronous().to_owned(),
        Acknowledge::Followers(followers) => strategies::by_followers(followers.into()),
        Acknowledge::All => strategies::synchronous().to_owned(),
    };
    let reads = match options.read_from {
        ReadFrom::Any => strategies::reads_any(),
        ReadFrom::Leader => strategies::reads_leader(),
    };
    let failover = match options.failover_after {
        Some(after) => strategies::failover_after(&time(after)),
        None => strategies::failover_by_hand().to_owned(),
    };
    strategies::led(&acknowledged, &reads, &failover)
}

fn quorums(options: &LeaderlessOptions) -> String {
    let LeaderlessOptions { n, w, r, .. } = options;
    let repair = match options.read_repair {
        ReadRepair::Off => strategies::no_repair(),
        ReadRepair::AfterAnswer => strategies::repair(),
        ReadRepair::BeforeAnswer => strategies::blocking_repair(),
    };
    let exchange = match options.anti_entropy {
        Exchange::Off => None,
        Exchange::Full { .. } => Some(strategies::full_exchange()),
        Exchange::Merkle { .. } => Some(strategies::hash_trees()),
    };
    let sloppy = options.sloppy.then(strategies::sloppy);
    let hints = options.hinted_handoff.then(strategies::hints);
    let further: Vec<&str> = [Some(repair), sloppy, hints, exchange]
        .into_iter()
        .flatten()
        .collect();
    format!("N = {n}, W = {w}, R = {r}, {}", further.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_english_are_those_of_the_engine() {
        for one in Replication::all() {
            assert_eq!(of_strategy(&one), one.title());
            assert_eq!(strategy_summary(&one), one.summary());
            assert_eq!(settings(&one), one.settings());
        }
        for one in DataType::all() {
            assert_eq!(of_type(&one), one.title());
            assert_eq!(type_summary(&one), one.summary());
        }
    }
}
