//! The guides are true: every listing in them is written to a folder or run there, in order.
//!
//! - `toml file=NAME` and `text file=NAME` write a file; with `append` they go on with it.
//! - `diff file=NAME` changes it: lines with `+` replace the lines with `-`.
//! - `console` runs each `$ nodewalk ...`, with `< NAME` as its input. The lines below are everything that it prints, and a
//!   line `...` stands for any lines. `NODEWALK_BLESS=1` renews a listing without such a line.
//! - Other listings, such as `toml` without a file, are only for the reader.

use std::fs;
use std::path::PathBuf;

use crate::bench::Bench;

/// A fenced block: what its first line says, its lines, and its place in the guide.
struct Listing {
    kind: String,
    file: Option<String>,
    append: bool,
    text: String,
    line: usize,
}

/// The guides. Each has a folder of its own.
const GUIDES: [&str; 2] = ["AUTHORING.md", "docs/procedure-file.md"];

/// The path of a guide.
fn path(guide: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(guide)
}

/// The text of a guide.
fn read(guide: &str) -> String {
    fs::read_to_string(path(guide)).unwrap().replace("\r\n", "\n")
}

/// The listings of a guide, in order.
fn listings(guide: &str) -> Vec<Listing> {
    let mut found: Vec<Listing> = Vec::new();
    let mut inside = false;
    for (index, line) in guide.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(info) => {
                let mut words = info.split_whitespace();
                let kind = words.next().unwrap_or_default().to_owned();
                let rest: Vec<&str> = words.collect();
                let file = rest.iter().find_map(|word| word.strip_prefix("file=")).map(str::to_owned);
                let append = rest.contains(&"append");
                found.push(Listing { kind, file, append, text: String::new(), line: index + 1 });
                inside = true;
            }
            None if inside => {
                let text = &mut found.last_mut().unwrap().text;
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    found
}

/// A text with a change made in the one place that it fits.
fn changed(text: &str, diff: &str) -> String {
    let side = |own: char| -> String {
        let lines = diff.lines().filter(|line| !line.starts_with(if own == '-' { '+' } else { '-' }));
        lines.fold(String::new(), |text, line| text + line.get(1..).unwrap_or_default() + "\n")
    };
    let (old, new) = (side('-'), side('+'));
    assert_eq!(text.matches(&old).count(), 1, "what is changed stands there once:\n{old}");
    text.replacen(&old, &new, 1)
}

/// Runs a command of the guide and gives all that it prints.
fn run(bench: &Bench, command: &str) -> String {
    let (command, input) = command.split_once(" < ").map_or((command, None), |(command, file)| (command, Some(file)));
    let words: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(words[0], "nodewalk", "{command}");
    let input = input.map(|file| fs::read_to_string(bench.folder().join(file)).unwrap()).unwrap_or_default();
    let ran = bench.run(&words[1..], &input);
    let printed = format!("{}{}", ran.out, ran.err);
    let printed = printed.lines().fold(String::new(), |text, line| text + line.trim_end() + "\n");
    printed.trim_end().to_owned() + "\n"
}

/// Whether the lines are the expected ones, where `...` stands for any.
fn fits(expected: &[&str], printed: &[&str]) -> bool {
    match expected {
        [] => printed.is_empty(),
        ["...", rest @ ..] => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        [first, rest @ ..] => printed.first() == Some(first) && fits(rest, &printed[1..]),
    }
}

/// The commands of a listing, each with what it prints.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            found.push((command.to_owned(), String::new()));
        } else {
            let printed = &mut found.last_mut().unwrap().1;
            printed.push_str(line);
            printed.push('\n');
        }
    }
    for (_, printed) in &mut found {
        let bare = printed.trim_end().to_owned();
        *printed = if bare.is_empty() { bare } else { bare + "\n" };
    }
    found
}

#[test]
fn every_listing_of_the_guides_is_true() {
    GUIDES.into_iter().for_each(check);
}

/// Writes and runs the listings of a guide.
fn check(guide: &str) {
    let bless = std::env::var_os("NODEWALK_BLESS").is_some();
    let text = read(guide);
    let bench = Bench::new();
    let mut blessed: Vec<(usize, usize, String)> = Vec::new();
    for listing in listings(&text) {
        let known = |name: &str| fs::read_to_string(bench.folder().join(name)).unwrap_or_default();
        match (listing.kind.as_str(), &listing.file) {
            ("toml" | "text", Some(file)) if listing.append => {
                bench.write(file, &format!("{}\n{}", known(file), listing.text));
            }
            ("toml" | "text", Some(file)) => bench.write(file, &listing.text),
            ("diff", Some(file)) => bench.write(file, &changed(&known(file), &listing.text)),
            ("console", None) => {
                let mut anew = String::new();
                for (command, expected) in commands(&listing.text) {
                    let printed = run(&bench, &command);
                    let (wanted, found): (Vec<&str>, Vec<&str>) =
                        (expected.lines().collect(), printed.lines().collect());
                    let fine = fits(&wanted, &found);
                    let kept = fine || wanted.contains(&"...");
                    assert!(fine || (bless && !kept), "{guide}:{}: $ {command}\n{printed}", listing.line);
                    let shown = if kept { &expected } else { &printed };
                    anew.extend(["$ ", &command, "\n", shown, "\n"]);
                }
                anew.truncate(anew.trim_end().len());
                blessed.push((listing.line, listing.text.lines().count(), anew));
            }
            ("toml" | "text" | "diff", None) => {}
            (kind, _) => panic!("{guide}:{}: a listing of the kind `{kind}`", listing.line),
        }
    }
    if bless {
        let mut lines: Vec<&str> = text.lines().collect();
        for (line, many, anew) in blessed.iter().rev() {
            lines.splice(*line..line + many, anew.lines());
        }
        fs::write(path(guide), lines.join("\n") + "\n").unwrap();
    }
}

#[test]
fn the_rolling_restart_of_the_guide_is_the_one_that_lint_is_tested_with() {
    let own = listings(&read("AUTHORING.md"))
        .into_iter()
        .find(|listing| listing.file.as_deref() == Some("rolling-restart.toml"))
        .unwrap();
    let tested = include_str!("../lint/rolling-restart.toml").replace("\r\n", "\n");
    assert_eq!(own.text, tested);
}
