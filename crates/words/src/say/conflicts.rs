//! The page that runs one schedule under every answer to conflicts.

crate::rows::rows! {
    title: "One schedule, every answer to conflicts" | "Ein Ablauf, jede Antwort auf Konflikte";
    hint:
        "The same operations, network and faults. Registers do not know what a client wanted: an addition reads the value, changes it and writes all of it back."
        | "Dieselben Operationen, dasselbe Netz und dieselben Störungen. Register wissen nicht, was ein Client wollte: Ein Hinzufügen liest den Wert, ändert ihn und schreibt ihn ganz zurück.";
    caption(key): "Key {key}, at the end of the run" | "Schlüssel {key}, am Ende des Laufs";
    answer: "answer" | "Antwort";
    replicas: "replicas" | "Replikate";
    lost: "acknowledged and lost" | "bestätigt und verloren";
    choose: "choose" | "wählen";
    nothing: "nothing" | "nichts";
    agree: "agree" | "stimmen überein";
    disagree: "disagree" | "weichen ab";
    refused(updates): "refused: {updates}" | "abgelehnt: {updates}";
    false_conflicts(false_ones, siblings):
        "{false_ones} of {siblings} siblings: false conflicts"
        | "{false_ones} von {siblings} Geschwistern: falsche Konflikte";
    in_use: "in use" | "in Gebrauch";
    use_this(title): "Use: {title}" | "Verwenden: {title}";
    use_it: "Use" | "Verwenden";
}
