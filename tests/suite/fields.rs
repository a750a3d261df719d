//! Fields of forms: what they show, and by what they are judged.

#![expect(clippy::unwrap_used, reason = "a test stops at what it does not expect")]

use std::fs;

use nodewalk::engine::walk::Walk;
use nodewalk::load::catalogue;
use nodewalk::ui::screen;
use nodewalk::ui::screen::{FieldTarget, FormField, Input, Screen};

/// A step reads at a console what must agree with the worksheet; another does it again.
const PROCEDURE: &str = r#"
schema = 1
id = "release"
title = "A release"
summary = "Compares a release."

[[node]]
id = "m"
label = "Master"

[[fact]]
id = "wanted"
type = "number"
label = "wanted release"
ask = "Which release is wanted?"

[[reading]]
id = "found"
type = "number"
label = "release found"
ask = "Which release does it show?"

[[check]]
id = "release"
title = "The release is the wanted one"
severity = "warn"
pass = { fact = "found", is = { fact = "wanted" } }
why = "Another one does not work."
fix = "Install the wanted one."
source = "ours"

[[phase]]
id = "look"
title = "Look"

[[phase.step]]
id = "read"
at = "m"
title = "Read the release"
source = "Q1"
do = "Look at it."
asks = ["found"]

[[phase.step]]
id = "end"
at = "m"
title = "End"
source = "Q1"
do = "Go home."
"#;

fn walk() -> Walk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("release.toml");
    fs::write(&path, PROCEDURE).unwrap();
    let procedure = catalogue::open(path.to_str().unwrap()).unwrap();
    Walk::new(procedure.into(), false)
}

fn say(walk: &mut Walk, lines: &[&str]) {
    for line in lines {
        walk.take(&line.parse().unwrap()).unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
    }
}

/// The field of a fact or reading.
#[track_caller]
fn field(screen: Screen, id: &str) -> FormField {
    let Input::Form(fields) = screen.input else { panic!("no form: {}", screen.heading) };
    fields.into_iter().find(|field| field.target == FieldTarget::Fact(id.to_owned())).unwrap()
}

#[test]
fn a_field_is_judged_by_what_this_attempt_read() {
    let fault = |screen, id| field(screen, id).fault;
    let wrong = "The release is the wanted one: release found is `1`, not `2` (wanted release)";
    let mut walk = walk();
    say(&mut walk, &["set wanted 2", "done", "done", "set found 1"]);
    assert_eq!(fault(screen::due(&walk), "found").as_deref(), Some(wrong), "as soon as it is typed");
    assert_eq!(fault(screen::facts(&walk), "wanted").as_deref(), Some(wrong));
    say(&mut walk, &["done", "again look/read"]);
    let asked = field(screen::due(&walk), "found");
    assert_eq!((asked.value, asked.fault), (None, None), "the earlier attempt says nothing about this one");
    assert_eq!(fault(screen::facts(&walk), "wanted"), None);
    say(&mut walk, &["set found 2"]);
    assert_eq!(fault(screen::due(&walk), "found"), None);
    assert_eq!(fault(screen::facts(&walk), "wanted"), None);
    say(&mut walk, &["done"]);
    assert_eq!(fault(screen::facts(&walk), "wanted"), None);
}
