//! The models as the partial order that they are.

use replicascope_check::Model;

/// The size of the drawing.
pub const MAP_WIDTH: f64 = 560.0;
/// The size of the drawing.
pub const MAP_HEIGHT: f64 = 372.0;

const NODE_HEIGHT: f64 = 46.0;
/// Titles of the last row take two lines.
const LAST_HEIGHT: f64 = 64.0;
const LAST_ROW: f64 = 304.0;

/// The map.
#[derive(Clone, PartialEq, Debug)]
pub struct Map {
    /// The models.
    pub nodes: Vec<Node>,
    /// Lines from a model down to one that it implies, as paths.
    pub lines: Vec<String>,
}

/// A model.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Node {
    /// Which one.
    pub model: Model,
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Map {
    /// The map: what implies another stands above it, with a line between.
    pub fn new() -> Self {
        let nodes: Vec<Node> = Model::ALL.into_iter().map(node).collect();
        let lines = nodes.iter().flat_map(|upper| {
            let implied = upper.model.implies().iter();
            implied.map(|model| line(*upper, node(*model)))
        });
        Self {
            lines: lines.collect(),
            nodes,
        }
    }
}

impl Default for Map {
    fn default() -> Self {
        Self::new()
    }
}

fn node(model: Model) -> Node {
    let (centre, top) = match model {
        Model::Linearizable => (280.0, 4.0),
        Model::Sequential => (280.0, 79.0),
        Model::Causal => (280.0, 154.0),
        Model::Pram => (208.0, 229.0),
        Model::ReadYourWrites => (69.0, LAST_ROW),
        Model::MonotonicReads => (209.0, LAST_ROW),
        Model::MonotonicWrites => (349.0, LAST_ROW),
        Model::WritesFollowReads => (490.0, LAST_ROW),
    };
    let width = 136.0;
    Node {
        model,
        x: centre - width / 2.0,
        y: top,
        width,
        height: if top < LAST_ROW {
            NODE_HEIGHT
        } else {
            LAST_HEIGHT
        },
    }
}

fn line(upper: Node, lower: Node) -> String {
    let from = (upper.x + upper.width / 2.0, upper.y + upper.height);
    let to = (lower.x + lower.width / 2.0, lower.y);
    let middle = f64::midpoint(from.1, to.1);
    format!(
        "M{} {} C{} {middle} {} {middle} {} {}",
        from.0, from.1, from.0, to.0, to.0, to.1
    )
}
