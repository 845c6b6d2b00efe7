use crate::{Language, number, say, speak};

mod table {
    crate::rows::rows! {
        plain: "Undo" | "Rückgängig";
        asks(who, what): "{who} asks: {what}." | "{what} will {who}.";
        edits[count, at]: "1 edit at {at}", "{count} edits at {at}" | "1 Änderung bei {at}", "{count} Änderungen bei {at}";
    }
}

#[test]
fn a_row_says_the_same_in_every_language() {
    assert_eq!(table::plain(), "Undo");
    assert_eq!(table::asks(&"A", &"{who}"), "A asks: {who}.");
    assert_eq!(table::edits(1, &'B'), "1 edit at B");
    speak(Language::German);
    assert_eq!(table::plain(), "Rückgängig");
    assert_eq!(table::asks(&"A", &1), "1 will A.");
    assert_eq!(table::edits(0, &'B'), "0 Änderungen bei B");
    speak(Language::Mirrored);
    assert_eq!(table::plain(), "\u{202e}Úndó\u{202c}");
    assert_eq!(
        table::asks(&"A", &1),
        "\u{2068}A\u{2069}\u{202e} ásks: \u{202c}\u{2068}1\u{2069}\u{202e}.\u{202c}"
    );
    // A text that was made once is the same one afterwards.
    assert!(std::ptr::eq(table::plain(), table::plain()));
}

#[test]
fn numbers_have_the_decimal_sign_of_the_language() {
    let said = || {
        [
            number::ms(20_500),
            number::ms(1),
            number::ms(20_000),
            number::per_mille(25),
            number::decimal("1.50"),
        ]
    };
    assert_eq!(said(), ["20.5 ms", "0.001 ms", "20 ms", "2.5 %", "1.50"]);
    speak(Language::German);
    assert_eq!(said(), ["20,5 ms", "0,001 ms", "20 ms", "2,5 %", "1,50"]);
}

#[test]
fn a_tag_names_a_language_with_or_without_a_region() {
    for (tag, language) in [
        ("en", Some(Language::English)),
        ("de-AT", Some(Language::German)),
        ("DE", Some(Language::German)),
        ("ar-XB", Some(Language::Mirrored)),
        ("ar", None),
        ("", None),
    ] {
        assert_eq!(Language::of(tag), language, "{tag}");
    }
    assert_eq!(say::header::language(), "Language");
}
