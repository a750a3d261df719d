//! `new`: a procedure to start from, with answers for a rehearsal and the schema that the procedure's first line names.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::failure::Failure;
use super::output::{Exit, print};
use crate::engine::action::typed;
use crate::load::schema;
use crate::load::schema::FileKind;

const STARTER: &str = include_str!("../../assets/starter.toml");
const ANSWERS: &str = include_str!("../../assets/starter.answers.toml");

/// Writes the three files and prints what to do with them.
pub(super) fn new(file: &Path) -> Result<Exit, Failure> {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if file.extension().is_none_or(|ending| ending != "toml") {
        let help = format!("name it `{}.toml`", file.display());
        return Err(Failure::new(format!("`{}` does not end in `.toml`", file.display()), help));
    }
    let answers = file.with_extension("answers.toml");
    let beside = file.with_file_name(FileKind::Procedure.file());
    for path in [file, answers.as_path()] {
        if path.symlink_metadata().is_ok() {
            return Err(there(path));
        }
    }
    write(file, &STARTER.replacen("id = \"starter\"", &format!("id = \"{}\"", id(&stem)), 1))?;
    write(&answers, ANSWERS)?;
    let schema = schema::schema(FileKind::Procedure);
    let about = match write(&beside, &schema) {
        Ok(()) => "what editors complete and check by",
        Err(_) if fs::read_to_string(&beside).is_ok_and(|known| known == schema) => "was there already",
        Err(_) => "was there already, and differs: `nodewalk schema` prints this version's",
    };
    let shown = |path: &Path| typed(&path.display().to_string());
    let (file, answers, beside) = (shown(file), shown(&answers), shown(&beside));
    let text = format!(
        "{file}: a procedure to start from\n{answers}: answers to rehearse it with\n{beside}: {about}\n\n\
         Check it:     nodewalk lint {file}\n\
         Rehearse it:  nodewalk start {file} --answers {answers} --rehearse\n\
         Print it:     nodewalk plan {file}\n"
    );
    print(&text)
}

/// Writes a file that doesn't exist yet.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    written.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there(path),
        _ => Failure::new(
            format!("cannot write `{}`: {error}", path.display()),
            "name a file in a folder that is there and that you may write to",
        ),
    })
}

/// The failure for a file that exists already.
fn there(path: &Path) -> Failure {
    Failure::new(format!("`{}` is there already", path.display()), "name another file; nothing was written")
}

/// A file's name as an id: lowercase words joined by `-`.
fn id(stem: &str) -> String {
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if id.is_empty() { "procedure".to_owned() } else { id }
}
