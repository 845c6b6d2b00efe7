//! Questions, exercises and mistakes: what stands around their text.

crate::rows::rows! {
    sort_title: "Which consistency for which data?" | "Welche Konsistenz für welche Daten?";
    quiz: "Quiz" | "Quiz";
    exercises: "Exercises" | "Übungen";
    sort: "Sort" | "Sortieren";
    mistakes: "What went wrong?" | "Was ging schief?";
    place(kind, here, of): "{kind}, {here} of {of}" | "{kind}, {here} von {of}";
    neighbours: "Before and after" | "Davor und danach";
    the_question: "The question" | "Die Frage";
    the_exercise: "The exercise" | "Die Übung";
    the_run: "The run" | "Der Lauf";
    earlier(what): "{what}: earlier" | "{what}: früher";
    later(what): "{what}: later" | "{what}: später";
    drag_words:
        "Drag the words by their handles, or use the arrows."
        | "Die Wörter an ihren Griffen ziehen oder die Pfeile benutzen.";
    put_under(name): "Put it under “{name}”" | "Unter „{name}“ ablegen";
    put_here: "Put here" | "Hier ablegen";
    drag_cards(count):
        "Drag each card into its place. Or press a card, then “Put here”; or, on a card, a key from 1 to {count}."
        | "Jede Karte an ihren Platz ziehen. Oder eine Karte drücken, dann „Hier ablegen“; oder auf einer Karte eine Taste von 1 bis {count}.";
    unsorted: "Not yet sorted" | "Noch nicht sortiert";
    all_placed: "All are placed." | "Alle sind abgelegt.";
    check: "Check" | "Prüfen";
    right: "Right." | "Richtig.";
    not_so:
        "Not so; see the reasons above, and try again."
        | "Das stimmt nicht; sehen Sie oben die Gründe an, und versuchen Sie es noch einmal.";
    all_right(count): "All {count} are right." | "Alle {count} sind richtig.";
    some_right(right, of):
        "{right} of {of} right; see the reasons above, and try again."
        | "{right} von {of} richtig; sehen Sie oben die Gründe an, und versuchen Sie es noch einmal.";
    one_open: "One part is still to be answered." | "Ein Teil ist noch offen.";
    open(count): "{count} parts are still to be answered." | "{count} Teile sind noch offen.";
    verdicts: "Verdicts" | "Urteile";
    hint: "A hint" | "Ein Hinweis";
    parts: "Parts of the counter" | "Teile des Zählers";
    keeps: "Each server keeps" | "Jeder Server führt";
    like_does: "A like does this" | "Ein Like tut dies";
    merge_makes: "A merge makes of two states" | "Eine Zusammenführung macht aus zwei Zuständen";
    unbroken:
        "No run of up to five likes and merges breaks this design."
        | "Kein Lauf aus bis zu fünf Likes und Zusammenführungen bricht diesen Entwurf.";
    breaks_one:
        "This design breaks one of the five laws."
        | "Dieser Entwurf bricht eines der fünf Gesetze.";
    breaks(count):
        "This design breaks {count} of the five laws."
        | "Dieser Entwurf bricht {count} der fünf Gesetze.";
    broken_show: ": broken; show the shortest run" | ": gebrochen; den kürzesten Lauf zeigen";
    law_holds: ": holds in all of these runs" | ": gilt in all diesen Läufen";
    broken_at_once: "Right at the beginning:" | "Gleich am Anfang:";
    broken_in_one:
        "The shortest run that breaks it has one step:"
        | "Der kürzeste Lauf, der es bricht, hat einen Schritt:";
    broken_in(count):
        "The shortest run that breaks it has {count} steps:"
        | "Der kürzeste Lauf, der es bricht, hat {count} Schritte:";
    picture: "The run as a picture" | "Der Lauf als Bild";
    takes_like(server, state):
        "{server} takes a like and holds {state}"
        | "{server} nimmt ein Like an und hält {state}";
    merges(to, from, state):
        "{to} merges what {from} sends and holds {state}"
        | "{to} führt zusammen, was {from} sendet, und hält {state}";
    goals: "Goals" | "Ziele";
    reached: "Reached." | "Erreicht.";
    not_reached: "Not yet reached." | "Noch nicht erreicht.";
    not_so_now: "Not so, as the picture is now." | "So wie das Bild jetzt ist, stimmt das nicht.";
    all_reached: "All goals are reached." | "Alle Ziele sind erreicht.";
    some_reached(reached, of):
        "{reached} of {of} goals reached."
        | "{reached} von {of} Zielen erreicht.";
    is_right: "right" | "richtig";
    is_wrong: "not so" | "stimmt nicht";
    to_practise: "To practise" | "Zum Üben";
    open_text: "Open on the page Text" | "Auf der Seite „Text“ öffnen";
    what_cause: "2. What is the cause?" | "2. Was ist die Ursache?";
    found_it: "Yes: this is where it goes wrong." | "Ja: Hier geht es schief.";
    not_there: "Not there." | "Dort nicht.";
    this_is_it: "This is it" | "Das ist es";
    none_selected: "Nothing is selected yet." | "Noch ist nichts ausgewählt.";
    selected(sentence): "Selected: {sentence}" | "Ausgewählt: {sentence}";
    mended_title: "3. Mended" | "3. Behoben";
    before: "Before" | "Vorher";
    mended: "Mended" | "Behoben";
    no_variant(error):
        "This variant cannot be made: {error}. Choose another."
        | "Diese Variante lässt sich nicht erzeugen: {error}. Wählen Sie eine andere.";
    why_as_run: "Why, as a run" | "Warum, als Lauf";
    variant: "Variant" | "Variante";
    new_variant: "New variant" | "Neue Variante";
    variant_0:
        "Variant 0 has the numbers of the course."
        | "Variante 0 hat die Zahlen des Kurses.";
    other_numbers:
        "Other numbers, same idea. The address holds the variant."
        | "Andere Zahlen, dieselbe Idee. Die Adresse enthält die Variante.";
    exercise_damaged(error):
        "The exercise is damaged: {error}."
        | "Die Übung ist beschädigt: {error}.";
}
