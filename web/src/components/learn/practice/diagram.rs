//! The shortest run that breaks a design: three lanes, and what each server holds after each step.

use replicascope_lessons::exercise::{Action, Broken, SERVERS, Shown};
use replicascope_words::say;
use yew::prelude::*;

const LETTERS: [&str; SERVERS] = ["A", "B", "C"];
/// The first step, the distance between steps and between lanes, in units of the drawing.
const LEFT: usize = 44;
const STEP: usize = 118;
const TOP: usize = 34;
const LANE: usize = 62;

/// The properties of [`Run`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub broken: Broken,
}

/// The run, and what comes of it.
#[component]
pub fn Run(props: &Props) -> Html {
    let broken = &props.broken;
    let steps = broken.run.len();
    let (width, height) = (
        LEFT + STEP * steps.max(2) + 50,
        TOP + LANE * (SERVERS - 1) + 40,
    );
    let right = width - 8;
    html! {
        <figure class="counterexample">
            <figcaption>{ match steps {
                0 => say::practice::broken_at_once().to_owned(),
                1 => say::practice::broken_in_one().to_owned(),
                many => say::practice::broken_in(&many),
            } }</figcaption>
            <div class="scroll" tabindex="0" role="region" aria-label={say::practice::picture()}>
                <svg class="design-run" viewBox={format!("0 0 {width} {height}")} width={width.to_string()} height={height.to_string()}
                    role="img" aria-label={in_words(broken)}>
                    { for LETTERS.iter().enumerate().map(|(server, letter)| html! {
                        <g data-replica={*letter}>
                            <line class="lane-line" x1="30" x2={right.to_string()} y1={y(server)} y2={y(server)} />
                            <text class="lane-name" x="8" y={(lane(server) + 5).to_string()}>{ *letter }</text>
                        </g>
                    }) }
                    { for broken.run.iter().enumerate().map(|(at, shown)| step(at, shown)) }
                </svg>
            </div>
            <dl class="claim">
                <div><dt>{ &broken.expected.0 }</dt><dd>{ &broken.expected.1 }</dd></div>
                <div class="instead"><dt>{ &broken.found.0 }</dt><dd>{ &broken.found.1 }</dd></div>
            </dl>
        </figure>
    }
}

fn lane(server: usize) -> usize {
    TOP + LANE * server
}

fn y(server: usize) -> String {
    lane(server).to_string()
}

/// What happens at a step, and what the server holds then.
fn step(at: usize, shown: &Shown) -> Html {
    let x = LEFT + STEP * at + 24;
    match shown.action {
        Action::Like(server) => html! {
            <g data-replica={LETTERS[server]}>
                <circle class="like" cx={x.to_string()} cy={y(server)} r="9" />
                <text class="plus" x={x.to_string()} y={(lane(server) + 4).to_string()}>{ "+1" }</text>
                { holds(x + 14, server, shown) }
            </g>
        },
        Action::Send { from, to } => {
            let (start, end) = (lane(from), lane(to));
            let tip = if end > start { end - 9 } else { end + 9 };
            let back = if end > start { tip - 9 } else { tip + 9 };
            let head = format!("M{x} {tip} L{} {back} L{} {back} Z", x - 4, x + 6);
            html! {
                <g data-replica={LETTERS[from]}>
                    <line class="way" x1={(x - 16).to_string()} y1={start.to_string()} x2={x.to_string()} y2={tip.to_string()} />
                    <path class="tip" d={head} />
                    <circle class="merge-dot" data-replica={LETTERS[to]} cx={x.to_string()} cy={end.to_string()} r="6" />
                    { holds(x + 14, to, shown) }
                </g>
            }
        }
    }
}

fn holds(x: usize, server: usize, shown: &Shown) -> Html {
    html! { <text class="holds" x={x.to_string()} y={(lane(server) - 9).to_string()}>{ shown.states[server].to_string() }</text> }
}

/// The same for who hears the page.
fn in_words(broken: &Broken) -> String {
    let steps = broken.run.iter().map(|shown| match shown.action {
        Action::Like(server) => say::practice::takes_like(&LETTERS[server], &shown.states[server]),
        Action::Send { from, to } => {
            say::practice::merges(&LETTERS[to], &LETTERS[from], &shown.states[to])
        }
    });
    let steps: Vec<String> = steps.collect();
    format!(
        "{}. {}: {}; {}: {}.",
        steps.join("; "),
        broken.expected.0,
        broken.expected.1,
        broken.found.0,
        broken.found.1
    )
}
