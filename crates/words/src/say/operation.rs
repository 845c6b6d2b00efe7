//! Operation.

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
}
