//! What can be chosen about a frame.

use replicascope_words::{Language, say};
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
    let language = {
        let chosen = chosen.clone();
        set.reform(move |language| {
            let mut next = chosen.clone();
            next.asked.language = language;
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
                    <legend>{ say::embed::panels() }</legend>
                    <div class="tick-grid">{ for Panel::ALL.iter().filter_map(|one| panel(*one, chosen, set)) }</div>
                </fieldset>
                <fieldset>
                    <legend>{ say::embed::controls() }</legend>
                    <div class="tick-grid">{ for Control::ALL.iter().map(|one| control(*one, chosen, set)) }</div>
                </fieldset>
            }
            <fieldset>
                <legend>{ say::embed::behaviour() }</legend>
                <div class="tick-grid">
                    <Tick label={say::embed::read_only()} on={chosen.asked.readonly} onchange={change(|one, on| one.asked.readonly = on)} />
                    if !alone {
                        <Tick label={say::embed::plays()} on={chosen.asked.autoplay}
                            onchange={change(|one, on| one.asked.autoplay = on)} />
                    }
                </div>
                { pick(say::embed::theme(), &chosen.asked.theme, themes.collect(), &theme) }
                { pick(say::header::language(), &chosen.asked.language, languages(), &language) }
            </fieldset>
            <fieldset>
                <legend>{ say::embed::size() }</legend>
                <Tick label={say::embed::full_width()} on={chosen.width.is_none()}
                    onchange={change(|one, on| one.width = (!on).then_some(USUAL_WIDTH))} />
                { for chosen.width.map(|width| size(say::embed::width(), width, chosen, set, |one, size| one.width = Some(size))) }
                { size(say::embed::height(), chosen.height.unwrap_or(measured), chosen, set, |one, size| one.height = Some(size)) }
            </fieldset>
        </>
    }
}

fn theme_words(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => say::embed::theme_auto(),
        Theme::Light => say::embed::light(),
        Theme::Dark => say::embed::dark(),
    }
}

/// A panel, unless it stands alone in its frame.
fn panel(panel: Panel, chosen: &Chosen, set: &Callback<Chosen>) -> Option<Html> {
    let label = match panel {
        Panel::Timeline => say::timeline::title(),
        Panel::Cluster => say::cluster::title(),
        Panel::Inspector => say::inspector::title(),
        Panel::Events => say::events::title(),
        Panel::Summary => say::embed::summary(),
        Panel::Compare => say::header::compare(),
        Panel::Guarantees => say::header::guarantees(),
        Panel::Conflicts => say::header::conflicts(),
        Panel::Merge => say::header::merge(),
        Panel::Setup => say::setup::title(),
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
        Control::Play => say::playback::play(),
        Control::Step => say::embed::step(),
        Control::Scrub => say::embed::slider(),
        Control::Speed => say::playback::speed(),
        Control::Undo => say::embed::undo(),
        Control::Reset => say::header::reset(),
        Control::Add => say::timeline::new_operations(),
        Control::Zoom => say::timeline::zoom(),
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

/// The languages to choose from, each by its own name.
fn languages() -> Vec<(Option<Language>, String)> {
    let own = (None, say::embed::reader_language().to_owned());
    let named = Language::OFFERED.map(|one| (Some(one), one.name().to_owned()));
    std::iter::once(own).chain(named).collect()
}
