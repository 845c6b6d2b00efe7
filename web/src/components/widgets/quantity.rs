//! Fields for quantities: times, counts, rates. Each can be entered, or changed by buttons.

use replicascope_core::Micros;
use replicascope_words::{number, say};
use yew::prelude::*;

use super::{IconButton, TextField};

/// The longest time that is understood; what a document allows is less.
const MOST_MICROS: i64 = 1_000_000_000_000;

/// The properties of [`Quantity`].
#[derive(Properties, PartialEq)]
pub struct QuantityProps {
    /// What it is.
    pub label: AttrValue,
    /// How much, in the smallest parts that are kept.
    pub value: i64,
    /// So many of them make one unit.
    #[prop_or(1)]
    pub scale: i64,
    /// The unit, if it has one.
    #[prop_or_default]
    pub unit: AttrValue,
    /// The least and the most, in the smallest parts.
    pub bounds: (i64, i64),
    /// What the buttons say: for a moment they say otherwise.
    #[prop_or((say::fields::less().into(), say::fields::more().into()))]
    pub words: (AttrValue, AttrValue),
    /// Another quantity was entered, or chosen by the buttons.
    pub onchange: Callback<i64>,
}

/// A quantity, with buttons for one unit less and more.
#[component]
pub fn Quantity(props: &QuantityProps) -> Html {
    let refused = use_state(|| false);
    let (least, most) = props.bounds;
    let entered = {
        let (onchange, refused, scale) = (props.onchange.clone(), refused.setter(), props.scale);
        let unit = props.unit.clone();
        Callback::from(move |text: String| {
            let value = parse(&text, &unit, scale).filter(|value| (least..=most).contains(value));
            refused.set(value.is_none());
            if let Some(value) = value {
                onchange.emit(value);
            }
        })
    };
    let nudge = |by: i64| {
        let (value, onchange) = (props.value, props.onchange.clone());
        let refused = refused.setter();
        Callback::from(move |_: MouseEvent| {
            refused.set(false);
            onchange.emit((value + by).clamp(least, most));
        })
    };
    let label = |word: &str| match props.unit.is_empty() {
        true => say::fields::one_step_bare(&props.label, &word),
        false => say::fields::one_step(&props.label, &props.unit, &word),
    };
    html! {
        <div class="quantity">
            <TextField label={&props.label} value={written(props.value, props.scale)} unit={&props.unit}
                numeric={true} onchange={entered} />
            <IconButton icon="further" label={label(&props.words.0)} disabled={props.value <= least}
                onclick={nudge(-props.scale)} />
            <IconButton icon="closer" label={label(&props.words.1)} disabled={props.value >= most}
                onclick={nudge(props.scale)} />
            if *refused { <span role="alert"><span class="refused">{ refusal(props) }</span></span> }
        </div>
    }
}

fn refusal(props: &QuantityProps) -> String {
    let (least, most) = props.bounds;
    let bound = |value| written(value, props.scale);
    match &*props.unit {
        "ms" => say::fields::not_ms().to_owned(),
        unit => {
            let bounds = say::fields::not_within(&bound(least), &bound(most), &unit);
            bounds.trim_end().to_owned()
        }
    }
}

/// A quantity in units: `20.5`.
fn written(value: i64, scale: i64) -> String {
    // Far below where whole numbers would lose digits.
    number::decimal(&(value as f64 / scale as f64).to_string())
}

/// A quantity from a number of units, in the smallest parts; the unit may follow it.
fn parse(text: &str, unit: &str, scale: i64) -> Option<i64> {
    let number = text.trim().trim_end_matches(unit).trim();
    let number: f64 = number
        .replace(',', ".")
        .replace('\u{2212}', "-")
        .parse()
        .ok()?;
    let parts = (number * scale as f64).round();
    #[expect(clippy::cast_possible_truncation, reason = "within bounds")]
    (parts.abs() <= MOST_MICROS as f64).then_some(parts as i64)
}

/// The properties of [`TimeField`].
#[derive(Properties, PartialEq)]
pub struct TimeFieldProps {
    /// What it is.
    pub label: AttrValue,
    /// The moment, or the length of time.
    pub at: Micros,
    /// Whether it is a length of time.
    #[prop_or_default]
    pub lasts: bool,
    /// Another time was entered, or chosen by the buttons.
    pub onchange: Callback<Micros>,
}

/// A time in milliseconds, with buttons for one millisecond less and more.
#[component]
pub fn TimeField(props: &TimeFieldProps) -> Html {
    let words = match props.lasts {
        true => (say::fields::less().into(), say::fields::more().into()),
        false => (say::fields::earlier().into(), say::fields::later().into()),
    };
    // A length of time is something.
    let least = i64::from(props.lasts);
    let value = i64::try_from(props.at.0).unwrap_or(MOST_MICROS);
    let onchange = props
        .onchange
        .reform(|value: i64| Micros(value.unsigned_abs()));
    html! {
        <Quantity label={&props.label} {value} scale={1000} unit="ms" bounds={(least, MOST_MICROS)} {words} {onchange} />
    }
}

/// A whole number from `least` to `most`.
pub fn count(
    label: impl Into<AttrValue>,
    value: u8,
    (least, most): (u8, u8),
    onchange: &Callback<u8>,
) -> Html {
    let onchange = onchange.reform(move |value: i64| u8::try_from(value).unwrap_or(least));
    html! { <Quantity label={label.into()} value={i64::from(value)} bounds={(least.into(), most.into())} {onchange} /> }
}

/// A rate: kept per mille, entered in percent.
pub fn rate(label: impl Into<AttrValue>, per_mille: u16, onchange: &Callback<u16>) -> Html {
    let onchange = onchange.reform(move |value: i64| u16::try_from(value).unwrap_or(per_mille));
    html! {
        <Quantity label={label.into()} value={i64::from(per_mille)} scale={10} unit="%" bounds={(0, 1000)} {onchange} />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_as_they_are_written() {
        for micros in [0, 1, 20_000, 20_500, 600_000_000, -50_000, -1] {
            assert_eq!(parse(&written(micros, 1000), "ms", 1000), Some(micros));
        }
        assert_eq!(parse(" 12,5 ms ", "ms", 1000), Some(12_500));
        assert_eq!(parse("\u{2212}3 ms", "ms", 1000), Some(-3000));
        assert_eq!(parse("2.5 %", "%", 10), Some(25));
        for nonsense in ["", "soon", "NaN", "inf", "1e300"] {
            assert_eq!(parse(nonsense, "ms", 1000), None, "{nonsense}");
        }
    }
}
