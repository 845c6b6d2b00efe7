//! Undo and redo over whole documents.

use std::sync::Arc;

use super::{Edit, Lab, LabError};

/// How many documents are kept to go back to.
const DEPTH: usize = 200;

/// The document that is open, with those before and after it.
#[derive(Clone, PartialEq, Debug)]
pub struct History {
    past: Vec<Arc<Lab>>,
    present: Arc<Lab>,
    future: Vec<Arc<Lab>>,
}

impl History {
    /// Opens a document; there is nothing to undo yet.
    pub fn new(lab: Lab) -> Self {
        Self {
            past: Vec::new(),
            present: Arc::new(lab),
            future: Vec::new(),
        }
    }

    /// The document that is open.
    pub fn lab(&self) -> &Arc<Lab> {
        &self.present
    }

    /// Carries out an edit as one undo step.
    ///
    /// # Errors
    /// When the edit is refused; the document stays as it was.
    pub fn edit(&mut self, edit: &Edit) -> Result<(), LabError> {
        let edited = self.present.edited(edit)?;
        self.replace(edited);
        Ok(())
    }

    /// Puts another document in place of the open one, as one undo step; none if it is the same.
    pub fn replace(&mut self, lab: Lab) {
        if *self.present == lab {
            return;
        }
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past
            .push(std::mem::replace(&mut self.present, Arc::new(lab)));
        self.future.clear();
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
        if let Some(lab) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, lab));
        }
    }

    /// Goes forward one step; does nothing at the last one.
    pub fn redo(&mut self) {
        if let Some(lab) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, lab));
        }
    }
}
