//! Histories and logs of other tools, read and written.

use std::rc::Rc;

use replicascope_check::import::{self, Format, diagram};
use replicascope_check::{Action, BUDGET, Ending, History, Model, Object, Value, check, export};
use replicascope_core::run;
use replicascope_lessons::SCENARIOS;

fn read(text: &str) -> Result<History, String> {
    import::history(text, Format::of(text), None).map_err(|error| error.to_string())
}

#[test]
fn each_way_of_writing_gives_the_same_history() {
    let edn = "; a comment\n[{:process 4, :type :invoke, :f :cas, :value [1 2]}\n\
               {:process 4, :type :fail, :f :cas, :value [1 2]} #_ignored\n\
               {:process :nemesis, :type :info, :f :start, :value nil}\n\
               {:process 4, :type :invoke, :f :read, :value nil}\n\
               {:process 4, :type :ok, :f :read, :value nil}]";
    let json = r#"[{"process":4,"type":"invoke","f":"cas","value":[1,2]},
                   {"process":4,"type":"fail","f":"cas","value":[1,2]},
                   {"process":4,"type":"invoke","f":"read","value":null},
                   {"process":4,"type":"ok","f":"read","value":null}]"#;
    let tabs = "INFO  jepsen.util - 4\t:invoke\t:cas\t[1 2]\nINFO  jepsen.util - 4\t:fail\t:cas\t[1 2]\n\
                INFO  jepsen.util - 4\t:invoke\t:read\tnil\nINFO  jepsen.util - 4\t:ok\t:read\tnil\n";
    let spaces = tabs.replace('\t', "   ");
    for text in [edn, json, tabs, &spaces] {
        let history = read(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(history.events(), 4, "{text}");
        let [cas, read] = &history.operations[..] else {
            panic!("two operations");
        };
        let (one, two) = (Value::Integer(1), Value::Integer(2));
        assert_eq!(cas.action, Action::CompareAndSet(one, two));
        assert_eq!(cas.ending, Ending::Failed { at: 1 });
        assert_eq!(read.answer(), Some(&Value::Nothing));
        assert_eq!(history.processes, ["4"]);
    }
}

#[test]
fn objects_are_seen_from_what_is_done() {
    let of = |f: &str, value: &str, answer: &str| {
        let text = format!(
            "{{:process 1 :type :invoke :f :{f} :value {value}}}\n\
             {{:process 1 :type :info :f :{f} :value {value}}}\n\
             {{:process 2 :type :invoke :f :read :value nil}}\n\
             {{:process 2 :type :ok :f :read :value {answer}}}"
        );
        read(&text).unwrap_or_else(|error| panic!("{error}")).keys[0].object
    };
    assert_eq!(of("write", "3", "3"), Object::Register);
    assert_eq!(of("add", "3", "3"), Object::Counter);
    assert_eq!(of("add", "3", "#{3}"), Object::Set);
    assert_eq!(of("append", "3", "[3]"), Object::List);
    assert_eq!(of("append", "\"x\"", "\"x\""), Object::Register);
    assert_eq!(of("increment", "1", "1"), Object::Counter);
}

#[test]
fn keys_come_in_a_field_or_in_pairs() {
    let field = "{:process 0, :type :invoke, :f :put, :key \"7\", :value \"a\"}";
    assert_eq!(read(field).expect("a history").keys[0].name, "7");
    let pairs = "{:process 0, :type :invoke, :f :read, :value [7 nil]}\n\
                 {:process 0, :type :ok, :f :read, :value [7 3]}";
    let history = read(pairs).expect("a history");
    assert_eq!(history.keys[0].name, "7");
    assert_eq!(history.operations[0].answer(), Some(&Value::Integer(3)));
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let begin = "{:process 1 :type :invoke :f :read :value nil}\n";
    let deep = "[".repeat(100);
    for (text, named) in [
        (
            format!("{begin}{{:process 1 :type :ok :f :read"),
            "line 2: this is never closed",
        ),
        (
            format!("{begin}{begin}"),
            "line 2: process 1 has an operation under way since line 1",
        ),
        (
            format!("{begin}{{:process 2 :type :ok :f :read :value 1}}"),
            "line 2: process 2 has nothing",
        ),
        (
            format!("{begin}{{:process 1 :type :ok :f :write :value 1}}"),
            "line 2: process 1 began read",
        ),
        (
            "{:process 1 :type :began :f :read}".into(),
            "line 1: began is not one of :invoke",
        ),
        (
            "{:process 1 :type :invoke}".into(),
            "line 1: there is no :f",
        ),
        ("[1 2]".into(), "line 1: 1 is not a map"),
        ("[{:a \"never".into(), "line 1: this text is never closed"),
        (format!("[{{:a {deep}"), "line 1: more than 64 things"),
        (
            "[{\"process\": 1, \"type\": }]".into(),
            "line 1: expected value",
        ),
        (
            "INFO  jepsen.util - 1 :invoke :read nil\nINFO  jepsen.util 1 :ok".into(),
            "line 2: the line is not like",
        ),
        (
            "INFO  jepsen.util - 1 :invoke :cas 7".into(),
            "line 1: 7 is not a pair",
        ),
    ] {
        let error = read(&text).expect_err(&text);
        assert!(error.starts_with(named), "{text}: {error}");
    }
    let error = import::history(
        "{:process 1 :type :invoke :f :write :value 1}",
        Format::Edn,
        Some(Object::Set),
    );
    assert!(
        error
            .expect_err("no set")
            .to_string()
            .contains("a set has no write")
    );
}

