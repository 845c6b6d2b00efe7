//! The merge theatre.

crate::rows::rows! {
    sides_equal(value):
        "Both sides are {value}: merging changes nothing."
        | "Beide Seiten sind {value}: Das Zusammenführen ändert nichts.";
    left_above(left, right):
        "{left} is above {right} already: merging changes nothing."
        | "{left} liegt schon über {right}: Das Zusammenführen ändert nichts.";
    right_above(right, left):
        "{right} is above {left}: merging gives it."
        | "{right} liegt über {left}: Das Zusammenführen ergibt es.";
    least_above(left, right, value):
        "Neither of {left} and {right} is above the other; {value} is the least state above both."
        | "Weder {left} noch {right} liegt über dem anderen; {value} ist der kleinste Zustand über beiden.";
    swap: "Swap" | "Vertauschen";
    commutative: "commutative" | "kommutativ";
    merge_twice: "Merge twice" | "Zweimal zusammenführen";
    idempotent: "idempotent" | "idempotent";
    regroup: "Regroup" | "Umgruppieren";
    associative: "associative" | "assoziativ";
    from_replica(replica): "from {replica}" | "von {replica}";
    afterwards(replica): "{replica} afterwards" | "{replica} danach";
    beginning: "the beginning" | "der Anfang";
    new_here(replica):
        "not yet seen by {replica}: kept"
        | "von {replica} noch nicht gesehen: behalten";
    removed_by(replica):
        "{replica} has seen it and has it no more: {replica} removed it, dropped"
        | "{replica} hat es gesehen und hat es nicht mehr: {replica} hat es entfernt, fällt weg";
    added_up: "One number, added up" | "Eine Zahl, addiert";
    larger: "One number, the larger" | "Eine Zahl, die größere";
    united: "Only the elements, united" | "Nur die Elemente, vereinigt";
    theirs_taken: "Only the elements, theirs taken" | "Nur die Elemente, die der anderen Seite";
    twice_changes: "merging twice changes it" | "zweimal zusammenführen ändert es";
    ends_differ: "the two sides end differently" | "die beiden Seiten enden verschieden";
    not_done: "it is not what was done" | "es ist nicht, was getan wurde";
    title: "Merge theatre" | "Merge-Theater";
    out_of_turn:
        "out of turn: two replicas at the playhead"
        | "außer der Reihe: zwei Replikate an der Abspielposition";
    takes_in(time, at, from):
        "{time}: {at} takes in what {from} sent"
        | "{time}: {at} nimmt auf, was {from} gesendet hat";
    into: "Into" | "In";
    from: "From" | "Von";
    other_way: "Other way round" | "Andersherum";
    order: "The order of the states" | "Die Ordnung der Zustände";
    order_hint:
        "A line goes up from a state to one that includes it. Merging gives the lowest state above both."
        | "Eine Linie führt von einem Zustand hinauf zu einem, der ihn enthält. Zusammenführen ergibt den niedrigsten Zustand über beiden.";
    both: "both" | "beide";
    join: "join" | "Join";
    laws: "Does the order matter?" | "Zählt die Reihenfolge?";
    laws_group: "Laws" | "Gesetze";
    sign: "⊔ is read “merged with”." | "⊔ liest sich „zusammengeführt mit“.";
    law_holds(law):
        "The same state: merging is {law} here."
        | "Derselbe Zustand: Zusammenführen ist hier {law}.";
    law_broken(law):
        "Two states: merging is not {law} here."
        | "Zwei Zustände: Zusammenführen ist hier nicht {law}.";
    naive: "Naive types on the same values" | "Naive Typen auf denselben Werten";
    kind: "type" | "Typ";
    merged: "merged" | "zusammengeführt";
    twice: "twice" | "zweimal";
    swapped: "swapped" | "vertauscht";
    right: "right" | "richtig";
    nothing_shows: "nothing shows on these states" | "auf diesen Zuständen zeigt sich nichts";
    now_press(from):
        "Now press the replica that is to take in what {from} holds."
        | "Drücken Sie nun auf das Replikat, das aufnehmen soll, was {from} hält.";
    drag_card(at):
        "Drag a card onto another to merge it there out of turn, or press one and then the other. The message leaves by hand at {at}."
        | "Eine Karte auf eine andere ziehen, um sie dort außer der Reihe zusammenzuführen, oder erst die eine, dann die andere drücken. Die Nachricht geht bei {at} von Hand ab.";
    shelf: "What each holds" | "Was jedes hält";
    at(time): "at {time}" | "bei {time}";
    merge_into(card, from):
        "{card}: merge what {from} holds into it"
        | "{card}: damit zusammenführen, was {from} hält";
    to_be_merged(card):
        "{card}: to be merged into another"
        | "{card}: wird mit einem anderen zusammengeführt";
    merge_it(card): "{card}: merge it into another" | "{card}: mit einem anderen zusammenführen";
    play_group: "Play the merge" | "Die Zusammenführung abspielen";
    first_entry: "To the first entry" | "Zum ersten Eintrag";
    previous_entry: "Previous entry" | "Voriger Eintrag";
    pause_merge: "Pause the merge" | "Die Zusammenführung anhalten";
    next_entry: "Next entry" | "Nächster Eintrag";
    decided(shown, count):
        "{shown} of {count} entries decided"
        | "{shown} von {count} Einträgen entschieden";
    no_entries:
        "Neither side has an entry: nothing was ever updated."
        | "Keine Seite hat einen Eintrag: Nichts wurde je geändert.";
    entry_by_entry:
        "Entry by entry, each with the rule that decided it"
        | "Eintrag für Eintrag, jeder mit der Regel, die ihn entschieden hat";
    weights: "What metadata weighs" | "Was Metadaten wiegen";
    weights_hint(replica):
        "Bytes held at {replica} over the run: the value below, entries, tags, tombstones, timestamps and vectors above it."
        | "Bytes bei {replica} über den Lauf: unten der Wert, darüber Einträge, Marken, Grabsteine, Zeitstempel und Vektoren.";
    over_the_run: "over the run" | "über den Lauf";
    value: "value" | "Wert";
    metadata: "metadata" | "Metadaten";
    bytes_at_end(payload, metadata):
        "{payload} bytes of value and {metadata} of metadata at the end"
        | "am Ende {payload} Byte Wert und {metadata} Byte Metadaten";
    here: "(here)" | "(hier)";
}
