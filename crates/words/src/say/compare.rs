//! The page that sets strategies side by side.

crate::rows::rows! {
    title: "Side by side" | "Nebeneinander";
    alone:
        "Only the Lab's own strategy is here. Add another: it runs the same operations under the same faults."
        | "Hier ist nur die Strategie des Labors. Fügen Sie eine weitere hinzu: Sie führt dieselben Operationen unter denselben Störungen aus.";
    attended(column, title):
        "Below: column {column}, {title}"
        | "Unten: Spalte {column}, {title}";
    add: "Add a strategy" | "Strategie hinzufügen";
    add_operations: "Add operations in the Lab" | "Operationen im Labor hinzufügen";
    stop: "Stop" | "Anhalten";
    run_seeds(count): "Run {count} seeds" | "{count} Startwerte durchspielen";
    seeds_hint:
        "Measures all columns over many runs, each with another seed."
        | "Misst alle Spalten über viele Läufe, jeden mit einem anderen Startwert.";
    seeds_done(done, of): "{done} of {of} seeds" | "{done} von {of} Startwerten";
    seeds_stopped(done, of):
        "stopped after {done} of {of} seeds"
        | "nach {done} von {of} Startwerten angehalten";
    seeds_all(done):
        "{done} seeds, the same for each column"
        | "{done} Startwerte, dieselben für jede Spalte";
    seeds_run: "Seeds run" | "Durchgespielte Startwerte";
    diagram(title): "{title}: space-time diagram" | "{title}: Raum-Zeit-Diagramm";
    figure: "Figure" | "Messgröße";
    this_run: "this run" | "dieser Lauf";
    many_seeds: "many seeds" | "viele Startwerte";
    settings: "Strategy and settings" | "Strategie und Einstellungen";
    make_own: "Make it the Lab's own" | "Zur Strategie des Labors machen";
    remove: "Remove this column" | "Diese Spalte entfernen";
    measured_under: "Measured under" | "Gemessen unter";
}
