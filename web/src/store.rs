//! Holds the state, lets actions change it, and tells whoever wants to know.

use std::cell::RefCell;
use std::rc::Rc;

use crate::running::Job;
use crate::state::{Action, State};

type Listener = Rc<dyn Fn(&Rc<State>, &Rc<State>)>;

/// The one place where the state lives. Clones are handles to the same store.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    state: RefCell<Rc<State>>,
    listeners: RefCell<Vec<Listener>>,
    /// The runs that the state wants and that take longer than a frame.
    job: Job,
}

impl Store {
    /// A store that begins with this state.
    pub fn new(state: State) -> Self {
        let state = RefCell::new(Rc::new(state));
        let store = Self(Rc::new(Inner {
            state,
            listeners: RefCell::default(),
            job: Job::default(),
        }));
        store.job().follow(&store);
        store
    }

    /// The state now.
    pub fn state(&self) -> Rc<State> {
        Rc::clone(&self.0.state.borrow())
    }

    /// Lets an action happen, then tells every listener what was and what is.
    pub fn dispatch(&self, action: Action) {
        let before = self.state();
        let after = Rc::new(before.reduce(action));
        *self.0.state.borrow_mut() = Rc::clone(&after);
        // A copy: a listener may add another or dispatch in turn.
        let listeners = self.0.listeners.borrow().clone();
        for listener in listeners {
            listener(&before, &after);
        }
        self.job().follow(self);
    }

    /// What is being run for it.
    pub fn job(&self) -> &Job {
        &self.0.job
    }

    /// Calls the function after every action, for as long as the page lives.
    pub fn listen(&self, listener: impl Fn(&Rc<State>, &Rc<State>) + 'static) {
        self.0.listeners.borrow_mut().push(Rc::new(listener));
    }
}

/// Handles are equal when they are to the same store.
impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
