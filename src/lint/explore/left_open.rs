//! Deferred obligations that a path leaves open, found in the state graph.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::graph::{Cost, Edge, Graph, StateClass};

/// The full ID of an obligation, the vertex where it is opened, and the numbers of the alternatives from there to the
/// end.
pub(super) type LeftOpen = (String, u32, Vec<u16>);

impl Graph {
    /// Finds the obligations that some path leaves open, each with the best path.
    pub(super) fn left_open(&self) -> Vec<LeftOpen> {
        let outgoing = self.outgoing();
        let effects = self.edges.iter().flat_map(|edge| edge.effects.iter().flatten());
        let opened: BTreeSet<&str> = effects.filter(|(_, opens)| *opens).map(|(id, _)| id.as_str()).collect();
        opened.into_iter().filter_map(|id| self.path_leaving_open(id, &outgoing)).collect()
    }

    /// Follows an obligation from all transitions that open it to the nearest end, without transitions that close it.
    fn path_leaving_open(&self, id: &str, outgoing: &[Vec<usize>]) -> Option<LeftOpen> {
        let effect = |edge: &Edge| edge.effects.iter().flatten().find(|(own, _)| own == id).map(|(_, opens)| *opens);
        let mut reached_by: Vec<Option<usize>> = vec![None; self.vertices.len()];
        let mut pending: BinaryHeap<Reverse<(Cost, usize)>> = BinaryHeap::new();
        for (index, edge) in self.edges.iter().enumerate().filter(|(_, edge)| effect(edge) == Some(true)) {
            pending.push(Reverse((sum(self.vertices[edge.from as usize].cost, edge.cost), index)));
        }
        while let Some(Reverse((cost, index))) = pending.pop() {
            let vertex = self.edges[index].to as usize;
            if reached_by[vertex].is_some() {
                continue;
            }
            reached_by[vertex] = Some(index);
            if self.vertices[vertex].class == StateClass::SignOff {
                let mut numbers = Vec::new();
                let mut edge = &self.edges[index];
                loop {
                    numbers.push(edge.by);
                    if effect(edge) == Some(true) {
                        numbers.reverse();
                        return Some((id.to_owned(), edge.from, numbers));
                    }
                    edge = &self.edges[reached_by[edge.from as usize]?];
                }
            }
            let further = outgoing[vertex].iter().filter(|further| effect(&self.edges[**further]) != Some(false));
            pending.extend(further.map(|further| Reverse((sum(cost, self.edges[*further].cost), *further))));
        }
        None
    }
}

/// The sum of two costs.
fn sum(one: Cost, two: Cost) -> Cost {
    (one.0 + two.0, one.1 + two.1)
}
