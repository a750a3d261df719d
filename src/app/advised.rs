//! The advisor at the desk: questions first, then the walk of the procedure that it found.

use std::sync::Arc;

use super::{App, Begin};
use crate::engine::action::Action;
use crate::engine::advisor::Advisor;
use crate::load::catalogue;
use crate::model::Procedure;
use crate::ui::screen::{Mark, Notice};

impl App {
    /// Opens the advisor over the built-in procedures.
    pub fn advise(&mut self) {
        let procedures = catalogue::ids().filter_map(|id| catalogue::open(&id).ok()).map(Arc::new);
        self.advisor = Some(Advisor::new(procedures.collect()));
    }

    /// Acts with the advisor open.
    pub(super) fn act_advised(&mut self, action: &Action) {
        self.notices.clear();
        let Some(advisor) = &mut self.advisor else { return };
        let refused = |fact: String, help: &str| Some(Notice::new(Mark::Fail, fact, help));
        let notice = match action {
            Action::Done | Action::Back | Action::Help if self.helping => {
                self.helping = false;
                None
            }
            Action::Help => {
                self.helping = true;
                None
            }
            Action::Back => {
                self.advisor = None;
                None
            }
            Action::Set { fact, value } => {
                advisor.answer(fact, value).err().map(|error| Notice::new(Mark::Fail, error.to_string(), error.help))
            }
            Action::Done => match advisor.recommended().cloned() {
                Some(procedure) => {
                    let answers: Vec<(String, String)> =
                        advisor.answers().map(|(_, id, value)| (id.to_owned(), value)).collect();
                    self.start_advised(&procedure, &answers).err()
                }
                None => match advisor.question() {
                    Some((_, id)) => {
                        let help = format!("type `set {id} VALUE`");
                        refused(format!("`{id}` is asked first"), &help)
                    }
                    None => refused("no procedure applies".to_owned(), "correct an answer, or leave with `quit`"),
                },
            },
            _ => refused("the advisor only takes answers".to_owned(), "type `set FACT VALUE`, or `back`"),
        };
        self.notices.extend(notice);
    }

    /// Starts the procedure that the advisor found, with what it was told.
    fn start_advised(&mut self, procedure: &Procedure, answers: &[(String, String)]) -> Result<(), Notice> {
        let known = answers.iter().filter(|(id, _)| procedure.fact(id).is_some());
        let begin = Begin { known: known.cloned().collect(), ..Begin::default() };
        self.start(procedure.clone(), &begin)
            .map_err(|error| Notice::new(Mark::Fail, error.to_string(), error.help()))?;
        self.advisor = None;
        Ok(())
    }
}
