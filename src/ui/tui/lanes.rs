//! Lanes: all steps of the walk, each on the line of its node, as wide as the screen allows.

use ratatui::text::{Line, Span};

use super::Look;
use super::document::margin;
use super::outline::chip;
use crate::text::columns;
use crate::ui::screen::{Cell, Lane};

/// The most lanes that the footer shows.
const MOST: usize = 4;

/// The lanes of the footer: all, or those that matter if there are many.
pub(super) fn lines(lanes: &[Lane], look: Look, width: usize) -> Vec<Line<'static>> {
    let shown: Vec<&Lane> =
        if lanes.len() <= 3 { lanes.iter().collect() } else { lanes.iter().filter(|lane| lane.matters).collect() };
    // The lane of the current step is never left out.
    let here = shown.iter().position(|lane| lane.cells.contains(&Cell::Here));
    let left_out = |at: usize| at + 1 >= MOST && here.is_some_and(|here| here > at);
    let shown: Vec<&Lane> =
        shown.iter().enumerate().filter(|(at, _)| !left_out(*at)).map(|(_, lane)| *lane).take(MOST).collect();

    let labels = shown.iter().map(|lane| columns(&lane.short)).max().unwrap_or(0);
    let indent = margin(width) + labels + 3;
    let room = width.saturating_sub(indent + 1);
    let steps = shown.iter().map(|lane| lane.cells.len()).max().unwrap_or(0).min(room);
    let mut legend = legend(&shown, lanes.len() - shown.len()).into_iter().peekable();
    let mut rows = Vec::new();
    for lane in shown {
        let mut spans = vec![Span::raw(" ".repeat(margin(width)))];
        spans.extend(chip(&lane.short, lane.lane, labels, look));
        spans.extend(runs(&compress(&lane.cells, room), look));
        spans.push(Span::raw(" ".repeat(steps - lane.cells.len().min(steps))));
        // The legend takes the free room at the right, on as many lanes as it needs.
        let mut free = room - steps;
        while let Some((glyph, word)) = legend.next_if(|(_, word)| columns(word) + 5 <= free) {
            free -= columns(&word) + 5;
            spans.push(Span::raw("   "));
            spans.push(glyph.map_or(Span::raw(" "), |cell| Span::styled(look.glyph(cell), look.cell(cell))));
            spans.push(Span::styled(format!(" {word}"), look.muted()));
        }
        rows.push(Line::from(spans));
    }
    rows
}

/// Cells as styled runs of glyphs.
fn runs(cells: &[Cell], look: Look) -> Vec<Span<'static>> {
    cells
        .chunk_by(|a, b| a == b)
        .map(|run| Span::styled(look.glyph(run[0]).repeat(run.len()), look.cell(run[0])))
        .collect()
}

/// The meaning of the rarer glyphs that are shown, and the number of lanes that are not.
fn legend(lanes: &[&Lane], missing: usize) -> Vec<(Option<Cell>, String)> {
    let words = [
        (Cell::Here, "you are here"),
        (Cell::Open, "left open"),
        (Cell::Restart, "restart"),
        (Cell::Skipped, "skipped"),
    ];
    let shown = words.iter().filter(|(cell, _)| lanes.iter().any(|lane| lane.cells.contains(cell)));
    let mut legend: Vec<(Option<Cell>, String)> = shown.map(|(cell, word)| (Some(*cell), (*word).to_owned())).collect();
    if missing > 0 {
        legend.push((None, format!("and {missing} more")));
    }
    legend
}

/// Squeezes a lane into a width, so that a step has the same column on every lane. If several steps share a column, the most
/// important is shown. The current step and what is left open are both shown, side by side if necessary.
pub(super) fn compress(cells: &[Cell], room: usize) -> Vec<Cell> {
    if cells.len() <= room || room == 0 {
        return cells.iter().copied().take(room).collect();
    }
    let column = |at: usize| at * room / cells.len();
    let mut squeezed = vec![Cell::Elsewhere; room];
    for (at, cell) in cells.iter().enumerate() {
        let kept = &mut squeezed[column(at)];
        if weight(*cell) > weight(*kept) {
            *kept = *cell;
        }
    }
    let here = cells.iter().position(|cell| *cell == Cell::Here).map(column);
    for at in (0..cells.len()).filter(|at| cells[*at] == Cell::Open) {
        if here == Some(column(at)) {
            let beside = if column(at) > 0 { column(at) - 1 } else { column(at) + 1 };
            if let Some(kept) = squeezed.get_mut(beside) {
                *kept = Cell::Open;
            }
        }
    }
    squeezed
}

/// The importance of a cell that shares its column with others.
fn weight(cell: Cell) -> u8 {
    match cell {
        Cell::Elsewhere => 0,
        Cell::Done => 1,
        Cell::Todo => 2,
        Cell::Skipped => 3,
        Cell::Restart => 4,
        Cell::Open => 5,
        Cell::Here => 6,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_cell() -> impl Strategy<Value = Cell> {
        proptest::sample::select(vec![
            Cell::Elsewhere,
            Cell::Todo,
            Cell::Done,
            Cell::Restart,
            Cell::Open,
            Cell::Skipped,
        ])
    }

    proptest! {
        #[test]
        fn neither_the_place_nor_what_is_open_is_lost(
            mut cells in proptest::collection::vec(any_cell(), 1..200),
            here in 0_usize..200,
            room in 2_usize..80,
        ) {
            let here = here % cells.len();
            cells[here] = Cell::Here;
            let squeezed = compress(&cells, room);
            prop_assert!(squeezed.len() <= room);
            prop_assert_eq!(squeezed.iter().filter(|cell| **cell == Cell::Here).count(), 1);
            prop_assert_eq!(squeezed.contains(&Cell::Open), cells.contains(&Cell::Open));
        }
    }

    #[test]
    fn a_lane_that_fits_is_left_alone() {
        let cells = [Cell::Done, Cell::Here, Cell::Todo];
        assert_eq!(compress(&cells, 3), cells);
        assert_eq!(compress(&cells, 0), []);
    }
}
