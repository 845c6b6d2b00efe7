//! The signs of the diagram.

crate::rows::rows! {
    update: "update" | "Update";
    discarded: "acknowledged, yet lost" | "bestätigt und doch verloren";
    newer: "merge: newer arrives" | "Zusammenführung: Neueres trifft ein";
    older: "merge: older arrives" | "Zusammenführung: Älteres trifft ein";
    equal: "merge: equal" | "Zusammenführung: gleich";
    concurrent: "merge: concurrent" | "Zusammenführung: nebenläufig";
    replaced:
        "gives up what it held for the leader's"
        | "gibt den eigenen Stand für den des Leaders auf";
    followed: "carries out an operation that arrives" | "führt eine eintreffende Operation aus";
    answer: "read answered" | "Lesevorgang beantwortet";
    stale: "lacks an acknowledged update" | "ein bestätigtes Update fehlt";
    waits: "an operation waits here" | "hier wartet eine Operation";
    leads: "leads, by what it knows" | "führt, nach allem, was es weiß";
    control: "message without data" | "Nachricht ohne Daten";
    lost: "message lost" | "Nachricht verloren";
    partition: "partition" | "Partition";
    crash: "replica down" | "Replikat ausgefallen";
    trouble: "another fault" | "andere Störung";
}
