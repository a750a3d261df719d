//! Deferred obligations: obligations that the search checks only after it has built the state graph.
//!
//! When an obligation isn't live any more, it matters only at the end. So the search merges states that differ only in
//! such obligations. It records on each transition whether it opens or closes them, and afterward follows each
//! obligation through the graph. An obligation can't be deferred if a restart loses or closes it, or if a step changes
//! it together with a restart.

use std::collections::BTreeSet;

use super::graph::Effects;
use super::transition::{Deviation, Transition};
use crate::engine::action::Action;
use crate::engine::walk::Walk;
use crate::engine::world::Standing;
use crate::lint::declarations;
use crate::model::{Change, Obligation, ObligationOnRestart, Procedure, Step};

/// The obligations that can be deferred.
pub(super) struct DeferredObligations<'p> {
    procedure: &'p Procedure,
    ids: BTreeSet<&'p str>,
}

impl<'p> DeferredObligations<'p> {
    /// Finds the obligations that can be deferred.
    pub(super) fn of(procedure: &'p Procedure) -> Self {
        let with_restart = declarations::steps(procedure).filter(|declared| declared.step.restart.is_some());
        let with_restart: Vec<&str> = with_restart
            .flat_map(|declared| changes(procedure, declared.step))
            .map(|change| change.obligation.as_str())
            .collect();
        let deferred = procedure.obligations.iter().filter(|obligation| {
            obligation.on_restart == ObligationOnRestart::Keeps
                && !with_restart.iter().any(|name| is_about(obligation, name))
        });
        Self { procedure, ids: deferred.map(|obligation| obligation.id.as_str()).collect() }
    }

    /// Whether an obligation can be deferred.
    pub(super) fn contains(&self, full: &str) -> bool {
        self.procedure.obligation(full).is_some_and(|obligation| self.ids.contains(obligation.id.as_str()))
    }

    /// The effects of a transition on these obligations. An obligation that stays as it was may have been set again. To
    /// find out, the transition is applied once more with the opposite standing of each that isn't live.
    pub(super) fn effects(
        &self,
        before: &Walk,
        after: &Walk,
        transition: &Transition,
        is_live: impl Fn(&str) -> bool,
    ) -> Option<Effects> {
        let is_open = |walk: &Walk, id: &str| walk.obligations().get(id) == Some(Standing::Open);
        let touched = self.touched(before, transition);
        let (changed, same): (Vec<String>, Vec<String>) =
            touched.into_iter().partition(|id| is_open(before, id) != is_open(after, id));
        let mut effects: Vec<(bool, String)> = changed.into_iter().map(|id| (is_open(after, &id), id)).collect();
        let (open, closed): (Vec<String>, Vec<String>) =
            same.into_iter().filter(|id| !is_live(id)).partition(|id| is_open(before, id));
        if !open.is_empty() || !closed.is_empty() {
            let mut other = before.clone();
            other.suppose_standing(&open, false);
            other.suppose_standing(&closed, true);
            let (other, _) = transition.apply(other)?;
            let same = open.into_iter().chain(closed).filter(|id| is_open(after, id) == is_open(&other, id));
            effects.extend(same.map(|id| (is_open(after, &id), id)));
        }
        (!effects.is_empty()).then(|| effects.into_iter().map(|(open, id)| (id, open)).collect())
    }

    /// The full IDs of the obligations that a transition may change.
    fn touched(&self, walk: &Walk, transition: &Transition) -> Vec<String> {
        let Some(target) = walk.target() else { return Vec::new() };
        let step = target.step(self.procedure);
        let of_problems = self.procedure.problems(step).flat_map(|problem| &problem.closes);
        let named: Vec<&Change> = match transition.actions.first() {
            _ if transition.deviation == Deviation::Restart || self.ids.is_empty() => Vec::new(),
            Some(Action::Problem(_)) => of_problems.collect(),
            _ => step.opens.iter().chain(&step.closes).chain(of_problems).collect(),
        };
        if named.is_empty() {
            return Vec::new();
        }
        let world = walk.world();
        let named = named.into_iter().map(|change| world.obligation_id(&change.obligation, &target.scope));
        let named: Vec<String> = named.collect();
        let is_of = |id: &str, own: &String| {
            id.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        };
        self.full_ids(walk).filter(|id| named.iter().any(|own| is_of(id, own))).collect()
    }

    /// The full IDs of the obligations that can be deferred.
    fn full_ids(&self, walk: &Walk) -> impl Iterator<Item = String> {
        let deferred = self.procedure.obligations.iter().filter(|obligation| self.ids.contains(obligation.id.as_str()));
        deferred.flat_map(move |obligation| {
            let list = obligation.each.as_deref();
            obligation.full_ids().flat_map(move |id| match list {
                None => vec![id],
                Some(list) => {
                    let members = walk.facts().members(list).unwrap_or_default().iter();
                    members.map(|member| format!("{id}[{}]", member.key)).collect()
                }
            })
        })
    }
}

/// The changes that a step and its problems make to obligations.
fn changes<'p>(procedure: &'p Procedure, step: &'p Step) -> impl Iterator<Item = &'p Change> {
    let problems = procedure.problems(step).flat_map(|problem| &problem.closes);
    step.opens.iter().chain(&step.closes).chain(problems)
}

/// Whether a name means this obligation, alone or with a node.
fn is_about(obligation: &Obligation, name: &str) -> bool {
    let stem = name.split('[').next().unwrap_or(name);
    stem == obligation.id || stem.rsplit_once('.').is_some_and(|(_, id)| id == obligation.id)
}
