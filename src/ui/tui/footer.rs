//! The footer: what is left open, and the keys that work now or the question that is asked.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use super::document::margin;
use super::header;
use super::prompt::Prompt;
use super::state::{Focus, Mode, UiState, fields, missing};
use crate::engine::command::Command;
use crate::text::{columns, fit};
use crate::ui::commands::binding;
use crate::ui::screen::{Input, LeftOpen, Mark, Screen};

/// The lines for what is left open. The last of them says how much more there is.
pub(super) fn open(open: &[LeftOpen], look: Look, width: usize, rows: usize) -> Vec<Line<'static>> {
    let label = if width < 60 { " OPEN  " } else { "  LEFT OPEN   " };
    let shown = open.len().min(rows);
    // What was lost comes first, so that it is shown and not only counted.
    let mut sorted: Vec<&LeftOpen> = open.iter().collect();
    sorted.sort_by_key(|left| !left.lost);
    let mut lines: Vec<Line<'static>> = Vec::new();
    for (at, left) in sorted.into_iter().take(shown).enumerate() {
        let mark = if left.lost { Mark::Lost } else { Mark::Open };
        let lost = if left.lost { "LOST: " } else { "" };
        let at_console = if left.console.is_empty() { String::new() } else { format!("{}: ", left.console) };
        let more = open.len() - shown;
        let more = if at + 1 == shown && more > 0 { format!("   and {more} more") } else { String::new() };
        let prefix = if at == 0 { label.to_owned() } else { " ".repeat(label.len()) };
        let room = width.saturating_sub(prefix.len() + more.len() + 1);
        lines.push(Line::from(vec![
            Span::styled(prefix, look.mark(mark)),
            Span::raw(fit(&format!("{lost}{at_console}{}", left.text), room)),
            Span::styled(more, look.strong()),
        ]));
    }
    lines
}

/// The last lines of the screen. If there is not enough room, the first of them are left out.
pub(super) fn keys(screen: &Screen, state: &UiState, look: Look, width: usize, rows: usize) -> Vec<Line<'static>> {
    let mut lines = match &state.mode {
        Mode::Prompt(prompt) => question(prompt, screen, look, width, rows),
        Mode::Leave(_) => vec![
            said(&format!("{} Leave?", saved(screen)), look, width),
            hints(&[("Enter", "leaves"), ("Esc", "stays")], look, width),
        ],
        Mode::Remove { list, key } => vec![
            said(&format!("Remove {key} from {list}?"), look, width),
            hints(&[("Enter", "removes it"), ("Esc", "keeps it")], look, width),
        ],
        Mode::Help => vec![hints(&[("Esc", "back to the work"), ("PgDn", "more")], look, width)],
        Mode::Edit(_) => vec![hints(&[("Enter", "take it"), ("Tab", "next"), ("Esc", "cancel")], look, width)],
        Mode::Pick(_) => {
            vec![hints(&[("Enter", "take it"), ("Up Down", "move"), ("1-9", "choose"), ("Esc", "cancel")], look, width)]
        }
        Mode::Browse => vec![match state.focus {
            Focus::Keys => offers(screen, look, width),
            Focus::Field(at) => field(screen, at, look, width),
        }],
    };
    if !state.settled
        && let Some(keys) = lines.last_mut()
    {
        without_enter(keys);
    }
    if let Some(message) = &state.message {
        lines.insert(0, said(message, look, width));
    }
    // The line that is typed on and the keys come last, so the first lines can be spared.
    let spare = lines.len().saturating_sub(rows.max(1));
    lines.drain(..spare);
    lines
}

/// Says what is saved.
fn saved(screen: &Screen) -> String {
    let at = screen.saved.map(|at| at.format("%H:%M").to_string());
    match (screen.position, at) {
        (Some((step, _)), Some(at)) => format!("Saved to step {step} at {at}."),
        (None, Some(at)) => format!("Saved at {at}."),
        (_, None) => "Nothing had to be saved yet.".to_owned(),
    }
}

/// The lines of a prompt: proposals if there is room, the question, the line that is typed on, and the keys.
fn question(prompt: &Prompt, screen: &Screen, look: Look, width: usize, rows: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let proposals = prompt.proposals(screen);
    let room = rows.saturating_sub(3).min(5);
    let first = prompt.chosen.map_or(0, |at| (at + 1).saturating_sub(room));
    for (at, entry) in proposals.iter().enumerate().skip(first).take(room) {
        let chosen = prompt.chosen == Some(at);
        let (sign, style) = if chosen { (look.pointer(), look.selected()) } else { (" ", Style::new()) };
        let text = fit(&format!("{}  {}", entry.id, entry.title), width.saturating_sub(5));
        lines.push(Line::from(vec![Span::raw(format!("  {sign} ")), Span::styled(text, style)]));
    }
    lines.push(said(prompt.question(screen), look, width));
    let mut typed = vec![Span::styled(format!("  {} ", look.pointer()), look.strong())];
    typed.extend(prompt.editor.spans(look, width.saturating_sub(6).max(1)));
    lines.push(Line::from(typed));
    lines.push(match prompt.fault {
        Some(fault) => Line::from(vec![
            Span::styled(format!("  {} ", look.sign(Mark::Fail)), look.mark(Mark::Fail)),
            Span::styled(fit(fault, width.saturating_sub(4)), look.strong()),
        ]),
        None if proposals.is_empty() => hints(&[("Enter", "records it"), ("Esc", "cancel")], look, width),
        None => hints(&[("Enter", "take it"), ("Up Down", "choose a step"), ("Esc", "cancel")], look, width),
    });
    lines
}

