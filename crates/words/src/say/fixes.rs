//! Settings that may mend a violation.

crate::rows::rows! {
    wait_reads:
        "Reads wait for what the client has read before (version token)"
        | "Lesevorgänge warten auf das, was der Client schon gelesen hat (Versions-Token)";
    wait_writes:
        "Reads wait for the client's own updates (version token)"
        | "Lesevorgänge warten auf die eigenen Updates des Clients (Versions-Token)";
    wait_both:
        "Reads wait for both: own updates and what was read before"
        | "Lesevorgänge warten auf beides: eigene Updates und bereits Gelesenes";
    sticky:
        "Every client stays with one replica (sticky session)"
        | "Jeder Client bleibt bei einem Replikat (Sticky Session)";
    all_ask(replica): "Every client asks {replica}" | "Jeder Client fragt {replica}";
    leader_reads:
        "A single leader answers all reads"
        | "Ein einziger Leader beantwortet alle Lesevorgänge";
    leader_synchronous:
        "A single leader acknowledges when every follower holds the update"
        | "Ein einziger Leader bestätigt, wenn jeder Follower das Update hat";
    overlapping(n, majority):
        "Overlapping quorums: N = {n}, W = R = {majority}"
        | "Überlappende Quoren: N = {n}, W = R = {majority}";
    blocking(majority):
        "The same, and reads write back before they answer: W = R = {majority}"
        | "Dasselbe, und Lesevorgänge schreiben zurück, bevor sie antworten: W = R = {majority}";
}
