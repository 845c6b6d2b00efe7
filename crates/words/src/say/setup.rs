//! The set-up, without strategies and faults.

crate::rows::rows! {
    title: "Set-up" | "Aufbau";
    replication: "Replication" | "Replikation";
    faults: "Faults" | "Störungen";
    keys: "Keys" | "Schlüssel";
    sessions: "Sessions" | "Sitzungen";
    network: "Network" | "Netz";
    run: "Run" | "Lauf";
    key(name): "Key {name}" | "Schlüssel {name}";
    own_dot: "a dot of its own" | "einen eigenen Dot";
    per_server: "one vector for each server" | "einen Vektor je Server";
    sibling_has: "Each sibling has" | "Jeder Geschwisterwert hat";
    wall: "wall clock" | "Wanduhr";
    lamport: "Lamport clock" | "Lamport-Uhr";
    hybrid: "hybrid logical clock" | "hybride logische Uhr";
    later_by: "Later by" | "Später laut";
    all_siblings: "all of them" | "alle";
    union: "their union" | "ihre Vereinigung";
    max: "the largest" | "den größten";
    by_table: "what a table says" | "was eine Tabelle sagt";
    of_siblings_show: "Of siblings show" | "Von Geschwistern zeigen";
    any_other: "Any other pair makes" | "Jedes andere Paar ergibt";
    add_case: "Add a case" | "Fall hinzufügen";
    case(number): "Case {number}" | "Fall {number}";
    case_and: "and" | "und";
    case_make: "make" | "ergeben";
    remove_case(number): "Remove case {number}" | "Fall {number} entfernen";
    order_is_free:
        "The order of merging does not matter for this table."
        | "Bei dieser Tabelle ist die Reihenfolge der Zusammenführung gleichgültig.";
    order_matters(a, b, c, left, right):
        "The order matters: {a} with {b}, then with {c}, makes {left}; {a} with what {b} and {c} make is {right}. Replicas agree only because siblings are taken in one order."
        | "Die Reihenfolge zählt: {a} mit {b}, dann mit {c}, ergibt {left}; {a} mit dem, was {b} und {c} ergeben, ist {right}. Replikate stimmen nur überein, weil Geschwister in einer festen Reihenfolge genommen werden.";
    clients_far: "Clients near and far" | "Nahe und ferne Clients";
    one_way:
        "One way. What is entered is constant, and the same there and back."
        | "Für einen Weg. Was eingegeben wird, ist konstant und hin wie zurück dasselbe.";
    replicas_far: "Replicas near and far" | "Nahe und ferne Replikate";
    rules[count]:
        "1 direction has a rule of its own", "{count} directions have rules of their own"
        | "1 Richtung hat eine eigene Regel", "{count} Richtungen haben eigene Regeln";
    alike: "Make all links alike" | "Alle Verbindungen gleich machen";
    to(place): "to {place}" | "nach {place}";
    from(place): "From {place}" | "Von {place}";
    between_replicas: "Between replicas" | "Zwischen Replikaten";
    to_clients: "Between clients and replicas" | "Zwischen Clients und Replikaten";
    latency: "Latency" | "Latenz";
    lost: "Lost" | "Verloren";
    duplicated: "Duplicated" | "Verdoppelt";
    constant: "constant" | "konstant";
    uniform: "uniform" | "gleichverteilt";
    exponential: "exponential" | "exponentiell";
    always: "Always" | "Immer";
    at_least: "At least" | "Mindestens";
    mean_beyond: "Mean beyond" | "Im Mittel darüber";
    notes: "Speaker's notes" | "Notizen für den Vortrag";
    notes_hint:
        "They travel with the document and its link. In a presentation N shows and hides them."
        | "Sie reisen mit dem Dokument und seinem Link. Im Vortrag blendet N sie ein und aus.";
    seed: "Seed" | "Startwert";
    next_seed: "Next seed" | "Nächster Startwert";
    seed_hint:
        "Another seed, another run of the same document: other latencies, losses and duplicates."
        | "Anderer Startwert, anderer Lauf desselben Dokuments: andere Latenzen, Verluste und Dopplungen.";
    duration: "Duration" | "Dauer";
    replicas[count]: "1 replica", "{count} replicas" | "1 Replikat", "{count} Replikate";
    add_replica: "Add one" | "Eines hinzufügen";
    remove(name): "Remove {name}" | "{name} entfernen";
    add_client: "Add a client" | "Client hinzufügen";
    for_ever: "for ever" | "für immer";
    only_so_long: "only so long" | "nur so lange";
    asks: "Asks" | "Fragt";
    insists: "Reads insist on" | "Lesen besteht auf";
    overwrites: "Writes overwrite" | "Schreiben überschreibt";
    waits: "Waits" | "Wartet";
    gives_up: "Gives up after" | "Gibt auf nach";
    always_replica(replica): "always {replica}" | "immer {replica}";
    nearest: "the nearest replica" | "das nächstgelegene Replikat";
    random: "a random replica" | "ein zufälliges Replikat";
    sticky: "the same replica, while it answers" | "dasselbe Replikat, solange es antwortet";
    as_written: "the replica each operation names" | "das Replikat, das die Operation nennt";
    nearest_hint(replica):
        "By the mean round trip: {replica} now. Network, below, says how far each is."
        | "Nach der mittleren Umlaufzeit: zurzeit {replica}. Wie weit jedes entfernt ist, steht unter „Netz“.";
    random_hint:
        "Drawn anew for each operation, by the seed."
        | "Für jede Operation neu gezogen, nach dem Startwert.";
    sticky_hint:
        "The one that its first operation names; when it does not answer, the next in the alphabet."
        | "Das, welches die erste Operation nennt; antwortet es nicht, das nächste im Alphabet.";
    replica_holds: "what the replica holds" | "was das Replikat hält";
    read_last: "what it read last" | "was er zuletzt gelesen hat";
    nothing: "nothing" | "nichts";
    own_writes: "its own writes" | "den eigenen Schreibvorgängen";
    has_read: "what it has read" | "dem bereits Gelesenen";
    both: "both of these" | "beidem";
    own_writes_hint:
        "Read your writes: a replica waits until it has every update that this client was told is done."
        | "Read your writes: Ein Replikat wartet, bis es jedes Update hat, das diesem Client bestätigt wurde.";
    has_read_hint:
        "Monotonic reads: a replica waits until it has everything that this client has read before."
        | "Monotonic reads: Ein Replikat wartet, bis es alles hat, was dieser Client schon gelesen hat.";
    both_hint:
        "Read your writes and monotonic reads: a replica waits until it has both."
        | "Read your writes und Monotonic reads: Ein Replikat wartet, bis es beides hat.";
}
