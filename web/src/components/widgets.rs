//! Buttons and fields in the form that the whole page uses.

use replicascope_core::Micros;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The properties of [`IconButton`].
#[derive(Properties, PartialEq)]
pub struct IconButtonProps {
    /// What it does; spoken, and shown on hovering.
    pub label: AttrValue,
    /// Which icon.
    pub icon: AttrValue,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// What happens.
    pub onclick: Callback<MouseEvent>,
}

/// A button that shows an icon.
#[component]
pub fn IconButton(props: &IconButtonProps) -> Html {
    html! {
        <button type="button" class={classes!("icon", props.class.clone())} disabled={props.disabled}
            aria-label={&props.label} title={&props.label} onclick={&props.onclick}>
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d={path(&props.icon)} /></svg>
        </button>
    }
}

fn path(icon: &str) -> &'static str {
    match icon {
        "play" => "M5 3 L17 10 L5 17 Z",
        "pause" => "M5 3 h3.5 v14 h-3.5 Z M11.5 3 h3.5 v14 h-3.5 Z",
        "start" => "M4 4 h2 v12 h-2 Z M17 4 L7.5 10 L17 16 Z",
        "back" => "M12 4 L5 10 L12 16 Z M13.5 4 h2 v12 h-2 Z",
        "forward" => "M8 4 L15 10 L8 16 Z M4.5 4 h2 v12 h-2 Z",
        "undo" => "M8 4 L3 8.5 L8 13 V10 H12 a3 3 0 0 1 0 6 H8 v2 h4 a5 5 0 0 0 0 -11 H8 Z",
        "redo" => "M12 4 L17 8.5 L12 13 V10 H8 a3 3 0 0 0 0 6 h4 v2 H8 a5 5 0 0 1 0 -11 H12 Z",
        "closer" => "M9 4 h2 v5 h5 v2 h-5 v5 h-2 v-5 h-5 v-2 h5 Z",
        "further" => "M4 9 h12 v2 h-12 Z",
        "left" => "M12.5 4 L6 10 L12.5 16 Z",
        "right" => "M7.5 4 L14 10 L7.5 16 Z",
        _ => {
            "M3 4 h2 v12 h-2 Z M15 4 h2 v12 h-2 Z M6.5 10 L9.5 7 V9 h1 V7 L13.5 10 L10.5 13 V11 h-1 V13 Z"
        }
    }
}

/// The properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// What is chosen.
    pub label: AttrValue,
    /// The chosen option.
    pub value: AttrValue,
    /// Each option's value and what it says.
    pub options: Vec<(String, String)>,
    /// The value of the option that was chosen.
    pub onchange: Callback<String>,
}

/// One of several, with its name before it.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <label class="field">
            <span>{ &props.label }</span>
            <select {onchange}>
                { for props.options.iter().map(|(value, text)| html! {
                    <option value={value.clone()} selected={*value == *props.value}>{ text }</option>
                }) }
            </select>
        </label>
    }
}

/// The properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// What it is.
    pub label: AttrValue,
    /// What it says.
    pub value: AttrValue,
    /// What follows it, such as a unit.
    #[prop_or_default]
    pub unit: AttrValue,
    /// Whether only a number makes sense.
    #[prop_or_default]
    pub numeric: bool,
    /// What was entered, when it is complete.
    pub onchange: Callback<String>,
}

/// The attribute that holds the text of a field as it was last entered.
pub const ENTERED: &str = "data-entered";

/// A text to enter, with its name before it. What is typed stays until it is entered, whatever
/// else happens on the page meanwhile.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let typed = use_state(|| None::<String>);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(Some(text_of(&event))))
    };
    let onchange = {
        let (typed, onchange) = (typed.setter(), props.onchange.clone());
        Callback::from(move |event: Event| {
            typed.set(None);
            onchange.emit(text_of(&event));
        })
    };
    let shown = typed
        .as_ref()
        .map_or_else(|| props.value.clone(), |text| AttrValue::from(text.clone()));
    html! {
        <label class="field">
            <span>{ &props.label }</span>
            <input type="text" inputmode={props.numeric.then_some("decimal")} autocomplete="off"
                value={shown} data-entered={&props.value} {oninput} {onchange} />
            if !props.unit.is_empty() { <span class="unit">{ &props.unit }</span> }
        </label>
    }
}

/// The text of the field that an event comes from.
fn text_of(event: &Event) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

/// The properties of [`TimeField`].
#[derive(Properties, PartialEq)]
pub struct TimeFieldProps {
    /// What it is.
    pub label: AttrValue,
    /// The time.
    pub at: Micros,
    /// Another time was entered, or chosen by the buttons.
    pub onchange: Callback<Micros>,
}

/// A time in milliseconds, with buttons for one millisecond less and more.
#[component]
pub fn TimeField(props: &TimeFieldProps) -> Html {
    let refused = use_state(|| false);
    let entered = {
        let (onchange, refused) = (props.onchange.clone(), refused.setter());
        Callback::from(move |text: String| {
            let at = parse_millis(&text);
            refused.set(at.is_none());
            if let Some(at) = at {
                onchange.emit(at);
            }
        })
    };
    let nudge = |by: i64| {
        let (at, onchange) = (props.at, props.onchange.clone());
        Callback::from(move |_: MouseEvent| onchange.emit(at.shifted(by)))
    };
    html! {
        <div class="time">
            <TextField label={&props.label} value={millis(props.at)} unit="ms" numeric={true} onchange={entered} />
            <IconButton icon="further" label={format!("{}: 1 ms earlier", props.label)} onclick={nudge(-1000)} />
            <IconButton icon="closer" label={format!("{}: 1 ms later", props.label)} onclick={nudge(1000)} />
            if *refused {
                <span role="alert"><span class="refused">{ "Not a number of milliseconds" }</span></span>
            }
        </div>
    }
}

/// The number of milliseconds, without the unit.
fn millis(at: Micros) -> String {
    at.to_string().trim_end_matches(" ms").to_owned()
}

/// A time from a number of milliseconds; none if it is not one, or beyond all bounds.
fn parse_millis(text: &str) -> Option<Micros> {
    parse_thousandths(text, "ms", 1e9).map(Micros)
}

/// A number from 0 to `most`, in thousandths; its unit may follow it.
pub fn parse_thousandths(text: &str, unit: &str, most: f64) -> Option<u64> {
    let number = text.trim().trim_end_matches(unit).trim().replace(',', ".");
    let number: f64 = number.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within bounds"
    )]
    (0.0..=most)
        .contains(&number)
        .then(|| (number * 1000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for micros in [0, 1, 20_000, 20_500, 600_000_000] {
            assert_eq!(parse_millis(&millis(Micros(micros))), Some(Micros(micros)));
        }
        assert_eq!(parse_millis(" 12,5 ms "), Some(Micros(12_500)));
        for nonsense in ["", "soon", "-1", "NaN", "inf", "1e300"] {
            assert_eq!(parse_millis(nonsense), None, "{nonsense}");
        }
    }
}
