//! Replicascope in a browser: draws what the engine says, and turns gestures into edits.

mod api;
mod app;
mod components;
mod content;
mod dom;
mod embed;
mod export;
mod focus;
#[cfg(test)]
mod from_outside;
mod import;
mod language;
mod late;
mod link;
mod print;
mod progress;
mod running;
mod same;
mod simulations;
mod start;
mod state;
mod store;

fn main() {
    language::begin(&dom::window().location().search().unwrap_or_default());
    let (state, store_was_linked) = start::opening_state();
    let store = store::Store::new(state);
    link::follow(&store, store_was_linked);
    simulations::follow(&store);
    progress::follow(&store);
    language::follow(&store);
    embed::appear(&store);
    embed::follow(&store);
    import::follow(&store);
    print::follow(&store);
    focus::follow();
    api::install(&store);
    yew::Renderer::<app::App>::with_props(app::Props { store }).render();
}
