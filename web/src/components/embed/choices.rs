//! What can be chosen about a frame.

use yew::prelude::*;

use super::Chosen;
use crate::components::widgets::{Quantity, Tick, pick};
use crate::embed::{Control, Panel, Theme};

/// The widest and the highest frame, in pixels.
const LARGEST: i64 = 4_000;
const USUAL_WIDTH: u32 = 720;

/// The choices. What is not chosen about the size is as measured.
pub fn choices(chosen: &Chosen, measured: u32, set: &Callback<Chosen>) -> Html {
    let change = |with: fn(&mut Chosen, bool)| {
        let chosen = chosen.clone();
        set.reform(move |on| {
            let mut next = chosen.clone();
            with(&mut next, on);
            next
        })
    };
    let alone = chosen.asked.panels().iter().any(|one| one.stands_alone());
    let theme = {
        let chosen = chosen.clone();
        set.reform(move |theme| {
            let mut next = chosen.clone();
            next.asked.theme = theme;
            next
        })
    };
    let themes = Theme::ALL
        .iter()
        .map(|one| (*one, theme_words(*one).to_owned()));
    html! {
        <>
            if !alone {
                <fieldset>
                    <legend>{ "Panels" }</legend>
                    <div class="tick-grid">{ for Panel::ALL.iter().filter_map(|one| panel(*one, chosen, set)) }</div>
                </fieldset>
                <fieldset>
                    <legend>{ "Controls" }</legend>
                    <div class="tick-grid">{ for Control::ALL.iter().map(|one| control(*one, chosen, set)) }</div>
                </fieldset>
            }
            <fieldset>
                <legend>{ "Behaviour" }</legend>
                <div class="tick-grid">
                    <Tick label="Read only" on={chosen.asked.readonly} onchange={change(|one, on| one.asked.readonly = on)} />
                    if !alone {
                        <Tick label="Plays by itself" on={chosen.asked.autoplay}
                            onchange={change(|one, on| one.asked.autoplay = on)} />
                    }
                </div>
                { pick("Theme", &chosen.asked.theme, themes.collect(), &theme) }
            </fieldset>
            <fieldset>
                <legend>{ "Size" }</legend>
                <Tick label="As wide as the page" on={chosen.width.is_none()}
                    onchange={change(|one, on| one.width = (!on).then_some(USUAL_WIDTH))} />
                { for chosen.width.map(|width| size("Width", width, chosen, set, |one, size| one.width = Some(size))) }
                { size("Height", chosen.height.unwrap_or(measured), chosen, set, |one, size| one.height = Some(size)) }
            </fieldset>
        </>
    }
}

fn theme_words(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "as the reader's system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

/// A panel, unless it stands alone in its frame.
fn panel(panel: Panel, chosen: &Chosen, set: &Callback<Chosen>) -> Option<Html> {
    let label = match panel {
        Panel::Timeline => "Timeline",
        Panel::Cluster => "Cluster",
        Panel::Inspector => "Inspector",
        Panel::Events => "Events",
        Panel::Summary => "Summary",
        Panel::Compare => "Compare",
        Panel::Guarantees => "Guarantees",
        Panel::Conflicts => "Conflicts",
        Panel::Merge => "Merge",
        Panel::Setup => "Set-up",
        Panel::Quorum | Panel::Text | Panel::Lesson => return None,
    };
    let panels = chosen.asked.panels();
    let on = panels.contains(&panel);
    let chosen = chosen.clone();
    let last = panels == [panel];
    let onchange = set.reform(move |on| {
        let mut next = chosen.clone();
        let all = Panel::ALL.iter().copied();
        let keep = |one: &Panel| match *one == panel {
            true => on,
            false => chosen.asked.panels().contains(one),
        };
        next.asked.panels = Some(all.filter(keep).collect());
        next
    });
    Some(html! { <Tick {label} {on} disabled={last} {onchange} /> })
}

fn control(control: Control, chosen: &Chosen, set: &Callback<Chosen>) -> Html {
    let label = match control {
        Control::Play => "Play",
        Control::Step => "Step",
        Control::Scrub => "Slider",
        Control::Speed => "Speed",
        Control::Undo => "Undo",
        Control::Reset => "Reset",
        Control::Add => "New operations",
        Control::Zoom => "Zoom",
    };
    let on = chosen.asked.controls.contains(&control);
    let changes = matches!(control, Control::Undo | Control::Reset | Control::Add);
    let disabled = changes && chosen.asked.readonly;
    let chosen = chosen.clone();
    let onchange = set.reform(move |on| {
        let mut next = chosen.clone();
        let all = Control::ALL.iter().copied();
        let keep = |one: &Control| match *one == control {
            true => on,
            false => chosen.asked.controls.contains(one),
        };
        next.asked.controls = all.filter(keep).collect();
        next
    });
    html! { <Tick {label} on={on && !disabled} {disabled} {onchange} /> }
}

fn size(
    label: &'static str,
    value: u32,
    chosen: &Chosen,
    set: &Callback<Chosen>,
    with: fn(&mut Chosen, u32),
) -> Html {
    let chosen = chosen.clone();
    let onchange = set.reform(move |size: i64| {
        let mut next = chosen.clone();
        with(&mut next, u32::try_from(size).unwrap_or_default());
        next
    });
    html! { <Quantity {label} value={i64::from(value)} unit="px" bounds={(100, LARGEST)} {onchange} /> }
}
