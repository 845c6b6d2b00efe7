//! Lessons: what stands around their text.

crate::rows::rows! {
    the_list: "The list of lessons" | "Die Liste der Lektionen";
    the_lesson: "The lesson" | "Die Lektion";
    unreachable: "the network cannot be reached" | "das Netz ist nicht erreichbar";
    server_answers(status): "the server answers {status}" | "der Server antwortet {status}";
    damaged(error): "what arrived is damaged ({error})" | "was ankam, ist beschädigt ({error})";
    not_loaded(what, reason):
        "{what} could not be loaded: {reason}."
        | "{what} konnte nicht geladen werden: {reason}.";
    loading(what): "{what} is being loaded …" | "{what} wird geladen …";
    again: "Try again" | "Noch einmal versuchen";
    all_lessons: "All lessons" | "Alle Lektionen";
    before: "Before you run it" | "Bevor es läuft";
    prediction: "Your prediction" | "Ihre Vorhersage";
    watch: "Watch the run …" | "Sehen Sie den Lauf an …";
    predict: "Predict, then run" | "Vorhersagen und laufen lassen";
    skip: "Skip" | "Überspringen";
    your_answer: "Your answer" | "Ihre Antwort";
    no_answer: "The engine has no answer to this." | "Darauf hat der Simulator keine Antwort.";
    engine_says: "The engine says:" | "Der Simulator sagt:";
    right_engine_says: "Right. The engine says:" | "Richtig. Der Simulator sagt:";
    wrong_engine_says: "Not so. The engine says:" | "Das stimmt nicht. Der Simulator sagt:";
    you_said: "You said:" | "Sie sagten:";
    show: "Show it in the picture" | "Im Bild zeigen";
    title: "Lessons" | "Lektionen";
    lead:
        "Each is a page or less around a run that you can take apart. First you say what will happen; then it happens, and you see why. The numbers are sections of the course."
        | "Jede ist höchstens eine Seite rund um einen Lauf, den Sie auseinandernehmen können. Erst sagen Sie, was geschehen wird; dann geschieht es, und Sie sehen, warum. Die Nummern sind Abschnitte des Kurses.";
    find: "Find" | "Suchen";
    placeholder: "quorum, cart, 3.3 …" | "quorum, cart, 3.3 …";
    found_none: "No lesson has these words." | "Keine Lektion enthält diese Wörter.";
    found_one: "One lesson has these words." | "Eine Lektion enthält diese Wörter.";
    found(count):
        "{count} lessons have these words."
        | "{count} Lektionen enthalten diese Wörter.";
    begin_with(title): "Begin with “{title}”" | "Beginnen mit „{title}“";
    continue_with(title): "Continue with “{title}”" | "Weiter mit „{title}“";
    all_done: "All lessons are done." | "Alle Lektionen sind geschafft.";
    done_count(done, all): "{done} of {all} done" | "{done} von {all} geschafft";
    done: "Done" | "Geschafft";
    forget: "Forget what is done" | "Vergessen, was geschafft ist";
    open_in_lab: "Open in the Lab" | "Im Labor öffnen";
    open_on(page): "Open on the page {page}" | "Auf der Seite „{page}“ öffnen";
    more_to_do: "More to do with this run" | "Mehr mit diesem Lauf";
    take_apart:
        "Take it apart, as it stands now:"
        | "Nehmen Sie ihn auseinander, so wie er jetzt ist:";
    neighbours: "Lessons before and after" | "Lektionen davor und danach";
    previous: "Previous" | "Vorige";
    next: "Next" | "Nächste";
    found_in_run: "What the engine finds in the run" | "Was der Simulator im Lauf findet";
    run(title): "Run: {title}" | "Lauf: {title}";
    curtain_all:
        "It is shown once you have answered."
        | "Er wird gezeigt, sobald Sie geantwortet haben.";
    runs: "Runs" | "Läufe";
    curtain_rest:
        "What happens then is covered until you have answered."
        | "Was dann geschieht, bleibt verdeckt, bis Sie geantwortet haben.";
}
