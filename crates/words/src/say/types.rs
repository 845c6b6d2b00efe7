//! Data types, and ways to settle conflicts.

crate::rows::rows! {
    lww_register: "LWW-Register" | "LWW-Register";
    lww_register_summary:
        "One value; of two writes the one with the later timestamp wins."
        | "Ein Wert; von zwei Schreibvorgängen gewinnt der mit dem späteren Zeitstempel.";
    g_counter: "G-Counter" | "G-Counter";
    g_counter_summary:
        "A counter that only grows: one entry for each replica."
        | "Ein Zähler, der nur wächst: ein Eintrag je Replikat.";
    pn_counter: "PN-Counter" | "PN-Counter";
    pn_counter_summary:
        "A counter that goes up and down: two that only grow."
        | "Ein Zähler, der steigt und fällt: zwei, die nur wachsen.";
    bounded_counter: "Bounded counter" | "Beschränkter Zähler";
    bounded_counter_summary:
        "A counter that never goes below zero: replicas take only what they have rights for."
        | "Ein Zähler, der nie unter null fällt: Replikate nehmen nur, wofür sie Rechte haben.";
    fww_register: "First-write-wins register" | "First-Write-Wins-Register";
    fww_register_summary:
        "One value that stays; of two concurrent writes the one with the earlier timestamp wins."
        | "Ein Wert, der bleibt; von zwei nebenläufigen Schreibvorgängen gewinnt der mit dem früheren Zeitstempel.";
    mv_register: "MV-Register" | "MV-Register";
    mv_register_summary:
        "Values written concurrently are all kept, as siblings."
        | "Nebenläufig geschriebene Werte bleiben alle erhalten, als Geschwister.";
    g_set: "G-Set" | "G-Set";
    g_set_summary:
        "A set that only grows; merging is the union."
        | "Eine Menge, die nur wächst; Zusammenführen ist die Vereinigung.";
    two_phase_set: "2P-Set" | "2P-Set";
    two_phase_set_summary:
        "A set in which what was removed never returns."
        | "Eine Menge, in die nie zurückkehrt, was entfernt wurde.";
    lww_element_set: "LWW-Element-Set" | "LWW-Element-Set";
    lww_element_set_summary:
        "A set in which for each element the latest add or remove counts, by timestamp."
        | "Eine Menge, in der für jedes Element das letzte Hinzufügen oder Entfernen zählt, nach Zeitstempel.";
    or_set: "OR-Set with tombstones" | "OR-Set mit Grabsteinen";
    or_set_summary:
        "A set in which a remove deletes the tags that it has observed, and only those."
        | "Eine Menge, in der ein Entfernen die Marken löscht, die es gesehen hat, und nur diese.";
    orswot: "OR-Set without tombstones" | "OR-Set ohne Grabsteine";
    orswot_summary:
        "An observed-remove set that keeps one version vector instead of tombstones."
        | "Ein Observed-Remove-Set, das statt Grabsteinen einen Versionsvektor führt.";
    or_map: "OR-Map" | "OR-Map";
    or_map_summary:
        "Entries of any type, removed as an OR-Set removes elements."
        | "Einträge beliebiger Typen, entfernt wie Elemente eines OR-Sets.";
    enable_wins: "Enable-wins flag" | "Enable-Wins-Flag";
    enable_wins_summary:
        "A flag that is on after a concurrent enable and disable."
        | "Ein Flag, das nach nebenläufigem Ein- und Ausschalten an ist.";
    disable_wins: "Disable-wins flag" | "Disable-Wins-Flag";
    disable_wins_summary:
        "A flag that is off after a concurrent enable and disable."
        | "Ein Flag, das nach nebenläufigem Ein- und Ausschalten aus ist.";
    last_write_wall: "Last write wins, wall clock" | "Letzter Schreibvorgang gewinnt, Wanduhr";
    last_write_lamport:
        "Last write wins, Lamport clock"
        | "Letzter Schreibvorgang gewinnt, Lamport-Uhr";
    last_write_hybrid:
        "Last write wins, hybrid clock"
        | "Letzter Schreibvorgang gewinnt, hybride Uhr";
    first_write: "First write wins" | "Erster Schreibvorgang gewinnt";
    siblings: "Siblings" | "Geschwister";
    siblings_union: "Siblings, merged by union" | "Geschwister, zusammengeführt durch Vereinigung";
    siblings_max: "Siblings, merged by maximum" | "Geschwister, zusammengeführt durch Maximum";
    siblings_table: "Siblings, merged by table" | "Geschwister, zusammengeführt nach Tabelle";
    siblings_per_server: "Siblings, one vector per server" | "Geschwister, ein Vektor je Server";
}
