//! What comes in from files, pastes, drops and links.

crate::rows::rows! {
    pasted: "What was pasted" | "Das Eingefügte";
    dropped: "What was dropped" | "Das Abgelegte";
    not_text(name):
        "{name}: it cannot be read as text. Nothing has changed."
        | "{name}: lässt sich nicht als Text lesen. Nichts hat sich geändert.";
    too_large(name, size, most):
        "{name}: it has {size} MB, and at most {most} are read. Nothing has changed."
        | "{name}: hat {size} MB; gelesen werden höchstens {most}. Nichts hat sich geändert.";
    opened_with_undo(name):
        "{name}: opened. Undo brings back what was open."
        | "{name}: geöffnet. „Rückgängig“ holt zurück, was offen war.";
    opened(name): "{name}: opened." | "{name}: geöffnet.";
    opened_beside(name):
        "{name}: opened beside the run, which has not changed."
        | "{name}: neben dem Lauf geöffnet, der sich nicht geändert hat.";
    no_link(error):
        "the link cannot be opened: {error}"
        | "der Link lässt sich nicht öffnen: {error}";
    empty: "there is nothing in it" | "es ist nichts darin";
    problem(problem): "{problem}. Nothing has changed." | "{problem}. Nichts hat sich geändert.";
    problem_of(name, problem):
        "{name}: {problem}. Nothing has changed."
        | "{name}: {problem}. Nichts hat sich geändert.";
    link_not_opened(error):
        "The link could not be opened: {error}. Nothing has changed."
        | "Der Link ließ sich nicht öffnen: {error}. Nichts hat sich geändert.";
    named_instead(error):
        "The link could not be opened: {error}. This is the scenario that the address names instead."
        | "Der Link ließ sich nicht öffnen: {error}. Stattdessen ist hier das Szenario, das die Adresse nennt.";
    first_instead(error):
        "The link could not be opened: {error}. This is the first scenario instead."
        | "Der Link ließ sich nicht öffnen: {error}. Stattdessen ist hier das erste Szenario.";
    no_scenario(name):
        "scenario={name}: there is no scenario of this name; this is the first one."
        | "scenario={name}: Es gibt kein Szenario dieses Namens; dies ist das erste.";
}
