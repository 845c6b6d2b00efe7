//! Buttons.

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
        "up" => "M4 12.5 L10 6 L16 12.5 Z",
        "down" => "M4 7.5 L10 14 L16 7.5 Z",
        "left" => "M12.5 4 L6 10 L12.5 16 Z",
        "right" => "M7.5 4 L14 10 L7.5 16 Z",
        _ => {
            "M3 4 h2 v12 h-2 Z M15 4 h2 v12 h-2 Z M6.5 10 L9.5 7 V9 h1 V7 L13.5 10 L10.5 13 V11 h-1 V13 Z"
        }
    }
}

/// The properties of [`Toggle`].
#[derive(Properties, PartialEq)]
pub struct ToggleProps {
    /// What it says.
    pub label: AttrValue,
    /// Whether it is on.
    pub on: bool,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// It was pressed: on or off from now on.
    pub onchange: Callback<bool>,
}

/// A button that stays pressed.
#[component]
pub fn Toggle(props: &ToggleProps) -> Html {
    let on = props.on;
    let onclick = props.onchange.reform(move |_: MouseEvent| !on);
    html! {
        <button type="button" class="toggle" aria-pressed={on.to_string()} disabled={props.disabled} {onclick}>
            { &props.label }
        </button>
    }
}

/// A box to tick, with what it says behind it.
#[component]
pub fn Tick(props: &ToggleProps) -> Html {
    let on = props.on;
    let onchange = props.onchange.reform(move |_: Event| !on);
    html! {
        <label class="tick">
            <input type="checkbox" checked={on} disabled={props.disabled} {onchange} />
            <span>{ &props.label }</span>
        </label>
    }
}
