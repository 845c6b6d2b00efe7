//! Presentations.

crate::rows::rows! {
    title: "Presentation" | "Vorführung";
    no_notes:
        "This document has no notes. They are written under Set-up."
        | "Dieses Dokument hat keine Notizen. Sie werden unter „Aufbau“ geschrieben.";
    steps: "Steps" | "Schritte";
    previous: "Previous step (Page up)" | "Voriger Schritt (Bild auf)";
    next: "Next step (Page down)" | "Nächster Schritt (Bild ab)";
    notes: "Notes (N)" | "Notizen (N)";
    leave: "Leave (Esc)" | "Beenden (Esc)";
}
