//! Keeps the simulations going that the page of the quorum lab needs: in a worker, or where the
//! browser gives this page none, between two frames.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, Function, Reflect, Uint32Array};
use replicascope_quorum::job::{Job, Runner, Wish};
use replicascope_quorum::staleness::Tally;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

use crate::dom;
use crate::state::{Action, Page, QuorumChange, State};
use crate::store::Store;

/// Without a worker, so many milliseconds at a time, and a look at the clock after so many trials.
const SLICE: f64 = 8.0;
const TRIALS: u32 = 1_000;

/// `web/boot.js` starts it: only there is it decided which scripts run. None: the browser refuses, as
/// it does to a frame without an origin.
fn started() -> Option<Worker> {
    let start = Reflect::get(&dom::window(), &"replicascopeWorker".into()).ok()?;
    let start: Function = start.dyn_into().ok()?;
    start.call0(&JsValue::NULL).ok()?.dyn_into().ok()
}

/// Does what the page wants.
struct Simulations {
    store: Store,
    worker: RefCell<Option<Worker>>,
    /// Whether the worker listens.
    listens: Cell<bool>,
    /// What was wanted last.
    wanted: RefCell<Vec<Wish>>,
    /// Does it where there is no worker.
    runner: RefCell<Runner>,
    next: RefCell<Option<Timeout>>,
}

/// From now on, simulates what the page of the quorum lab shows.
pub fn follow(store: &Store) {
    let simulations: Rc<RefCell<Option<Rc<Simulations>>>> = Rc::default();
    let handle = store.clone();
    let look = move |state: &State| {
        let shown = state.view.page == Page::Quorum;
        let mut begun = simulations.borrow_mut();
        if shown {
            let begun = begun.get_or_insert_with(|| Simulations::begin(&handle));
            begun.want(state.quorum.wishes());
        } else if let Some(begun) = &*begun {
            // Other pages have the machine for themselves.
            begun.want(Vec::new());
        }
    };
    // A frame may open with it.
    look(&store.state());
    store.listen(move |_, state| look(state));
}

impl Simulations {
    fn begin(store: &Store) -> Rc<Self> {
        let simulations = Rc::new(Self {
            store: store.clone(),
            worker: RefCell::default(),
            listens: Cell::default(),
            wanted: RefCell::default(),
            runner: RefCell::default(),
            next: RefCell::default(),
        });
        match started() {
            Some(worker) => simulations.listen_to(worker),
            None => simulations.go_on(),
        }
        simulations
    }

    fn listen_to(self: &Rc<Self>, worker: Worker) {
        let told = {
            let simulations = Rc::clone(self);
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                simulations.hear(&event.data());
            })
        };
        let failed = {
            let simulations = Rc::clone(self);
            Closure::<dyn Fn(JsValue)>::new(move |_| {
                simulations.worker.take();
                simulations.ask();
            })
        };
        worker.set_onmessage(Some(told.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        // They are called for as long as the page lives.
        told.forget();
        failed.forget();
        *self.worker.borrow_mut() = Some(worker);
    }

    /// The worker listens, or has found something.
    fn hear(self: &Rc<Self>, message: &JsValue) {
        if message.is_null() {
            self.listens.set(true);
            self.ask();
            return;
        }
        let message = Array::from(message);
        let job = message
            .get(0)
            .as_string()
            .and_then(|text| text.parse().ok());
        let numbers = Uint32Array::new(&message.get(1)).to_vec();
        if let (Some(job), Some(tally)) = (job, Tally::from_numbers(&numbers)) {
            self.found(job, tally);
        }
    }

    fn found(&self, job: Job, tally: Tally) {
        let found = QuorumChange::Found(job, Rc::new(tally));
        self.store.dispatch(Action::Quorum(found));
    }

    fn want(self: &Rc<Self>, wishes: Vec<Wish>) {
        // What was found in the meantime is no longer asked for, and no news for the worker.
        let news = {
            let wanted = self.wanted.borrow();
            let more = wishes.iter().any(|wish| !wanted.contains(wish));
            more || (wishes.is_empty() && !wanted.is_empty())
        };
        if news {
            *self.wanted.borrow_mut() = wishes;
            self.ask();
        }
    }

    fn ask(self: &Rc<Self>) {
        let worker = self.worker.borrow();
        let Some(worker) = &*worker else {
            self.runner.borrow_mut().want(self.wanted.borrow().clone());
            self.go_on();
            return;
        };
        if !self.listens.get() {
            return;
        }
        let wishes = self.wanted.borrow();
        let texts = wishes
            .iter()
            .map(|(job, trials)| JsValue::from(format!("{trials}\n{job}")));
        // Texts can always be sent.
        let _ = worker.post_message(&texts.collect::<Array>());
    }

    fn go_on(self: &Rc<Self>) {
        let simulations = Rc::clone(self);
        let timeout = Timeout::new(0, move || {
            if let Some((job, tally)) = simulations.slice() {
                simulations.go_on();
                simulations.found(job, tally);
            }
        });
        // Only one goes on: dropping another one cancels it.
        *self.next.borrow_mut() = Some(timeout);
    }

    fn slice(&self) -> Option<(Job, Tally)> {
        let mut runner = self.runner.borrow_mut();
        let begin = Date::now();
        let found = runner.work(TRIALS, || Date::now() - begin < SLICE);
        found.map(|(job, tally)| (job.clone(), tally.clone()))
    }
}
