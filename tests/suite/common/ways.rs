//! Combinations of decisions.

/// One decision of a procedure: the worksheet lines of each way to take it.
pub(crate) type Decision<'a> = &'a [&'a [&'a str]];

/// The lines of every combination of these decisions; those that go round are not combined, but taken in turn.
pub(crate) fn ways_round<'a>(decisions: &[Decision<'a>], round: &[Decision<'a>]) -> Vec<Vec<&'a str>> {
    let mut all = ways(decisions);
    for (way, lines) in all.iter_mut().enumerate() {
        for (index, decision) in round.iter().enumerate() {
            // Each goes round in its own step, so that no two of them stay in pace.
            let turn = way + way / (index + 2);
            lines.extend_from_slice(decision[turn % decision.len()]);
        }
    }
    all
}

/// The lines of every combination of these decisions.
pub(crate) fn ways<'a>(decisions: &[Decision<'a>]) -> Vec<Vec<&'a str>> {
    let count: usize = decisions.iter().map(|decision| decision.len()).product();
    let way = |mut rest: usize| {
        let mut lines = Vec::new();
        for decision in decisions {
            lines.extend_from_slice(decision[rest % decision.len()]);
            rest /= decision.len();
        }
        lines
    };
    (0..count).map(way).collect()
}
