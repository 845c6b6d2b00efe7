//! Faults.

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
}
