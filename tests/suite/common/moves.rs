//! Random moves of an operator, and the rules that a procedure states.

use nodewalk::engine::walk::{Gate, Position};
use nodewalk::model::RuleKind;
use nodewalk::model::condition::Truth;
use proptest::prelude::*;

use super::Drive;

/// What the operator does next; numbers choose among what there is at that position.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    /// What the screen asks for, as it should be, then the main action.
    Expected,
    /// The expected move many times.
    Onward(u8),
    /// The main action alone.
    Done,
    /// Any state is seen to be anything.
    See(u16, u16),
    /// The state asked for is seen to be anything.
    SeeAsked(u16),
    /// Something left open is seen to be gone.
    Gone(u16),
    /// A computer name is typed, the right one or not.
    Name(bool),
    /// A fact or reading gets a value, good or bad.
    Set(u16),
    /// A problem of the step, by number.
    Problem(u16),
    /// A problem, followed at once.
    Followed(u16),
    /// A step is done again.
    Again(u16),
    Restarted(bool),
    Down(bool),
    NotRestarted,
    Skip,
    Waive(u16),
    Back,
    Choose(u8),
    /// The session is opened again after a break.
    Break,
    /// The main action is taken, but nodewalk dies after so many of its events.
    Crash(u8),
    Note,
    Sign,
}

/// Moves, most of them the expected one.
pub(crate) fn moves() -> impl Strategy<Value = Move> {
    prop_oneof![
        30 => Just(Move::Expected),
        6 => (2..12_u8).prop_map(Move::Onward),
        4 => Just(Move::Done),
        8 => (any::<u16>(), any::<u16>()).prop_map(|(state, value)| Move::See(state, value)),
        5 => any::<u16>().prop_map(Move::SeeAsked),
        2 => any::<u16>().prop_map(Move::Gone),
        2 => any::<bool>().prop_map(Move::Name),
        6 => any::<u16>().prop_map(Move::Set),
        3 => any::<u16>().prop_map(Move::Problem),
        4 => any::<u16>().prop_map(Move::Followed),
        5 => any::<u16>().prop_map(Move::Again),
        5 => any::<bool>().prop_map(Move::Restarted),
        4 => any::<bool>().prop_map(Move::Down),
        3 => Just(Move::NotRestarted),
        1 => Just(Move::Skip),
        1 => any::<u16>().prop_map(Move::Waive),
        2 => Just(Move::Back),
        1 => (0..4_u8).prop_map(Move::Choose),
        2 => Just(Move::Break),
        3 => (0..4_u8).prop_map(Move::Crash),
        1 => Just(Move::Note),
        1 => Just(Move::Sign),
    ]
}

/// One of these, by a number.
pub(crate) fn pick<T>(items: &[T], by: u16) -> Option<&T> {
    items.get(usize::from(by) % items.len().max(1))
}

