//! Replicascope in a browser: draws what the engine says, and turns gestures into edits.

mod api;
mod app;
mod components;
mod dom;
mod export;
mod import;
mod link;
mod same;
mod simulations;
mod start;
mod state;
mod store;

fn main() {
    let (state, store_was_linked) = start::opening_state();
    let store = store::Store::new(state);
    link::follow(&store, store_was_linked);
    simulations::follow(&store);
    import::follow(&store);
    api::install(&store);
    yew::Renderer::<app::App>::with_props(app::Props { store }).render();
}
