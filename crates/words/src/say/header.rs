//! The head of the page, and what is said above every page.

crate::rows::rows! {
    language: "Language" | "Sprache";
    history: "History" | "Verlauf";
    pages: "Pages" | "Seiten";
    undo: "Undo (Ctrl+Z)" | "Rückgängig (Strg+Z)";
    redo: "Redo (Ctrl+Shift+Z)" | "Wiederholen (Strg+Umschalt+Z)";
    reset: "Reset" | "Zurücksetzen";
    begin: "Start with the lessons" | "Mit den Lektionen beginnen";
    quorum_title: "The quorum lab" | "Das Quorum-Labor";
    quorum_prompt:
        "N replicas keep a key; W of them store a write before it is acknowledged, R of them answer a read. Drag the boundary of a set, and see which sets can miss each other."
        | "N Replikate halten einen Schlüssel; W von ihnen speichern einen Schreibvorgang, bevor er bestätigt wird, R von ihnen beantworten einen Lesevorgang. Ziehen Sie am Rand einer Menge und sehen Sie, welche Mengen einander verfehlen können.";
    lab: "Lab" | "Labor";
    learn: "Learn" | "Lernen";
    compare: "Compare" | "Vergleich";
    guarantees: "Guarantees" | "Garantien";
    conflicts: "Conflicts" | "Konflikte";
    merge: "Merge" | "Zusammenführen";
    quorum: "Quorum" | "Quorum";
    text: "Text" | "Text";
    dismiss: "Dismiss this message" | "Diese Meldung schließen";
    scenario: "Scenario" | "Szenario";
    example: "Example" | "Beispiel";
    untitled: "Untitled" | "Ohne Titel";
}
