//! What is read and checked has bounds, so that no file can freeze a tab or exhaust its memory.

use std::thread;

use replicascope_check::import::{self, Format, diagram, limits};
use replicascope_check::{
    Action, Ending, History, Key, Model, Object, Operation, Value, Verdict, check,
};

fn refusal(text: &str, format: Format) -> String {
    let read = import::history(text, format, None);
    read.expect_err("it is too much").to_string()
}

#[test]
fn histories_and_logs_have_a_size() {
    let text = " ".repeat(limits::BYTES + 1);
    for format in [Format::Edn, Format::Json, Format::EtcdLog] {
        let problem = refusal(&text, format);
        assert!(problem.contains("at most 8388608 are read"), "{problem}");
    }
    let problem = diagram(&text, None).expect_err("it is too much");
    assert!(problem.to_string().contains("at most"), "{problem}");
}

#[test]
fn histories_have_so_many_events_of_so_many_things() {
    let things = format!("[{}]", "1 ".repeat(limits::THINGS + 1));
    let event = "{:process 1 :type :invoke :f :read :value ";
    let problem = refusal(&format!("\n{event}{things}}}"), Format::Edn);
    assert!(
        problem.starts_with("line 2: more than 500000 things"),
        "{problem}"
    );
    let lines = "INFO jepsen.util - 1 :invoke :read nil\nINFO jepsen.util - 1 :ok :read nil\n";
    let within = lines.repeat(limits::EVENTS / 2);
    let read = import::history(&within, Format::EtcdLog, None);
    assert_eq!(read.map(|history| history.events()), Ok(limits::EVENTS));
    let problem = refusal(&format!("{within}{lines}"), Format::EtcdLog);
    assert!(
        problem.starts_with("line 50001: more than 50000 events"),
        "{problem}"
    );
}

#[test]
fn the_longest_logs_are_read_as_logs_are_usually_written_and_by_no_large_pattern() {
    let text = "e".repeat(limits::LOG / 1_000 - 40);
    for shape in [
        "{text}\nh {clock}\n",
        "h {clock}\n{text}\n",
        "h {clock} {text}\n",
    ] {
        let line = |number: usize| {
            let clock = format!("{{\"h\":{number}}}");
            shape.replace("{clock}", &clock).replace("{text}", &text)
        };
        let log: String = (1..=1_000).map(line).collect();
        let read = diagram(&log, None).map(|read| read.events.len());
        assert_eq!(read, Ok(1_000), "{shape}");
    }
    let large = r"(?<event>(a?b?.?){40}.*)\n(?<host>\S*) (?<clock>{.*})";
    let short = "e\nh {\"h\":1}\n";
    let long = short.to_owned() + &"\n".repeat(limits::LOG - short.len());
    assert!(diagram(short, Some(large)).is_ok());
    let problem = diagram(&long, Some(large)).expect_err("it is too much");
    assert!(problem.to_string().contains("size limit"), "{problem}");
}

#[test]
fn logs_have_so_many_hosts_and_events() {
    let log = |hosts: usize| {
        let clock: Vec<String> = (0..hosts).map(|host| format!("\"h{host}\":1")).collect();
        format!("begins\nh0 {{{}}}\n", clock.join(","))
    };
    let read = diagram(&log(limits::HOSTS), None).expect("within the bound");
    assert_eq!(read.hosts.len(), limits::HOSTS);
    for (text, says) in [
        (log(limits::HOSTS + 1), "more than 200 hosts"),
        (log(10_000), "bytes of a clock"),
    ] {
        let problem = diagram(&text, None)
            .expect_err("it is too much")
            .to_string();
        assert!(problem.contains(says), "{problem}");
    }
    let many = (1..=limits::LOGGED + 1).map(|number| format!("e\na {{\"a\":{number}}}\n"));
    let problem = diagram(&many.collect::<String>(), None).expect_err("it is too much");
    assert!(
        problem.to_string().contains("more than 10000 events"),
        "{problem}"
    );
    let problem = diagram("", Some(r"(?<event>(a{500}){500})(?<host>)(?<clock>)"));
    let problem = problem.expect_err("it is too much").to_string();
    assert!(
        problem.contains("the regular expression is wrong"),
        "{problem}"
    );
}

#[test]
fn what_is_wrong_is_said_in_few_words() {
    let long = "x".repeat(1_000_000);
    for text in [
        format!("{{:process 1 :type :{long} :f :read}}"),
        format!("{{:process 1 :type :ok :f :read :value [{long}]}}"),
    ] {
        let problem = refusal(&text, Format::Edn);
        assert!(problem.len() < 500, "{}", problem.len());
    }
}

/// Two writes of one value, and then so many reads of it, each of which may be due to either.
fn ambiguous(reads: usize) -> History {
    let operation = |place: usize| Operation {
        name: String::new(),
        at: None,
        process: place.min(2),
        key: 0,
        action: match place {
            0 | 1 => Action::Write(Value::Integer(7)),
            _ => Action::Read,
        },
        invoked: 2 * place,
        ending: Ending::Returned {
            at: 2 * place + 1,
            answer: (place > 1).then_some(Value::Integer(7)),
        },
    };
    History {
        processes: ["a", "b", "c"].map(str::to_owned).into(),
        keys: vec![Key {
            name: "X".to_owned(),
            object: Object::Register,
            initial: Value::Nothing,
        }],
        operations: (0..reads + 2).map(operation).collect(),
        times: (0..2 * (reads as u64 + 2)).collect(),
        ..History::default()
    }
}

#[test]
fn a_long_history_does_not_exhaust_the_stack() {
    for reads in [400, 4_000] {
        // Less than a page has for itself.
        let small = thread::Builder::new().stack_size(640 << 10);
        let checked = small.spawn(move || check(&ambiguous(reads), Model::Causal, 5_000_000));
        let verdict = checked.expect("a thread").join().expect("no panic");
        assert!(!matches!(verdict, Verdict::Violated(_)));
    }
}

#[test]
fn what_a_budget_does_not_suffice_to_set_up_is_not_begun() {
    let history = ambiguous(4_000);
    for model in Model::ALL {
        let verdict = check(&history, model, 10_000);
        match model {
            Model::Linearizable => assert!(matches!(verdict, Verdict::Holds(_))),
            _ => assert_eq!(verdict, Verdict::Unknown { spent: 0 }, "{}", model.word()),
        }
    }
}
