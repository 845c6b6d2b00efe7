//! Things that are put in order or into bins: by dragging, by single taps, and by keys.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use replicascope_lessons::quiz::{Answer, Form, Item};
use replicascope_words::say;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::fields::{Props, reason, sign};
use super::words::said;
use crate::components::widgets::IconButton;
use crate::dom;

/// Moving less than this is a tap, not a drag, in pixels.
const STILL: i32 = 4;

/// A card under a pointer.
#[derive(Clone, Default)]
struct Hand(Rc<RefCell<Option<Held>>>, Rc<Cell<bool>>);

#[derive(Clone, Copy)]
struct Held {
    item: usize,
    pointer: i32,
    from: (i32, i32),
    moved: bool,
}

impl Hand {
    fn take(&self, item: usize, event: &PointerEvent) {
        self.1.set(false);
        if event.button() == 0 && event.is_primary() {
            *self.0.borrow_mut() = Some(Held {
                item,
                pointer: event.pointer_id(),
                from: (event.client_x(), event.client_y()),
                moved: false,
            });
        }
    }

    /// The item that is dragged, and how far it has come; none: nothing is.
    fn drag(&self, event: &PointerEvent) -> Option<(usize, i32, i32)> {
        let mut held = self.0.borrow_mut();
        let held = held
            .as_mut()
            .filter(|held| held.pointer == event.pointer_id())?;
        let (x, y) = (
            event.client_x() - held.from.0,
            event.client_y() - held.from.1,
        );
        if !held.moved && x.abs().max(y.abs()) >= STILL {
            held.moved = true;
            let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
            if let Some(target) = target {
                // A pointer that is gone already cannot be captured, and need not be.
                let _ = target.set_pointer_capture(event.pointer_id());
            }
        }
        held.moved.then_some((held.item, x, y))
    }

    /// The item that was dragged until now.
    fn let_go(&self) -> Option<usize> {
        let held = self.0.borrow_mut().take().filter(|held| held.moved)?;
        self.1.set(true);
        Some(held.item)
    }

    /// Whether the click that comes now ends a drag.
    fn has_dragged(&self) -> bool {
        self.1.replace(false)
    }
}

#[hook]
fn use_hand() -> Hand {
    (*use_memo((), |()| Hand::default())).clone()
}

/// The number in an attribute of what is under a pointer, or around that.
fn under(event: &PointerEvent, attribute: &str) -> Option<usize> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let element = dom::window().document()?.element_from_point(x, y)?;
    let holder = element.closest(&format!("[{attribute}]")).ok()??;
    holder.get_attribute(attribute)?.parse().ok()
}

/// Things in an order.
#[component]
pub fn Order(props: &Props) -> Html {
    let hand = use_hand();
    let dragged = use_state(|| None::<usize>);
    let (Form::Order(items), Answer::Order(order)) = (&props.part.form, &props.answer) else {
        return Html::default();
    };
    let put = {
        let (order, onchange) = (order.clone(), props.onchange.clone());
        Callback::from(move |(item, to): (usize, usize)| {
            let mut order = order.clone();
            order.retain(|one| *one != item);
            order.insert(to.min(order.len()), item);
            onchange.emit(Answer::Order(order));
        })
    };
    let onpointermove = {
        let (hand, put, order, dragged) =
            (hand.clone(), put.clone(), order.clone(), dragged.setter());
        Callback::from(move |event: PointerEvent| {
            let Some((item, _, _)) = hand.drag(&event) else {
                return;
            };
            dragged.set(Some(item));
            let to = under(&event, "data-place");
            if let Some(to) = to.filter(|to| order.get(*to) != Some(&item)) {
                put.emit((item, to));
            }
        })
    };
    let let_go = {
        let (hand, dragged) = (hand.clone(), dragged.setter());
        Callback::from(move |_: PointerEvent| {
            hand.let_go();
            dragged.set(None);
        })
    };
    let row = |(place, item): (usize, &usize)| {
        let item = *item;
        let take = {
            let hand = hand.clone();
            Callback::from(move |event: PointerEvent| hand.take(item, &event))
        };
        let step = |to: Option<usize>| put.reform(move |_: MouseEvent| (item, to.unwrap_or(place)));
        // At the ends a step leads nowhere, and the focus stays where it is.
        let says = &items[item].text;
        let remark = props.remark(item);
        html! {
            <li key={item} class={classes!("card", (*dragged == Some(item)).then_some("dragged"))} data-place={place.to_string()} data-item={item.to_string()}>
                <span class="handle" aria-hidden="true" onpointerdown={take}>{ "⠿" }</span>
                <span class="says">{ format!("{}. ", place + 1) }<strong>{ said(says) }</strong></span>
                { sign(remark) }
                <span class="arrows">
                    <IconButton label={say::practice::earlier(&says)} icon="up" onclick={step(place.checked_sub(1))} />
                    <IconButton label={say::practice::later(&says)} icon="down" onclick={step(Some(place + 1))} />
                </span>
                { reason(remark) }
            </li>
        }
    };
    html! {
        <>
            <p class="hint">{ say::practice::drag_words() }</p>
            <ol class="order" {onpointermove} onpointerup={let_go.clone()} onpointercancel={let_go}>
                { for order.iter().enumerate().map(row) }
            </ol>
        </>
    }
}

