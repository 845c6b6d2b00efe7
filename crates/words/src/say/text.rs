//! The page about texts.

crate::rows::rows! {
    node(label, id, hangs): "{label} {id}, {hangs}" | "{label} {id}, {hangs}";
    node_deleted(label, id, hangs):
        "{label} {id}, deleted, {hangs}"
        | "{label} {id}, gelöscht, {hangs}";
    at_start: "at the start" | "am Anfang";
    after_element(parent): "after {parent}" | "nach {parent}";
    before_element(parent): "before {parent}" | "vor {parent}";
    about_rga:
        "A character is kept after the one it was typed after; of several, the larger id comes first."
        | "Ein Zeichen steht nach dem, hinter dem es getippt wurde; von mehreren kommt die größere ID zuerst.";
    about_fugue:
        "A character is kept on the left or right of a neighbour, so each run is one branch; of several, A's comes before B's."
        | "Ein Zeichen hängt links oder rechts an einem Nachbarn, sodass jede Folge ein Zweig ist; von mehreren kommt das von A vor dem von B.";
    about_ot:
        "An edit names a place, and a server shifts it past the edits before it; at one place, A's comes before B's."
        | "Eine Änderung nennt eine Stelle, und ein Server verschiebt sie über die Änderungen davor; an derselben Stelle kommt die von A vor der von B.";
    list_of_two(one, other): "{one} and {other}" | "{one} und {other}";
    goes_offline(replica): "{replica} goes offline." | "{replica} geht offline.";
    comes_back(replica): "{replica} comes back online." | "{replica} ist wieder online.";
    types(replica, what): "{replica} types {what}." | "{replica} tippt {what}.";
    deletes[count, replica]:
        "{replica} deletes 1 character.", "{replica} deletes {count} characters."
        | "{replica} löscht 1 Zeichen.", "{replica} löscht {count} Zeichen.";
    replaces[count, replica, what]:
        "{replica} replaces 1 character by {what}.", "{replica} replaces {count} characters by {what}."
        | "{replica} ersetzt 1 Zeichen durch {what}.", "{replica} ersetzt {count} Zeichen durch {what}.";
    quoted(text): "“{text}”" | "„{text}“";
    keeps_together[count, names]:
        "{names} keeps each replica's typing together.", "{names} keep each replica's typing together."
        | "{names} hält zusammen, was jedes Replikat getippt hat.", "{names} halten zusammen, was jedes Replikat getippt hat.";
    is_offline(replica): "{replica} is offline." | "{replica} ist offline.";
    offline_with[count, replica]:
        "{replica} is offline with 1 edit that nobody else has.", "{replica} is offline with {count} edits that nobody else has."
        | "{replica} ist offline mit 1 Änderung, die sonst niemand hat.", "{replica} ist offline mit {count} Änderungen, die sonst niemand hat.";
    give_same(names, text): "{names} give the same: {text}." | "{names} ergeben dasselbe: {text}.";
    gives[count, names, text]:
        "{names} gives {text}", "{names} give {text}"
        | "{names} ergibt {text}", "{names} ergeben {text}";
    mixes[count, algorithm, mixed, between, others, left, right, author]:
        "{algorithm} mixes what {mixed} typed: {between} of {others} stands between {left} and {right}, which {author} typed side by side.", "{algorithm} mixes what {mixed} typed: {between} of {others} stand between {left} and {right}, which {author} typed side by side."
        | "{algorithm} vermischt, was {mixed} getippt haben: {between} von {others} steht zwischen {left} und {right}, die {author} nebeneinander getippt hat.", "{algorithm} vermischt, was {mixed} getippt haben: {between} von {others} stehen zwischen {left} und {right}, die {author} nebeneinander getippt hat.";
    insert_at(what, at): "insert {what} at {at}" | "{what} bei {at} einfügen";
    delete_at(at): "delete at {at}" | "bei {at} löschen";
    deleted_already: "nothing: deleted already" | "nichts: schon gelöscht";
    puts(algorithm, what, id):
        "{algorithm} puts {what} of {id}"
        | "{algorithm} setzt {what} von {id}";
    puts_larger(algorithm, what, id):
        "{algorithm} puts {what} of {id}, the larger id"
        | "{algorithm} setzt {what} von {id}, der größeren ID";
    puts_earlier(algorithm, what, id, first, then):
        "{algorithm} puts {what} of {id}, since {first} comes before {then}"
        | "{algorithm} setzt {what} von {id}, weil {first} vor {then} kommt";
    order_differs(one, other):
        "Nothing is mixed, but the order differs. Where they part, {one}, and {other}."
        | "Nichts ist vermischt, aber die Reihenfolge ist verschieden. Wo sie auseinandergehen: {one}, und {other}.";
    all_offline:
        "All are offline: everybody has a text of their own."
        | "Alle sind offline: Jeder hat einen eigenen Text.";
    all_the_same:
        "All replicas hold the same text, under each algorithm."
        | "Alle Replikate halten denselben Text, unter jedem Algorithmus.";
    title:
        "The same keystrokes under three algorithms"
        | "Dieselben Tastenanschläge unter drei Algorithmen";
    type_anywhere:
        "Type into any box: it counts for all three."
        | "In ein beliebiges Feld tippen: Es zählt für alle drei.";
    shows: "What it shows" | "Was es zeigt";
    interleaved: "interleaved" | "vermischt";
    replica_c: "With replica C" | "Mit Replikat C";
    show_ids: "Show ids" | "IDs zeigen";
    tree(replica, algorithm):
        "The characters at {replica} under {algorithm}, in reading order, and what each hangs on"
        | "Die Zeichen bei {replica} unter {algorithm}, in Lesereihenfolge, und woran jedes hängt";
    at_replica(algorithm, replica): "{algorithm} at {replica}" | "{algorithm} bei {replica}";
    start: "start" | "Anfang";
    not_drawn(count):
        "{count} more characters are not drawn."
        | "{count} weitere Zeichen sind nicht gezeichnet.";
    rga_hint:
        "Each hangs on the one it was typed after. Siblings stand with the larger id first: by number, then by letter."
        | "Jedes hängt an dem, hinter dem es getippt wurde. Geschwister stehen mit der größeren ID zuerst: nach Zahl, dann nach Buchstabe.";
    fugue_hint:
        "A solid line: typed after it. A dashed one: typed before it. Siblings stand by replica."
        | "Durchgezogene Linie: danach getippt. Gestrichelte: davor getippt. Geschwister stehen nach Replikat.";
    server: "OT's server" | "Der Server von OT";
    server_hint:
        "Every edit in the order of its arrival, shifted past those before it; what that changed is bold."
        | "Jede Änderung in der Reihenfolge ihres Eintreffens, über die davor verschoben; was das geändert hat, ist fett.";
    one_order:
        "Since all keep to this one order, it is enough that two edits can pass each other (TP1)."
        | "Da sich alle an diese eine Reihenfolge halten, genügt es, dass zwei Änderungen aneinander vorbeikommen (TP1).";
    server_edits: "The server's edits" | "Die Änderungen des Servers";
    number: "No." | "Nr.";
    by: "By" | "Von";
    as_made: "As made" | "Wie gemacht";
    as_carried_out: "As carried out" | "Wie ausgeführt";
    not_listed(count):
        "{count} earlier edits are not listed."
        | "{count} frühere Änderungen sind nicht aufgeführt.";
    text_of(replica, algorithm):
        "{replica}'s text under {algorithm}"
        | "Text von {replica} unter {algorithm}";
    take_offline(replica): "Take {replica} offline" | "{replica} offline nehmen";
    put_online(replica): "Put {replica} online" | "{replica} online nehmen";
    online: "online" | "online";
    offline: "offline" | "offline";
    edits_wait[count]:
        "offline, 1 edit waits", "offline, {count} edits wait"
        | "offline, 1 Änderung wartet", "offline, {count} Änderungen warten";
    deleted: "deleted" | "gelöscht";
    places: "Places of the characters" | "Stellen der Zeichen";
    ids: "Ids of the characters" | "IDs der Zeichen";
    nothing_yet: "Nothing has happened yet." | "Noch ist nichts geschehen.";
    steps: "Steps" | "Schritte";
    previous: "Previous step" | "Voriger Schritt";
    next: "Next step" | "Nächster Schritt";
    step: "Step" | "Schritt";
    place(shown, all, said): "{shown} of {all}: {said}" | "{shown} von {all}: {said}";
    step_of(shown, all): "Step {shown} of {all}" | "Schritt {shown} von {all}";
    go_on: "Go on from here" | "Von hier an weiter";
    latest: "Back to the latest" | "Zurück zum neuesten Stand";
}
