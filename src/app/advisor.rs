//! Acting while the advisor asks: answers first, then a session of the procedure that it found.

use std::sync::Arc;

use super::StartOptions;
use crate::engine::action::Action;
use crate::engine::advisor::Advisor;
use crate::load::catalogue;
use crate::model::Procedure;
use crate::ui::screen::{Mark, Notice};

/// The effect of an action while the advisor asks.
pub(super) enum Advised {
    /// The advisor goes on asking.
    Asks,
    /// The operator goes back to the home page.
    Leaves,
    /// A session of this procedure starts.
    Starts(Box<Procedure>, StartOptions),
}

/// An advisor over the built-in procedures.
pub(super) fn of_built_in_procedures() -> Advisor {
    let procedures = catalogue::ids().filter_map(|id| catalogue::open(&id).ok()).map(Arc::new);
    Advisor::new(procedures.collect())
}

/// Does what the operator says, or returns why not.
pub(super) fn act(advisor: &mut Advisor, action: &Action) -> Result<Advised, Notice> {
    let refused = |fact: String, help: &str| Err(Notice::new(Mark::Fail, fact, help));
    match action {
        Action::Back => Ok(Advised::Leaves),
        Action::Set { fact, value } => match advisor.answer(fact, value) {
            Ok(()) => Ok(Advised::Asks),
            Err(error) => Err(Notice::new(Mark::Fail, error.to_string(), error.help)),
        },
        Action::Done => match (advisor.recommended(), advisor.question()) {
            (Some(procedure), _) => {
                Ok(Advised::Starts(Box::new(Procedure::clone(procedure)), told(advisor, procedure)))
            }
            (None, Some((_, id))) => refused(format!("`{id}` is asked first"), &format!("type `set {id} VALUE`")),
            (None, None) => refused("no procedure applies".to_owned(), "correct an answer, or leave with `quit`"),
        },
        _ => refused("the advisor only takes answers".to_owned(), "type `set FACT VALUE`, or `back`"),
    }
}

/// A start with all that the advisor was told and the procedure asks for.
fn told(advisor: &Advisor, procedure: &Procedure) -> StartOptions {
    let known = advisor.answers().filter(|(_, id, _)| procedure.fact(id).is_some());
    StartOptions { known: known.map(|(_, id, value)| (id.to_owned(), value)).collect(), ..StartOptions::default() }
}
