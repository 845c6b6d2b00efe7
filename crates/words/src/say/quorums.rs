//! What N, W and R give.

crate::rows::rows! {
    replicas[count]: "1 replica", "{count} replicas" | "1 Replikat", "{count} Replikate";
    in_replicas[count]: "1 replica", "{count} replicas" | "1 Replikat", "{count} Replikaten";
    disks_lost[count]: "1 disk", "{count} disks" | "1 Platte", "{count} Platten";
    gives_neither: "neither" | "keines von beiden";
    gives_reads:
        "reads see every completed write"
        | "Lesevorgänge sehen jeden abgeschlossenen Schreibvorgang";
    gives_writes: "writes see each other" | "Schreibvorgänge sehen einander";
    gives_both: "both" | "beides";
    survive(reads, writes):
        "Reads {reads}; writes {writes}."
        | "Lesevorgänge {reads}; Schreibvorgänge {writes}.";
    stop: "stop as soon as one replica is down" | "stocken, sobald ein Replikat ausgefallen ist";
    go_on_one: "go on with 1 replica down" | "gehen weiter, wenn 1 Replikat ausgefallen ist";
    go_on(count):
        "go on with up to {count} replicas down"
        | "gehen weiter, wenn bis zu {count} Replikate ausgefallen sind";
    read_misses(sum, n):
        "A read may miss a completed write: W + R = {sum} is not above N = {n}."
        | "Ein Lesevorgang kann einen abgeschlossenen Schreibvorgang verfehlen: W + R = {sum} ist nicht größer als N = {n}.";
    read_meets(replicas, shared):
        "Every read meets every completed write, in {replicas} at least: W + R − N = {shared}."
        | "Jeder Lesevorgang trifft auf jeden abgeschlossenen Schreibvorgang, in mindestens {replicas}: W + R − N = {shared}.";
    writes_miss(twice, n):
        "Two writes may miss each other: 2W = {twice} is not above N = {n}. Then nothing but their clocks orders them."
        | "Zwei Schreibvorgänge können einander verfehlen: 2W = {twice} ist nicht größer als N = {n}. Dann ordnen sie nur noch ihre Uhren.";
    writes_meet(replicas, shared):
        "Any two writes meet, in {replicas} at least: 2W − N = {shared}."
        | "Je zwei Schreibvorgänge treffen aufeinander, in mindestens {replicas}: 2W − N = {shared}.";
    disk_loses:
        "One crash that takes a disk can lose an acknowledged write: W = 1 replica has it when it is acknowledged."
        | "Ein Absturz mit Verlust der Platte kann einen bestätigten Schreibvorgang kosten: Bei der Bestätigung hat ihn nur W = 1 Replikat.";
    disks_survive(disks, replicas):
        "An acknowledged write survives the loss of {disks}: {replicas} have it by then."
        | "Ein bestätigter Schreibvorgang übersteht den Verlust von {disks}: {replicas} haben ihn bis dahin.";
    sloppy_both:
        "A sloppy quorum would void both overlaps: stand-ins would count towards W, and a write could be acknowledged that none of its N homes has."
        | "Ein Sloppy Quorum höbe beide Überlappungen auf: Stellvertreter zählten zu W, und ein Schreibvorgang könnte bestätigt werden, den keines seiner N Heimatreplikate hat.";
    sloppy_reads:
        "A sloppy quorum would void the overlap of reads and writes: stand-ins would count towards W."
        | "Ein Sloppy Quorum höbe die Überlappung von Lesen und Schreiben auf: Stellvertreter zählten zu W.";
    sloppy_writes:
        "A sloppy quorum would void the overlap of writes: stand-ins would count towards W."
        | "Ein Sloppy Quorum höbe die Überlappung der Schreibvorgänge auf: Stellvertreter zählten zu W.";
    sloppy_nothing:
        "A sloppy quorum would void nothing here: no sets have to meet."
        | "Ein Sloppy Quorum höbe hier nichts auf: Keine Mengen müssen aufeinandertreffen.";
    found_stale:
        "No. Sets that miss each other give a stale read."
        | "Nein. Mengen, die einander verfehlen, ergeben einen veralteten Lesevorgang.";
    found_new_then_old:
        "No. While a write is under way, one read returns the new value and a later one the old."
        | "Nein. Während ein Schreibvorgang läuft, liefert ein Lesevorgang den neuen Wert und ein späterer den alten.";
    found_failed:
        "As long as clocks agree no read goes back, for R = N. What remains is a failed write that a later read returns: linearizability allows it, clients seldom do."
        | "Solange die Uhren übereinstimmen, fällt kein Lesevorgang zurück, denn R = N. Es bleibt ein fehlgeschlagener Schreibvorgang, den ein späterer Lesevorgang liefert: Linearisierbarkeit erlaubt das, Clients rechnen selten damit.";
    shortest(shows, runs):
        "{shows} It is the shortest of {runs} schedules that were run."
        | "{shows} Es ist der kürzeste von {runs} durchgespielten Abläufen.";
    none_found(runs, why):
        "{runs} schedules were run, and none shows a stale read or goes back. {why} It rests on right clocks: they alone order the writes."
        | "{runs} Abläufe wurden durchgespielt, und keiner zeigt einen veralteten Lesevorgang oder fällt zurück. {why} Das setzt richtig gehende Uhren voraus: Sie allein ordnen die Schreibvorgänge.";
    stored_first(w, r, n):
        "A read first stores what it is going to return at W = {w} replicas. Every later read asks R = {r}, and W + R is above N = {n}, so it meets one of them and cannot return anything older."
        | "Ein Lesevorgang speichert zuerst an W = {w} Replikaten, was er liefern wird. Jeder spätere fragt R = {r}, und W + R ist größer als N = {n}; er trifft also auf eines davon und kann nichts Älteres liefern.";
    asks_all(n):
        "A read asks all N = {n} replicas, so a later read misses nothing that an earlier one returned; and with W = 1 a write that was begun cannot fail half done."
        | "Ein Lesevorgang fragt alle N = {n} Replikate, ein späterer verfehlt also nichts, was ein früherer geliefert hat; und mit W = 1 kann ein begonnener Schreibvorgang nicht halb fertig fehlschlagen.";
    reads_take(time): "reads take {time}" | "Lesen dauert {time}";
    writes_take(time): "writes take {time}" | "Schreiben dauert {time}";
    consistent_after(share, time):
        "{share} of reads consistent after {time}"
        | "{share} der Lesevorgänge konsistent nach {time}";
    reads_bear(count): "reads bear {count} down" | "Lesen verkraftet {count} Ausfälle";
    writes_bear(count): "writes bear {count} down" | "Schreiben verkraftet {count} Ausfälle";
    give_up_fresh: "reads may miss writes" | "Lesen kann Schreiben verfehlen";
    give_up_meeting: "writes may miss each other" | "Schreibvorgänge können einander verfehlen";
    give_up_disk: "one disk can lose a write" | "eine Platte kann einen Schreibvorgang kosten";
    give_up_reads: "one down stops reads" | "ein Ausfall stoppt das Lesen";
    give_up_writes: "one down stops writes" | "ein Ausfall stoppt das Schreiben";
}
