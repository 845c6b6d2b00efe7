//! The inspector, and what can be done in it.

crate::rows::rows! {
    replica_at(replica, at): "Replica {replica} at {at}." | "Replikat {replica} bei {at}.";
    link_at(one, other, at):
        "The link between {one} and {other} at {at}."
        | "Die Verbindung zwischen {one} und {other} bei {at}.";
    gone:
        "What was selected does not happen in this run any more."
        | "Was ausgewählt war, geschieht in diesem Lauf nicht mehr.";
    nothing_yet:
        "Nothing has happened yet at this moment."
        | "Bis zu diesem Zeitpunkt ist noch nichts geschehen.";
    latest: "latest at the playhead" | "zuletzt vor der Abspielposition";
    selected: "selected" | "ausgewählt";
    title: "Inspector" | "Inspektor";
    hint:
        "Select a write, a message, a merge or a read in the picture to change it."
        | "Einen Schreibvorgang, eine Nachricht, eine Zusammenführung oder einen Lesevorgang im Bild auswählen, um etwas daran zu ändern.";
    watch_merge: "Watch this merge" | "Diese Zusammenführung ansehen";
    decided: "What the merge decided" | "Was die Zusammenführung entschieden hat";
    entry: "entry" | "Eintrag";
    before: "before" | "vorher";
    arrives: "arrives" | "trifft ein";
    after: "after" | "nachher";
    because: "because" | "Begründung";
    smaller: "smaller" | "kleiner";
    equal: "equal" | "gleich";
    larger: "larger" | "größer";
    vectors:
        "Version vectors, component by component"
        | "Versionsvektoren, Komponente für Komponente";
    of: "of" | "von";
    is: "is" | "ist";
    send_to(to): "Send to {to}" | "An {to} senden";
    leaves_at(at): "leaves at {at}" | "geht bei {at} ab";
    begins_at: "Begins at" | "Beginnt bei";
    delete: "Delete" | "Löschen";
    not_possible(reason): "Not possible: {reason}." | "Nicht möglich: {reason}.";
    client: "Client" | "Client";
    replica: "Replica" | "Replikat";
    key: "Key" | "Schlüssel";
    deliver_at: "Deliver at" | "Zustellen bei";
    lose: "Lose" | "Verlieren";
    duplicate: "Duplicate" | "Verdoppeln";
    to_the_network: "Leave it to the network" | "Dem Netz überlassen";
    heal: "Heal" | "Heilen";
    cut: "Cut" | "Trennen";
    from_on(at): "from {at} on" | "ab {at}";
    compare_with: "Compare with…" | "Vergleichen mit …";
    waiting(sign):
        "This is {sign}. Now select the event to compare it with: in the picture, with ← and →, or in the list."
        | "Das ist {sign}. Wählen Sie nun das Ereignis aus, mit dem es verglichen werden soll: im Bild, mit ← und → oder in der Liste.";
    stop_comparing: "Stop comparing" | "Vergleich beenden";
    two_compared: "two events compared" | "zwei Ereignisse im Vergleich";
    no_versions:
        "No version vectors: the two are not about versions of one key."
        | "Keine Versionsvektoren: Die beiden betreffen nicht Versionen desselben Schlüssels.";
    compare_other:
        "Select any other event to compare it with ①."
        | "Ein anderes Ereignis auswählen, um es mit ① zu vergleichen.";
    swap: "Swap ① and ②" | "① und ② tauschen";
    join: "join" | "Join";
    made_update(vector, dot): "{vector}, made update {dot}" | "{vector}, erzeugte Update {dot}";
    join_of: "join ① ⊔ ②" | "Join ① ⊔ ②";
    smaller_than: "smaller than" | "kleiner als";
    equal_to: "equal to" | "gleich";
    larger_than: "larger than" | "größer als";
    not_possible_yet(error): "Not possible: {error}" | "Nicht möglich: {error}";
}
