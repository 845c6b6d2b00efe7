//! Two events compared: their vectors, and what follows.

crate::rows::rows! {
    one_event: "it is one event" | "es ist ein und dasselbe Ereignis";
    network:
        "what happens in the network is nobody's event and knows what its sending knew"
        | "was im Netz geschieht, ist niemandes Ereignis und weiß, was beim Absenden bekannt war";
    first_before:
        "① happened before ②, and may have led to it"
        | "① geschah vor ② und kann dazu geführt haben";
    second_before:
        "② happened before ①, and may have led to it"
        | "② geschah vor ① und kann dazu geführt haben";
    events_concurrent:
        "the events are concurrent, and neither can have led to the other"
        | "die Ereignisse sind nebenläufig, und keines kann zum anderen geführt haben";
    events_known: "Events known, as vector clocks" | "Bekannte Ereignisse, als Vektoruhren";
    next_at(replica): "next at {replica}" | "nächstes bei {replica}";
    next_why(replica):
        "The next event at {replica} that knows of both also counts itself."
        | "Das nächste Ereignis bei {replica}, das von beiden weiß, zählt auch sich selbst.";
    same_updates:
        "both include the same updates, and neither is newer"
        | "beide enthalten dieselben Updates, und keiner ist neuer";
    second_newer:
        "② includes all that ① does, and more: it is newer"
        | "② enthält alles, was ① enthält, und mehr: ② ist neuer";
    first_newer:
        "① includes all that ② does, and more: it is newer"
        | "① enthält alles, was ② enthält, und mehr: ① ist neuer";
    conflict:
        "the versions are concurrent: a conflict"
        | "die Versionen sind nebenläufig: ein Konflikt";
    resolves(at):
        "A write that resolves the conflict at {at} also advances {at}'s own component. With the join alone, two replicas that resolve it differently would carry one vector."
        | "Ein Schreibvorgang, der den Konflikt bei {at} auflöst, rückt auch die eigene Komponente von {at} vor. Mit dem Join allein trügen zwei Replikate, die ihn verschieden auflösen, denselben Vektor.";
    writes_next(at):
        "A write at {at} by somebody who has seen both advances {at}'s own component."
        | "Ein Schreibvorgang bei {at} von jemandem, der beide gesehen hat, rückt die eigene Komponente von {at} vor.";
    updates_included(key):
        "Updates of {key} included, as version vectors"
        | "Enthaltene Updates von {key}, als Versionsvektoren";
    write_at(at): "write at {at}" | "schreiben bei {at}";
    all_equal(follows):
        "Equal in every component: {follows}."
        | "In jeder Komponente gleich: {follows}.";
    first_dominates(larger, follows):
        "① dominates: ≥ in every component and > in {larger}. So {follows}."
        | "① dominiert: ≥ in jeder Komponente und > in {larger}. Also: {follows}.";
    second_dominates(larger, follows):
        "② dominates: ≥ in every component and > in {larger}. So {follows}."
        | "② dominiert: ≥ in jeder Komponente und > in {larger}. Also: {follows}.";
    none_dominates(first, second, follows):
        "Neither dominates: ① is > in {first}, ② is > in {second}. So {follows}."
        | "Keiner dominiert: ① ist > in {first}, ② ist > in {second}. Also: {follows}.";
}
