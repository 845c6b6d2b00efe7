//! Playing, stepping, and what a run comes to.

crate::rows::rows! {
    moment: "Moment" | "Zeitpunkt";
    whole: "Open in full" | "Vollständig öffnen";
    title: "Playback" | "Wiedergabe";
    pause: "Pause" | "Pause";
    play: "Play" | "Abspielen";
    controls: "Playback controls" | "Steuerung der Wiedergabe";
    start: "To the start" | "Zum Anfang";
    previous: "Previous event" | "Vorheriges Ereignis";
    next: "Next event" | "Nächstes Ereignis";
    playhead: "Playhead" | "Abspielposition";
    speed: "Speed" | "Tempo";
    agree_always:
        "The replicas agree all the time."
        | "Die Replikate stimmen die ganze Zeit überein.";
    disagree:
        "The replicas still disagree at the end."
        | "Die Replikate stimmen auch am Ende nicht überein.";
    agree_from(at): "The replicas agree from {at} on." | "Die Replikate stimmen ab {at} überein.";
    never_stale:
        "No running replica ever lacks an acknowledged update."
        | "Keinem laufenden Replikat fehlt je ein bestätigtes Update.";
    stale_for(time):
        "For {time} some running replica lacks an acknowledged update."
        | "{time} lang fehlt mindestens einem laufenden Replikat ein bestätigtes Update.";
    lost(updates):
        "Acknowledged, then lost: {updates}."
        | "Bestätigt und dann verloren: {updates}.";
    and_more(updates, more): "{updates} and {more} more" | "{updates} und {more} weitere";
    under_way: "Running…" | "Wird gerechnet …";
    give_up: "Give up" | "Aufgeben";
    unchecked(count):
        "This run has {count} operations. Checking it takes a while, and the page stands still meanwhile."
        | "Dieser Lauf hat {count} Operationen. Ihn zu prüfen dauert eine Weile, und die Seite steht so lange still.";
    check: "Check this run" | "Diesen Lauf prüfen";
    stopped:
        "The run was stopped: it has more events, or its replicas hold more, than a run may have."
        | "Der Lauf wurde abgebrochen: Er hat mehr Ereignisse, oder seine Replikate halten mehr, als ein Lauf haben darf.";
}