/// Puts an item into a bin, or back.
type Put = Callback<(usize, Option<usize>)>;

/// Where a card is dragged: which, and how far.
type Dragged = UseStateHandle<Option<(usize, i32, i32)>>;

/// Things in bins.
#[component]
pub fn Bins(props: &Props) -> Html {
    let hand = use_hand();
    let dragged = use_state(|| None::<(usize, i32, i32)>);
    let chosen = use_state(|| None::<usize>);
    let next = use_focus(&props.id);
    use_following(&props.id, *dragged);
    let (Form::Sort { bins, items }, Answer::Bins(found)) = (&props.part.form, &props.answer)
    else {
        return Html::default();
    };
    let put = {
        let (found, onchange, chosen) = (found.clone(), props.onchange.clone(), chosen.setter());
        Callback::from(move |(item, bin): (usize, Option<usize>)| {
            let mut found = found.clone();
            found[item] = bin;
            // Whoever sorts with keys goes on with the next.
            let open = found.iter().position(Option::is_none);
            next.set(Some(open.unwrap_or(item)));
            chosen.set(None);
            onchange.emit(Answer::Bins(found));
        })
    };
    let Drag {
        onpointermove,
        onpointerup,
        onpointercancel,
    } = Drag::of(&hand, &dragged, &put);
    let card = |item: usize| {
        card(&Card {
            props,
            items,
            item,
            count: bins.len(),
            hand: &hand,
            chosen: &chosen,
            dragged: &dragged,
            put: &put,
        })
    };
    let within = |bin: Option<usize>| {
        let in_it: Vec<usize> = (0..items.len())
            .filter(|item| found[*item] == bin)
            .collect();
        html! { <ul>{ for in_it.into_iter().map(&card) }</ul> }
    };
    let open = found.iter().filter(|bin| bin.is_none()).count();
    html! {
        <div class="sorting" {onpointermove} {onpointerup} {onpointercancel}>
            <p class="hint">{ say::practice::drag_cards(&bins.len()) }</p>
            <section class="bin tray" data-bin="0" aria-label={say::practice::unsorted()}>
                if open == 0 { <p class="hint">{ say::practice::all_placed() }</p> }
                { within(None) }
            </section>
            <div class="bins" data-bins={bins.len().to_string()}>
                { for bins.iter().enumerate().map(|(bin, item)| html! {
                    <section class="bin" data-bin={(bin + 1).to_string()} aria-label={item.text.clone()}>
                        <h3><kbd>{ bin + 1 }</kbd>{ " " }{ said(&item.text) }</h3>
                        { put_here(bin, &item.text, *chosen, &put) }
                        { within(Some(bin)) }
                    </section>
                }) }
            </div>
        </div>
    }
}

/// What a pointer does with the cards.
struct Drag {
    onpointermove: Callback<PointerEvent>,
    onpointerup: Callback<PointerEvent>,
    onpointercancel: Callback<PointerEvent>,
}

impl Drag {
    fn of(hand: &Hand, dragged: &Dragged, put: &Put) -> Self {
        let onpointermove = {
            let (hand, dragged) = (hand.clone(), dragged.setter());
            Callback::from(move |event: PointerEvent| {
                if let Some(moved) = hand.drag(&event) {
                    dragged.set(Some(moved));
                }
            })
        };
        let onpointerup = {
            let (hand, dragged, put) = (hand.clone(), dragged.setter(), put.clone());
            Callback::from(move |event: PointerEvent| {
                dragged.set(None);
                let place = under(&event, "data-bin");
                if let (Some(item), Some(bin)) = (hand.let_go(), place) {
                    put.emit((item, bin.checked_sub(1)));
                }
            })
        };
        let onpointercancel = {
            let (hand, dragged) = (hand.clone(), dragged.setter());
            Callback::from(move |_: PointerEvent| {
                hand.let_go();
                dragged.set(None);
            })
        };
        Self {
            onpointermove,
            onpointerup,
            onpointercancel,
        }
    }
}

