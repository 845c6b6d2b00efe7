//! How a row of the table is written.

/// Makes a function of each row:
///
/// ```text
/// undo: "Undo" | "Rückgängig";
/// asks(client, replica): "Client {client} asks {replica}." | "Client {client} fragt {replica}.";
/// edits[count]: "1 edit", "{count} edits" | "1 Änderung", "{count} Änderungen";
/// ```
///
/// A row without places is a `&'static str`. One with places takes what is filled in as
/// `&dyn Display`. One with a count takes that first, and has a text for one and a text for any
/// other number. Each row's texts are named in its own function alone, so that a browser can
/// fetch them with it.
macro_rules! rows {
    ($($name:ident $(($($place:ident),+))? $([$count:ident $(, $also:ident)*])?:
        $($english:literal),+ | $($german:literal),+;)*) => {
        $($crate::rows::row! {
            $name $(($($place),+))? $([$count $(, $also)*])?: $($english),+ | $($german),+
        })*
    };
}

macro_rules! row {
    ($name:ident: $english:literal | $german:literal) => {
        #[doc = $english]
        #[inline(never)]
        pub fn $name() -> &'static str {
            $crate::fill::plain($english, $german)
        }
    };
    ($name:ident($($place:ident),+): $english:literal | $german:literal) => {
        #[doc = $english]
        #[inline(never)]
        #[allow(clippy::too_many_arguments)]
        pub fn $name($($place: &dyn ::std::fmt::Display),+) -> String {
            const PLACES: &[&str] = &[$(stringify!($place)),+];
            const _: () = $crate::fill::check(&[$english, $german], PLACES, true);
            $crate::fill::filled($crate::fill::chosen($english, $german), PLACES, &[$($place),+])
        }
    };
    ($name:ident[$count:ident $(, $place:ident)*]:
        $one:literal, $more:literal | $eins:literal, $viele:literal) => {
        #[doc = $more]
        #[inline(never)]
        // A sentence has as many places as it has; each has its name.
        #[allow(clippy::too_many_arguments)]
        pub fn $name($count: usize $(, $place: &dyn ::std::fmt::Display)*) -> String {
            const PLACES: &[&str] = &[stringify!($count) $(, stringify!($place))*];
            const _: () = $crate::fill::check(&[$one, $eins, $more, $viele], PLACES, false);
            let text = match $count {
                1 => $crate::fill::chosen($one, $eins),
                _ => $crate::fill::chosen($more, $viele),
            };
            $crate::fill::filled(text, PLACES, &[&$count $(, $place)*])
        }
    };
}

pub(crate) use {row, rows};
