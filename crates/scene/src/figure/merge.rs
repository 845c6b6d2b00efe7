//! A merge: both sides, what comes of them, and how each entry came about.

use replicascope_core::{ReplicaId, Trace};
use replicascope_words::say;

use super::WIDTH;
use super::ink::{
    ALARM, BAND, FAINT, Face, Family, INK, PAPER, RULE, SOFT, filled, lines, own, stroke, tint,
};
use super::sheet::{Words, sheet};
use super::svg::{Area, Svg};
use super::timeline::sign;
use crate::theatre::{Lattice, Scene, Stand, Stands, Step, Theatre};
use crate::titles;

const NAME: Face = Face::new(Family::Sans, 13.0, SOFT).middle();
const VALUE: Face = Face::new(Family::Mono, 17.0, INK).bold().middle();
const WEIGHT: Face = Face::new(Family::Mono, 12.0, SOFT).middle();
const SIGN: Face = Face::new(Family::Sans, 22.0, INK).middle();
const HEADING: Face = Face::new(Family::Sans, 13.0, SOFT);
const CELL: Face = Face::new(Family::Mono, 12.5, INK);
const REASON: Face = Face::new(Family::Sans, 13.0, INK);
const STATE: Face = Face::new(Family::Mono, 12.0, INK).middle().haloed();

/// The sides: three boxes, with a sign between each two.
const BETWEEN: f64 = 44.0;
const PAD: f64 = 12.0;
/// Where the columns of the entries begin, and where the last one ends.
const COLUMNS: [f64; 6] = [0.0, 170.0, 325.0, 480.0, 635.0, WIDTH];

/// A merge of a run; none where the scene is none, as on the page.
pub fn merge(trace: &Trace, scene: Scene, link: Option<&str>) -> Option<String> {
    let theatre = Theatre::of(trace, scene)?;
    let lab = &trace.lab;
    let caption = format!(
        "{}. {}. {}",
        theatre.title,
        titles::with_settings(&lab.replication),
        say::figure::seed(&lab.seed)
    );
    let words = Words {
        title: &say::figure::merge_title(&lab.title),
        caption: &[caption],
        link,
    };
    let mut svg = Svg::default();
    let mut y = sides(&mut svg, &theatre);
    y = entries(&mut svg, &theatre, y + 22.0);
    if let Some(order) = &theatre.lattice {
        y = lattice(&mut svg, order, &theatre, y + 26.0);
    }
    Some(sheet(&words, (WIDTH, y), svg, Vec::new()))
}

/// What is merged and what comes of it; gives where it ends.
fn sides(svg: &mut Svg, theatre: &Theatre) -> f64 {
    let width = (WIDTH - 2.0 * BETWEEN) / 3.0;
    let stands = [&theatre.left, &theatre.right, &theatre.result];
    let values = stands.map(|stand| lines(&stand.value, VALUE.fitting(width - 2.0 * PAD)));
    let most = values.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let height = 2.0 * PAD + 40.0 + most as f64 * VALUE.leading();
    for (place, (stand, value)) in stands.into_iter().zip(&values).enumerate() {
        let left = place as f64 * (width + BETWEEN);
        let area = Area {
            left: left + 2.0,
            top: 2.0,
            width: width - 4.0,
            height: height - 4.0,
        };
        side(svg, stand, value, area);
        let between = (left + width + BETWEEN / 2.0, height / 2.0 + 7.0);
        match place {
            0 => svg.text(between, &SIGN, "⊔"),
            1 => svg.text(between, &SIGN, "="),
            _ => {}
        }
    }
    height
}

