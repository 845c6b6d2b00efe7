//! What is laid out of a run is what is in view of it, however large the run is.

#[path = "../../core/tests/support/mod.rs"]
mod support;

use std::rc::Rc;

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call, Step};
use replicascope_core::trace::Ending;
use replicascope_core::{Lab, Micros, StepId, Trace, Value, run};
use replicascope_lessons::SCENARIOS;
use replicascope_scene::Scale;
use replicascope_scene::timeline::{Detail, Frame, MOST_BUNDLED, Timeline};

fn picture(trace: &Trace, scale: Scale) -> Timeline {
    let width = scale.right + 20.0;
    let key = 0;
    Timeline::of(trace, Frame { width, scale, key })
}

/// Where shapes are and what they stand for, without what depends on how much else is in view;
/// moved by some pixels, cut to a stretch of the plot, and of points only those in it.
fn shapes(picture: &Timeline, by: f64, (left, right): (f64, f64)) -> Vec<String> {
    let tenth = |x: f64| (x * 10.0).round() / 10.0;
    let cut = |from: f64, to: f64| {
        let ends = [from, to].map(|x| x - by);
        let in_view = ends[0] <= right && left <= ends[1];
        in_view.then(|| ends.map(|x| tenth(x.clamp(left, right))))
    };
    let point = |x: f64| (left..=right).contains(&(x - by)).then(|| tenth(x - by));
    let mut all = Vec::new();
    for band in &picture.bands {
        all.extend(
            cut(band.from, band.to).map(|at| format!("{} {} {at:?}", band.replica, band.value)),
        );
    }
    for hatch in &picture.hatches {
        all.extend(cut(hatch.from, hatch.to).map(|at| format!("stale {} {at:?}", hatch.replica)));
    }
    for reign in &picture.reigns {
        all.extend(cut(reign.from, reign.to).map(|at| format!("{} {at:?}", reign.sentence)));
    }
    for wait in &picture.waits {
        all.extend(cut(wait.from, wait.to).map(|at| format!("{} {at:?}", wait.sentence)));
    }
    for bar in &picture.calls {
        all.extend(cut(bar.from, bar.to).map(|at| format!("{} {at:?}", bar.sentence)));
    }
    for bracket in &picture.disagreements {
        all.extend(cut(bracket.from, bracket.to).map(|at| format!("disagree {at:?}")));
    }
    for chip in &picture.chips {
        all.extend(point(chip.x).map(|x| format!("{} {x}", chip.sentence)));
    }
    for mark in &picture.marks {
        all.extend(point(mark.x).map(|x| format!("{} {x} {}", mark.event, mark.sentence)));
    }
    for note in &picture.notes {
        all.extend(point(note.x).map(|x| format!("{} {x} {}", note.event, note.sentence)));
    }
    all
}

/// The copies of messages whose flights touch a stretch of the plot.
fn arrows(picture: &Timeline, trace: &Trace, from: Micros, to: Micros) -> Vec<String> {
    let arrows = picture
        .arrows
        .iter()
        .filter(|arrow| trace.message(arrow.message).sent_at <= to && from <= arrow.over_at);
    arrows
        .map(|one| format!("{} {} {}", one.name, one.copy, one.sentence))
        .collect()
}

/// What is in view of a run is the same whether the rest is laid out with it or not.
fn check(trace: &Trace) -> usize {
    let end = trace.lab.duration;
    let (left, right) = (100.0, 500.0);
    let parts = 8.0;
    let whole = Scale::fitting(end, left, left + (right - left) * parts);
    let full = picture(trace, whole);
    if full.detail != Detail::Each {
        return 0;
    }
    for part in [0.0, 0.4, 3.3, 6.9] {
        let by = ((right - left) * part).round();
        let window = Scale {
            start: by * whole.per_pixel,
            right,
            ..whole
        };
        let near = picture(trace, window);
        let ends = (left, right);
        assert_eq!(
            shapes(&near, 0.0, ends),
            shapes(&full, by, ends),
            "{} from {}",
            trace.lab.title,
            window.visible().0
        );
        let (from, to) = window.visible();
        assert_eq!(
            arrows(&near, trace, from, to),
            arrows(&full, trace, from, to),
            "{}",
            trace.lab.title
        );
    }
    1
}

#[test]
fn a_part_of_a_run_is_laid_out_as_in_the_whole_of_it() {
    let scenarios = SCENARIOS.iter().map(|one| one.lab().expect("valid"));
    let generated = (0..400).map(support::lab);
    let traces = scenarios.chain(generated).map(|lab| run(&Rc::new(lab)));
    let compared: usize = traces.map(|trace| check(&trace)).sum();
    assert!(compared > 150, "only {compared} are small enough");
}

