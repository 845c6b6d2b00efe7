//! What a lesson lets learners do: the rest stays as it is.

use replicascope_core::Edit;
use replicascope_lessons::lesson::{Control, Lesson, Panel};

use crate::state::{Action, Grab, Tool};

/// Whether anything about the document can be changed in the picture.
pub fn edits(lesson: &Lesson) -> bool {
    lesson.controls.contains(&Control::Edit)
}

/// Whether an undo step can ever come about.
pub fn changes(lesson: &Lesson) -> bool {
    let tools = [Control::Edit, Control::Write, Control::Read, Control::Break];
    let panels = [
        Panel::Strategy,
        Panel::Conflicts,
        Panel::Compare,
        Panel::Text,
    ];
    tools.iter().any(|one| lesson.controls.contains(one))
        || panels.iter().any(|one| lesson.panels.contains(one))
}

/// Whether the lesson lets this happen.
pub fn allows(lesson: &Lesson, action: &Action) -> bool {
    let can = |control: Control| edits(lesson) || lesson.controls.contains(&control);
    let shows = |panel: Panel| lesson.panels.contains(&panel);
    match action {
        Action::Drag(Grab::New { tool, .. }, _) => can(control_of(*tool)),
        Action::Drag(Grab::Break(_), _) | Action::Arm(_) => can(Control::Break),
        Action::Drag(..) => edits(lesson),
        Action::Edit(Edit::Add { .. }) => can(Control::Write) || can(Control::Read),
        Action::Edit(Edit::SetReplication(_)) => edits(lesson) || shows(Panel::Strategy),
        Action::Edit(Edit::SetType { .. }) => edits(lesson) || shows(Panel::Conflicts),
        Action::Edit(Edit::SetCompared(_)) | Action::Swap(_) => {
            edits(lesson) || shows(Panel::Compare)
        }
        Action::Edit(_) => edits(lesson) || can(Control::Break),
        _ => true,
    }
}

fn control_of(tool: Tool) -> Control {
    match tool {
        Tool::Update => Control::Write,
        Tool::Read => Control::Read,
    }
}

#[cfg(test)]
mod tests {
    use replicascope_core::{Micros, StepId};

    use super::*;
    use crate::state::Spot;

    fn lesson(controls: &[Control], panels: &[Panel]) -> Lesson {
        Lesson {
            name: "one".into(),
            title: "One".into(),
            section: "1.1".into(),
            runs: Vec::new(),
            panels: panels.to_vec(),
            controls: controls.to_vec(),
            pages: Vec::new(),
            body: Vec::new(),
        }
    }

    #[test]
    fn only_what_a_lesson_names_can_be_done() {
        let spot = Spot {
            time: Micros::ZERO,
            place: None,
            off: false,
        };
        let drag = Action::Drag(Grab::Call(StepId(1)), spot);
        let write = Action::Drag(
            Grab::New {
                tool: Tool::Update,
                key: 0,
            },
            spot,
        );
        let seed = Action::Edit(Edit::SetSeed(2));
        for (controls, allowed) in [
            (&[][..], [false, false, false]),
            (&[Control::Write], [false, true, false]),
            (&[Control::Edit], [true, true, true]),
        ] {
            let lesson = lesson(controls, &[]);
            let found = [&drag, &write, &seed].map(|action| allows(&lesson, action));
            assert_eq!(found, allowed, "{controls:?}");
            assert!(allows(&lesson, &Action::StepForward));
        }
    }

    #[test]
    fn what_a_panel_is_for_can_be_done() {
        let swap = Action::Swap(1);
        assert!(!allows(&lesson(&[], &[Panel::Timeline]), &swap));
        assert!(allows(&lesson(&[], &[Panel::Compare]), &swap));
    }
}
