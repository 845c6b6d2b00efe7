//! Strategies: what they are called, what they do, what is set about them.

crate::rows::rows! {
    single_leader: "Single leader" | "Ein Leader";
    single_leader_summary:
        "One replica orders all updates and sends them to the others, which pass updates on to it."
        | "Ein Replikat ordnet alle Updates und sendet sie den anderen, die ihrerseits Updates an es weiterreichen.";
    multi_leader: "Multi-leader" | "Mehrere Leader";
    multi_leader_summary:
        "Each region has a leader that answers at once; from time to time leaders send each other what is new."
        | "Jede Region hat einen Leader, der sofort antwortet; von Zeit zu Zeit senden Leader einander, was neu ist.";
    leaderless: "Leaderless quorums" | "Quoren ohne Leader";
    leaderless_summary:
        "Any replica coordinates: W of N have to store an update, R of N have to answer a read."
        | "Jedes Replikat kann koordinieren: W von N müssen ein Update speichern, R von N einen Lesevorgang beantworten.";
    gossip: "Gossip" | "Gossip";
    gossip_summary:
        "In every round each replica with news tells some others, drawn by chance, until all have confirmed."
        | "In jeder Runde erzählt jedes Replikat, das Neues hat, einigen zufällig gezogenen anderen davon, bis alle bestätigt haben.";
    anti_entropy: "Periodic anti-entropy" | "Periodische Anti-Entropie";
    anti_entropy_summary:
        "Once in every period each replica swaps states with one other, drawn by chance."
        | "Einmal je Periode tauscht jedes Replikat seinen Zustand mit einem zufällig gezogenen anderen.";
    ttl_cache: "Time-to-live cache" | "Cache mit Lebensdauer";
    ttl_cache_summary:
        "The first replica is the source; the others fetch on demand and keep what they fetched for a set time."
        | "Das erste Replikat ist die Quelle; die anderen holen bei Bedarf und behalten das Geholte eine feste Zeit lang.";
    eager: "Eager broadcast" | "Sofortiger Broadcast";
    eager_summary:
        "A replica answers at once, then sends its new state to every other replica, once."
        | "Ein Replikat antwortet sofort und sendet dann seinen neuen Zustand einmal an jedes andere.";
    broadcast: "Broadcast of operations" | "Broadcast von Operationen";
    broadcast_summary:
        "A replica answers at once, then sends the operation to every other replica, once."
        | "Ein Replikat antwortet sofort und sendet dann die Operation einmal an jedes andere.";
    by_hand: "By hand" | "Von Hand";
    by_hand_summary:
        "Nothing is replicated until you drag it."
        | "Nichts wird repliziert, bis Sie es ziehen.";
    every(time): "every {time}" | "alle {time}";
    gossip_states(fan_out, round):
        "states to {fan_out} every {round}"
        | "Zustände an {fan_out} alle {round}";
    gossip_operations(fan_out, round):
        "operations to {fan_out} every {round}"
        | "Operationen an {fan_out} alle {round}";
    gossip_deltas(fan_out, round):
        "deltas to {fan_out} every {round}"
        | "Deltas an {fan_out} alle {round}";
    regions(count, topology, time):
        "{count} regions, {topology}, every {time}"
        | "{count} Regionen, {topology}, alle {time}";
    all_to_all: "all to all" | "alle an alle";
    ring: "ring" | "Ring";
    star: "star" | "Stern";
    asynchronous: "asynchronous" | "asynchron";
    synchronous: "synchronous" | "synchron";
    by_followers[count]:
        "acknowledged by 1 follower", "acknowledged by {count} followers"
        | "von 1 Follower bestätigt", "von {count} Followern bestätigt";
    led(acknowledged, reads, failover):
        "{acknowledged}, {reads}, {failover}"
        | "{acknowledged}, {reads}, {failover}";
    reads_any: "reads from any replica" | "Lesen von jedem Replikat";
    reads_leader: "reads from the leader" | "Lesen vom Leader";
    failover_after(time): "failover after {time}" | "Failover nach {time}";
    failover_by_hand: "failover by hand" | "Failover von Hand";
    causal_order: "causal order" | "kausale Ordnung";
    sender_order: "each sender's order" | "Ordnung jedes Absenders";
    with_duplicates(order):
        "{order}, duplicates carried out"
        | "{order}, Duplikate ausgeführt";
    copies_live(time): "copies live {time}" | "Kopien leben {time}";
    no_repair: "no read repair" | "kein Read-Repair";
    repair: "read repair" | "Read-Repair";
    blocking_repair: "blocking read repair" | "blockierendes Read-Repair";
    sloppy: "sloppy" | "sloppy";
    hints: "hints" | "Hinweise";
    full_exchange: "full exchange" | "voller Austausch";
    hash_trees: "hash trees" | "Hashbäume";
}
