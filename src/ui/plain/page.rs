//! A screen as lines of text, at most 80 columns wide.

use crate::engine::action::typed;
use crate::engine::command::Command;
use crate::text::{clean, paragraphs, wrap_words};
use crate::ui::screen::{FieldTarget, FormField, Input, Mark, MenuItem, Screen, ScreenBlock, ScreenKind};

/// The columns that a text may take.
const WIDTH: usize = 78;

/// Writes a screen.
#[must_use]
pub fn page(screen: &Screen) -> String {
    let mut page = String::new();
    let mut line = |text: &str| {
        page.push_str(text);
        page.push('\n');
    };
    line("");
    let position = screen.position.map(|(number, of)| format!(" - step {number} of {of}")).unwrap_or_default();
    let rehearsal = if screen.rehearsal { "REHEARSAL - " } else { "" };
    line(&format!("== {rehearsal}{}{position} ==", screen.title));
    if let Some(console) = &screen.console {
        let name = if console.name.is_empty() { String::new() } else { format!("  {}", console.name) };
        line(&format!("CONSOLE: {}{name}", console.label.to_uppercase()));
    }
    let aside = if screen.aside.is_empty() { String::new() } else { format!("  [{}]", screen.aside) };
    line(&format!("{}{aside}", screen.heading));
    page.push_str(&notices(screen));
    let mut ends_in_colon = false;
    for block in &screen.blocks {
        page.push('\n');
        if matches!(block, ScreenBlock::Command(_)) && !ends_in_colon {
            page.push_str("Type:\n");
        }
        page.push_str(&of_block(block));
        ends_in_colon = matches!(block, ScreenBlock::Text(text) if text.trim_end().ends_with(':'));
    }
    page.push_str(&of_input(&screen.input));
    if !screen.open.is_empty() && !matches!(screen.kind, ScreenKind::Open) {
        page.push('\n');
        for open in &screen.open {
            let word = if open.lost { "LOST" } else { "LEFT OPEN" };
            let place = if open.console.is_empty() { String::new() } else { format!(" {}:", open.console) };
            page.push_str(&wrap(&format!("{word}{place} {}", open.text), "", "  "));
        }
    }
    page.push('\n');
    let main = screen.offers.first().filter(|offer| offer.command == Command::Done);
    let main = main.map(|offer| format!("empty line: {}", offer.label));
    let others = screen.offers.iter().filter(|offer| offer.command != Command::Done);
    let words = others.filter_map(|offer| offer.command.listed_words().next()).map(|word| word.word().to_owned());
    let all: Vec<String> = main.into_iter().chain(words).collect();
    page.push_str(&wrap(&format!("{}]", all.join(", ")), "[", " "));
    clean(&page).into_owned()
}

/// Writes the notices.
#[must_use]
pub(super) fn notices(screen: &Screen) -> String {
    let mut text = String::new();
    for notice in &screen.notices {
        let word = match notice.mark {
            Mark::Fail => "refused",
            Mark::Warn | Mark::Lost => "attention",
            _ => "note",
        };
        text.push_str(&wrap(&format!("{word}: {}", notice.text), "", "  "));
        if !notice.help.is_empty() {
            text.push_str(&wrap(&format!("help: {}", notice.help), "  ", "  "));
        }
    }
    text
}

/// Writes a part of the body.
fn of_block(block: &ScreenBlock) -> String {
    match block {
        ScreenBlock::Text(text) => paragraphs(text, ""),
        ScreenBlock::Heading(text) => format!("-- {text}\n"),
        ScreenBlock::Command(commands) => {
            let lines: Vec<String> = commands.lines().map(|line| format!("    {line}\n")).collect();
            lines.concat()
        }
        ScreenBlock::Labelled { label, text } => paragraphs(&format!("{label}: {text}"), "  "),
        ScreenBlock::Warning(text) => paragraphs(&format!("WARNING: {text}"), "  "),
        ScreenBlock::Note(text) => paragraphs(&format!("Note: {text}"), "  "),
        ScreenBlock::Added(text) => paragraphs(&format!("Ours, not the article's: {text}"), "  "),
        ScreenBlock::Erratum(text) => paragraphs(&format!("Correction: {text}"), "  "),
        ScreenBlock::Item { mark, text, details } => {
            let details: Vec<String> =
                details.iter().map(|detail| paragraphs(detail, "    ").replacen("", "    ", 1)).collect();
            format!("{}{}", wrap(&format!("[{}] {text}", mark.word()), "", "    "), details.concat())
        }
        ScreenBlock::Problems(seen) => {
            let lines = seen.iter().enumerate().map(|(index, text)| {
                let short = text.split_whitespace().collect::<Vec<_>>().join(" ");
                wrap(&format!("problem {}: {short}", index + 1), "  ", "    ")
            });
            format!("If it goes otherwise:\n{}", lines.collect::<String>())
        }
        ScreenBlock::Rows(rows) => {
            let width = rows.iter().map(|(left, _)| left.chars().count()).max().unwrap_or(0).min(34);
            let lines = rows.iter().map(|(left, right)| wrap(&format!("{left:<width$}  {right}"), "  ", "      "));
            lines.collect()
        }
        ScreenBlock::Verbatim(text) => format!("{}\n", text.trim_end()),
    }
}

