//! One menu for all that leaves the page and comes into it: the link, files, paper.

use gloo_events::EventListener;
use replicascope_words::say;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

use super::present;
use crate::app::PartProps;
use crate::export::{self, Export};
use crate::state::{Action, Notice};
use crate::{dom, import, link};

/// What the menu offers.
#[derive(Clone, Copy, PartialEq)]
enum Item {
    Link,
    Save(Export),
    Open,
    Print,
    Present,
}

impl Item {
    /// What it says, and in smaller type what for.
    fn words(self) -> (String, &'static str) {
        match self {
            Self::Link => (say::share::copy_link().to_owned(), say::share::link_hint()),
            Self::Save(export) => export.words(),
            Self::Open => (say::share::open_file().to_owned(), say::share::open_hint()),
            Self::Print => (say::share::print().to_owned(), say::share::print_hint()),
            Self::Present => (say::share::present().to_owned(), say::share::present_hint()),
        }
    }
}

/// A button with the menu below it.
#[component]
pub fn Share(props: &PartProps) -> Html {
    let open = use_state(|| false);
    let (whole, button, file) = (use_node_ref(), use_node_ref(), use_node_ref());
    use_closing(&whole, *open, open.setter());
    use_first_focus(&whole, *open);

    let close = {
        let (open, button) = (open.setter(), button.clone());
        move || {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                // Where it cannot be focused nothing is lost.
                let _ = button.focus();
            }
        }
    };
    let choose = {
        let (props, close, file) = (props.clone(), close.clone(), file.clone());
        Callback::from(move |item: Item| {
            close();
            carry_out(&props, item, &file);
        })
    };
    let onkeydown = {
        let (open, whole) = (open.clone(), whole.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if *open => {
                event.prevent_default();
                event.stop_propagation();
                close();
            }
            "Tab" => open.set(false),
            key => {
                if *open && step(&whole, key) {
                    event.prevent_default();
                } else if !*open && key == "ArrowDown" {
                    event.prevent_default();
                    open.set(true);
                }
            }
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let chosen = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = field.files().and_then(|files| files.get(0)) {
                import::open_file(file, dispatch.clone());
            }
            // So that choosing the same file again is a change again.
            field.set_value("");
        })
    };
    html! {
        <div class="share" ref={whole} {onkeydown}>
            <button type="button" ref={button} aria-haspopup="menu" aria-expanded={open.to_string()} onclick={toggle}>
                { say::share::share() }
            </button>
            if *open {
                <div class="menu" role="menu" aria-label={say::share::share()}>
                    { for groups(props).into_iter().map(|group| html! {
                        <div role="group">{ for group.into_iter().map(|item| entry(item, &choose)) }</div>
                    }) }
                </div>
            }
            <input ref={file} type="file" class="unseen" tabindex="-1" aria-label={say::share::file_to_open()} onchange={chosen} />
        </div>
    }
}

fn groups(props: &PartProps) -> Vec<Vec<Item>> {
    let save = Export::on(props.state.view.page);
    // What has a run has steps.
    let has_run = save.contains(&Export::Events);
    let mut groups = vec![
        vec![Item::Link],
        save.into_iter().map(Item::Save).collect(),
        vec![Item::Open, Item::Print],
    ];
    if has_run {
        groups[2].push(Item::Present);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn entry(item: Item, choose: &Callback<Item>) -> Html {
    let onclick = choose.reform(move |_: MouseEvent| item);
    let (name, hint) = item.words();
    html! {
        <button type="button" role="menuitem" tabindex="-1" {onclick}>
            <span>{ name }</span>
            <span class="hint">{ hint }</span>
        </button>
    }
}

fn carry_out(props: &PartProps, item: Item, file: &NodeRef) {
    match item {
        Item::Link => {
            let (dispatch, address) = (props.dispatch.clone(), link::address(&props.state));
            link::write(&props.state);
            spawn_local(async move { dispatch.emit(Action::Tell(copied(&address).await)) });
        }
        Item::Save(export) => export::save(props, export),
        Item::Open => {
            if let Some(file) = file.cast::<HtmlElement>() {
                file.click();
            }
        }
        Item::Present => present::begin(&props.dispatch),
        Item::Print => {
            if dom::window().print().is_err() {
                let text = say::share::no_print().to_owned();
                props.dispatch.emit(Action::Tell(Notice::Problem(text)));
            }
        }
    }
}

/// Puts an address where it can be pasted from, and says whether that worked.
async fn copied(address: &str) -> Notice {
    if dom::copy(address).await {
        Notice::Done(say::share::copied().into())
    } else {
        Notice::Problem(say::share::no_copy().into())
    }
}

/// The entries of the menu, as they stand in the page.
fn entries(whole: &NodeRef) -> Vec<HtmlElement> {
    let found = whole.cast::<Element>();
    let found = found.and_then(|whole| whole.query_selector_all("[role=menuitem]").ok());
    let found = found.into_iter();
    let each = found.flat_map(|list| (0..list.length()).filter_map(move |place| list.get(place)));
    each.filter_map(|node| node.dyn_into().ok()).collect()
}

/// Goes to another entry; false if the key is none that does.
fn step(whole: &NodeRef, key: &str) -> bool {
    let entries = entries(whole);
    let focused = dom::window().document().and_then(|it| it.active_element());
    let here = entries.iter().position(|entry| {
        focused
            .as_ref()
            .is_some_and(|it| it.is_same_node(Some(entry)))
    });
    let count = entries.len();
    let next = match (key, here) {
        ("ArrowDown", Some(here)) => (here + 1) % count,
        ("ArrowUp", Some(here)) => (here + count - 1) % count,
        ("ArrowDown" | "Home", _) => 0,
        ("ArrowUp" | "End", _) => count - 1,
        _ => return false,
    };
    // Where it cannot be focused nothing is lost.
    entries.get(next).is_some_and(|entry| entry.focus().is_ok())
}

/// The first entry is focused when the menu opens.
#[hook]
fn use_first_focus(whole: &NodeRef, open: bool) {
    let whole = whole.clone();
    use_effect_with(open, move |open| {
        if *open {
            step(&whole, "Home");
        }
    });
}

/// A press elsewhere closes the menu.
#[hook]
fn use_closing(whole: &NodeRef, open: bool, set: UseStateSetter<bool>) {
    let whole = whole.clone();
    use_effect_with(open, move |open| {
        let listener = open.then(|| {
            EventListener::new(&dom::window(), "pointerdown", move |event| {
                let target = event.target();
                let target = target.as_ref().and_then(|it| it.dyn_ref::<Node>());
                let inside = whole
                    .cast::<Node>()
                    .is_some_and(|whole| whole.contains(target));
                if !inside {
                    set.set(false);
                }
            })
        });
        move || drop(listener)
    });
}
