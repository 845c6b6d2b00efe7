//! What can be saved.

crate::rows::rows! {
    quorums: "Quorums" | "Quoren";
    as_svg(what): "{what} as SVG" | "{what} als SVG";
    svg_hint: "for print and LaTeX" | "für Druck und LaTeX";
    as_png(what): "{what} as PNG" | "{what} als PNG";
    png_hint: "for slides" | "für Folien";
    document: "Document as JSON" | "Dokument als JSON";
    document_hint: "to open again" | "zum Wiederöffnen";
    events: "Event list as text" | "Ereignisliste als Text";
    events_hint: "what happens, when" | "was wann geschieht";
    no_merge:
        "There is no merge to draw: nothing is merged in this run."
        | "Es gibt keine Zusammenführung zu zeichnen: In diesem Lauf wird nichts zusammengeführt.";
    saved(name): "Saved as {name}." | "Als {name} gespeichert.";
    not_saved(name):
        "The browser does not let this page save {name}."
        | "Der Browser lässt diese Seite {name} nicht speichern.";
}
