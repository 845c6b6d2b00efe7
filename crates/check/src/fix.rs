//! Which settings make a violation go away, found by running the document again with each.

use std::rc::Rc;

use replicascope_core::lab::{Route, Session, Token};
use replicascope_core::replication::{
    Acknowledge, LeaderlessOptions, ReadFrom, ReadRepair, Replication, SingleLeaderOptions,
};
use replicascope_core::{Edit, Lab, run};
use replicascope_words::say;

use crate::history::History;
use crate::model::{Model, check};
use crate::verdict::Verdict;

/// A setting that makes a violation go away.
#[derive(Clone, PartialEq, Debug)]
pub struct Fix {
    /// What it is, in one sentence.
    pub title: String,
    /// The edit of the document, one step to undo.
    pub edit: Edit,
}

/// The settings of sessions or of replication under which the run satisfies the model, and under
/// which no fewer operations return; those that change least come first. Each check may take so
/// many steps.
pub fn fixes(lab: &Rc<Lab>, model: Model, budget: u64) -> Vec<Fix> {
    let returned = |history: &History| {
        let operations = history.operations.iter();
        operations.filter(|one| one.returned().is_some()).count()
    };
    let before = returned(&History::of(&run(lab)));
    let works = |fix: &Fix| {
        let Ok(edited) = lab.edited(&fix.edit) else {
            return false;
        };
        if edited == **lab {
            return false;
        }
        let history = History::of(&run(&Rc::new(edited)));
        let verdict = check(&history, model, budget);
        returned(&history) >= before && matches!(verdict, Verdict::Holds(_))
    };
    let mut fixes = of_sessions(lab);
    fixes.extend(of_replication(lab));
    fixes.retain(works);
    fixes
}

/// The same change of every client's session.
fn of_sessions(lab: &Lab) -> Vec<Fix> {
    let all = |title: &str, change: &dyn Fn(Session) -> Session| {
        let edits = lab.clients.iter().map(|client| Edit::SetSession {
            client: *client,
            session: change(lab.session(*client)),
        });
        Fix {
            title: title.to_owned(),
            edit: Edit::All(edits.collect()),
        }
    };
    let token = |token: Token| move |session: Session| Session { token, ..session };
    let route = |route: Route| move |session: Session| Session { route, ..session };
    let first = lab.replicas[0];
    vec![
        all(say::fixes::wait_reads(), &token(Token::Reads)),
        all(say::fixes::wait_writes(), &token(Token::Writes)),
        all(say::fixes::wait_both(), &token(Token::Both)),
        all(say::fixes::sticky(), &route(Route::Sticky)),
        all(&say::fixes::all_ask(&first), &route(Route::Fixed(first))),
    ]
}

fn of_replication(lab: &Lab) -> Vec<Fix> {
    let fix = |title: &str, replication: Replication| Fix {
        title: title.to_owned(),
        edit: Edit::SetReplication(replication),
    };
    let leader = match &lab.replication {
        Replication::SingleLeader(options) => options.clone(),
        _ => SingleLeaderOptions::default(),
    };
    let everywhere = u8::try_from(lab.replicas.len()).unwrap_or(u8::MAX);
    let majority = everywhere / 2 + 1;
    let quorum = match &lab.replication {
        Replication::Leaderless(options) => options.clone(),
        _ => LeaderlessOptions::default(),
    };
    let overlapping = LeaderlessOptions {
        n: everywhere,
        w: majority,
        r: majority,
        sloppy: false,
        ..quorum
    };
    let writing_back = LeaderlessOptions {
        read_repair: ReadRepair::BeforeAnswer,
        ..overlapping.clone()
    };
    vec![
        fix(
            say::fixes::leader_reads(),
            Replication::SingleLeader(SingleLeaderOptions {
                read_from: ReadFrom::Leader,
                ..leader.clone()
            }),
        ),
        fix(
            say::fixes::leader_synchronous(),
            Replication::SingleLeader(SingleLeaderOptions {
                acknowledge: Acknowledge::All,
                ..leader
            }),
        ),
        fix(
            &say::fixes::overlapping(&everywhere, &majority),
            Replication::Leaderless(overlapping),
        ),
        fix(
            &say::fixes::blocking(&majority),
            Replication::Leaderless(writing_back),
        ),
    ]
}
