//! Everything that can happen to the state, as data.

use std::rc::Rc;

use replicascope_core::{Edit, Lab, Micros, ReplicaId};

use super::{
    Breaking, Grab, Imported, LearnAction, Notice, Page, QuorumChange, Ran, Selection, Spot,
    TextAction,
};
use crate::embed::Asked;

/// Everything that can happen to the state.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Opens a document, which replaces the one that is open as one undo step.
    Open {
        lab: Box<Lab>,
        playhead: Option<Micros>,
    },
    Edit(Edit),
    /// Runs under a strategy that the document was compared with, as one undo step; that is compared
    /// with the one in use until now.
    Swap(usize),
    Undo,
    Redo,
    /// Back to the document as it was opened, as one undo step.
    Reset,
    Drag(Grab, Spot),
    DragTo(Spot),
    Drop,
    /// Takes up the tool that breaks things, or puts it down.
    Arm(bool),
    /// Chooses what that tool breaks.
    Break(Breaking),
    CancelDrag,
    /// So much of what is to be run has been run.
    Progress(f64),
    /// What was to be run has been run.
    Ran(Ran),
    /// Goes back to the document on the screen instead of running the one that is open.
    Abandon,
    Seek(Micros),
    /// To the next moment at which something happens.
    StepForward,
    StepBack,
    Play,
    Pause,
    SetSpeed(u32),
    /// Real time has gone by while playing, in microseconds.
    Tick(f64),
    Select(Option<Selection>),
    /// Selects the next event, or the one before.
    SelectNeighbour {
        forward: bool,
    },
    Hover(Option<String>),
    /// Puts two replicas on the stage, to merge out of turn; none: a merge of the run.
    Stage(Option<(ReplicaId, ReplicaId)>),
    /// Compares whatever is selected with an event; none: not any more.
    Pin(Option<String>),
    /// Begins a presentation, or ends it.
    Present(bool),
    /// The page is about to be printed, or has been.
    Print(bool),
    ShowKey(usize),
    ShowPage(Page),
    /// Something about the text page.
    Text(TextAction),
    /// Something about the lessons.
    Learn(LearnAction),
    /// Puts one of the compared runs in the centre of attention: 0 is the document's own.
    Attend(usize),
    Resize(f64),
    /// Looks closer (above 1) at the place `x`, or from further away.
    Zoom {
        factor: f64,
        x: f64,
    },
    Pan(f64),
    ZoomToFit,
    /// Something in the quorum lab.
    Quorum(QuorumChange),
    /// Looks at a history or a log of another tool; none: at the run again.
    Import(Option<Rc<Imported>>),
    /// The page around this one asks for something else.
    Ask(Rc<Asked>),
    Tell(Notice),
    Dismiss,
}

impl Action {
    /// Whether it is a learner's change of a document. Opening, undoing and redoing are not among
    /// them: the page around a frame may do that, too.
    pub(super) fn changes(&self) -> bool {
        matches!(
            self,
            Self::Edit(_)
                | Self::Swap(_)
                | Self::Drag(..)
                | Self::Arm(true)
                | Self::Text(TextAction::Edit(_) | TextAction::Type(..))
        )
    }
}
