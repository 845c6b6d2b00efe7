//! Simulates on another thread, so that the page never waits. It is told what is wanted, and
//! tells what has been found as it goes on.
//!
//! In: an array of texts, each a number of trials, a line break, and a job. Out: first `null`,
//! when it listens; then pairs of a job and what has been found for it, as numbers.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, Uint32Array};
use replicascope_quorum::job::{Runner, Wish};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// What has been found is told after about so many milliseconds.
const SLICE: f64 = 80.0;
/// The clock is looked at after so many trials.
const TRIALS: u32 = 5_000;

fn main() {
    let runner = Rc::new(RefCell::new(Runner::default()));
    let next = Rc::new(RefCell::new(None::<Timeout>));
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let texts = Array::from(&event.data());
        let wishes = texts
            .iter()
            .filter_map(|text| read(&text.as_string()?))
            .collect();
        runner.borrow_mut().want(wishes);
        go_on(&runner, &next);
    });
    let worker = worker();
    worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It is called for as long as the worker lives.
    listener.forget();
    tell(&JsValue::NULL);
}

fn worker() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn tell(message: &JsValue) {
    // A page that is gone needs nothing any more.
    let _ = worker().post_message(message);
}

fn read(text: &str) -> Option<Wish> {
    let (trials, job) = text.split_once('\n')?;
    Some((job.parse().ok()?, trials.parse().ok()?))
}

/// Goes on after whatever else the page has said.
fn go_on(runner: &Rc<RefCell<Runner>>, next: &Rc<RefCell<Option<Timeout>>>) {
    let again = (Rc::clone(runner), Rc::clone(next));
    let timeout = Timeout::new(0, move || {
        let (runner, next) = again;
        if slice(&mut runner.borrow_mut()) {
            go_on(&runner, &next);
        }
    });
    // Only one goes on: dropping another one cancels it.
    *next.borrow_mut() = Some(timeout);
}

/// Simulates for a while; whether there was something to do.
fn slice(runner: &mut Runner) -> bool {
    let begin = Date::now();
    let Some((job, tally)) = runner.work(TRIALS, || Date::now() - begin < SLICE) else {
        return false;
    };
    let numbers = Uint32Array::from(tally.to_numbers().as_slice());
    tell(&Array::of2(&job.to_string().into(), &numbers));
    true
}
