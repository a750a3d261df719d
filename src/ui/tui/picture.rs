//! Pictures: a buffer as a self-contained SVG.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// The width and height of a cell in pixels, and the baseline of its text.
const CELL: (f64, f64, f64) = (8.4, 18.0, 13.5);
/// The margin around the screen in pixels.
const MARGIN: f64 = 14.0;
const GROUND: &str = "#12161c";
const TEXT: &str = "#d6dbe2";

/// The look of a cell: text colour, background, bold, dim. Neighbours with the same look are drawn as one piece.
type CellLook = (&'static str, &'static str, bool, bool);

/// Draws a buffer. Columns align in every viewer.
#[must_use]
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let (width, height) =
        (2.0 * MARGIN + CELL.0 * f64::from(area.width), 2.0 * MARGIN + CELL.1 * f64::from(area.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" width=\"{width:.1}\" \
         height=\"{height:.1}\" font-family=\"'DejaVu Sans Mono','Cascadia Mono',Menlo,Consolas,monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{GROUND}\"/>\n"
    );
    for y in area.top()..area.bottom() {
        let cells: Vec<(u16, &Cell)> = (area.left()..area.right()).map(|x| (x, &buffer[(x, y)])).collect();
        for run in cells.chunk_by(|(_, a), (_, b)| look(a) == look(b)) {
            piece(&mut svg, run[0].0 - area.left(), y - area.top(), run);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Draws a run of cells with one look.
fn piece(svg: &mut String, x: u16, y: u16, run: &[(u16, &Cell)]) {
    let Some((text, ground, bold, dim)) = run.first().map(|(_, cell)| look(cell)) else { return };
    let (left, top) = (MARGIN + CELL.0 * f64::from(x), MARGIN + CELL.1 * f64::from(y));
    if ground != GROUND {
        let wide = CELL.0 * u16::try_from(run.len()).map_or(0.0, f64::from);
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{ground}\"/>",
            CELL.1
        );
    }
    let mut words = String::new();
    let mut skip = 0;
    for (_, cell) in run {
        // The cell after a wide character is part of it.
        if skip == 0 {
            words.push_str(cell.symbol());
            skip = cell.symbol().width().max(1);
        }
        skip -= 1;
    }
    let indent = words.len() - words.trim_start().len();
    let shown = words.trim();
    if shown.is_empty() {
        return;
    }
    let columns = |text: &str| u16::try_from(text.width()).map_or(0.0, f64::from);
    let left = left + CELL.0 * columns(&words[..indent]);
    let weight = if bold { " font-weight=\"bold\"" } else { "" };
    let faint = if dim { " opacity=\"0.62\"" } else { "" };
    let shown_width = CELL.0 * columns(shown);
    let shown = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        svg,
        "<text x=\"{left:.1}\" y=\"{:.1}\" fill=\"{text}\"{weight}{faint} textLength=\"{shown_width:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{shown}</text>",
        top + CELL.2
    );
}

/// The look of a cell.
fn look(cell: &Cell) -> CellLook {
    let (mut text, mut ground) = (color(cell.fg, TEXT), color(cell.bg, GROUND));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut text, &mut ground);
    }
    (text, ground, cell.modifier.contains(Modifier::BOLD), cell.modifier.contains(Modifier::DIM))
}

/// The palette for the dark background.
fn color(color: Color, reset: &'static str) -> &'static str {
    match color {
        Color::Black => "#12161c",
        Color::Red | Color::LightRed => "#f0716b",
        Color::Green | Color::LightGreen => "#7fbf7f",
        Color::Yellow | Color::LightYellow => "#e8bf5a",
        Color::Blue | Color::LightBlue => "#2f6fd0",
        Color::Magenta | Color::LightMagenta => "#a05fb8",
        Color::Cyan | Color::LightCyan => "#6cc7d6",
        Color::White => "#ffffff",
        Color::Gray | Color::DarkGray => "#8a929c",
        _ => reset,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn a_run_of_one_look_is_one_piece() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(1, 0, "a <b> &", Style::new());
        buffer.set_string(9, 0, "漢", Style::new().add_modifier(Modifier::REVERSED));
        let svg = svg(&buffer);
        assert_eq!(svg.matches("<text").count(), 2);
        assert!(svg.contains(">a &lt;b&gt; &amp;</text>"), "{svg}");
        assert!(
            svg.contains("textLength=\"16.8\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">漢<"),
            "{svg}"
        );
    }
}
