//! Which settings make a violation go away, found by running the document again with each.

use std::sync::Arc;

use replicascope_core::lab::{Route, Session, Token};
use replicascope_core::replication::{
    Acknowledge, LeaderlessOptions, ReadFrom, ReadRepair, Replication, SingleLeaderOptions,
};
use replicascope_core::{Edit, Lab, run};

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
pub fn fixes(lab: &Arc<Lab>, model: Model, budget: u64) -> Vec<Fix> {
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
        let history = History::of(&run(&Arc::new(edited)));
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
        all(
            "Reads wait for what the client has read before (version token)",
            &token(Token::Reads),
        ),
        all(
            "Reads wait for the client's own updates (version token)",
            &token(Token::Writes),
        ),
        all(
            "Reads wait for both: own updates and what was read before",
            &token(Token::Both),
        ),
        all(
            "Every client stays with one replica (sticky session)",
            &route(Route::Sticky),
        ),
        all(
            &format!("Every client asks {first}"),
            &route(Route::Fixed(first)),
        ),
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
            "A single leader answers all reads",
            Replication::SingleLeader(SingleLeaderOptions {
                read_from: ReadFrom::Leader,
                ..leader.clone()
            }),
        ),
        fix(
            "A single leader acknowledges when every follower holds the update",
            Replication::SingleLeader(SingleLeaderOptions {
                acknowledge: Acknowledge::All,
                ..leader
            }),
        ),
        fix(
            &format!("Overlapping quorums: N = {everywhere}, W = R = {majority}"),
            Replication::Leaderless(overlapping),
        ),
        fix(
            &format!("The same, and reads write back before they answer: W = R = {majority}"),
            Replication::Leaderless(writing_back),
        ),
    ]
}
