//! What messages carry and what they are for.

crate::rows::rows! {
    done: "done" | "erledigt";
    failed: "failed" | "fehlgeschlagen";
    kept_for(cargo, replica): "{cargo}, for {replica}" | "{cargo}, für {replica}";
    hashes[count]: "1 hash", "{count} hashes" | "1 Hash", "{count} Hashes";
    and_more(some, count): "{some} and {count} more" | "{some} und {count} weitere";
    question(keys): "a request for {keys}" | "eine Anfrage nach {keys}";
    a_confirmation: "a confirmation" | "eine Bestätigung";
    word_stored: "word that it is stored" | "die Nachricht, dass es gespeichert ist";
    a_heartbeat: "a heartbeat" | "ein Lebenszeichen";
    word_leads: "word that it leads" | "die Nachricht, dass es führt";
    word_newer_term: "word of a newer term" | "die Nachricht von einer neueren Amtszeit";
    word_blank: "word that its disk is blank" | "die Nachricht, dass seine Platte leer ist";
    word_noted:
        "word that it has taken note"
        | "die Nachricht, dass es das zur Kenntnis genommen hat";
    word_taken_over(cargo):
        "word that it has taken over {cargo}"
        | "die Nachricht, dass es {cargo} übernommen hat";
    a_message(purpose): "a message ({purpose})" | "eine Nachricht ({purpose})";
    confirm: "confirm" | "Bestätigung";
    stored: "stored" | "gespeichert";
    heartbeat: "heartbeat" | "Heartbeat";
    lead: "lead" | "führt";
    newer_term: "newer term" | "neuere Amtszeit";
    blank: "blank" | "leere Platte";
    noted: "noted" | "vermerkt";
    pull: "pull" | "Pull";
    push: "push" | "Push";
    update: "update" | "Update";
    operation: "operation" | "Operation";
    operations: "operations" | "Operationen";
    state: "state" | "Zustand";
    delta: "delta" | "Delta";
    replicate: "replicate" | "Replikation";
    sync: "sync" | "Abgleich";
    repair: "repair" | "Reparatur";
    store: "store" | "speichern";
    store_for: "store for" | "speichern für";
    write_back: "write back" | "zurückschreiben";
    get: "get" | "Anfrage";
    got: "got" | "Antwort";
    fetch: "fetch" | "Abruf";
    entry: "entry" | "Eintrag";
    hash_exchange: "hashes" | "Hashes";
    hand_over: "hand over" | "Übergabe";
    taken_over: "taken over" | "übernommen";
    by_hand: "by hand" | "von Hand";
    forward: "forward" | "Weiterleitung";
    lost_by_network: "lost by the network" | "vom Netz verloren";
    lost_by_hand: "lost by your hand" | "von Ihrer Hand verworfen";
    stopped_by(fault): "stopped by the {fault}" | "aufgehalten: {fault}";
    receiver_down: "the receiver was down" | "der Empfänger war ausgefallen";
    client_offline: "the client was offline" | "der Client war offline";
    lost_at(what, from, to, sent, why, at):
        "Message {what} from {from} to {to}, sent at {sent}, {why} at {at}."
        | "Nachricht {what} von {from} an {to}, gesendet bei {sent}, {why} bei {at}.";
    arrives_at(what, from, to, sent, arrives):
        "Message {what} from {from} to {to}, sent at {sent}, arrives at {arrives}."
        | "Nachricht {what} von {from} an {to}, gesendet bei {sent}, kommt bei {arrives} an.";
    under_way(what, from, to, sent):
        "Message {what} from {from} to {to}, sent at {sent}, still under way at the end."
        | "Nachricht {what} von {from} an {to}, gesendet bei {sent}, am Ende noch unterwegs.";
}