impl Move {
    /// The lines of a move as things stand.
    pub(crate) fn lines(&self, drive: &Drive, sets: &[&str]) -> Vec<String> {
        let walk = drive.walk_ref();
        let step = self;
        let nodes = |a: bool| if a { "a" } else { "b" };
        let line = |text: String| vec![text];
        match step {
            Move::Expected | Move::Onward(_) => {
                let mut lines = drive.answers_here();
                lines.push(String::new());
                lines
            }
            Move::Done => line(String::new()),
            Move::See(state, value) => {
                let all: Vec<(String, String)> = walk
                    .procedure()
                    .states
                    .iter()
                    .flat_map(|own| {
                        own.full_ids()
                            .flat_map(|id| own.values.iter().map(move |value| (id.clone(), value.id.clone())))
                            .collect::<Vec<_>>()
                    })
                    .collect();
                let chosen = pick(&all, state.wrapping_mul(31).wrapping_add(*value));
                chosen.map(|(state, value)| format!("see {state} {value}")).into_iter().collect()
            }
            Move::SeeAsked(value) => {
                let values = [
                    "running", "stopped", "failed", "all-a", "all-b", "split", "offline", "yes", "no", "done",
                    "failed", "held", "cut-off", "none", "open",
                ];
                pick(&values, *value).map(|value| format!("see {value}")).into_iter().collect()
            }
            Move::Gone(which) => {
                let open = drive.left_open();
                pick(&open, *which).map(|id| format!("see {id} lost")).into_iter().collect()
            }
            Move::Name(right) => {
                let node = walk.target().map_or("a", |target| target.node.as_str());
                line(format!("name {}", if *right { walk.world().node_name(node) } else { "WRONG".to_owned() }))
            }
            Move::Set(which) => pick(sets, *which).map(|line| (*line).to_owned()).into_iter().collect(),
            Move::Problem(which) | Move::Followed(which) => {
                let count = walk.target().map_or(0, |target| walk.listed(&target.id).len());
                let problem = if count == 0 {
                    "problem it smells of burning".to_owned()
                } else {
                    format!("problem {}", usize::from(*which) % count + 1)
                };
                if matches!(step, Move::Followed(_)) { vec![problem, String::new()] } else { line(problem) }
            }
            Move::Again(which) => {
                let ids: Vec<&str> = walk
                    .plan()
                    .included()
                    .map(|planned| planned.id.as_str())
                    .filter(|id| walk.progress(id).is_some_and(|progress| progress.attempts > 0))
                    .collect();
                // Near steps more often than far ones.
                let from = if which % 3 == 0 { 0 } else { ids.len().saturating_sub(12) };
                pick(&ids[from..], which / 3).map(|id| format!("again {id}")).into_iter().collect()
            }
            Move::Restarted(a) => line(format!("restarted {}", nodes(*a))),
            Move::Down(a) => line(format!("down {}", nodes(*a))),
            Move::NotRestarted => line("not-restarted".to_owned()),
            Move::Skip => line("skip no time".to_owned()),
            Move::Waive(which) => {
                let checks = &walk.procedure().checks;
                pick(checks, *which).map(|check| format!("waive {} agreed", check.id)).into_iter().collect()
            }
            Move::Back => line("back".to_owned()),
            Move::Choose(number) => line(format!("choose {number}")),
            Move::Note => line("note all quiet".to_owned()),
            Move::Sign => line("sign Kim".to_owned()),
            Move::Break | Move::Crash(_) => Vec::new(),
        }
    }
}

impl Drive {
    /// No rule that the procedure states of a step is broken while the step is shown with its gate open.
    #[track_caller]
    pub(crate) fn keeps_the_rules(&self) {
        let walk = self.walk_ref();
        let (Position::Step { step, gate: Gate::Open } | Position::Restart { step }) = walk.position() else { return };
        let Some(planned) = walk.planned(&step) else { return };
        let phase = planned.stem().split('/').next().unwrap_or_default();
        let own = &planned.step(walk.procedure()).id;
        for rule in &walk.procedure().rules {
            let counts = |id: &String| id == phase || id == planned.stem() || id == own || *id == planned.id;
            if !rule.during.is_empty() && !rule.during.iter().any(counts) {
                continue;
            }
            let truth = rule.holds.truth(&walk.world(), &planned.scope);
            let wanted = match rule.kind {
                RuleKind::Never => Truth::False,
                RuleKind::Always => Truth::True,
            };
            assert_eq!(truth, wanted, "`{}` is broken at {}\n{}\n{}", rule.id, self.at(), self.known(), self.tail());
        }
    }

    /// The states and obligations as they are known.
    pub(crate) fn known(&self) -> String {
        let walk = self.walk_ref();
        let seen = |observed: bool| if observed { "" } else { "?" };
        let states = walk.states().iter().map(|(id, own)| format!("{id}={}{}", own.value, seen(own.observed)));
        let open = walk.obligations().iter().map(|(id, standing)| format!("{id}:{}", standing.word()));
        states.chain(open).collect::<Vec<_>>().join(" ")
    }
}
