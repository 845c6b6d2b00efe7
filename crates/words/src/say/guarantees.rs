//! The page about consistency models.

crate::rows::rows! {
    event_missing(event):
        "event {event} is not in the log"
        | "Ereignis {event} steht nicht im Protokoll";
    events_missing(first, last):
        "events {first} to {last} are not in the log"
        | "Ereignisse {first} bis {last} stehen nicht im Protokoll";
    title: "Guarantees" | "Garantien";
    left_out(keys):
        "Left out: {keys}. No model here speaks of maps."
        | "Ausgelassen: {keys}. Kein Modell hier spricht von Maps.";
    all_agree(at): "All replicas agree from {at} on." | "Alle Replikate stimmen ab {at} überein.";
    never_agree(keys):
        "About {keys} they never agree: nothing is under way any more."
        | "Über {keys} einigen sie sich nie: Nichts ist mehr unterwegs.";
    not_yet(keys):
        "About {keys} they do not agree yet. A run that ends cannot break a promise about some later time."
        | "Über {keys} sind sie sich noch nicht einig. Ein Lauf, der endet, kann kein Versprechen über eine spätere Zeit brechen.";
    none_lost: "None was lost." | "Keiner ging verloren.";
    lost(updates): "Lost: {updates}." | "Verloren: {updates}.";
    convergence: "Eventual convergence" | "Konvergenz am Ende";
    no_loss: "No acknowledged write lost" | "Kein bestätigter Schreibvorgang verloren";
    none_spared:
        "None of these can be spared; ringed above:"
        | "Auf keine davon kann man verzichten; oben eingekreist:";
    and_more(count): "and {count} more" | "und {count} weitere";
    fix: "Fix it" | "Beheben";
    apply: "Apply" | "Anwenden";
    no_fix:
        "None of the settings that were tried makes it hold on this run."
        | "Keine der versuchten Einstellungen lässt es in diesem Lauf gelten.";
    fixes:
        "Run again with each of these, it holds:"
        | "Mit jeder dieser Einstellungen gilt es, wenn man noch einmal laufen lässt:";
    pasted: "pasted" | "eingefügt";
    open: "Open a history or a log" | "Eine Historie oder ein Protokoll öffnen";
    formats:
        "Jepsen or Knossos as EDN or JSON, Porcupine's etcd logs and key-value histories, ShiViz logs. Drop a file here, choose one, or paste its text."
        | "Jepsen oder Knossos als EDN oder JSON, etcd-Protokolle und Key-Value-Historien von Porcupine, ShiViz-Protokolle. Eine Datei hier ablegen, eine auswählen oder ihren Text einfügen.";
    file: "File" | "Datei";
    text: "Text of a history or a log" | "Text einer Historie oder eines Protokolls";
    regex: "Regular expression of a ShiViz log" | "Regulärer Ausdruck eines ShiViz-Protokolls";
    check: "Check this text" | "Diesen Text prüfen";
    of_this_run: "Guarantees of this run" | "Garantien dieses Laufs";
    size(operations, processes, events):
        "{operations} operations of {processes} processes, {events} events"
        | "{operations} Operationen von {processes} Prozessen, {events} Ereignisse";
    log_size(events, hosts):
        "{events} events of {hosts} hosts, ordered by their vector clocks; a log without operations is not checked"
        | "{events} Ereignisse von {hosts} Hosts, geordnet nach ihren Vektoruhren; ein Protokoll ohne Operationen wird nicht geprüft";
    of(name): "Guarantees of {name}" | "Garantien von {name}";
    back: "Back to the run" | "Zurück zum Lauf";
    no_save:
        "The browser does not let this page save files."
        | "Der Browser lässt diese Seite keine Dateien speichern.";
    save_group: "Save the history of this run" | "Die Historie dieses Laufs speichern";
    save_as: "Save as" | "Speichern als";
    shiviz: "ShiViz log" | "ShiViz-Protokoll";
    imported: "The imported history" | "Die importierte Historie";
    over_time:
        "Operations of each process over time"
        | "Operationen jedes Prozesses über die Zeit";
    view: "View" | "Ansicht";
    closer: "Closer (Ctrl+wheel)" | "Näher (Strg+Mausrad)";
    further: "Further away" | "Weiter weg";
    earlier: "Earlier (Shift+wheel)" | "Früher (Umschalt+Mausrad)";
    all_of_it: "All of it" | "Alles";
    line(line, text): "line {line}: {text}" | "Zeile {line}: {text}";
    map:
        "Consistency models; each implies those below that a line leads to"
        | "Konsistenzmodelle; jedes impliziert die darunter, zu denen eine Linie führt";
    holds: "holds" | "gilt";
    violated: "violated" | "verletzt";
    unknown: "unknown" | "unklar";
    untested:
        "No session of this history puts it to the test."
        | "Keine Sitzung dieser Historie stellt es auf die Probe.";
    order: "Order" | "Reihenfolge";
    stepping: "Stepping through the order" | "Schritt für Schritt durch die Reihenfolge";
    before_first: "Before the first" | "Vor die erste";
    one_back: "One operation back" | "Eine Operation zurück";
    next_operation: "Next operation" | "Nächste Operation";
    all: "All" | "Alle";
    shown(shown, count): "{shown} of {count} operations" | "{shown} von {count} Operationen";
    step_through:
        "Step through the order: each operation takes effect at its mark."
        | "Gehen Sie die Reihenfolge durch: Jede Operation wirkt an ihrer Marke.";
    of_everybody: "of everybody" | "aller";
    of_key(key): "of {key}" | "von {key}";
    as_sees(who): "as {who} sees it" | "wie {who} es sieht";
    key_as_sees(key, who): "{key} as {who} sees it" | "{key}, wie {who} es sieht";
    behind(what): "behind {what}" | "hinter {what}";
}