/// Puts the chosen card into a bin.
fn put_here(bin: usize, name: &str, chosen: Option<usize>, put: &Put) -> Html {
    let put = put.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(item) = chosen {
            put.emit((item, Some(bin)));
        }
    });
    html! {
        <button type="button" class="put" disabled={chosen.is_none()} {onclick} aria-label={say::practice::put_under(&name)}>
            { say::practice::put_here() }
        </button>
    }
}

/// What a card is made of.
struct Card<'a> {
    props: &'a Props,
    items: &'a [Item],
    item: usize,
    /// How many bins there are.
    count: usize,
    hand: &'a Hand,
    chosen: &'a UseStateHandle<Option<usize>>,
    dragged: &'a Dragged,
    put: &'a Put,
}

fn card(card: &Card) -> Html {
    let item = card.item;
    let onpointerdown = {
        let hand = card.hand.clone();
        Callback::from(move |event: PointerEvent| hand.take(item, &event))
    };
    let on = **card.chosen == Some(item);
    let onclick = {
        let (hand, chosen) = (card.hand.clone(), card.chosen.setter());
        Callback::from(move |_: MouseEvent| {
            if !hand.has_dragged() {
                chosen.set((!on).then_some(item));
            }
        })
    };
    let onkeydown = {
        let (put, count) = (card.put.clone(), card.count);
        Callback::from(move |event: KeyboardEvent| {
            let digit = event.key().parse::<usize>().ok();
            let bin = digit.and_then(|digit| digit.checked_sub(1));
            if let Some(bin) = bin.filter(|bin| *bin < count) {
                event.prevent_default();
                put.emit((item, Some(bin)));
            }
        })
    };
    let moved = card.dragged.filter(|dragged| dragged.0 == item);
    let remark = card.props.remark(item);
    html! {
        <li key={item} class={classes!("card", moved.map(|_| "dragged"))}>
            <button type="button" class="pick" data-item={item.to_string()} aria-pressed={on.to_string()} {onclick} {onkeydown} {onpointerdown}>
                <span class="handle" aria-hidden="true">{ "⠿" }</span>
                <span class="says">{ said(&card.items[item].text) }</span>
                { sign(remark) }
            </button>
            { reason(remark) }
        </li>
    }
}

/// Draws a card where the pointer has dragged it. That is written on its style itself: strict hosts
/// forbid `style` attributes.
#[hook]
fn use_following(part: &AttrValue, dragged: Option<(usize, i32, i32)>) {
    let place = dragged.map(|(item, ..)| place_of(part, item));
    use_effect_with((place, dragged), |(place, dragged)| {
        let card = place.as_deref().and_then(found);
        let card = card.and_then(|card| card.parent_element()?.dyn_into::<HtmlElement>().ok());
        if let (Some(card), Some((_, x, y))) = (&card, dragged) {
            // Values like this can be set.
            let _ = card
                .style()
                .set_property("transform", &format!("translate({x}px, {y}px)"));
        }
        move || {
            let _ = card.map(|card| card.style().remove_property("transform"));
        }
    });
}

fn place_of(part: &AttrValue, item: usize) -> String {
    format!("[data-part=\"{part}\"] [data-item=\"{item}\"]")
}

fn found(place: &str) -> Option<HtmlElement> {
    let document = dom::window().document()?;
    document.query_selector(place).ok()??.dyn_into().ok()
}

/// Gives the focus to a card once it is drawn where it is now.
#[hook]
fn use_focus(part: &AttrValue) -> Rc<Cell<Option<usize>>> {
    let next = (*use_memo((), |()| Rc::new(Cell::new(None)))).clone();
    {
        let (next, part) = (Rc::clone(&next), part.clone());
        use_effect(move || {
            let Some(item) = next.take() else { return };
            if let Some(found) = found(&place_of(&part, item)) {
                // Should it refuse, the page is as usable.
                let _ = found.focus();
            }
        });
    }
    next
}
