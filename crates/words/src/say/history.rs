//! What clients did, and where it breaks a promise.

crate::rows::rows! {
    client(number): "client {number}" | "Client {number}";
    process(name): "process {name}" | "Prozess {name}";
    reads(key): "read {key}" | "{key} lesen";
    writes(key, value): "write {key} = {value}" | "{key} = {value} schreiben";
    deletes(key): "delete {key}" | "{key} löschen";
    compares(key, from, to): "replace {key} {from} by {to}" | "{key} {from} durch {to} ersetzen";
    appends(key, value): "append {value} to {key}" | "{value} an {key} anhängen";
    adds(key, value): "add {value} to {key}" | "{value} zu {key} addieren";
    inserts(key, value): "insert {value} to {key}" | "{value} in {key} einfügen";
    removes(key, value): "remove {value} from {key}" | "{value} aus {key} entfernen";
    read_bare: "read" | "lesen";
    write_bare(value): "write {value}" | "{value} schreiben";
    delete_bare: "delete" | "löschen";
    compare_bare(from, to): "replace {from} by {to}" | "{from} durch {to} ersetzen";
    append_bare(value): "append {value}" | "{value} anhängen";
    add_bare(value): "add {value}" | "{value} addieren";
    insert_bare(value): "insert {value}" | "{value} einfügen";
    remove_bare(value): "remove {value}" | "{value} entfernen";
    of(who, what): "{who}'s {what}" | "„{what}“ von {who}";
    failed(what): "{what}, failed" | "{what}, fehlgeschlagen";
    no_answer(what): "{what}, no answer" | "{what}, keine Antwort";
    found_at(what, place): "{what} at {place}" | "{what} bei {place}";
    back_for_one(who, first, second):
        "{who} read {first}, then {second}: time ran backwards."
        | "{who} las {first}, dann {second}: Die Zeit lief rückwärts.";
    back_for_two(one, first, other, second):
        "{one} read {first}, and after that {other} read {second}: time ran backwards."
        | "{one} las {first}, und danach las {other} {second}: Die Zeit lief rückwärts.";
    thin_air(who, what):
        "{who} read {what}, which no updates can have made."
        | "{who} las {what}, was keine Updates hervorgebracht haben können.";
    stale(who, what, update):
        "{who} read {what} although {update} had returned before: the read is stale."
        | "{who} las {what}, obwohl {update} schon zurückgekehrt war: Das Gelesene ist veraltet.";
    own_missing(who, what, update):
        "{who} read {what} after its own {update}: it does not find its own update."
        | "{who} las {what} nach dem eigenen „{update}“ und findet das eigene Update nicht.";
    future(who, what, update):
        "{who} read {what} before {update} began."
        | "{who} las {what}, bevor {update} begann.";
    overtaken(who, second, what, first):
        "{who} saw {second} and then read {what}: the earlier {first} is missing."
        | "{who} sah {second} und las dann {what}: Das frühere „{first}“ fehlt.";
    effect(who, effect, what, cause, author):
        "{who} saw {effect} and then read {what}: {cause} is missing, which {author} had read before."
        | "{who} sah {effect} und las dann {what}: Es fehlt {cause}, was {author} zuvor gelesen hatte.";
    no_place(what):
        "There is no place for {what} in any order."
        | "Für {what} gibt es in keiner Reihenfolge einen Platz.";
    no_order(count, last):
        "{count} operations have no common order; {last} is the last of them."
        | "{count} Operationen haben keine gemeinsame Reihenfolge; {last} ist die letzte von ihnen.";
    holds:
        "There is an order in which everything that was read is right."
        | "Es gibt eine Reihenfolge, in der alles Gelesene stimmt.";
    unclear(steps):
        "Not clear after {steps} steps of the search."
        | "Nach {steps} Schritten der Suche nicht entschieden.";
}