#[test]
fn what_is_written_is_read_again() {
    for scenario in SCENARIOS {
        let trace = run(&Rc::new(scenario.lab().expect("a valid document")));
        let history = History::of(&trace);
        for text in [export::edn(&history), export::json(&history)] {
            let again = read(&text).unwrap_or_else(|error| panic!("{}: {error}", scenario.name));
            assert_eq!(again.operations.len(), history.operations.len());
            // Sessions of clients that do several things at once are not kept, nor what a key
            // held before anybody wrote it.
            let plain = history
                .keys
                .iter()
                .all(|key| key.initial == key.object.initial());
            let first = history.keys.first();
            if plain && first.is_some_and(|key| key.object == Object::Register) {
                let found = |history| check(history, Model::Linearizable, BUDGET).word();
                assert_eq!(found(&again), found(&history), "{}", scenario.name);
            }
        }
    }
}

#[test]
fn a_trace_is_written_for_shiviz_with_its_causes() {
    let lab = SCENARIOS[0].lab().expect("a valid document");
    let trace = run(&Rc::new(lab));
    let log = export::shiviz(&trace);
    let diagram = diagram(&log, None).unwrap_or_else(|error| panic!("{error}"));
    let at_lanes = trace
        .events
        .iter()
        .filter(|event| event.place.is_some())
        .count();
    assert_eq!(diagram.events.len(), at_lanes);
    assert!(diagram.hosts.iter().all(|host| host.gaps.is_empty()));
    let delivered = diagram
        .events
        .iter()
        .filter(|event| !event.causes.is_empty())
        .count();
    assert!(delivered > 3, "messages order events of different lanes");
}

#[test]
fn gaps_of_a_log_are_kept() {
    let log =
        "began\nA {\"A\": 1}\nmissed one\nA {\"A\": 3, \"B\": 2}\nheard\nB {\"B\": 1, \"A\": 1}\n";
    let diagram = diagram(log, None).expect("a log");
    let gaps: Vec<_> = diagram
        .hosts
        .iter()
        .map(|host| (&*host.name, host.gaps.clone()))
        .collect();
    assert_eq!(gaps, [("A", vec![(2, 2)]), ("B", vec![(2, 2)])]);
    let late = diagram
        .events
        .iter()
        .find(|event| event.number == 3)
        .expect("it is there");
    assert_eq!(late.missing, [(1, 2)]);
}

#[test]
fn a_pattern_says_how_a_log_is_written() {
    let log = "[INFO] alice {\"alice\":1} hello\n[INFO] bob {\"alice\":1, \"bob\":1} heard\n";
    let pattern = r"\[\w+\] (?<host>\S+) (?<clock>{.*}) (?<event>.*)";
    let found = diagram(log, Some(pattern)).expect("a log");
    assert_eq!(found.events[1].causes, [0]);
    assert_eq!(found.events[1].text, "heard");
    for (log, pattern, named) in [
        (log, "(?<host>\\S+)", "has no group (?<event>"),
        (log, "(", "the regular expression is wrong"),
        (
            "a\nA {\"A\": 1}\nnonsense",
            import::USUAL_PATTERN,
            "line 3: the line does not fit",
        ),
        (
            "a\nA {\"B\": 1}\n",
            import::USUAL_PATTERN,
            "line 2: the clock has no component of its host",
        ),
        (
            "a\nA {\"A\": x}\n",
            import::USUAL_PATTERN,
            "line 2: the clock is not a JSON object",
        ),
        (
            "a\nA {\"A\":1}\nb\nA {\"A\":1}\n",
            import::USUAL_PATTERN,
            "line 3: A has two events",
        ),
        (
            "a\nA {\"A\":1,\"B\":1}\nb\nB {\"A\":1,\"B\":1}\n",
            import::USUAL_PATTERN,
            "comes before itself",
        ),
    ] {
        let error = diagram(log, Some(pattern)).expect_err(pattern).to_string();
        assert!(error.contains(named), "{pattern}: {error}");
    }
}

#[test]
fn braces_of_a_pattern_count_or_stand_for_themselves() {
    let log = "began\nAAA {\"AAA\": 1}\n";
    for pattern in [
        r"(?<event>.*)\n(?<host>\S{2,5}) (?<clock>{.*})",
        r"(?<event>[^{}]*)\n(?<host>A{3}) (?<clock>{[^}]*})",
        r"(?<event>.*)\n(?<host>\S*) (?<clock>\{.*\})",
    ] {
        let found = diagram(log, Some(pattern)).expect(pattern);
        assert_eq!(found.hosts[0].name, "AAA", "{pattern}");
    }
}

#[test]
fn a_pattern_has_bounds() {
    let groups = "(?<event>.*)\n(?<host>.*) (?<clock>.*)";
    let most = import::limits::PATTERN;
    let long = format!("{}{groups}", "}".repeat(most));
    let error = diagram("", Some(&long)).expect_err("too long");
    let said = error.reason;
    assert_eq!(
        said,
        format!(
            "{} bytes of a regular expression, at most {most}",
            long.len()
        )
    );
    let large = format!("{}{groups}", "\\w".repeat(most / 4));
    let error = diagram("", Some(&large)).expect_err("too large").reason;
    assert!(error.contains("the regular expression is wrong"), "{error}");
}