/// A message.
fn said(text: &str, look: Look, width: usize) -> Line<'static> {
    let margin = margin(width);
    Line::from(vec![
        Span::raw(" ".repeat(margin)),
        Span::styled(fit(text, width.saturating_sub(margin)), look.strong()),
    ])
}

/// The keys while a field has the focus.
fn field(screen: &Screen, at: usize, look: Look, width: usize) -> Line<'static> {
    let Some(field) = fields(screen).get(at) else { return Line::default() };
    let count = field.choices.len().to_string();
    let digits = format!("1-{count}");
    let mut keys: Vec<(&str, &str)> =
        if count == "0" { vec![("Enter", "change")] } else { vec![(digits.as_str(), "choose"), ("Enter", "open")] };
    keys.push(("Tab", "next"));
    if super::keys::removable(screen, field).is_some() {
        keys.push((key(Command::Remove), "remove"));
    }
    keys.push(("Esc", "to the keys"));
    hints(&keys, look, width)
}

/// The keys of the screen, the main one first. As many as fit are shown, and always the help.
fn offers(screen: &Screen, look: Look, width: usize) -> Line<'static> {
    let mut keys: Vec<(&str, &str)> = Vec::new();
    let menu = matches!(screen.input, Input::Menu(_));
    let unanswered = !screen.rehearsal && fields(screen).iter().any(missing);
    for offer in &screen.offers {
        match offer.command {
            Command::Help | Command::Quit => {}
            // In a menu, Enter takes the chosen line. Only the plain front has a main action there.
            Command::Done if menu => {}
            Command::Done if unanswered => keys.push((key(Command::Done), "answer")),
            Command::Answer if unanswered => {}
            Command::Choose if menu => keys.extend([(key(Command::Done), "choose"), (key(Command::Choose), "at once")]),
            command => keys.push((key(command), offer.label.as_str())),
        }
    }
    let help = (key(Command::Help), "keys");
    let quit = screen.offers.iter().find(|offer| offer.command == Command::Quit);
    let quit = (key(Command::Quit), quit.map_or("leave", |offer| &offer.label));
    let wide = |(key, label): &(&str, &str)| columns(key) + columns(label) + 4;
    let quit = (width >= 60).then_some(quit);
    let mut used = 2 + wide(&help) + quit.as_ref().map_or(0, wide) - 3;
    let mut shown: Vec<(&str, &str)> = Vec::new();
    for key in keys {
        used += wide(&key);
        // The main key is always shown, even if its label must be cut.
        if used > width && !shown.is_empty() {
            used -= wide(&key);
            continue;
        }
        shown.push(key);
    }
    shown.push(help);
    shown.extend(quit);
    hints(&shown, look, width)
}

/// The key of a command.
fn key(command: Command) -> &'static str {
    binding(command).key
}

/// Replaces the Enter key with spaces while it doesn't work yet.
fn without_enter(line: &mut Line<'static>) {
    let enter = line.spans.iter().position(|span| span.content == key(Command::Done));
    for span in line.spans.iter_mut().skip(enter.unwrap_or(usize::MAX)).take(2) {
        *span = Span::raw(" ".repeat(columns(&span.content)));
    }
}

/// Keys and what they do.
fn hints(keys: &[(&str, &str)], look: Look, width: usize) -> Line<'static> {
    let last = keys.last().map_or(0, |(key, label)| columns(key) + columns(label) + 4);
    let mut spans = vec![Span::raw(" ".repeat(margin(width)))];
    for (at, (key, label)) in keys.iter().enumerate() {
        let gap = if at + 1 < keys.len() { "   " } else { "" };
        let room = if at == 0 && keys.len() > 1 {
            width.saturating_sub(last + columns(key) + 1 + margin(width))
        } else {
            width
        };
        spans.push(Span::styled((*key).to_owned(), look.strong()));
        spans.push(Span::raw(format!(" {}{gap}", fit(label, room))));
    }
    Line::from(spans)
}

/// The most important status for the band of a low screen.
pub(super) fn brief(screen: &Screen) -> String {
    match screen.open.len() {
        0 => header::saved(screen),
        count => format!("{count} LEFT OPEN"),
    }
}
