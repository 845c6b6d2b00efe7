//! Fields: a choice among several, and a text.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// What is chosen.
    pub label: AttrValue,
    /// The chosen option.
    pub value: AttrValue,
    /// Each option's value and what it says.
    pub options: Vec<(String, String)>,
    /// More of them, in groups with names.
    #[prop_or_default]
    pub groups: Vec<(String, Vec<(String, String)>)>,
    /// The value of the option that was chosen.
    pub onchange: Callback<String>,
}

/// One of several, with its name before it.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let option = |(value, text): &(String, String)| {
        html! { <option value={value.clone()} selected={*value == *props.value}>{ text }</option> }
    };
    let group = |(name, options): &(String, Vec<(String, String)>)| {
        html! { <optgroup label={name.clone()}>{ for options.iter().map(option) }</optgroup> }
    };
    let onchange = props
        .onchange
        .reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <label class="field">
            <span>{ &props.label }</span>
            <select {onchange}>
                { for props.options.iter().map(option) }
                { for props.groups.iter().map(group) }
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

/// A choice among values, each with what it says.
pub fn pick<T: Clone + PartialEq + 'static>(
    label: impl Into<AttrValue>,
    current: &T,
    among: Vec<(T, String)>,
    onchange: &Callback<T>,
) -> Html {
    let value = among.iter().position(|(one, _)| one == current);
    let value = value.map_or_else(String::new, |index| index.to_string());
    let texts = among.iter().enumerate();
    let options: Vec<_> = texts
        .map(|(index, (_, text))| (index.to_string(), text.clone()))
        .collect();
    let current = current.clone();
    let onchange = onchange.reform(move |index: String| {
        let chosen = index.parse().ok().and_then(|index: usize| among.get(index));
        chosen.map_or_else(|| current.clone(), |(one, _)| one.clone())
    });
    html! { <Choice label={label.into()} {value} {options} {onchange} /> }
}
