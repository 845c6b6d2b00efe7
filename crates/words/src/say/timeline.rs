//! The space-time diagram.

crate::rows::rows! {
    diagram: "Space-time diagram" | "Raum-Zeit-Diagramm";
    keys(label):
        "{label}. Arrow keys select events; with Shift they move the selected one."
        | "{label}. Pfeiltasten wählen Ereignisse aus; mit der Umschalttaste verschieben sie das ausgewählte.";
    keys_fixed(label):
        "{label}. Arrow keys select events."
        | "{label}. Pfeiltasten wählen Ereignisse aus.";
    signs: "Signs" | "Zeichen";
    to_drag: ", to drag" | ", zum Ziehen";
    arrival: "arrival" | "Ankunft";
    colours: "colour: whose update it is" | "Farbe: wessen Update es ist";
    title: "Timeline" | "Zeitachse";
    new_operations: "New operations" | "Neue Operationen";
    armed:
        "Press in the picture where it begins, drag to where it ends. Escape puts the tool down."
        | "Im Bild dort drücken, wo es beginnt, und bis dorthin ziehen, wo es endet. Escape legt das Werkzeug weg.";
    key: "Key" | "Schlüssel";
    tool_hint:
        "Drag it onto a lane, or press it to add one at the playhead"
        | "Auf eine Spur ziehen oder anklicken, um an der Abspielposition eine Operation hinzuzufügen";
    new_faults: "New faults" | "Neue Störungen";
    breaker_hint:
        "Press it, then draw in the picture; or drag it onto a lane"
        | "Anklicken und dann im Bild zeichnen, oder auf eine Spur ziehen";
    what_to_break: "What to break" | "Was gestört wird";
    break_tool: "Break" | "Stören";
    zoom: "Zoom" | "Zoom";
    earlier: "Earlier" | "Früher";
    later: "Later" | "Später";
    zoom_out: "Zoom out" | "Verkleinern";
    zoom_in: "Zoom in" | "Vergrößern";
    fit: "Show the whole run" | "Den ganzen Lauf zeigen";
    read: "Read" | "Lesen";
    increment: "Increment" | "Erhöhen";
    add: "Add" | "Hinzufügen";
    enable: "Enable" | "Einschalten";
    change: "Change" | "Ändern";
    write: "Write" | "Schreiben";
    replica(name): "Replica {name}" | "Replikat {name}";
    stale: "stale" | "veraltet";
    lost: "lost" | "verloren";
    gave_up(what): "{what}, gave up" | "{what}, aufgegeben";
    failed(what): "{what}, failed" | "{what}, fehlgeschlagen";
    no_answer(what): "{what}, no answer" | "{what}, keine Antwort";
    leads(term): "leads, term {term}" | "führt, Amtszeit {term}";
    follows(leader): "follows {leader}" | "folgt {leader}";
    hint_for(replica): "hint for {replica}" | "Hinweis für {replica}";
    has_it(replica): "{replica} has it" | "{replica} hat es";
    too_early: "too early" | "zu früh";
    expires: "expires" | "läuft ab";
    forgets: "forgets tombstone" | "vergisst Grabstein";
    disagree_to_the_end(time):
        "replicas disagree to the end: {time}"
        | "Replikate weichen bis zum Ende ab: {time}";
    disagree(time): "replicas disagree: {time}" | "Replikate weichen ab: {time}";
    reign(replica, from, to):
        "{replica} leads from {from} to {to}, by what it knows."
        | "{replica} führt von {from} bis {to}, nach allem, was es weiß.";
    waits(time): "waits {time}" | "wartet {time}";
    wait_at(replica, what, time):
        "At {replica}, {what} waits {time}."
        | "Bei {replica} wartet {what} {time}.";
    drops_at(time):
        "{time}: the run follows when you let go"
        | "{time}: Der Lauf folgt beim Loslassen";
    too_much(span, most):
        "Too much to draw each message: columns show how many leave a lane in {span}, at most {most}. Look closer to see each."
        | "Zu viel, um jede Nachricht zu zeichnen: Säulen zeigen, wie viele eine Spur in {span} verlassen, höchstens {most}. Näher betrachtet erscheint jede einzeln.";
}
