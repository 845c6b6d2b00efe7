//! Pictures for paper.

crate::rows::rows! {
    merge_title(title): "{title}: a merge" | "{title}: eine Zusammenführung";
    weight(payload, metadata):
        "value {payload}, metadata {metadata} bytes"
        | "Wert {payload}, Metadaten {metadata} Byte";
    entry: "entry" | "Eintrag";
    result: "result" | "Ergebnis";
    because: "because" | "Begründung";
    order: "the order of the states" | "die Ordnung der Zustände";
    both(value): "both: {value}" | "beide: {value}";
    join(value): "join: {value}" | "Join: {value}";
    seed(seed): "Seed {seed}." | "Startwert {seed}.";
    read_set(r): "Read set, R = {r}" | "Lesemenge, R = {r}";
    other_write(w): "Other write, W = {w}" | "Anderer Schreibvorgang, W = {w}";
    write_set(w): "Write set, W = {w}" | "Schreibmenge, W = {w}";
    quorum_title(n, w, r):
        "Quorums with N = {n}, W = {w}, R = {r}"
        | "Quoren mit N = {n}, W = {w}, R = {r}";
    write_set_key: "write set" | "Schreibmenge";
    in_both: "in both" | "in beiden";
    link_inside:
        "The link to this run is in this file."
        | "Der Link zu diesem Lauf steht in dieser Datei.";
    one_pair(pairs, meeting):
        "One of {pairs} pairs of sets; {meeting} of them overlap."
        | "Eines von {pairs} Mengenpaaren; {meeting} davon überlappen sich.";
    caption(strategy, key, data_type, replicas, seed):
        "{strategy}. Key {key}: {data_type}. {replicas}. Seed {seed}."
        | "{strategy}. Schlüssel {key}: {data_type}. {replicas}. Startwert {seed}.";
    stretch(from, to, of): "From {from} to {to} of {of}." | "Von {from} bis {to} von {of}.";
}
