//! Consistency models and what they promise.

crate::rows::rows! {
    linearizable: "Linearizable" | "Linearisierbar";
    sequential: "Sequential" | "Sequentiell";
    causal: "Causal" | "Kausal";
    pram: "PRAM" | "PRAM";
    read_your_writes: "Read your writes" | "Read your writes";
    monotonic_reads: "Monotonic reads" | "Monotonic reads";
    monotonic_writes: "Monotonic writes" | "Monotonic writes";
    writes_follow_reads: "Writes follow reads" | "Writes follow reads";
    linearizable_promise:
        "Every operation takes effect at one moment between its beginning and its return."
        | "Jede Operation wirkt in einem einzigen Moment zwischen ihrem Beginn und ihrer Rückkehr.";
    sequential_promise:
        "All operations can be put in one order that everybody sees and that keeps the order of each client; it may differ from real time."
        | "Alle Operationen lassen sich in eine Reihenfolge bringen, die alle sehen und die die Reihenfolge jedes Clients wahrt; von der Echtzeit darf sie abweichen.";
    causal_promise:
        "Whoever sees an update sees all that its author had seen or done before; updates that do not depend on each other may appear in different orders."
        | "Wer ein Update sieht, sieht alles, was dessen Urheber zuvor gesehen oder getan hatte; Updates, die nicht voneinander abhängen, dürfen in verschiedener Reihenfolge erscheinen.";
    pram_promise:
        "Everybody sees the updates of each client in the order in which that client made them; those of different clients in any order."
        | "Alle sehen die Updates jedes Clients in der Reihenfolge, in der er sie gemacht hat; die verschiedener Clients in beliebiger.";
    ryw_promise:
        "A client finds its own earlier updates in all that it reads."
        | "Ein Client findet in allem, was er liest, seine eigenen früheren Updates.";
    mr_promise:
        "What a client has once read is there in all that it reads later: time does not run backwards."
        | "Was ein Client einmal gelesen hat, ist in allem enthalten, was er später liest: Die Zeit läuft nicht rückwärts.";
    mw_promise:
        "Whoever sees a client's update sees that client's earlier updates, too."
        | "Wer ein Update eines Clients sieht, sieht auch dessen frühere Updates.";
    wfr_promise:
        "Whoever sees an update sees what its author had read before making it."
        | "Wer ein Update sieht, sieht auch, was sein Urheber zuvor gelesen hatte.";
}
