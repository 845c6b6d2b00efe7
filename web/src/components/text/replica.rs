//! One replica: whether it is online, and its text under each algorithm.

use replicascope_core::ReplicaId;
use replicascope_core::text::{Algorithm, Element, TextAct, TextEdit, TextReplica, TextStep};
use replicascope_scene::text as scene;
use replicascope_words::say;
use yew::prelude::*;

use super::editor::Editor;
use crate::app::Snapshot;
use crate::components::symbol::symbol;
use crate::state::{Action, TextAction};

/// The properties of [`ReplicaRow`].
#[derive(Properties, PartialEq)]
pub struct ReplicaRowProps {
    /// Which one.
    pub id: ReplicaId,
    /// The state to show.
    pub state: Snapshot,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

/// The row.
#[component]
pub fn ReplicaRow(props: &ReplicaRowProps) -> Html {
    let text = &props.state.text;
    let found = text.run().replicas.iter().find(|one| one.id == props.id);
    let Some(replica) = found else {
        return html! {};
    };
    let id = props.id;
    // Nothing can be typed then.
    let past = text.is_past() || props.state.asked.is_fixed();
    let does = move |act| {
        let step = TextStep { replica: id, act };
        Action::Text(TextAction::Edit(TextEdit::Do(step)))
    };
    let cell = |algorithm: Algorithm| {
        let ontyped = props
            .dispatch
            .reform(move |typed| Action::Text(TextAction::Type(id, algorithm, typed)));
        let label = say::text::text_of(&id, &scene::title(algorithm));
        html! {
            <div class="text-cell" data-algorithm={scene::title(algorithm)}>
                <p class="cell-name">
                    { scene::title(algorithm) }
                    if scene::mixes(text.run(), algorithm) { <span class="mixes">{ say::text::interleaved() }</span> }
                </p>
                <Editor {label} glyphs={replica.glyphs(algorithm)} readonly={past} {ontyped} />
                if text.ids { { ids(replica, algorithm) } }
            </div>
        }
    };
    let act = if replica.online {
        TextAct::GoOffline
    } else {
        TextAct::GoOnline
    };
    let onclick = props
        .dispatch
        .reform(move |_: MouseEvent| does(act.clone()));
    html! {
        <section class={classes!("text-row", (!replica.online).then_some("offline"))} data-text-replica={id.to_string()} aria-label={say::timeline::replica(&id)}>
            <div class="text-name">
                <svg viewBox="-12 -12 24 24" aria-hidden="true">{ symbol(id, (0.0, 0.0), 9.0) }</svg>
                <strong data-replica={id.to_string()}>{ id.to_string() }</strong>
                <span class="online">{ state_of(replica) }</span>
                <button type="button" disabled={past} {onclick}>
                    { if replica.online { say::text::take_offline(&id) } else { say::text::put_online(&id) } }
                </button>
            </div>
            { for Algorithm::ALL.map(cell) }
        </section>
    }
}

fn state_of(replica: &TextReplica) -> String {
    match (replica.online, replica.waiting()) {
        (true, _) => say::text::online().to_owned(),
        (false, 0) => say::text::offline().to_owned(),
        (false, some) => say::text::edits_wait(some),
    }
}

/// More characters than these are not listed with their ids.
const MOST_IDS: usize = 200;

/// Each character with its id, deleted ones too; under OT, which has no ids, with its place.
fn ids(replica: &TextReplica, algorithm: Algorithm) -> Html {
    let elements = replica.elements(algorithm);
    let one = |author: ReplicaId, character: char, name: String, deleted: bool| {
        html! {
            <li data-replica={author.to_string()} class={classes!(deleted.then_some("deleted"))}>
                <b>{ scene::visible(character) }</b><small>{ name }</small>
                if deleted { <span class="spoken">{ say::text::deleted() }</span> }
            </li>
        }
    };
    let named = |element: &Element| {
        let glyph = element.glyph;
        one(
            glyph.id.replica,
            glyph.character,
            glyph.id.to_string(),
            element.deleted,
        )
    };
    let (label, mut items): (_, Vec<Html>) = if algorithm == Algorithm::Ot {
        let glyphs = replica.glyphs(algorithm);
        let placed = glyphs
            .iter()
            .enumerate()
            .map(|(place, glyph)| one(glyph.id.replica, glyph.character, place.to_string(), false));
        (say::text::places(), placed.collect())
    } else {
        let named = elements.iter().map(named);
        (say::text::ids(), named.collect())
    };
    let more = items.len().saturating_sub(MOST_IDS);
    items.truncate(MOST_IDS);
    html! {
        <ol class="ids" aria-label={label}>
            { for items }
            if more > 0 { <li class="hint">{ say::guarantees::and_more(&more) }</li> }
        </ol>
    }
}
