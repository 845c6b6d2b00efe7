//! Runs modules, whole or in parts.

use std::sync::{Arc, Mutex};

use wasmi::{AsContext, Caller, Engine, Extern, Instance, Linker, Module, Store, Val};

/// What the host was told, and how it ended: a number, or not at all.
#[derive(PartialEq, Debug)]
pub struct Told(pub Vec<i32>, pub Option<i32>);

/// Calls `go` of a whole module with these numbers, one after another; and gives its memory `ran`,
/// if it has one.
pub fn whole(bytes: &[u8], calls: &[(i32, i32)]) -> (Vec<Told>, Vec<u8>) {
    play(&[bytes.to_vec()], calls)
}

/// The same with a module in parts, which are brought when they are needed.
pub fn parted(parts: &[Vec<u8>], calls: &[(i32, i32)]) -> Vec<Told> {
    play(parts, calls).0
}

/// What the parts that are there export.
type Joined = Arc<Mutex<Vec<Vec<(String, Extern)>>>>;

fn play(parts: &[Vec<u8>], calls: &[(i32, i32)]) -> (Vec<Told>, Vec<u8>) {
    let engine = Engine::default();
    let mut store = Store::new(&engine, ());
    let mut linker = Linker::new(&engine);
    let told = Arc::new(Mutex::new(Vec::new()));
    let to = told.clone();
    let tell = move |number: i32| to.lock().expect("not poisoned").push(number);
    linker.func_wrap("host", "tell", tell).expect("a new name");
    let module =
        |part: &Vec<u8>| Module::new(&engine, part).unwrap_or_else(|error| panic!("{error}"));
    let modules: Vec<Module> = parts.iter().map(module).collect();
    let joined = Joined::default();
    for part in 2..=modules.len() {
        let (modules, joined) = (modules.clone(), joined.clone());
        let load = move |mut caller: Caller<'_, ()>| bring(&mut caller, &joined, &modules[..part]);
        linker
            .func_wrap("parts", &format!("load.{part}"), load)
            .expect("a new name");
    }
    let first = linker
        .instantiate_and_start(&mut store, &modules[0])
        .unwrap_or_else(|error| panic!("{error}"));
    joined
        .lock()
        .expect("not poisoned")
        .push(exports(&store, first));
    let go = first.get_func(&store, "go").expect("it is exported");
    let results = calls.iter().map(|(one, two)| {
        told.lock().expect("not poisoned").clear();
        let mut result = [Val::I32(0)];
        let ended = go.call(&mut store, &[Val::I32(*one), Val::I32(*two)], &mut result);
        let ended = ended.ok().and_then(|()| result[0].i32());
        Told(told.lock().expect("not poisoned").clone(), ended)
    });
    let results = results.collect();
    let ran = first.get_memory(&store, "ran");
    (
        results,
        ran.map_or(Vec::new(), |ran| ran.data(&store).to_vec()),
    )
}

/// Joins all of these parts that are not there yet, as `web/parts.js` does it.
fn bring(caller: &mut Caller<'_, ()>, joined: &Joined, parts: &[Module]) {
    let mut joined = joined.lock().expect("not poisoned");
    for part in &parts[joined.len()..] {
        let found = |import: wasmi::ImportType<'_>| {
            let mut exported = joined.iter().flatten();
            let found = exported.find(|(name, _)| name == import.name());
            found
                .unwrap_or_else(|| panic!("{} is not there", import.name()))
                .1
        };
        let imports: Vec<Extern> = part.imports().map(found).collect();
        let instance =
            Instance::new(&mut *caller, part, &imports).unwrap_or_else(|error| panic!("{error}"));
        joined.push(exports(&*caller, instance));
        let here = format!("here.{}", joined.len());
        let here = joined[0].iter().find(|(name, _)| *name == here);
        let here = here.and_then(|(_, it)| it.into_global()).expect("a switch");
        here.set(&mut *caller, Val::I32(1)).expect("it is a number");
    }
}

fn exports(store: impl AsContext, instance: Instance) -> Vec<(String, Extern)> {
    let exports = instance.exports(&store);
    exports
        .map(|export| (export.name().to_owned(), export.into_extern()))
        .collect()
}
