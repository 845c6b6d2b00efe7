//! A history or a log of another tool, drawn.

use replicascope_core::Micros;
use replicascope_scene::Scale;
use replicascope_scene::guarantees::{
    Bar, BarKind, DiagramPicture, HistoryPicture, diagram_duration, duration,
};
use replicascope_words::say;
use web_sys::Element;
use yew::prelude::*;

use super::lit::{LitUp, marks};
use crate::app::PartProps;
use crate::components::px::{Px, px};
use crate::components::timeline::use_width;
use crate::components::wheel::{self, Turn};
use crate::components::widgets::IconButton;
use crate::dom;
use crate::same::Same;
use crate::state::Imported;

const GUTTER: f64 = 104.0;
const MARGIN: f64 = 18.0;

/// The properties of [`ImportedView`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub part: PartProps,
    pub imported: Same<Imported>,
    pub lit: Option<Same<LitUp>>,
}

/// The drawing, which zooms and pans by itself.
#[component]
pub fn ImportedView(props: &Props) -> Html {
    let drawing = use_node_ref();
    use_width(&drawing, props.part.dispatch.clone(), 1.0);
    let width = props.part.state.view.width;
    let whole = match &*props.imported {
        Imported::History { history, .. } => duration(history),
        Imported::Diagram { diagram, .. } => diagram_duration(diagram),
    };
    // For which history it was zoomed.
    let zoom = use_state(|| None::<(Same<Imported>, Scale)>);
    let fitting = Scale::fitting(whole, GUTTER, width - MARGIN);
    let zoomed = zoom.as_ref().filter(|(of, _)| *of == props.imported);
    let scale = zoomed.map_or(fitting, |(_, scale)| Scale {
        left: fitting.left,
        right: fitting.right,
        ..*scale
    });
    let set = {
        let (zoom, of) = (zoom.setter(), props.imported.clone());
        Callback::from(move |scale: Scale| zoom.set(Some((of.clone(), scale))))
    };
    let picture = use_memo(
        (props.imported.clone(), scale, width.to_bits()),
        |(imported, scale, _)| match &**imported {
            Imported::History { history, .. } => {
                Drawn::History(HistoryPicture::of(history, width, *scale))
            }
            Imported::Diagram { diagram, .. } => {
                Drawn::Diagram(DiagramPicture::of(diagram, width, *scale))
            }
        },
    );
    let (height, inside) = match &*picture {
        Drawn::History(history) => {
            let drawn = props.lit.as_ref().map(|lit| lit.on_history(history));
            let marks = drawn.as_ref().map(marks).unwrap_or_default();
            (
                history.height,
                html! { <>{ history_shapes(history) }{ marks }</> },
            )
        }
        Drawn::Diagram(diagram) => (diagram.height, diagram_shapes(diagram)),
    };
    let onwheel = on_wheel(&drawing, scale, whole, &set);
    html! {
        <section class="timeline imported" aria-label={say::guarantees::imported()}>
            { zooming(scale, whole, fitting, &set) }
            <div class="scroller">
                <svg ref={drawing} class="diagram" width={px(width)} height={px(height)} {onwheel} role="img"
                    aria-label={say::guarantees::over_time()}>
                    <clipPath id="imported-plot">
                        <rect x={px(scale.left - 6.0)} y="0" width={px(scale.right - scale.left + 12.0)} height={px(height)} />
                    </clipPath>
                    { inside }
                </svg>
            </div>
        </section>
    }
}

enum Drawn {
    History(HistoryPicture),
    Diagram(DiagramPicture),
}

fn zooming(scale: Scale, whole: Micros, fitting: Scale, set: &Callback<Scale>) -> Html {
    let middle = f64::midpoint(scale.left, scale.right);
    let page = (scale.right - scale.left) * 0.6;
    let to = |scale: Scale| set.reform(move |_: MouseEvent| scale);
    html! {
        <div class="controls" role="group" aria-label={say::guarantees::view()}>
            <IconButton label={say::guarantees::closer()} icon="closer" onclick={to(scale.zoomed(2.0, middle, whole))} />
            <IconButton label={say::guarantees::further()} icon="further" onclick={to(scale.zoomed(0.5, middle, whole))} />
            <IconButton label={say::guarantees::earlier()} icon="left" onclick={to(scale.panned(-page, whole))} />
            <IconButton label={say::timeline::later()} icon="right" onclick={to(scale.panned(page, whole))} />
            <IconButton label={say::guarantees::all_of_it()} icon="fit" onclick={to(fitting)} />
        </div>
    }
}

