//! Figures to compare strategies by.

crate::rows::rows! {
    update_latency: "Update latency, p50 · p99" | "Latenz der Updates, p50 · p99";
    read_latency: "Read latency, p50 · p99" | "Latenz des Lesens, p50 · p99";
    failed: "Failed or never answered" | "Fehlgeschlagen oder nie beantwortet";
    stale_reads: "Stale reads" | "Veraltete Lesevorgänge";
    lost_updates: "Acknowledged updates lost" | "Bestätigte Updates verloren";
    messages: "Messages between replicas" | "Nachrichten zwischen Replikaten";
    bytes: "Bytes between replicas" | "Bytes zwischen Replikaten";
    none: "none" | "keine";
    part(part, of): "{part} of {of}" | "{part} von {of}";
    share(part, of, percent): "{part} of {of} ({percent} %)" | "{part} von {of} ({percent} %)";
    convergence: "Time to convergence, p50 · p99" | "Zeit bis zur Konvergenz, p50 · p99";
    never(disagreeing, runs):
        "not in {disagreeing} of {runs} runs"
        | "in {disagreeing} von {runs} Läufen nicht";
    not_in_this_run: "not in this run" | "nicht in diesem Lauf";
    nothing: "nothing to agree on" | "nichts, worüber Einigkeit nötig wäre";
    rounds[count, time, expected]:
        "{time}: {count} round in the median, log₂ n + ln n = {expected}", "{time}: {count} rounds in the median, log₂ n + ln n = {expected}"
        | "{time}: im Median {count} Runde, log₂ n + ln n = {expected}", "{time}: im Median {count} Runden, log₂ n + ln n = {expected}";
    a_run(mean, unit): "{mean}{unit} a run" | "{mean}{unit} je Lauf";
}
