//! The keys, and what they do.

crate::rows::rows! {
    title: "Keys" | "Tasten";
    open: "Keys (?)" | "Tasten (?)";
    close: "Close" | "Schließen";
    lead:
        "Keys of one letter work only where the focus is in the part that is named. Tab goes from part to part."
        | "Tasten aus einem Zeichen wirken nur, wenn der Fokus in dem genannten Teil ist. Tab geht von Teil zu Teil.";
    everywhere: "Everywhere" | "Überall";
    diagram: "In the diagram" | "Im Diagramm";
    playhead: "On the playhead" | "An der Abspielposition";
    presentation: "In a presentation" | "In einer Vorführung";
    practice: "Sorting and choosing" | "Sortieren und Wählen";
    ctrl_z: "Ctrl+Z" | "Strg+Z";
    ctrl_shift_z: "Ctrl+Shift+Z" | "Strg+Umschalt+Z";
    escape: "Esc" | "Esc";
    question: "?" | "?";
    arrows: "← →" | "← →";
    shift_arrows: "Shift+← →" | "Umschalt+← →";
    ctrl_shift_arrows: "Ctrl+Shift+← →" | "Strg+Umschalt+← →";
    enter: "Enter" | "Eingabe";
    delete: "Delete" | "Entf";
    space: "Space" | "Leertaste";
    zooming: "+ − 0" | "+ − 0";
    home_end: "Home End" | "Pos1 Ende";
    page_up_down: "Page up, Page down" | "Bild auf, Bild ab";
    step_keys: "→ Page down, ← Page up" | "→ Bild ab, ← Bild auf";
    dark_keys: "B ." | "B .";
    digits: "1 to 9" | "1 bis 9";
    undo: "undo" | "rückgängig machen";
    redo: "redo" | "wiederholen";
    give_up: "give a drag up, close a menu or a dialog" | "ein Ziehen abbrechen, ein Menü oder einen Dialog schließen";
    this: "this list" | "diese Liste";
    select: "select the event before or after" | "das Ereignis davor oder danach wählen";
    shift: "move what is selected by 1 ms" | "das Gewählte um 1 ms verschieben";
    shift_far: "move it by 5 ms" | "es um 5 ms verschieben";
    act: "go to what can be done with it" | "zu dem gehen, was sich damit tun lässt";
    remove: "delete an operation or a fault, lose a message" | "eine Operation oder Störung löschen, eine Nachricht verlieren";
    play: "play and pause" | "abspielen und anhalten";
    zoom: "look closer, from further away, at the whole run" | "näher, aus größerer Ferne, auf den ganzen Lauf sehen";
    ends: "to the beginning, to the end" | "an den Anfang, ans Ende";
    scrub: "1 ms back or on" | "1 ms zurück oder vor";
    scrub_far: "10 ms on or back" | "10 ms vor oder zurück";
    step: "next step, step before" | "nächster Schritt, Schritt davor";
    darken: "darken the screen" | "den Bildschirm abdunkeln";
    notes: "show the speaker's notes" | "die Notizen zeigen";
    speaker: "open the speaker's window" | "das Sprecherfenster öffnen";
    fill: "fill the screen" | "den Bildschirm füllen";
    leave: "leave" | "verlassen";
    bin: "put the card into that place" | "die Karte an diese Stelle legen";
}
