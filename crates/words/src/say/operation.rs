//! Operations, and the answers to them.

crate::rows::rows! {
    does: "Does" | "Tut";
    read: "read" | "lesen";
    write: "write" | "schreiben";
    delete: "delete" | "löschen";
    increment: "increment" | "erhöhen";
    decrement: "decrement" | "verringern";
    hand_over: "hand over rights" | "Rechte abgeben";
    add: "add" | "hinzufügen";
    remove: "remove" | "entfernen";
    enable: "enable" | "einschalten";
    disable: "disable" | "ausschalten";
    in_entry(what): "{what} in entry" | "{what} im Eintrag";
    by: "By" | "Um";
    value: "Value" | "Wert";
    element: "Element" | "Element";
    entry: "Entry" | "Eintrag";
    to: "To" | "An";
    rights: "Rights" | "Rechte";
    takes_whole: "this takes a whole number" | "hier gehört eine ganze Zahl hin";
    client(number): "client {number}" | "Client {number}";
    nothing: "nothing" | "nichts";
    on: "on" | "an";
    off: "off" | "aus";
    reads(key): "read {key}" | "{key} lesen";
    writes(key, value): "write {key} = {value}" | "{key} = {value} schreiben";
    deletes(key): "delete {key}" | "{key} löschen";
    hands(amount, key, to):
        "hand {amount} of {key} to {to}"
        | "{amount} von {key} an {to} abgeben";
    adds(element, key): "add {element} to {key}" | "{element} zu {key} hinzufügen";
    removes(element, key): "remove {element} from {key}" | "{element} aus {key} entfernen";
    enables(key): "enable {key}" | "{key} einschalten";
    disables(key): "disable {key}" | "{key} ausschalten";
    no_rights: "it has not enough rights left" | "Es hat nicht mehr genügend Rechte";
    not_there: "what is to be removed is not there" | "Was entfernt werden soll, ist nicht da";
    written: "it is written already" | "Es ist schon beschrieben";
    of_client(client, what): "{client}'s {what}" | "„{what}“ von {client}";
    sent_by_hand(key, from, to):
        "{key} of {from}, sent by hand to {to}"
        | "{key} von {from}, von Hand an {to} gesendet";
    order_to_lead(replica): "the order to {replica} to lead" | "„{replica} soll führen“";
}
