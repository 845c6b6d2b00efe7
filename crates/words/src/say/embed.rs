//! The dialog that puts a run into another page.

crate::rows::rows! {
    embed: "Embed" | "Einbetten";
    title: "Put this into another page" | "In eine andere Seite einbauen";
    close: "Close" | "Schließen";
    copied: "Copied." | "Kopiert.";
    no_copy:
        "The browser does not let this page copy: the text is selected by Ctrl+A."
        | "Der Browser lässt diese Seite nicht kopieren: Strg+A wählt den Text aus.";
    for_what: "For" | "Für";
    copy: "Copy" | "Kopieren";
    text: "Text to put into the page" | "Text für die Seite";
    lesson(title): "A lesson: {title}" | "Eine Lektion: {title}";
    panels: "Panels" | "Bereiche";
    controls: "Controls" | "Steuerung";
    behaviour: "Behaviour" | "Verhalten";
    read_only: "Read only" | "Nur ansehen";
    plays: "Plays by itself" | "Spielt von selbst ab";
    theme: "Theme" | "Farben";
    size: "Size" | "Größe";
    full_width: "As wide as the page" | "So breit wie die Seite";
    width: "Width" | "Breite";
    height: "Height" | "Höhe";
    theme_auto: "as the reader's system" | "wie beim Leser eingestellt";
    light: "light" | "hell";
    dark: "dark" | "dunkel";
    summary: "Summary" | "Zusammenfassung";
    step: "Step" | "Schritt";
    slider: "Slider" | "Schieberegler";
    undo: "Undo" | "Rückgängig";
    preview: "Preview" | "Vorschau";
    element: "HTML, with the element" | "HTML, mit dem Element";
    frame: "HTML, a plain frame" | "HTML, ein einfacher Frame";
    markdown: "Markdown: mdBook, MkDocs" | "Markdown: mdBook, MkDocs";
    notebook: "Jupyter notebook, a cell" | "Jupyter-Notebook, eine Zelle";
    link_alone: "A link alone" | "Nur ein Link";
    picture_link: "A picture with a link (Markdown)" | "Ein Bild mit Link (Markdown)";
    element_hint:
        "It grows to the height that it needs, and is loaded when a reader scrolls near it. The script once for each page; the host of Replicascope must send “Access-Control-Allow-Origin: *”."
        | "Es wächst auf die nötige Höhe und wird geladen, wenn jemand in seine Nähe scrollt. Das Skript einmal je Seite; der Server von Replicascope muss „Access-Control-Allow-Origin: *“ senden.";
    frame_hint:
        "For pages that allow no scripts of others."
        | "Für Seiten, die keine fremden Skripte erlauben.";
    markdown_hint:
        "A line of its own, with an empty line before and after it."
        | "Eine eigene Zeile, mit einer leeren davor und danach.";
    docusaurus_hint:
        "Into a page that ends in .mdx or .md."
        | "In eine Seite, die auf .mdx oder .md endet.";
    book_hint:
        "Jupyter Book 2. Older ones take the plain frame."
        | "Jupyter Book 2. Ältere nehmen den einfachen Frame.";
    notebook_hint:
        "Run the cell once; the output stays in the notebook."
        | "Die Zelle einmal ausführen; die Ausgabe bleibt im Notebook.";
    moodle_hint:
        "In the editor: Tools, Source code (<>)."
        | "Im Editor: Werkzeuge, Quellcode (<>).";
    canvas_hint:
        "In the editor: View, HTML Editor (</>)."
        | "Im Editor: Ansicht, HTML-Editor (</>).";
    link_hint: "For mail and slides." | "Für E-Mails und Folien.";
    picture_hint:
        "For print, and wherever frames are not allowed: save a picture of it beside the page under this name."
        | "Für den Druck und überall, wo Frames nicht erlaubt sind: ein Bild davon unter diesem Namen neben der Seite speichern.";
    reader_language: "as the reader prefers" | "wie der Leser sie bevorzugt";
}
