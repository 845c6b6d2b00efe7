//! The settings of strategies.

crate::rows::rows! {
    strategy: "Strategy" | "Strategie";
    period: "Period" | "Periode";
    ttl: "Time to live" | "Lebensdauer";
    ttl_hint:
        "How long a cache answers from a copy without asking the source whether it has changed."
        | "Wie lange ein Cache aus einer Kopie antwortet, ohne bei der Quelle nachzufragen, ob sich etwas geändert hat.";
    after_all_known: "all that its sender knew" | "allem, was der Absender kannte";
    after_same_sender: "what the same replica sent" | "dem, was dasselbe Replikat gesendet hat";
    ignored: "is ignored" | "wird ignoriert";
    carried_out_again: "is carried out again" | "wird noch einmal ausgeführt";
    comes_after: "Comes after" | "Kommt nach";
    held_back:
        "What arrives before that is held back until it is there."
        | "Was davor eintrifft, wird zurückgehalten, bis dieses da ist.";
    duplicate: "A duplicate" | "Ein Duplikat";
    states: "whole states" | "ganze Zustände";
    operations: "single operations" | "einzelne Operationen";
    deltas: "what has changed of a state" | "was sich an einem Zustand geändert hat";
    states_hint:
        "Merging a state again changes nothing, so it may arrive twice or late."
        | "Einen Zustand noch einmal zusammenzuführen ändert nichts; er darf also doppelt oder spät eintreffen.";
    operations_hint:
        "Each is carried out once, and in the order of the replica that accepted it."
        | "Jede wird einmal ausgeführt, in der Reihenfolge des Replikats, das sie angenommen hat.";
    deltas_hint:
        "Merged only where what they build upon is held."
        | "Zusammengeführt nur dort, wo vorhanden ist, worauf sie aufbauen.";
    ships: "Ships" | "Verschickt";
    fan_out: "Fan-out" | "Fan-out";
    fan_out_hint:
        "So many others are told by each replica with news in each round."
        | "So vielen anderen erzählt jedes Replikat, das Neues hat, in jeder Runde davon.";
    rounds(count, rounds):
        "Expected rounds until all {count} know: log2 n + ln n = {rounds}."
        | "Erwartete Runden, bis alle {count} Bescheid wissen: log2 n + ln n = {rounds}.";
    round: "Round" | "Runde";
    timeout: "Timeout" | "Zeitlimit";
    timeout_hint:
        "How long whoever coordinates an operation waits for answers."
        | "Wie lange der Koordinator einer Operation auf Antworten wartet.";
    n_hint: "So many replicas keep each key." | "So viele Replikate halten jeden Schlüssel.";
    w_hint:
        "So many have to store an update before it is acknowledged."
        | "So viele müssen ein Update speichern, bevor es bestätigt wird.";
    r_hint: "So many have to answer a read." | "So viele müssen einen Lesevorgang beantworten.";
    counts_as(n):
        "There are only {n} replicas, so N counts as {n}."
        | "Es gibt nur {n} Replikate, daher gilt N als {n}.";
    reads_may_miss(sum, n):
        "W + R = {sum} ≤ {n}: a read may miss a completed write."
        | "W + R = {sum} ≤ {n}: Ein Lesevorgang kann einen abgeschlossenen Schreibvorgang verfehlen.";
    sloppy_reads(sum, n):
        "W + R = {sum} > {n}, but stand-ins count towards W: a read may miss a completed write."
        | "W + R = {sum} > {n}, aber Stellvertreter zählen zu W: Ein Lesevorgang kann einen abgeschlossenen Schreibvorgang verfehlen.";
    reads_meet(sum, n):
        "W + R = {sum} > {n}: every read meets every completed write. That is not linearizability."
        | "W + R = {sum} > {n}: Jeder Lesevorgang trifft auf jeden abgeschlossenen Schreibvorgang. Das ist noch keine Linearisierbarkeit.";
    writes_may_miss(twice, n):
        "2W = {twice} ≤ {n}: two writes need not meet at any replica."
        | "2W = {twice} ≤ {n}: Zwei Schreibvorgänge müssen sich an keinem Replikat begegnen.";
    sloppy_writes(twice, n):
        "2W = {twice} > {n}, but with stand-ins two writes need not meet either."
        | "2W = {twice} > {n}, aber mit Stellvertretern müssen sich auch zwei Schreibvorgänge nicht begegnen.";
    writes_meet(twice, n):
        "2W = {twice} > {n}: any two completed writes meet at some replica."
        | "2W = {twice} > {n}: Je zwei abgeschlossene Schreibvorgänge begegnen sich an einem Replikat.";
    off: "off" | "aus";
    after_answer: "after the answer" | "nach der Antwort";
    before_answer: "before the answer" | "vor der Antwort";
    repair_off:
        "A read that finds replicas behind leaves them so."
        | "Findet ein Lesevorgang rückständige Replikate, lässt er sie so.";
    repair_after:
        "A read answers, then sends those behind what they lack."
        | "Ein Lesevorgang antwortet und schickt dann den rückständigen, was ihnen fehlt.";
    repair_before:
        "A read waits until W replicas hold what it answers, so that no later one goes back."
        | "Ein Lesevorgang wartet, bis W Replikate halten, was er antwortet, damit kein späterer dahinter zurückfällt.";
    read_repair: "Read repair" | "Read-Repair";
    handoff: "Hinted handoff" | "Hinted Handoff";
    handoff_hint:
        "The coordinator keeps an update for those that did not confirm it, and sends it again and again."
        | "Der Koordinator bewahrt ein Update für die auf, die es nicht bestätigt haben, und sendet es immer wieder.";
    sloppy: "Sloppy quorum" | "Sloppy Quorum";
    sloppy_hint:
        "Other replicas stand in for those that do not answer, and count towards W."
        | "Andere Replikate springen für die ein, die nicht antworten, und zählen zu W.";
    full_exchange: "all records" | "alle Datensätze";
    merkle: "by hash trees" | "mit Hashbäumen";
    anti_entropy: "Anti-entropy" | "Anti-Entropie";
    every: "Every" | "Alle";
    exchange_off:
        "Replicas find what they lack only by reads and hints."
        | "Nur durch Lesevorgänge und Hinweise erfahren Replikate, was ihnen fehlt.";
    exchange_full:
        "Now and then a replica sends all its records to another."
        | "Von Zeit zu Zeit sendet ein Replikat alle seine Datensätze an ein anderes.";
    exchange_merkle:
        "Now and then two replicas compare hashes and send only what differs."
        | "Von Zeit zu Zeit vergleichen zwei Replikate Hashes und senden nur, was sich unterscheidet.";
    kept: "kept for ever" | "auf Dauer behalten";
    forgotten: "forgotten when old" | "vergessen, wenn sie alt sind";
    tombstones: "Tombstones" | "Grabsteine";
    age: "Age" | "Alter";
    tombstones_hint:
        "A replica that was away for longer brings what was deleted back."
        | "Ein Replikat, das länger fort war, bringt Gelöschtes zurück.";
    all_to_all: "every leader tells all others" | "jeder Leader informiert alle anderen";
    ring: "each tells the next, round a ring" | "jeder den nächsten, im Ring";
    star: "all by way of the first" | "alle über den ersten";
    regions: "Regions" | "Regionen";
    topology: "Topology" | "Topologie";
    sync_every: "Sync every" | "Abgleich alle";
    sync_hint:
        "Between two of them, regions that update one key make concurrent updates."
        | "Dazwischen erzeugen Regionen, die denselben Schlüssel ändern, nebenläufige Updates.";
    leads(replica): "{replica} leads" | "{replica} führt";
    follow[count, replicas]:
        ", {replicas} follows", ", {replicas} follow"
        | ", {replicas} folgt", ", {replicas} folgen";
    any_replica: "any replica" | "jedes Replikat";
    the_leader: "the leader" | "der Leader";
    by_hand: "by hand only" | "nur von Hand";
    after_silence: "after a silence of the leader" | "wenn der Leader eine Weile schweigt";
    reads_answered_by: "Reads answered by" | "Lesen beantwortet";
    passed_on:
        "The others pass reads on to it."
        | "Die anderen reichen Lesevorgänge an ihn weiter.";
    heartbeat: "Heartbeat" | "Heartbeat";
    heartbeat_hint:
        "How often the leader repeats what a follower has not confirmed; with failover also a sign of life."
        | "Wie oft der Leader wiederholt, was ein Follower nicht bestätigt hat; mit Failover zugleich ein Lebenszeichen.";
    failover: "Failover" | "Failover";
    silence: "Silence" | "Schweigen";
    silence_hint:
        "Two heartbeats at least. Who takes over asks no majority, so a partition can give two leaders."
        | "Mindestens zwei Heartbeats. Wer übernimmt, fragt keine Mehrheit; eine Partition kann also zu zwei Leadern führen.";
    at_once: "at once" | "sofort";
    when_some: "when some followers hold it" | "wenn einige Follower es haben";
    when_all: "when all followers hold it" | "wenn alle Follower es haben";
    at_once_hint:
        "Asynchronous: what only the leader holds is lost if another takes over."
        | "Asynchron: Was nur der Leader hat, geht verloren, wenn ein anderer übernimmt.";
    when_some_hint:
        "Semi-synchronous: it is lost only if whoever takes over is none of these followers."
        | "Halbsynchron: Es geht nur verloren, wenn jemand übernimmt, der nicht zu diesen Followern gehört.";
    when_all_hint:
        "Synchronous: one follower that does not answer holds every update up."
        | "Synchron: Ein einziger Follower, der nicht antwortet, hält jedes Update auf.";
    acknowledge: "Acknowledge" | "Bestätigen";
    followers: "Followers" | "Follower";
    make_lead: "Make a replica lead" | "Ein Replikat zum Leader machen";
    at_playhead(at): "At the playhead, {at}." | "An der Abspielposition, {at}.";
    make_this_lead(replica): "Make {replica} lead" | "{replica} zum Leader machen";
}