/// So many writes and reads of a few clients, one every so often, each followed by some messages.
fn large(operations: u32) -> Lab {
    let mut lab = support::lab(1);
    let scenario = SCENARIOS[0].lab().expect("valid");
    lab = Lab {
        script: Vec::new(),
        faults: Vec::new(),
        overrides: Vec::new(),
        sessions: scenario.sessions.clone(),
        keys: scenario.keys.clone(),
        replication: scenario.replication.clone(),
        network: scenario.network.clone(),
        replicas: "ABCD"
            .chars()
            .map(|one| one.to_string().parse().expect("a replica"))
            .collect(),
        clients: ["c1", "c2", "c3"]
            .map(|one| one.parse().expect("a client"))
            .to_vec(),
        compare: Vec::new(),
        opens_at: Micros::ZERO,
        ..lab
    };
    let every = 2_000;
    lab.duration = Micros(u64::from(operations) * every + 100_000);
    let step = |n: u32| Step {
        id: StepId(n + 1),
        at: Micros(u64::from(n) * every),
        act: Act::Call(Call {
            client: lab.clients[n as usize % 3],
            replica: lab.replicas[n as usize % 4],
            key: lab.keys[0].name.clone(),
            op: match n % 5 {
                4 => Op::Read,
                _ => Op::Write(Value::Integer(i64::from(n))),
            },
        }),
    };
    lab.script = (0..operations).map(step).collect();
    lab.validate().expect("valid");
    lab
}

/// How many elements a picture is drawn with, more or less, and how long its paths are.
fn size(picture: &Timeline) -> (usize, usize) {
    let shapes = picture.arrows.len() * 2
        + picture.bands.len()
        + picture.calls.len()
        + picture.marks.len()
        + picture.chips.len()
        + picture.notes.len()
        + picture.hatches.len()
        + picture.disagreements.len();
    let paths = picture.columns.iter().flat_map(|columns| {
        let traffic = columns.traffic.iter();
        let traffic = traffic.flat_map(|one| [&one.sent, &one.lost]);
        let others = [
            &columns.calls,
            &columns.stale_calls,
            &columns.updates,
            &columns.marks,
        ];
        traffic.chain(others)
    });
    let points = paths.map(|path| path.matches('M').count());
    (shapes, points.sum())
}

#[test]
fn ten_thousand_operations_are_drawn_with_as_few_shapes_as_fit() {
    let trace = run(&Rc::new(large(10_000)));
    assert_eq!(trace.ending, Ending::Complete);
    assert!(trace.messages.len() > 40_000, "{}", trace.messages.len());
    let whole = Scale::fitting(trace.lab.duration, 104.0, 1_400.0);
    let columns = 1_296 / 3 + 1;
    let mut details = Vec::new();
    for factor in [1.0, 3.0, 10.0, 40.0, 150.0, 600.0] {
        let scale = whole.zoomed(factor, 700.0, trace.lab.duration);
        let picture = picture(&trace, scale);
        let (shapes, points) = size(&picture);
        match picture.detail {
            // Bands, hatches and brackets, joined into columns.
            Detail::Columns => assert!(shapes <= columns * (2 * 4 + 1), "{factor}: {shapes}"),
            // No message is without its ends, but one may have several marks.
            _ => assert!(shapes <= MOST_BUNDLED * 8, "{factor}: {shapes}"),
        }
        assert!(
            points <= columns * (2 * 7 + 2 * 7 + 2 * 4),
            "{factor}: {points}"
        );
        assert!(picture.arrows.len() <= MOST_BUNDLED);
        details.push(picture.detail);
    }
    assert_eq!(details[0], Detail::Columns);
    assert!(details.contains(&Detail::Bundled) && details.ends_with(&[Detail::Each]));
}

#[test]
fn columns_stay_at_their_moments_however_the_view_is_panned() {
    let trace = run(&Rc::new(large(3_000)));
    let whole = Scale::fitting(trace.lab.duration, 100.0, 1_300.0);
    let scale = whole.zoomed(2.0, 400.0, trace.lab.duration);
    let before = picture(&trace, scale);
    let after = picture(&trace, scale.panned(30.0, trace.lab.duration));
    let moved = columns(&before, 30.0);
    assert_eq!(columns(&after, 0.0), moved);
    assert!(moved.len() > 500, "{}", moved.len());
}

/// The columns well within the plot: where they begin and how tall they are, moved by some pixels.
fn columns(picture: &Timeline, by: f64) -> Vec<(String, String)> {
    let traffic = picture.columns.iter().flat_map(|one| &one.traffic);
    let columns = traffic.flat_map(|one| one.sent.split('M').skip(1));
    let column = |path: &str| {
        let (at, height) = path.split_once(' ')?;
        let x = at.parse::<f64>().ok()? - by;
        (200.0..1_200.0).contains(&x).then(|| {
            (
                format!("{x:.1}"),
                height.split('H').next().unwrap_or_default().to_owned(),
            )
        })
    };
    columns.filter_map(column).collect()
}
