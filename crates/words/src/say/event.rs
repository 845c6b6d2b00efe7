//! What happened, in sentences.

crate::rows::rows! {
    invoked(client, replica, what):
        "Client {client} asks {replica}: {what}."
        | "Client {client} bittet {replica}: {what}.";
    invoked_offline(client, what):
        "Client {client} is offline and keeps this for later: {what}."
        | "Client {client} ist offline und hebt für später auf: {what}.";
    sent(from, what, to): "{from} sends {what} to {to}." | "{from} sendet an {to}: {what}.";
    delivered(to, what, from):
        "{to} receives {what} from {from}."
        | "{to} empfängt von {from}: {what}.";
    delivered_again(to, what, from):
        "{to} receives {what} from {from} a second time and ignores it."
        | "{to} empfängt von {from} zum zweiten Mal und ignoriert: {what}.";
    dropped(what, from, to, why):
        "{what} from {from} to {to} does not arrive: {why}."
        | "Von {from} an {to} gesendet, aber nicht angekommen: {what} ({why}).";
    applied(here, what, key, value, version):
        "{here} carries out {what}: {key} = {value}, version {version}."
        | "{here} führt {what} aus: {key} = {value}, Version {version}.";
    applied_removed(here, what, key, value, version):
        "{here} carries out {what}, but it was removed once and never returns: {key} = {value}, version {version}."
        | "{here} führt {what} aus, aber das Element wurde einmal entfernt und kehrt nie zurück: {key} = {value}, Version {version}.";
    applied_unseen(here, what, key, value, version):
        "{here} carries out {what}, but what readers see is without it: {key} = {value}, version {version}."
        | "{here} führt {what} aus, aber wer liest, sieht nichts davon: {key} = {value}, Version {version}.";
    applied_overtaken(here, what, key, value, version):
        "{here} carries out {what}, but an earlier write has a higher timestamp and stays: {key} = {value}, version {version}."
        | "{here} führt {what} aus, aber ein früherer Schreibvorgang hat einen höheren Zeitstempel und bleibt: {key} = {value}, Version {version}.";
    merged_newer(here, came, from, key, value):
        "{here} merges {came} of {from}: newer, {key} = {value}."
        | "{here} führt {came} von {from} mit seinem Stand zusammen: neuer, {key} = {value}.";
    merged_older(here, came, from, key, value):
        "{here} merges {came} of {from}: older, {key} stays {value}."
        | "{here} führt {came} von {from} mit seinem Stand zusammen: älter, {key} bleibt {value}.";
    merged_equal(here, came, from, key, value):
        "{here} merges {came} of {from}: equal, {key} stays {value}."
        | "{here} führt {came} von {from} mit seinem Stand zusammen: gleich, {key} bleibt {value}.";
    merged_concurrent(here, came, from, key, value):
        "{here} merges {came} of {from}: concurrent, together {key} = {value}."
        | "{here} führt {came} von {from} mit seinem Stand zusammen: nebenläufig, gemeinsam {key} = {value}.";
    merged_discards(here, came, from, key, value, gone):
        "{here} merges {came} of {from}: concurrent, {key} = {value} and {gone} is discarded."
        | "{here} führt {came} von {from} mit seinem Stand zusammen: nebenläufig, {key} = {value}, und {gone} wird verworfen.";
    answered(here, key, value):
        "{here} answers a read of {key}: {value}."
        | "{here} beantwortet einen Lesevorgang auf {key}: {value}.";
    acknowledged(client, what):
        "Client {client}: {what} is acknowledged."
        | "Client {client}: „{what}“ ist bestätigt.";
    returned(client, what, answer):
        "Client {client}: {what} returns {answer}."
        | "Client {client}: „{what}“ ergibt {answer}.";
    returned_stale(client, what, answer, missed):
        "Client {client}: {what} returns {answer}, stale: it misses {missed}, acknowledged before."
        | "Client {client}: „{what}“ ergibt {answer}, veraltet: Es fehlt {missed}, zuvor bestätigt.";
    held(here, what, lacks):
        "{here} lets {what} wait: it lacks {lacks}, which the session has seen."
        | "{here} lässt {what} warten: Ihm fehlt {lacks}, was die Sitzung schon gesehen hat.";
    replaced(here, key, held, value, from):
        "{here} gives up {key} = {held} for {key} = {value} of {from}."
        | "{here} gibt {key} = {held} zugunsten von {key} = {value} von {from} auf.";
    replaced_discards(here, key, held, value, from, dropped):
        "{here} gives up {key} = {held} for {key} = {value} of {from} and discards {dropped}."
        | "{here} gibt {key} = {held} zugunsten von {key} = {value} von {from} auf und verwirft {dropped}.";
    followed(here, what, key, value):
        "{here} carries out {what}, which arrived as an operation: {key} = {value}."
        | "{here} führt {what} aus, als Operation eingetroffen: {key} = {value}.";
    promoted(here): "{here} is told to lead." | "{here} erhält den Auftrag zu führen.";
    refused_down(here, what):
        "{here} is down: {what} does not happen."
        | "{here} ist ausgefallen: {what} findet nicht statt.";
    refused_no_leaders(here):
        "{here} cannot lead: this strategy has no leader to replace."
        | "{here} kann nicht führen: Diese Strategie hat keinen Leader, der zu ersetzen wäre.";
    refused(here, what, why): "{here} refuses {what}: {why}." | "{here} lehnt {what} ab: {why}.";
    crashed(here): "{here} crashes." | "{here} stürzt ab.";
    recovered(here):
        "{here} is back, with what it held."
        | "{here} ist zurück, mit allem, was es hielt.";
    recovered_empty(here):
        "{here} is back, with an empty disk."
        | "{here} ist zurück, mit leerer Platte.";
    held_back(here, what, missing):
        "{here} holds {what} back: it came before {missing}."
        | "{here} hält {what} zurück: Es kam vor {missing}.";
    leads(here, term):
        "{here} leads from now on, in term {term}."
        | "{here} führt von nun an, in Amtszeit {term}.";
    follows(here, leader, term):
        "{here} follows {leader} from now on, in term {term}."
        | "{here} folgt von nun an {leader}, in Amtszeit {term}.";
    keeps(here, key, value, keep_for):
        "{here} keeps {key} = {value} for {keep_for}: a hint."
        | "{here} bewahrt {key} = {value} für {keep_for} auf: ein Hinweis (hint).";
    handed_over(here, keep_for, key):
        "{here} learns that {keep_for} has taken over {key}: the hint goes."
        | "{here} erfährt, dass {keep_for} {key} übernommen hat: Der Hinweis entfällt.";
    expired(here, key):
        "{here}'s copy of {key} expires."
        | "Die Kopie von {key} in {here} läuft ab.";
    collected(here, key):
        "{here} forgets the tombstone of {key}: nothing is left of it there."
        | "{here} vergisst den Grabstein von {key}: Dort bleibt nichts davon übrig.";
    gave_up(client, what):
        "Client {client} gives up waiting for {what}."
        | "Client {client} gibt das Warten auf „{what}“ auf.";
    failed_too_few(client, what, answered, needed):
        "Client {client}: {what} fails, {answered} of {needed} replicas answered in time."
        | "Client {client}: „{what}“ schlägt fehl, nur {answered} von {needed} Replikaten haben rechtzeitig geantwortet.";
    failed_no_leader(client, what):
        "Client {client}: {what} fails, the replica that it reached does not lead."
        | "Client {client}: „{what}“ schlägt fehl, das erreichte Replikat führt nicht.";
    failed_refused(client, what, why):
        "Client {client}: {what} fails, the replica refused it: {why}."
        | "Client {client}: „{what}“ schlägt fehl, das Replikat hat abgelehnt: {why}.";
    all_the_same(replica):
        "{replica} has carried it out all the same."
        | "{replica} hat es trotzdem ausgeführt.";
}
