//! The list of events.

crate::rows::rows! {
    title: "Events" | "Ereignisse";
    range(from, to, of): "{from} to {to} of {of}" | "{from} bis {to} von {of}";
    list: "List of events" | "Liste der Ereignisse";
    time: "Time" | "Zeit";
    place: "Place" | "Ort";
    what: "What happens" | "Was geschieht";
    none:
        "Nothing happens in this run yet. Add a write or a read."
        | "In diesem Lauf geschieht noch nichts. Fügen Sie einen Schreib- oder Lesevorgang hinzu.";
    earlier: "Earlier" | "Frühere";
    later: "Later" | "Spätere";
    network: "network" | "Netz";
}
