//! A presentation, and the speaker's window.

crate::rows::rows! {
    title: "Presentation" | "Vorführung";
    notes_button: "Notes (N)" | "Notizen (N)";
    leave: "Leave (Esc)" | "Beenden (Esc)";
    speaker: "Speaker's window (P)" | "Sprecherfenster (P)";
    speaker_title: "Speaker's window: Replicascope" | "Sprecherfenster: Replicascope";
    refused:
        "The browser has not opened the speaker's window. Allow pop-ups for this page, in the address bar or in the browser's settings, then press P again. N shows the notes here."
        | "Der Browser hat das Sprecherfenster nicht geöffnet. Erlauben Sie dieser Seite Pop-ups, in der Adressleiste oder in den Einstellungen des Browsers, und drücken Sie noch einmal P. N zeigt die Notizen hier.";
    fill: "Full screen (F)" | "Vollbild (F)";
    now(time): "Now, at {time}" | "Jetzt, bei {time}";
    next(time): "Next, at {time}" | "Danach, bei {time}";
    last: "Next" | "Danach";
    over: "The run is over." | "Der Lauf ist zu Ende.";
    notes: "Notes" | "Notizen";
    no_notes:
        "This document has no notes. They are written under Set-up."
        | "Dieses Dokument hat keine Notizen. Sie werden unter Aufbau geschrieben.";
    steps: "Steps" | "Schritte";
    back: "Previous step (Page up)" | "Voriger Schritt (Bild auf)";
    forward: "Next step (Page down)" | "Nächster Schritt (Bild ab)";
    darken: "Darken (B)" | "Abdunkeln (B)";
    elapsed: "Time elapsed" | "Verstrichene Zeit";
    from_zero: "From 0:00" | "Ab 0:00";
}