/// Writes a menu or a form.
fn of_input(input: &Input) -> String {
    match input {
        Input::Confirm => String::new(),
        Input::Menu(items) => items.iter().enumerate().map(|(index, item)| of_item(index, item)).collect(),
        Input::Form(fields) => fields.iter().map(of_field).collect(),
    }
}

/// Writes a line of a menu.
fn of_item(index: usize, item: &MenuItem) -> String {
    let section = item.section.as_ref().map(|section| format!("\n-- {section}\n")).unwrap_or_default();
    let detail = if item.detail.is_empty() {
        String::new()
    } else {
        paragraphs(&item.detail, "      ").replacen("", "      ", 1)
    };
    format!("{section}{}{detail}", wrap(&format!("{}. {}", index + 1, item.text), "  ", "     "))
}

/// Writes a field of a form: its answer, or the question with the word that answers it.
fn of_field(field: &FormField) -> String {
    let section = field.section.as_ref().map(|section| format!("\n-- {section}\n")).unwrap_or_default();
    let fault = field.fault.as_ref().map(|fault| wrap(&format!("! {fault}"), "      ", "        ")).unwrap_or_default();
    if let Some((value, from)) = &field.value {
        return format!("{section}{}{fault}", wrap(&format!("{} = {value}  ({from})", field.label), "  ", "      "));
    }
    let word = match &field.target {
        FieldTarget::Fact(id) | FieldTarget::Secret(id) => format!("set {} VALUE", typed(id)),
        FieldTarget::Folder => "folder PATH".to_owned(),
        FieldTarget::State(id) => format!("see {} VALUE", typed(id)),
        FieldTarget::ComputerName => "name COMPUTERNAME".to_owned(),
        FieldTarget::Member(id) => format!("add {id} KEY"),
        FieldTarget::Signature => "sign NAME".to_owned(),
    };
    let needed = if field.required { "?" } else { "? (may stay open)" };
    let mut text = format!("{section}{}", wrap(&format!("{} {needed}  `{word}`", field.label), "  ", "      "));
    text.push_str(&wrap(&field.ask, "      ", "      "));
    if !field.help.is_empty() {
        text.push_str(&wrap(&field.help, "      ", "      "));
    }
    if matches!(field.target, FieldTarget::Secret(_)) {
        text.push_str(&wrap("It shows here as you type it; the full screen does not show it.", "      ", "      "));
    }
    if !field.choices.is_empty() {
        let choices: Vec<String> = field
            .choices
            .iter()
            .map(|choice| {
                if choice.id == choice.label { choice.id.clone() } else { format!("{} ({})", choice.id, choice.label) }
            })
            .collect();
        text.push_str(&wrap(&format!("one of: {}", choices.join("; ")), "      ", "        "));
    } else if !field.example.is_empty() {
        text.push_str(&wrap(&format!("as in: {}", field.example), "      ", "        "));
    }
    format!("{text}{fault}")
}

/// Wraps paragraphs and items. The lines after the first are indented.
fn paragraphs(text: &str, indent: &str) -> String {
    let mut out = String::new();
    for (index, line) in paragraphs::lines(text).into_iter().enumerate() {
        let first = if index == 0 { "" } else { indent };
        let hang = format!("{indent}{}", " ".repeat(line.hang()));
        out.push_str(&wrap(&line.whole(), first, &hang));
    }
    out
}

/// Wraps a paragraph.
fn wrap(text: &str, first: &str, rest: &str) -> String {
    wrap_words(text, WIDTH, first, rest).into_iter().map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::home;

    /// A page with these blocks in its body.
    fn with(blocks: Vec<ScreenBlock>) -> String {
        page(&Screen { blocks, ..home(&[], &[], "kept", &[]) })
    }

    #[test]
    fn commands_and_paths_stay_whole_where_they_fit() {
        let path = r"C:\backup\nightly-run";
        let option = "/cluster:CLUS1";
        for filler in 50..78 {
            let text = format!("{} {path} {option}", "x".repeat(filler));
            for block in [
                ScreenBlock::Text(text.clone()),
                ScreenBlock::Warning(text.clone()),
                ScreenBlock::Rows(vec![("Look".to_owned(), text)]),
            ] {
                let page = with(vec![block]);
                assert!(page.contains(path) && page.contains(option), "{page}");
            }
        }
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        let hostile = "a\u{1b}[2J\u{9b}31m\u{202e}b".to_owned();
        let blocks = [ScreenBlock::Text, ScreenBlock::Command, ScreenBlock::Verbatim, ScreenBlock::Heading];
        let page = with(blocks.map(|block| block(hostile.clone())).to_vec());
        assert!(!page.chars().any(|c| c != '\n' && crate::text::is_hostile(c)), "{page:?}");
        assert!(page.contains(r"a\x1b[2J\x9b31m\u{202e}b"), "{page}");
    }
}
