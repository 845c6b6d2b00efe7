//! The menu that shares.

crate::rows::rows! {
    copy_link: "Copy link" | "Link kopieren";
    link_hint: "opens this at this moment" | "öffnet dies zu diesem Zeitpunkt";
    open_file: "Open a file…" | "Datei öffnen …";
    open_hint: "or drop or paste one" | "oder eine ablegen oder einfügen";
    print: "Print…" | "Drucken …";
    print_hint: "this page as a figure" | "diese Seite als Abbildung";
    present: "Present" | "Vorführen";
    present_hint: "full screen, step by step" | "Vollbild, Schritt für Schritt";
    share: "Share" | "Teilen";
    file_to_open: "File to open" | "Zu öffnende Datei";
    no_print:
        "The browser does not let this page print."
        | "Der Browser lässt diese Seite nicht drucken.";
    copied:
        "The link is copied. It opens what is on the screen, at this moment."
        | "Der Link ist kopiert. Er öffnet, was auf dem Bildschirm ist, zu diesem Zeitpunkt.";
    no_copy:
        "The browser does not let this page copy. The address bar holds the link now."
        | "Der Browser lässt diese Seite nicht kopieren. Der Link steht jetzt in der Adresszeile.";
}
