//! The page that runs one schedule under every answer to conflicts.

crate::rows::rows! {
    title: "One schedule, every answer to conflicts" | "Ein Ablauf, jede Antwort auf Konflikte";
    hint:
        "The same operations, network and faults. Registers do not know what a client wanted: an addition reads the value, changes it and writes all of it back."
        | "Dieselben Operationen, dasselbe Netz und dieselben Störungen. Register wissen nicht, was ein Client wollte: Ein Hinzufügen liest den Wert, ändert ihn und schreibt ihn ganz zurück.";
    all_alike:
        "Here every answer ends the same, and nothing is lost. Move two writes in the Lab so close together that neither knows of the other, or open a scenario about conflicts."
        | "Hier endet jede Antwort gleich, und nichts geht verloren. Rücken Sie im Labor zwei Schreibvorgänge so eng zusammen, dass keiner vom anderen weiß, oder öffnen Sie ein Szenario über Konflikte.";
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
