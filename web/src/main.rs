use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Replicascope" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
