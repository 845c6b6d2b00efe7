//! What there is to know about an event, by name.

crate::rows::rows! {
    time: "time" | "Zeit";
    carries: "carries" | "trägt";
    update: "update" | "Update";
    dot(dot, counter, actor):
        "{dot}: number {counter} of replica {actor}"
        | "{dot}: Nummer {counter} von Replikat {actor}";
    had_read: "had read" | "hatte gelesen";
    made_by(dot, actor): "{dot}, made by {actor}" | "{dot}, erzeugt von {actor}";
    next_operation:
        "The operation is the next one of its replica, so it is carried out."
        | "Die Operation ist die nächste ihres Replikats, also wird sie ausgeführt.";
    insists_on: "insists on" | "besteht auf";
    version: "version" | "Version";
    siblings: "siblings" | "Geschwister";
    overwritten(value, kept, by):
        "{value} ({kept}, overwritten by {by})"
        | "{value} ({kept}, überschrieben von {by})";
    all_concurrent(count): "{count}, all of them concurrent" | "{count}, alle nebenläufig";
    one_false(count, which):
        "{count}, one a false conflict: {which}"
        | "{count}, davon ein falscher Konflikt: {which}";
    some_false(count, number, which):
        "{count}, {number} of them false conflicts: {which}"
        | "{count}, davon {number} falsche Konflikte: {which}";
    held: "held" | "hielt";
    forgotten: "forgotten" | "vergessen";
    operation: "operation" | "Operation";
    for_what: "for" | "Zweck";
    size: "size" | "Größe";
    bytes[count]: "1 byte", "{count} bytes" | "1 Byte", "{count} Byte";
    lost: "lost" | "verloren";
    lost_at(at, why): "{at}: {why}" | "{at}: {why}";
    arrives: "arrives" | "trifft ein";
    after_the_end: "after the end of the run" | "nach dem Ende des Laufs";
    under_way: "under way" | "unterwegs";
    way(time, from, at): "{time}, left {from} at {at}" | "{time}, ging bei {at} von {from} ab";
    latency: "latency" | "Latenz";
    no_answer: "no answer before the end of the run" | "keine Antwort vor dem Ende des Laufs";
    advances:
        "The update advances the replica's own component."
        | "Das Update rückt die eigene Komponente des Replikats vor.";
    leader_counts:
        "The leader's record counts, whatever the replica held."
        | "Der Datensatz des Leaders gilt, was immer das Replikat hielt.";
}
