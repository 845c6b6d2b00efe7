//! What breaks: its names, its settings, its sentences.

crate::rows::rows! {
    from: "From" | "Von";
    to: "To" | "Bis";
    remove: "Remove" | "Entfernen";
    partition_hint:
        "No message passes between the sides. Clients still reach every replica."
        | "Zwischen den Seiten kommt keine Nachricht durch. Clients erreichen weiterhin jedes Replikat.";
    loses_disk: "Loses its disk" | "Verliert seine Platte";
    comes_back_empty:
        "It comes back with nothing, as a new replica."
        | "Es kommt leer zurück, als neues Replikat.";
    comes_back_whole:
        "It comes back with what it had stored."
        | "Es kommt mit dem zurück, was es gespeichert hatte.";
    late_by: "Late by" | "Verspätung";
    slow_hint:
        "It deals with whatever reaches it so much later."
        | "Alles, was es erreicht, bearbeitet es um so viel später.";
    lost: "Lost" | "Verloren";
    twice: "Twice" | "Doppelt";
    late_by_up_to: "Late by up to" | "Verspätung bis zu";
    reordering_hint:
        "Each message by its own time, so that later ones overtake."
        | "Jede Nachricht um ihre eigene Zeit, sodass spätere überholen.";
    ahead_by: "Ahead by" | "Geht vor um";
    gains: "Gains in a second" | "Gewinnt je Sekunde";
    clock_hint:
        "Below zero it is behind, or loses. Only timestamps come from it; nothing waits for it."
        | "Unter null geht sie nach oder verliert. Nur Zeitstempel stammen von ihr; nichts wartet auf sie.";
    client: "Client" | "Client";
    offline_hint:
        "What it does meanwhile is kept and sent when it is back."
        | "Was er inzwischen tut, wird aufbewahrt und gesendet, sobald er zurück ist.";
    replica: "Replica" | "Replikat";
    every_link: "every link between replicas" | "jeder Verbindung zwischen Replikaten";
    some_links: "some links only" | "nur einigen Verbindungen";
    on: "On" | "Auf";
    side_1: "Side 1" | "Seite 1";
    side_2: "Side 2" | "Seite 2";
    one_way: "Only from side 1 to side 2" | "Nur von Seite 1 nach Seite 2";
    turn_round: "Turn round" | "Umkehren";
    partition: "Partition" | "Partition";
    crash: "Crash" | "Absturz";
    slow_replica: "Slow replica" | "Langsames Replikat";
    slow_links: "Slow links" | "Langsame Verbindungen";
    loss: "Lost messages" | "Verlorene Nachrichten";
    duplication: "Messages twice" | "Doppelte Nachrichten";
    reordering: "Reordering" | "Umordnung";
    clock: "Wrong clock" | "Falsche Uhr";
    offline: "Offline client" | "Client offline";
    none: "Nothing breaks in this run." | "In diesem Lauf geht nichts kaputt.";
    break_what: "Break" | "Stören";
    add: "Add at the playhead" | "An der Abspielposition hinzufügen";
    tool_hint:
        "The tool above the timeline draws the same there."
        | "Das Werkzeug über der Zeitachse zeichnet dasselbe dort ein.";
    from_to(what, from, to): "{what}: {from} to {to}" | "{what}: {from} bis {to}";
    from_one_to(one, other): "from {one} to {other}" | "von {one} nach {other}";
    between(one, other): "between {one} and {other}" | "zwischen {one} und {other}";
    everywhere: "everywhere" | "überall";
    clock_behind(time): "{time} behind" | "geht {time} nach";
    clock_ahead(time): "{time} ahead" | "geht {time} vor";
    clock_losing(time): "losing {time} in a second" | "verliert {time} je Sekunde";
    clock_gaining(time): "gaining {time} in a second" | "gewinnt {time} je Sekunde";
    clock_both(off, rate): "{off} and {rate}" | "{off} und {rate}";
    clock_right: "right" | "geht richtig";
    partition_one_way(links): "one-way partition {links}" | "einseitige Partition {links}";
    partition_of(links): "partition {links}" | "Partition {links}";
    crash_of(replica): "crash of {replica}" | "Absturz von {replica}";
    crash_with_disk(replica):
        "loss of {replica} and its disk"
        | "Verlust von {replica} samt Platte";
    slowness(replica, by): "slowness of {replica}, by {by}" | "Langsamkeit von {replica}, um {by}";
    delay(links, by): "delay {links}, by {by}" | "Verzögerung {links}, um {by}";
    loss_of(share, links):
        "loss of {share} of messages {links}"
        | "Verlust von {share} der Nachrichten {links}";
    duplication_of(share, links):
        "duplication of {share} of messages {links}"
        | "Verdopplung von {share} der Nachrichten {links}";
    reordering_of(links, up_to):
        "reordering {links}, by up to {up_to}"
        | "Umordnung {links}, um bis zu {up_to}";
    clock_error(replica, clock):
        "error of {replica}'s clock, {clock}"
        | "Uhrfehler von {replica}, {clock}";
    absence(client): "absence of {client}" | "Abwesenheit von {client}";
    down_disk_lost: "down, disk lost" | "ausgefallen, Platte verloren";
    slow(by): "slow +{by}" | "langsam +{by}";
    delayed(by): "delay +{by}" | "Verzögerung +{by}";
    share_lost(share): "{share} lost" | "{share} verloren";
    share_twice(share): "{share} twice" | "{share} doppelt";
    reordered(up_to): "reordering up to {up_to}" | "Umordnung bis {up_to}";
    clock_is(clock): "clock {clock}" | "Uhr {clock}";
    is_offline: "offline" | "offline";
    goes_offline(client): "{client} goes offline." | "{client} geht offline.";
    becomes_slow(replica, by):
        "{replica} becomes slow: it deals with everything {by} later."
        | "{replica} wird langsam: Es bearbeitet alles {by} später.";
    clock_goes_wrong(replica, clock):
        "{replica}'s clock goes wrong: {clock}."
        | "Die Uhr von {replica} geht von nun an falsch: {clock}.";
    begins(fault): "The {fault} begins." | "Beginn: {fault}.";
    is_online(client): "{client} is online again." | "{client} ist wieder online.";
    slow_no_longer(replica): "{replica} is slow no longer." | "{replica} ist nicht mehr langsam.";
    clock_is_right(replica):
        "{replica}'s clock is right again."
        | "Die Uhr von {replica} geht wieder richtig.";
    is_over(fault): "The {fault} is over." | "Ende: {fault}.";
    lasts(fault, from, to): "{fault}: {from} to {to}." | "{fault}: {from} bis {to}.";
}
