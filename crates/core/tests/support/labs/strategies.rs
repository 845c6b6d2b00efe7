//! Strategies with settings.

use replicascope_core::Micros;
use replicascope_core::replication::{
    Acknowledge, Exchange, LeaderlessOptions, Order, ReadFrom, ReadRepair, Replication, Shipping,
    Topology,
};

use super::Dice;

/// At most sixteen rounds of whatever is done periodically, so that no trace is long.
pub fn replication(dice: &mut Dice, duration: Micros) -> Replication {
    let mut all = Replication::all();
    // The one with the most settings comes up twice as often.
    all.push(Replication::Leaderless(LeaderlessOptions::default()));
    let mut replication = dice.pick(&all).clone();
    let period = Micros((duration.0 / dice.within(1, 16)).max(1000));
    match &mut replication {
        Replication::SingleLeader(options) => {
            let followers = Acknowledge::Followers(dice.small(3));
            let acknowledge = [Acknowledge::AtOnce, followers, Acknowledge::All];
            options.acknowledge = *dice.pick(&acknowledge);
            options.read_from = *dice.pick(&[ReadFrom::Any, ReadFrom::Leader]);
            options.heartbeat = period;
            let patience = Micros(period.0 * dice.within(2, 4));
            options.failover_after = dice.one_in(2).then_some(patience);
        }
        Replication::MultiLeader(options) => {
            options.regions = 1 + dice.small(4);
            options.topology = *dice.pick(&[Topology::AllToAll, Topology::Ring, Topology::Star]);
            options.sync_every = period;
        }
        Replication::Leaderless(options) => *options = leaderless(dice, period),
        Replication::AntiEntropy(options) => options.period = period,
        // Carried out twice, an operation would not be what the model says.
        Replication::Broadcast(options) => {
            options.order = *dice.pick(&[Order::Causal, Order::Sender]);
        }
        Replication::Gossip(options) => {
            let ship = [Shipping::States, Shipping::Operations, Shipping::Deltas];
            options.ship = *dice.pick(&ship);
            options.fan_out = 1 + dice.small(2);
            options.round = period;
        }
        Replication::TtlCache(options) => options.ttl = Micros(dice.within(1_000, 100_000)),
        Replication::Eager(_) | Replication::ByHand(_) => {}
    }
    replication
}

fn leaderless(dice: &mut Dice, every_us: Micros) -> LeaderlessOptions {
    let n = 1 + dice.small(4);
    let repairs = [
        ReadRepair::Off,
        ReadRepair::AfterAnswer,
        ReadRepair::BeforeAnswer,
    ];
    let exchanges = [
        Exchange::Off,
        Exchange::Full { every_us },
        Exchange::Merkle { every_us },
    ];
    LeaderlessOptions {
        n,
        w: 1 + dice.small(n - 1),
        r: 1 + dice.small(n - 1),
        read_repair: *dice.pick(&repairs),
        hinted_handoff: dice.one_in(2),
        sloppy: dice.one_in(2),
        anti_entropy: *dice.pick(&exchanges),
        timeout: Micros(dice.within(10_000, 90_000)),
        collect_after: dice.one_in(2).then(|| Micros(dice.within(1_000, 60_000))),
    }
}
