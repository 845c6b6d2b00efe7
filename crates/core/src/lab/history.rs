//! Undo and redo over whole documents.

use std::rc::Rc;

use super::{Edit, Lab, LabError};

/// How many documents are kept to go back to.
const DEPTH: usize = 200;
/// Of large documents fewer: as many as weigh this much together. The last one is always kept.
const WEIGHT: usize = 100_000;

/// What can be edited, undone and redone.
pub trait Document: Clone + PartialEq {
    /// A change of it.
    type Edit;

    /// The document after an edit.
    ///
    /// # Errors
    /// When the edit is refused.
    fn edited(&self, edit: &Self::Edit) -> Result<Self, LabError>;

    /// How much memory it takes, in things that happen in it.
    fn weight(&self) -> usize;
}

impl Document for Lab {
    type Edit = Edit;

    fn edited(&self, edit: &Edit) -> Result<Self, LabError> {
        Self::edited(self, edit)
    }

    fn weight(&self) -> usize {
        self.script.len() + self.overrides.len()
    }
}

/// The document that is open, with those before and after it.
#[derive(Clone, PartialEq, Debug)]
pub struct History<D = Lab> {
    past: Vec<Place<D>>,
    present: Place<D>,
    future: Vec<Place<D>>,
}

/// A document, and the document that was opened and became it.
#[derive(Clone, PartialEq, Debug)]
struct Place<D> {
    lab: Rc<D>,
    opened: Rc<D>,
}

impl<D> Place<D> {
    fn opened(lab: D) -> Self {
        let lab = Rc::new(lab);
        Self {
            opened: Rc::clone(&lab),
            lab,
        }
    }
}

impl<D: Document> History<D> {
    /// Opens a document; there is nothing to undo yet.
    pub fn new(lab: D) -> Self {
        Self {
            past: Vec::new(),
            present: Place::opened(lab),
            future: Vec::new(),
        }
    }

    /// The document that is open.
    pub fn lab(&self) -> &Rc<D> {
        &self.present.lab
    }

    /// Carries out an edit as one undo step; none if it changes nothing.
    ///
    /// # Errors
    /// When the edit is refused; the document stays as it was.
    pub fn edit(&mut self, edit: &D::Edit) -> Result<(), LabError> {
        let lab = Rc::new(self.lab().edited(edit)?);
        self.go(Place {
            lab,
            opened: Rc::clone(&self.present.opened),
        });
        Ok(())
    }

    /// Opens another document, as one undo step; none if it is the same.
    pub fn open(&mut self, lab: D) {
        self.go(Place::opened(lab));
    }

    /// Goes back to the document as it was opened, as one undo step.
    pub fn reset(&mut self) {
        self.go(Place::opened(D::clone(&self.present.opened)));
    }

    /// Whether the document differs from what was opened.
    pub fn can_reset(&self) -> bool {
        self.present.lab != self.present.opened
    }

    fn go(&mut self, place: Place<D>) {
        if self.present.lab == place.lab {
            return;
        }
        self.past.push(std::mem::replace(&mut self.present, place));
        self.future.clear();
        let weights = self.past.iter().rev().scan(0, |sum, place| {
            *sum += place.lab.weight();
            Some(*sum)
        });
        let kept = weights.take_while(|sum| *sum <= WEIGHT).count();
        let kept = kept.clamp(1, DEPTH);
        self.past.drain(..self.past.len().saturating_sub(kept));
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Goes back one step; does nothing at the first one.
    pub fn undo(&mut self) {
        if let Some(place) = self.past.pop() {
            self.future
                .push(std::mem::replace(&mut self.present, place));
        }
    }

    /// Goes forward one step; does nothing at the last one.
    pub fn redo(&mut self) {
        if let Some(place) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, place));
        }
    }
}