fn side(svg: &mut Svg, stand: &Stand, value: &[String], area: Area) {
    let middle = area.left + area.width / 2.0;
    match stand.replica {
        Some(replica) => {
            let style = filled(PAPER, &own(replica), 2.4);
            svg.rect(area, &format!(r#"rx="6" {style}"#));
            sign(svg, replica, (area.left + 20.0, area.top + 20.0), 8.0);
        }
        None => {
            svg.rect(area, &format!(r#"rx="6" {}"#, filled(PAPER, INK, 1.4)));
            let inner = Area {
                left: area.left + 4.0,
                top: area.top + 4.0,
                width: area.width - 8.0,
                height: area.height - 8.0,
            };
            svg.rect(inner, &format!(r#"rx="3" {}"#, stroke(INK, 1.4)));
        }
    }
    svg.text((middle, area.top + PAD + 13.0), &NAME, &stand.name);
    let mut y = area.top + PAD + 40.0;
    for line in value {
        svg.text((middle, y), &VALUE, line);
        y += VALUE.leading();
    }
    let weight = say::figure::weight(&stand.payload, &stand.metadata);
    svg.text((middle, area.top + area.height - PAD), &WEIGHT, &weight);
}

/// A table; gives where it ends.
fn entries(svg: &mut Svg, theatre: &Theatre, top: f64) -> f64 {
    let names = [
        say::figure::entry(),
        &theatre.left.name,
        &theatre.right.name,
        say::figure::result(),
        say::figure::because(),
    ];
    for (column, name) in names.iter().enumerate() {
        let room = HEADING.fitting(COLUMNS[column + 1] - COLUMNS[column] - PAD);
        let name: String = name.chars().take(room).collect();
        svg.text((COLUMNS[column], top + 12.0), &HEADING, &name);
    }
    let mut y = top + 20.0;
    svg.line((0.0, y), (WIDTH, y), &stroke(FAINT, 1.2));
    for step in &theatre.steps {
        y = entry(svg, step, y);
        svg.line((0.0, y), (WIDTH, y), &stroke(RULE, 1.0));
    }
    y
}

fn entry(svg: &mut Svg, step: &Step, top: f64) -> f64 {
    let result = match step.dropped {
        true => CELL.bold().coloured(ALARM).struck_if(true),
        false => CELL.bold(),
    };
    let cells = [
        (&step.entry, CELL),
        (&step.mine, CELL),
        (&step.theirs, CELL),
        (&step.result, result),
        (&step.reason, REASON),
    ];
    let mut most = 1;
    for (column, (text, face)) in cells.iter().enumerate() {
        let room = COLUMNS[column + 1] - COLUMNS[column] - PAD;
        let broken = lines(text, face.fitting(room));
        most = most.max(broken.len());
        for (place, line) in broken.iter().enumerate() {
            let y = top + 18.0 + place as f64 * REASON.leading();
            svg.text((COLUMNS[column], y), face, line);
        }
    }
    top + 8.0 + most as f64 * REASON.leading()
}

/// The order of the states, in the middle; gives where it ends.
fn lattice(svg: &mut Svg, order: &Lattice, theatre: &Theatre, top: f64) -> f64 {
    svg.text((0.0, top + 12.0), &HEADING, say::figure::order());
    let left = ((WIDTH - order.width) / 2.0).max(0.0);
    svg.begin(&format!(r#"transform="translate({left} {})""#, top + 8.0));
    for (below, above) in &order.edges {
        let (from, to) = (&order.nodes[*below], &order.nodes[*above]);
        svg.line((from.x, from.y), (to.x, to.y), &stroke(FAINT, 1.5));
    }
    for node in &order.nodes {
        let (replica, mark) = match node.stands {
            Stands::Left => (theatre.left.replica, name(theatre.left.replica)),
            Stands::Right => (theatre.right.replica, name(theatre.right.replica)),
            Stands::Both => (theatre.left.replica, say::figure::both(&"")),
            Stands::Join => (None, say::figure::join(&"")),
            Stands::Aside => (None, String::new()),
        };
        let at = (node.x, node.y);
        match (replica, node.stands) {
            (Some(replica), _) => svg.circle(at, 6.0, &filled(&tint(replica), &own(replica), 2.4)),
            (None, Stands::Join) => {
                svg.circle(at, 8.0, &filled(PAPER, INK, 2.4));
                svg.circle(at, 3.5, &format!(r#"fill="{INK}""#));
            }
            (None, _) => svg.circle(at, 6.0, &filled(BAND, SOFT, 1.8)),
        }
        let label = format!("{mark}{}", shortened(&node.value));
        let face = if mark.is_empty() { STATE } else { STATE.bold() };
        svg.text((node.x, node.y + 21.0), &face, &label);
    }
    svg.end();
    top + 8.0 + order.height
}

fn name(replica: Option<ReplicaId>) -> String {
    replica.map_or_else(String::new, |replica| format!("{replica}: "))
}

/// The longest value that is written whole beside its state has as many characters as this.
fn shortened(value: &str) -> String {
    const MOST: usize = 15;
    match value.chars().count() > MOST {
        true => value.chars().take(MOST).chain(['…']).collect(),
        false => value.to_owned(),
    }
}