/// Looks closer and to the side.
fn on_wheel(
    drawing: &NodeRef,
    scale: Scale,
    whole: Micros,
    set: &Callback<Scale>,
) -> Callback<WheelEvent> {
    let (drawing, set) = (drawing.clone(), set.clone());
    Callback::from(move |event: WheelEvent| match wheel::turn(&event) {
        Some(Turn::Zoom(factor)) => {
            let drawing = drawing.cast::<Element>();
            if let Some((x, _)) = drawing.and_then(|one| dom::drawing_point(&one, &event)) {
                set.emit(scale.zoomed(factor, x, whole));
            }
        }
        Some(Turn::Pan(pixels)) => set.emit(scale.panned(pixels, whole)),
        None => {}
    })
}

fn lanes(lanes: &[(String, f64)], scale: Scale) -> Html {
    let lane = |(name, y): &(String, f64)| {
        html! {
            <g class="process-lane">
                <path d={format!("M{} {} H{}", Px(scale.left), Px(*y), Px(scale.right))} />
                <text x="4" y={px(y + 4.0)}>{ name }</text>
            </g>
        }
    };
    lanes.iter().map(lane).collect()
}

fn history_shapes(picture: &HistoryPicture) -> Html {
    html! {
        <>
            <g class="axis">
                { for picture.ticks.iter().map(|tick| html! {
                    <>
                        <path d={format!("M{} 24 V{}", Px(tick.x), Px(picture.height))} />
                        <text x={px(tick.x)} y="16">{ &tick.label }</text>
                    </>
                }) }
            </g>
            { lanes(&picture.lanes, picture.scale) }
            <g clip-path="url(#imported-plot)">
                { for picture.bundles.iter().map(|(kind, path)| html! {
                    <path class={classes!("bars", class(*kind))} d={path.clone()} />
                }) }
                { for picture.bars.iter().map(bar) }
            </g>
        </>
    }
}

fn class(kind: BarKind) -> &'static str {
    match kind {
        BarKind::Read => "read",
        BarKind::Update => "update",
        BarKind::Failed => "failed",
        BarKind::Pending => "pending",
    }
}

fn bar(bar: &Bar) -> Html {
    const HALF: f64 = 8.0;
    let width = (bar.to - bar.from).max(3.0);
    html! {
        <g key={bar.id.0} class={classes!("bars", class(bar.kind))} data-kind="operation" data-name={bar.name.clone()}>
            <title>{ &bar.sentence }</title>
            <rect x={px(bar.from)} y={px(bar.y - HALF)} width={px(width)} height={px(2.0 * HALF)} rx="3" />
            if let Some(label) = &bar.label {
                <text x={px(bar.from + 4.0)} y={px(bar.y + 4.0)}>{ label }</text>
            }
        </g>
    }
}

fn diagram_shapes(picture: &DiagramPicture) -> Html {
    let scale = Scale {
        start: 0.0,
        per_pixel: 1.0,
        left: GUTTER,
        right: picture.width - MARGIN,
    };
    html! {
        <>
            { lanes(&picture.lanes, scale) }
            <g clip-path="url(#imported-plot)">
                { for picture.gaps.iter().map(|gap| html! {
                    <g class="log-gap" data-kind="gap">
                        <title>{ &gap.label }</title>
                        <rect x={px(gap.from)} y={px(gap.y - 9.0)} width={px((gap.to - gap.from).max(8.0))} height="18" />
                        <text x={px(f64::midpoint(gap.from, gap.to))} y={px(gap.y - 13.0)}>{ &gap.label }</text>
                    </g>
                }) }
                { for picture.ways.iter().map(|way| html! {
                    <path class="way" d={format!("M{} {} L{} {}", Px(way.from.0), Px(way.from.1), Px(way.to.0), Px(way.to.1))} />
                }) }
                { for picture.dots.iter().map(|dot| html! {
                    <circle class="log-event" data-kind="log-event" data-line={dot.line.to_string()} cx={px(dot.x)} cy={px(dot.y)} r="6">
                        <title>{ say::guarantees::line(&dot.line, &dot.text) }</title>
                    </circle>
                }) }
            </g>
        </>
    }
}
