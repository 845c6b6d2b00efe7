fn main() {
    let dir = std::env::var("REPLICASCOPE_HISTORIES").unwrap() + "/porcupine";
    let mut all = std::time::Duration::ZERO;
    let mut texts = vec![];
    for e in std::fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        let f = p.display().to_string();
        if f.ends_with("log") {
            texts.push((f, std::fs::read_to_string(p).unwrap()));
        }
    }
    texts.sort();
    for (f, t) in &texts {
        let s = std::time::Instant::now();
        let h =
            replicascope_check::import::history(t, replicascope_check::import::Format::of(t), None)
                .unwrap();
        let i = s.elapsed();
        let v = replicascope_check::check(&h, replicascope_check::Model::Linearizable, 5_000_000);
        let d = s.elapsed();
        all += d;
        println!(
            "{i:?} {d:?} {} {}",
            &f[f.len() - 12..],
            match v {
                replicascope_check::Verdict::Holds(_) => "holds".into(),
                replicascope_check::Verdict::Violated(v) =>
                    format!("{} {:?}", v.operations.len(), v.reason),
                _ => "?".into(),
            }
        );
    }
    println!("{all:?}");
}
