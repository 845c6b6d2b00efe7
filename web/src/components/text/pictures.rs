//! What each algorithm keeps: two trees, and a server's list of edits.

use replicascope_core::ReplicaId;
use replicascope_core::text::{Algorithm, Side};
use replicascope_scene::text::{self as scene, LogRow, Node, RADIUS, ROOT_RADIUS, TreePicture};
use replicascope_words::say;
use yew::prelude::*;

use crate::app::PartProps;
use crate::components::px::px;

/// The pictures, of the first replica that is online, or of the first.
#[component]
pub fn Pictures(props: &PartProps) -> Html {
    let run = props.state.text.run();
    let online = run.replicas.iter().find(|one| one.online);
    let Some(replica) = online.or(run.replicas.first()) else {
        return html! {};
    };
    let tree = |algorithm| {
        let picture = TreePicture::of(&replica.elements(algorithm));
        html! { <Tree {algorithm} of={replica.id} {picture} /> }
    };
    html! {
        <div class="text-pictures">
            { tree(Algorithm::Rga) }
            { tree(Algorithm::Fugue) }
            <Log rows={scene::log(run.server())} />
        </div>
    }
}

/// The properties of [`Tree`].
#[derive(Properties, PartialEq)]
struct TreeProps {
    algorithm: Algorithm,
    of: ReplicaId,
    picture: TreePicture,
}

#[component]
fn Tree(props: &TreeProps) -> Html {
    let TreeProps {
        algorithm,
        of,
        picture,
    } = props;
    let title = scene::title(*algorithm);
    let (width, height) = picture.size;
    let (x, y) = picture.root;
    let label = say::text::tree(&of, &title);
    html! {
        <figure class="text-tree" data-tree={title}>
            <figcaption>
                <h3>{ say::text::at_replica(&title, &of) }</h3>
                <p>{ caption(*algorithm) }</p>
            </figcaption>
            <div class="scroller" tabindex="0" role="group" aria-label={label}>
                <svg width={px(width)} height={px(height)} viewBox={format!("0 0 {} {}", px(width), px(height))} role="list">
                    <g class="root" aria-hidden="true">
                        <circle cx={px(x)} cy={px(y)} r={px(ROOT_RADIUS)} />
                        <text x={px(x + 12.0)} y={px(y + 4.0)}>{ say::text::start() }</text>
                    </g>
                    <g aria-hidden="true">
                        { for picture.branches.iter().map(|branch| html! {
                            <path class={classes!("branch", (branch.side == Side::Left).then_some("left"))}
                                data-replica={branch.child.replica.to_string()} d={branch.path.clone()} />
                        }) }
                    </g>
                    { for picture.nodes.iter().map(node) }
                </svg>
            </div>
            if picture.left_out > 0 {
                <p class="hint">{ say::text::not_drawn(&picture.left_out) }</p>
            }
        </figure>
    }
}

fn caption(algorithm: Algorithm) -> &'static str {
    if algorithm == Algorithm::Rga {
        say::text::rga_hint()
    } else {
        say::text::fugue_hint()
    }
}

fn node(node: &Node) -> Html {
    let (x, y) = node.at;
    html! {
        <g class={classes!("element", node.deleted.then_some("deleted"))} data-char={node.id.to_string()}
            data-replica={node.id.replica.to_string()} role="listitem" aria-label={node.told.clone()}>
            <title>{ &node.told }</title>
            <circle cx={px(x)} cy={px(y)} r={px(RADIUS)} />
            <text x={px(x)} y={px(y + 5.0)}>{ &node.label }</text>
            if node.deleted {
                <path class="strike" d={format!("M{} {} L{} {}", px(x - 9.0), px(y + 9.0), px(x + 9.0), px(y - 9.0))} />
            }
            <text class="id" x={px(x)} y={px(y + RADIUS + 11.0)}>{ node.id.to_string() }</text>
        </g>
    }
}

/// More edits than these newest ones are not listed.
const MOST_ROWS: usize = 200;

/// The properties of [`Log`].
#[derive(Properties, PartialEq)]
struct LogProps {
    rows: Vec<LogRow>,
}

#[component]
fn Log(props: &LogProps) -> Html {
    let earlier = props.rows.len().saturating_sub(MOST_ROWS);
    html! {
        <figure class="text-log">
            <figcaption>
                <h3>{ say::text::server() }</h3>
                <p>
                    { say::text::server_hint() }{ " " }
                    { say::text::one_order() }
                </p>
            </figcaption>
            <div class="scroll" tabindex="0" role="group" aria-label={say::text::server_edits()}>
                <table>
                    <thead><tr><th>{ say::text::number() }</th><th>{ say::text::by() }</th><th>{ say::text::as_made() }</th><th>{ say::text::as_carried_out() }</th></tr></thead>
                    <tbody>{ for props.rows[earlier..].iter().map(row) }</tbody>
                </table>
            </div>
            if earlier > 0 {
                <p class="hint">{ say::text::not_listed(&earlier) }</p>
            }
        </figure>
    }
}

fn row(row: &LogRow) -> Html {
    html! {
        <tr class={classes!(row.changed.then_some("changed"))}>
            <td>{ row.number }</td>
            <td class="replica-name" data-replica={row.site.to_string()}>{ row.site.to_string() }</td>
            <td>{ &row.made }</td>
            <td>{ &row.carried_out }</td>
        </tr>
    }
}
