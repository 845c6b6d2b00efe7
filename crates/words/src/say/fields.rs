//! Fields for quantities.

crate::rows::rows! {
    less: "less" | "weniger";
    more: "more" | "mehr";
    earlier: "earlier" | "früher";
    later: "later" | "später";
    not_ms: "Not a number of milliseconds" | "Keine Zahl von Millisekunden";
    not_within(least, most, unit):
        "Not a number from {least} to {most} {unit}"
        | "Keine Zahl von {least} bis {most} {unit}";
    one_step(label, unit, way): "{label}: 1 {unit} {way}" | "{label}: 1 {unit} {way}";
    one_step_bare(label, way): "{label}: one {way}" | "{label}: eins {way}";
}
