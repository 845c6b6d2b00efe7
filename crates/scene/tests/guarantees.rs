//! Pictures of models, witnesses and histories.

use replicascope_check::import::{self, Format};
use replicascope_check::{BUDGET, History, Model, OpId, check};
use replicascope_core::Micros;
use replicascope_scene::Scale;
use replicascope_scene::guarantees::{
    DiagramPicture, HistoryPicture, MAP_HEIGHT, MAP_WIDTH, Map, Marks, diagram_duration, duration,
};

fn history(text: &str) -> History {
    import::history(text, Format::of(text), None).unwrap_or_else(|error| panic!("{error}"))
}

const BACKWARDS: &str = "\
    {:process 1 :type :invoke :f :write :value 1}\n{:process 1 :type :ok :f :write :value 1}\n\
    {:process 1 :type :invoke :f :write :value 2}\n{:process 1 :type :ok :f :write :value 2}\n\
    {:process 2 :type :invoke :f :read :value nil}\n{:process 2 :type :ok :f :read :value 2}\n\
    {:process 2 :type :invoke :f :read :value nil}\n{:process 2 :type :ok :f :read :value 1}\n";

fn picture(history: &History) -> HistoryPicture {
    let scale = Scale::fitting(duration(history), 100.0, 980.0);
    HistoryPicture::of(history, 1000.0, scale)
}

#[test]
fn what_implies_another_stands_above_it_and_nothing_overlaps() {
    let map = Map::new();
    let node = |model: Model| {
        map.nodes
            .iter()
            .find(|node| node.model == model)
            .expect("a node")
    };
    for upper in &map.nodes {
        assert!(upper.x >= 0.0 && upper.x + upper.width <= MAP_WIDTH);
        assert!(upper.y + upper.height <= MAP_HEIGHT);
        for lower in upper.model.implies() {
            assert!(upper.y + upper.height < node(*lower).y);
        }
        for other in map.nodes.iter().filter(|other| other.model != upper.model) {
            let beside = upper.x + upper.width <= other.x || other.x + other.width <= upper.x;
            let above = upper.y + upper.height <= other.y || other.y + other.height <= upper.y;
            assert!(beside || above, "{:?} and {:?}", upper.model, other.model);
        }
    }
    assert_eq!(map.lines.len(), 7);
}

#[test]
fn a_witness_is_ringed_on_its_lane() {
    let history = history(BACKWARDS);
    let picture = picture(&history);
    let verdict = check(&history, Model::MonotonicReads, BUDGET);
    let marks = Marks::of(&history, &verdict, 0, None);
    let drawn = marks.laid_out(|id| picture.place(&history, id), |moment| picture.x(moment));
    let rings: Vec<(OpId, usize)> = drawn
        .rings
        .iter()
        .map(|ring| (ring.id, ring.number))
        .collect();
    assert_eq!(rings, [(OpId(2), 1), (OpId(3), 2)]);
    assert!(
        drawn
            .rings
            .iter()
            .all(|ring| ring.y == picture.lanes[1].1 && ring.from < ring.to)
    );
    assert!(drawn.threads.len() >= 3, "the session, and what both read");
}

#[test]
fn a_certificate_is_stepped_through_within_the_bars() {
    let history = history(BACKWARDS);
    let picture = picture(&history);
    let verdict = check(&history, Model::MonotonicWrites, BUDGET);
    let (all, half) = (
        Marks::of(
            &history,
            &check(&history, Model::ReadYourWrites, BUDGET),
            0,
            Some(9),
        ),
        Marks::of(&history, &verdict, 0, Some(1)),
    );
    assert!(all.order.is_empty(), "nobody reads its own key");
    let drawn = half.laid_out(|id| picture.place(&history, id), |moment| picture.x(moment));
    for point in &drawn.points {
        let (from, to, _) = picture.place(&history, point.id).expect("in view");
        assert!(from <= point.x && point.x <= to);
    }
}

#[test]
fn a_large_history_is_drawn_as_bundles_and_close_by_as_bars() {
    let one = |process: usize| {
        format!(
            "{{:process {process} :type :invoke :f :write :value 1}}\n\
             {{:process {process} :type :ok :f :write :value 1}}\n"
        )
    };
    let history = history(&(0..2_500).map(|place| one(place % 20)).collect::<String>());
    let far = picture(&history);
    assert!(far.bars.is_empty() && far.bundles.len() == 1);
    let scale = Scale::fitting(duration(&history), 100.0, 980.0);
    let close = scale.zoomed(1000.0, 500.0, duration(&history));
    let near = HistoryPicture::of(&history, 1000.0, close);
    assert!((2..100).contains(&near.bars.len()), "{}", near.bars.len());
    assert!(near.bars.iter().any(|bar| bar.label.is_some()));
}

#[test]
fn gaps_of_a_log_lie_between_the_events_around_them() {
    let log = "a\nA {\"A\": 1}\nb\nA {\"A\": 3, \"B\": 1}\nc\nB {\"B\": 1}\n";
    let diagram = import::diagram(log, None).expect("a log");
    let scale = Scale::fitting(diagram_duration(&diagram), 100.0, 980.0);
    let picture = DiagramPicture::of(&diagram, 1000.0, scale);
    assert_eq!(picture.gaps.len(), 1);
    let gap = &picture.gaps[0];
    assert_eq!(gap.label, "event 2 is not in the log");
    let on_lane: Vec<f64> = picture
        .dots
        .iter()
        .filter(|dot| dot.y == gap.y)
        .map(|dot| dot.x)
        .collect();
    assert_eq!((gap.from, gap.to), (on_lane[0], on_lane[1]));
    assert_eq!(picture.ways.len(), 1);
    assert!(duration(&History::default()) > Micros::ZERO);
}
