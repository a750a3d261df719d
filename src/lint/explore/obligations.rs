//! The ledger: obligations that change nothing any more but what is open at the end.
//!
//! From where no condition asks about an obligation any more, walks that differ only in how it stands go the same ways. They
//! are not told apart; instead each move is noted with what it does to the obligation, however that stands, and afterwards
//! it is followed from where it is opened to the end, past every move that closes it. One that a restart loses or closes, or
//! that changes together with a restart, is told apart everywhere.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::graph::{Cost, Edge};
use super::transitions::{Move, Sort};
use crate::engine::action::Action;
use crate::engine::walk::Walk;
use crate::engine::world::Standing;
use crate::lint::condition_visit;
use crate::model::{Change, Obligation, ObligationOnRestart, Procedure, Step};

/// What a move does to obligations of the ledger, by full id: whether it leaves them open.
pub(in crate::lint) type Effects = Option<Box<[(String, bool)]>>;

/// An obligation left open: where it is opened, and the turns from there to the end.
pub(in crate::lint) type LeftOpen = (String, u32, Vec<u16>);

/// Which obligations are kept apart.
pub(in crate::lint) struct Ledger<'p> {
    procedure: &'p Procedure,
    kept: BTreeSet<&'p str>,
}

impl<'p> Ledger<'p> {
    /// The obligations that no restart changes, and no step together with a restart.
    pub(in crate::lint) fn of(procedure: &'p Procedure) -> Self {
        let with_restart: Vec<&str> = condition_visit::steps(procedure)
            .filter(|step| step.restart.is_some())
            .flat_map(|step| changes(procedure, step))
            .map(|change| change.obligation.as_str())
            .collect();
        let kept = procedure.obligations.iter().filter(|obligation| {
            obligation.on_restart == ObligationOnRestart::Keeps
                && !with_restart.iter().any(|name| is_about(obligation, name))
        });
        Self { procedure, kept: kept.map(|obligation| obligation.id.as_str()).collect() }
    }

    /// Whether an obligation is kept here.
    pub(in crate::lint) fn keeps(&self, full: &str) -> bool {
        self.procedure.obligation(full).is_some_and(|obligation| self.kept.contains(obligation.id.as_str()))
    }

    /// What a move does to the obligations kept here. For those that nothing asks about any more, and that stand as before,
    /// that is found by making it a second time with each of them standing otherwise.
    pub(in crate::lint) fn effects(
        &self,
        before: &Walk,
        after: &Walk,
        made: &Move,
        is_live: impl Fn(&str) -> bool,
    ) -> Effects {
        let is_open = |walk: &Walk, id: &str| walk.obligations().get(id) == Some(Standing::Open);
        let (changed, same): (Vec<String>, Vec<String>) =
            self.touched(before, made)?.into_iter().partition(|id| is_open(before, id) != is_open(after, id));
        let mut effects: Vec<_> = changed.into_iter().map(|id| (is_open(after, &id), id)).collect();
        let (open, closed): (Vec<String>, Vec<String>) =
            same.into_iter().filter(|id| !is_live(id)).partition(|id| is_open(before, id));
        if !open.is_empty() || !closed.is_empty() {
            let mut other = before.clone();
            other.suppose_standing(&open, false);
            other.suppose_standing(&closed, true);
            let (other, _) = made.play(other)?;
            let ends = open.into_iter().chain(closed).map(|id| (is_open(after, &id), is_open(&other, &id), id));
            effects.extend(ends.filter(|(one, two, _)| one == two).map(|(open, _, id)| (open, id)));
        }
        let effects: Box<[(String, bool)]> = effects.into_iter().map(|(open, id)| (id, open)).collect();
        (!effects.is_empty()).then_some(effects)
    }

