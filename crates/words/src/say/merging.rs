//! How versions stand to each other, and how a merge decided.

crate::rows::rows! {
    false_conflicts[count, values]:
        "{values} was seen and overwritten: a false conflict.", "{values} were seen and overwritten: {count} false conflicts."
        | "{values} war gesehen und überschrieben: ein falscher Konflikt.", "{values} waren gesehen und überschrieben: {count} falsche Konflikte.";
    value: "value" | "Wert";
    added(actor): "{actor} added" | "{actor} addierte";
    took(actor): "{actor} took" | "{actor} zog ab";
    gave(from, to): "{from} gave {to}" | "{from} gab {to}";
    tombstone(element): "{element}, tombstone" | "{element}, Grabstein";
    tag(element, dot): "{element}, tag {dot}" | "{element}, Marke {dot}";
    update(dot): "update {dot}" | "Update {dot}";
    entry_update(entry, dot): "{entry}, update {dot}" | "{entry}, Update {dot}";
    equal: "equal" | "gleich";
    newer: "newer" | "neuer";
    older: "older" | "älter";
    concurrent: "concurrent" | "nebenläufig";
    against(actor, incoming, mine):
        "{actor} ({incoming} against {mine})"
        | "{actor} ({incoming} gegen {mine})";
    why_equal:
        "Equal: both include the same updates."
        | "Gleich: Beide enthalten dieselben Updates.";
    why_newer(ahead):
        "Newer: larger in {ahead} and smaller in no component, so it dominates."
        | "Neuer: größer in {ahead} und in keiner Komponente kleiner, also dominiert er.";
    why_older(behind):
        "Older: smaller in {behind} and larger in no component, so it is dominated."
        | "Älter: kleiner in {behind} und in keiner Komponente größer, also wird er dominiert.";
    why_concurrent(ahead, behind):
        "Concurrent: larger in {ahead}, but smaller in {behind}; neither dominates."
        | "Nebenläufig: größer in {ahead}, aber kleiner in {behind}; keiner dominiert.";
    same: "the same on both sides" | "auf beiden Seiten dasselbe";
    only_one_written: "only one side has been written" | "nur eine Seite ist beschrieben";
    higher_timestamp: "the higher timestamp wins" | "der höhere Zeitstempel gewinnt";
    higher_replica:
        "equal timestamps: the later replica name wins"
        | "gleiche Zeitstempel: der spätere Replikatname gewinnt";
    later_at_same_replica:
        "equal timestamps: that replica's later write wins"
        | "gleiche Zeitstempel: der spätere Schreibvorgang dieses Replikats gewinnt";
    lower_timestamp: "the lower timestamp wins" | "der niedrigere Zeitstempel gewinnt";
    lower_replica:
        "equal timestamps: the earlier replica name wins"
        | "gleiche Zeitstempel: der frühere Replikatname gewinnt";
    maximum: "the larger count" | "der größere Zähler";
    union: "what one side has, both have" | "was eine Seite hat, haben beide";
    by_tombstone:
        "among the tombstones of one side: removed"
        | "unter den Grabsteinen einer Seite: entfernt";
    new_here: "not seen here before: kept" | "hier noch nicht gesehen: behalten";
    new_there: "not seen by the sender: kept" | "vom Absender nicht gesehen: behalten";
    removed_here:
        "seen here and no longer there: removed here, dropped"
        | "hier gesehen und nicht mehr da: hier entfernt, fällt weg";
    removed_there:
        "seen by the sender and no longer there: removed there, dropped"
        | "vom Absender gesehen und nicht mehr da: dort entfernt, fällt weg";
}
