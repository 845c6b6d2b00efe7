//! The quorum lab: its controls, tables and plots.

crate::rows::rows! {
    overlap: "Overlap" | "Überlappung";
    gives(quorum): "What {quorum} gives" | "Was {quorum} ergibt";
    yes: "Yes:" | "Ja:";
    no: "No:" | "Nein:";
    choose: "Choose for me" | "Für mich wählen";
    pareto_only:
        "Only what nothing else beats (Pareto front, ◆)"
        | "Nur, was durch nichts übertroffen wird (Pareto-Front, ◆)";
    simulating:
        "Every N from 1 to 9 is being simulated. Then all choices are ranked here."
        | "Jedes N von 1 bis 9 wird simuliert. Danach stehen hier alle Möglichkeiten in ihrer Rangfolge.";
    show_first(count): "Show the first {count}" | "Die ersten {count} zeigen";
    show_all(count): "Show all {count}" | "Alle {count} zeigen";
    none_meets(all, best):
        "None of {all} choices meets the target; {best} comes nearest."
        | "Keine von {all} Möglichkeiten erfüllt das Ziel; {best} kommt ihm am nächsten.";
    one_meets(all, best):
        "Of {all} choices {best} alone meets the target."
        | "Von {all} Möglichkeiten erfüllt nur {best} das Ziel.";
    some_meet(met, all, best):
        "{met} of {all} choices meet the target; {best} does with the fewest replicas and the shortest waits."
        | "{met} von {all} Möglichkeiten erfüllen das Ziel; {best} mit den wenigsten Replikaten und den kürzesten Wartezeiten.";
    reads_p99: "Reads, p99" | "Lesen, p99";
    writes_p99: "Writes, p99" | "Schreiben, p99";
    consistent: "Consistent" | "Konsistent";
    after: "after" | "nach";
    replicas_down: "Replicas down" | "Ausgefallene Replikate";
    on_front: "on the Pareto front" | "auf der Pareto-Front";
    meets_it: "✓ meets it" | "✓ erfüllt";
    choice: "choice" | "Möglichkeit";
    front: "front" | "Front";
    col_reads: "reads p99" | "Lesen p99";
    col_writes: "writes p99" | "Schreiben p99";
    consistent_after(time): "consistent after {time}" | "konsistent nach {time}";
    target: "target" | "Ziel";
    gives_up: "gives up" | "gibt auf";
    linearizable: "But is it linearizable?" | "Aber ist es linearisierbar?";
    blocking:
        "Reads store what they return first (blocking read repair)"
        | "Lesevorgänge speichern zuerst, was sie liefern (blockierendes Read-Repair)";
    look: "Look for a counterexample" | "Ein Gegenbeispiel suchen";
    open: "Open it in the timeline" | "In der Zeitachse öffnen";
    plus_minus:
        "± is half of what 95 of 100 samples would lie within"
        | "± ist die Hälfte des Bereichs, in dem 95 von 100 Stichproben lägen";
    at_zero: "consistent at t = 0" | "konsistent bei t = 0";
    at(time): "at {time}" | "bei {time}";
    nines_after: "99.9 % after" | "99,9 % nach";
    reads_percentiles: "reads p50, p99, p99.9" | "Lesen p50, p99, p99,9";
    writes_percentiles: "writes p50, p99, p99.9" | "Schreiben p50, p99, p99,9";
    unpin_this(name): "Unpin {name}" | "{name} lösen";
    unpin: "unpin" | "lösen";
    cell(w, r, gives, shared):
        "W={w}, R={r}: {gives}; smallest overlap {shared}"
        | "W={w}, R={r}: {gives}; kleinste Überlappung {shared}";
    grid(n): "Every W and R for N={n}" | "Jedes W und R für N={n}";
    grid_hint:
        "numbers: the smallest overlap of a write and a read"
        | "Zahlen: die kleinste Überlappung von Schreiben und Lesen";
    own: "Your own" | "Eigene";
    own_about: "Latencies of your own." | "Eigene Latenzen.";
    latencies: "Latencies" | "Latenzen";
    distributions: "Distributions" | "Verteilungen";
    laws_hint:
        "constant(ms), uniform(from, to), exponential(rate), pareto(least, shape), or a mixture: 38% pareto(1.05, 1.51) + 62% exponential(0.183). Times in milliseconds, rates per millisecond."
        | "constant(ms), uniform(von, bis), exponential(Rate), pareto(Minimum, Form) oder eine Mischung: 38% pareto(1.05, 1.51) + 62% exponential(0.183). Zeiten in Millisekunden, Raten je Millisekunde, mit Dezimalpunkt.";
    leg_write: "W, write" | "W, Schreiben";
    leg_ack: "A, acknowledgement" | "A, Bestätigung";
    leg_request: "R, read request" | "R, Leseanfrage";
    leg_response: "S, response" | "S, Antwort";
    measured: "measured" | "gemessen";
    between_centres: "Between data centres" | "Zwischen Rechenzentren";
    centres_hint:
        "Each replica is in a data centre of its own; writes and reads begin in a random one."
        | "Jedes Replikat steht in einem eigenen Rechenzentrum; Schreiben und Lesen beginnen in einem zufälligen.";
    own_measured: "Your own measurements" | "Eigene Messungen";
    own_hint:
        "One latency on each line, in milliseconds: then it counts for all four messages. Or columns named write, ack, request, response, separated by commas."
        | "Eine Latenz je Zeile, in Millisekunden: Dann gilt sie für alle vier Nachrichten. Oder Spalten mit den Namen write, ack, request, response, durch Kommas getrennt.";
    a_file: "A file" | "Eine Datei";
    measured_text: "Measured latencies" | "Gemessene Latenzen";
    use_these: "Use these" | "Diese verwenden";
    numbers: "N, W and R" | "N, W und R";
    keep_key: "replicas keep a key" | "Replikate halten einen Schlüssel";
    store_write:
        "store a write before it is acknowledged"
        | "speichern einen Schreibvorgang vor der Bestätigung";
    answer_read: "answer a read" | "beantworten einen Lesevorgang";
    so_many(name, about): "{name}: so many replicas {about}" | "{name}: so viele {about}";
    write_and_read: "a write and a read" | "Schreiben und Lesen";
    two_writes: "two writes" | "zwei Schreibvorgänge";
    sets_of: "Sets of" | "Mengen für";
    drag_sets:
        "Drag the boundary of a set to change its size. Drag a replica out of a set or into one to make a case of your own; the buttons do the same."
        | "Den Rand einer Menge ziehen, um ihre Größe zu ändern. Ein Replikat aus einer Menge oder in eine hinein ziehen, um einen eigenen Fall zu bilden; die Knöpfe tun dasselbe.";
    stop: "Stop" | "Anhalten";
    play_pairs: "Play every pair" | "Alle Paare durchspielen";
    worst: "The worst pair" | "Das schlechteste Paar";
    pair_before: "The pair before" | "Das vorige Paar";
    pair_next: "The next pair" | "Das nächste Paar";
    pair(here, pairs, sharing):
        "Pair {here} of {pairs}: {sharing}"
        | "Paar {here} von {pairs}: {sharing}";
    miss: "they miss each other" | "sie verfehlen einander";
    one_shared: "1 replica in both" | "1 Replikat in beiden";
    shared(count): "{count} replicas in both" | "{count} Replikate in beiden";
    overlapping(meeting, pairs, share, smallest, spread):
        "{meeting} of {pairs} pairs overlap, {share}. Smallest overlap: {smallest}. {spread}"
        | "{meeting} von {pairs} Paaren überlappen sich, {share}. Kleinste Überlappung: {smallest}. {spread}";
    share(pairs, shared): "{pairs} share {shared}" | "{pairs} teilen {shared}";
    write_set: "Write set" | "Schreibmenge";
    read_set: "Read set" | "Lesemenge";
    other_write: "Other write" | "Anderer Schreibvorgang";
    two_sets: "The two sets" | "Die zwei Mengen";
    size_of(set): "Size of the set: {set}" | "Größe der Menge: {set}";
    first_under_way: "The first simulations are under way." | "Die ersten Simulationen laufen.";
    plot_consistent:
        "Consistent reads, by the time since the write was acknowledged (ms)"
        | "Konsistente Lesevorgänge, nach der Zeit seit der Bestätigung des Schreibens (ms)";
    plot_consistent_label: "Consistent reads over time" | "Konsistente Lesevorgänge über die Zeit";
    since_write: "Time since the write" | "Zeit seit dem Schreiben";
    plot_latencies:
        "Reads (○) and writes (□) that take at most so long (ms); marked: p50, p99, p99.9"
        | "Lese- (○) und Schreibvorgänge (□), die höchstens so lange dauern (ms); markiert: p50, p99, p99,9";
    plot_latencies_label:
        "Latencies of reads and writes"
        | "Latenzen von Lese- und Schreibvorgängen";
    staleness: "How stale, how often" | "Wie veraltet, wie oft";
    pin(quorum): "Pin {quorum}" | "{quorum} anheften";
    simulated: "Simulated writes and reads" | "Simulierte Schreib- und Lesevorgänge";
    million:
        "a million simulated writes and reads"
        | "eine Million simulierte Schreib- und Lesevorgänge";
    thousands(count):
        "{count} thousand of a million writes and reads"
        | "{count} Tausend von einer Million Schreib- und Lesevorgängen";
    your_own: "your own" | "eigene";
    versions:
        "Were a write only ever at its W replicas, a read would return one of the last k versions with a probability of:"
        | "Läge ein Schreibvorgang stets nur auf seinen W Replikaten, lieferte ein Lesevorgang eine der letzten k Versionen mit einer Wahrscheinlichkeit von:";
}