    /// The obligations kept here that a move may change; nothing where it changes none.
    fn touched(&self, walk: &Walk, made: &Move) -> Option<Vec<String>> {
        let target = walk.target()?;
        let world = walk.world();
        let step = target.step(self.procedure);
        let of_problems = self.procedure.problems(step).flat_map(|problem| &problem.closes);
        let named: Vec<&Change> = match made.actions.first() {
            _ if made.sort == Sort::Restart || self.kept.is_empty() => Vec::new(),
            Some(Action::Problem(_)) => of_problems.collect(),
            _ => step.opens.iter().chain(&step.closes).chain(of_problems).collect(),
        };
        if named.is_empty() {
            return None;
        }
        let named: Vec<String> =
            named.into_iter().map(|change| world.obligation_id(&change.obligation, &target.scope)).collect();
        let of = |id: &str, own: &String| {
            id.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        Some(self.ids(walk).into_iter().filter(|id| named.iter().any(|own| of(id, own))).collect())
    }

    /// The full ids of the obligations kept here.
    fn ids(&self, walk: &Walk) -> Vec<String> {
        let kept = self.procedure.obligations.iter().filter(|obligation| self.kept.contains(obligation.id.as_str()));
        let ids = kept.flat_map(|obligation| {
            let list = obligation.each.as_deref();
            obligation.full_ids().flat_map(move |id| match list {
                None => vec![id],
                Some(list) => {
                    let members = walk.facts().members(list).unwrap_or_default().iter();
                    members.map(|member| format!("{id}[{}]", member.key)).collect()
                }
            })
        });
        ids.collect()
    }

    /// Those that are open at the end of some way, each with the shortest way from where it is opened.
    pub(in crate::lint) fn left_open(edges: &[Edge], ends: &[bool], costs: &[Cost]) -> Vec<LeftOpen> {
        let mut on: Vec<Vec<usize>> = vec![Vec::new(); ends.len()];
        let mut opened: BTreeSet<&str> = BTreeSet::new();
        for (index, edge) in edges.iter().enumerate() {
            on[edge.from as usize].push(index);
            opened.extend(edge.effects.iter().flatten().filter(|(_, opens)| *opens).map(|(id, _)| id.as_str()));
        }
        opened.into_iter().filter_map(|id| followed(id, edges, &on, ends, costs)).collect()
    }
}

/// Follows one obligation from every move that opens it, past those that close it, until a walk is at its end.
fn followed(id: &str, edges: &[Edge], on: &[Vec<usize>], ends: &[bool], costs: &[Cost]) -> Option<LeftOpen> {
    let effect = |edge: &Edge| edge.effects.iter().flatten().find(|(own, _)| own == id).map(|(_, opens)| *opens);
    let mut by: Vec<Option<usize>> = vec![None; ends.len()];
    let mut pending: BinaryHeap<Reverse<(Cost, usize)>> = BinaryHeap::new();
    for (index, edge) in edges.iter().enumerate().filter(|(_, edge)| effect(edge) == Some(true)) {
        pending.push(Reverse((sum(costs[edge.from as usize], edge.cost), index)));
    }
    while let Some(Reverse((cost, index))) = pending.pop() {
        let node = edges[index].to as usize;
        if by[node].is_some() {
            continue;
        }
        by[node] = Some(index);
        if ends[node] {
            let (mut turns, mut at) = (Vec::new(), node);
            loop {
                let edge = &edges[by[at]?];
                turns.push(edge.by);
                at = edge.from as usize;
                if effect(edge) == Some(true) {
                    turns.reverse();
                    return Some((id.to_owned(), edge.from, turns));
                }
            }
        }
        let further = on[node].iter().filter(|further| effect(&edges[**further]) != Some(false));
        pending.extend(further.map(|further| Reverse((sum(cost, edges[*further].cost), *further))));
    }
    None
}

/// One cost after another.
fn sum(one: Cost, two: Cost) -> Cost {
    (one.0 + two.0, one.1 + two.1)
}

/// What a step and its problems change about obligations.
fn changes<'p>(procedure: &'p Procedure, step: &'p Step) -> impl Iterator<Item = &'p Change> {
    let problems = procedure.problems(step).flat_map(|problem| &problem.closes);
    step.opens.iter().chain(&step.closes).chain(problems)
}

/// Whether a name in a condition or change is about this obligation: by its id, or of a node.
fn is_about(obligation: &Obligation, name: &str) -> bool {
    let stem = name.split('[').next().unwrap_or(name);
    stem == obligation.id || stem.rsplit_once('.').is_some_and(|(_, id)| id == obligation.id)
}
