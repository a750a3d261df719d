//! Schema: the JSON Schemas and the tables of `docs/procedure-file.md` are what the loader's table says. Every built-in file fits.

use std::fs;
use std::path::{Path, PathBuf};

use nodewalk::load::schema::{FileKind, key_tables, schema};
use serde_json::Value;

fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The page whose tables are generated.
const PAGE: &str = "docs/procedure-file.md";

#[test]
fn what_is_committed_is_what_the_table_says() {
    let page = fs::read_to_string(own(PAGE)).unwrap().replace("\r\n", "\n");
    let schemas = FileKind::ALL.map(|kind| (format!("assets/{}", kind.file()), schema(kind)));
    for (path, text) in schemas.into_iter().chain([(PAGE.to_owned(), with_tables(&page))]) {
        if std::env::var_os("NODEWALK_BLESS").is_some() {
            fs::write(own(&path), &text).unwrap();
        }
        let known = fs::read_to_string(own(&path)).unwrap_or_default().replace("\r\n", "\n");
        assert!(known == text, "{path} differs from the table of keys: NODEWALK_BLESS=1 renews it");
    }
}

#[test]
fn the_page_has_a_heading_for_every_table_and_for_no_other() {
    let page = fs::read_to_string(own(PAGE)).unwrap();
    let mut headings: Vec<&str> = page.lines().filter_map(heading).collect();
    let mut expected: Vec<String> = key_tables().into_iter().map(|table| table.heading).collect();
    headings.sort_unstable();
    expected.sort_unstable();
    assert_eq!(headings, expected);
}

/// The heading in this line, if a generated table follows it.
fn heading(line: &str) -> Option<&str> {
    let heading = line.trim_start_matches('#').strip_prefix(' ')?;
    (line.starts_with('#') && heading.starts_with("Keys of ")).then_some(heading)
}

/// The page with each table as it should be.
fn with_tables(page: &str) -> String {
    let tables = key_tables();
    let mut lines = page.lines().peekable();
    let mut renewed = String::new();
    while let Some(line) = lines.next() {
        renewed.push_str(line);
        renewed.push('\n');
        let table = heading(line).and_then(|heading| tables.iter().find(|table| table.heading == heading));
        if let Some(table) = table {
            while lines.next_if(|line| line.is_empty() || line.starts_with('|')).is_some() {}
            renewed.push('\n');
            renewed.push_str(&table.table);
            if lines.peek().is_some() {
                renewed.push('\n');
            }
        }
    }
    renewed
}

#[test]
fn every_built_in_file_fits() {
    let procedures = files("assets/procedures").into_iter().chain([own("assets/starter.toml")]);
    let procedures = procedures.chain(files("tests/procedures")).map(|path| (path, FileKind::Procedure));
    let phases = files("assets/phases").into_iter().map(|path| (path, FileKind::Phases));
    let proofs = files("assets/proofs").into_iter().map(|path| (path, FileKind::Proof));
    for (path, kind) in procedures.chain(phases).chain(proofs).chain([(own("assets/facts.toml"), FileKind::Facts)]) {
        assert_eq!(faults(&path, kind), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn a_broken_file_does_not() {
    for (name, expected) in [
        ("unknown-key", "/phase/0/step/0: `commnad` is no key of it"),
        ("missing-key", "/node/0: \"label\" is missing"),
        ("wrong-type", "/schema: it is not of type \"integer\""),
        ("bad-id", "/id: `Broken_One` does not match"),
        ("unknown-type", "/type: `window-path` is none of the words"),
    ] {
        let found = faults(&own(&format!("tests/broken/{name}.toml")), FileKind::Procedure);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{name}: {found:#?}");
    }
}

/// The TOML files of a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(own(folder)).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect()
}

/// What the schema has against a file.
fn faults(path: &Path, kind: FileKind) -> Vec<String> {
    let file: toml::Value = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let root: Value = serde_json::from_str(&schema(kind)).unwrap();
    against(&root, &root, &serde_json::to_value(file).unwrap(), "")
}

/// What a schema has against a value.
fn against(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let keywords = schema.as_object().unwrap().iter();
    let mut faults: Vec<String> = keywords.flat_map(|(keyword, says)| breaks(root, keyword, says, value, at)).collect();
    if schema["additionalProperties"] == false {
        let unknown =
            value.as_object().into_iter().flatten().filter(|(key, _)| schema["properties"].get(key).is_none());
        faults.extend(unknown.map(|(key, _)| format!("{at}: `{key}` is no key of it")));
    }
    faults
}

/// What one keyword has against a value: those that ours are written with; any other is an error.
fn breaks(root: &Value, keyword: &str, says: &Value, value: &Value, at: &str) -> Vec<String> {
    let unless = |fine: bool, what: String| if fine { Vec::new() } else { vec![format!("{at}: {what}")] };
    let text = value.as_str().unwrap_or_default();
    let list = || says.as_array().cloned().unwrap_or_else(|| vec![says.clone()]);
    let entries = || value.as_object().into_iter().flatten();
    match keyword {
        "type" => {
            unless(list().iter().any(|name| is(value, name.as_str().unwrap())), format!("it is not of type {says}"))
        }
        "enum" => unless(list().contains(value), format!("`{text}` is none of the words")),
        "pattern" => {
            unless(!value.is_string() || matches(says.as_str().unwrap(), text), format!("`{text}` does not match"))
        }
        "minimum" => {
            unless(value.as_i64().is_none_or(|number| number >= says.as_i64().unwrap()), "it is small".to_owned())
        }
        "minItems" => unless(!value.as_array().is_some_and(Vec::is_empty), "it is empty".to_owned()),
        "required" => {
            let missing =
                list().into_iter().filter(|key| value.is_object() && value.get(key.as_str().unwrap()).is_none());
            missing.map(|key| format!("{at}: {key} is missing")).collect()
        }
        "properties" => entries()
            .filter_map(|(key, inner)| Some(against(root, says.get(key)?, inner, &format!("{at}/{key}"))))
            .flatten()
            .collect(),
        "additionalProperties" if says.is_object() => {
            entries().flat_map(|(key, inner)| against(root, says, inner, &format!("{at}/{key}"))).collect()
        }
        "$schema" | "title" | "description" | "definitions" | "additionalProperties" => Vec::new(),
        "items" => {
            let members = value.as_array().into_iter().flatten().enumerate();
            members.flat_map(|(index, inner)| against(root, says, inner, &format!("{at}/{index}"))).collect()
        }
        "$ref" => against(root, root.pointer(says.as_str().unwrap().trim_start_matches('#')).unwrap(), value, at),
        "allOf" => list().iter().flat_map(|part| against(root, part, value, at)).collect(),
        "anyOf" => {
            let all: Vec<Vec<String>> = list().iter().map(|part| against(root, part, value, at)).collect();
            // Of the alternatives the one that it comes nearest to tells most.
            let nearest = all.into_iter().min_by_key(Vec::len).unwrap();
            let note = (!nearest.is_empty()).then(|| format!("{at}: it fits none of the alternatives"));
            nearest.into_iter().chain(note).collect()
        }
        other => panic!("`{other}` is not a keyword of our schemas"),
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("`{other}` is not a type of our schemas"),
    }
}

/// Whether a text matches one of our patterns.
fn matches(pattern: &str, text: &str) -> bool {
    let snake = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    match pattern {
        r"\S" => !text.trim().is_empty(),
        "^[a-z][a-z0-9_]*$" => snake(text),
        r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$" => text.split('.').count() < 3 && text.split('.').all(snake),
        "^[a-z0-9]+(-[a-z0-9]+)*$" => text.split('-').all(word),
        "^[A-Za-z0-9][A-Za-z0-9.-]*$" => {
            text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c))
        }
        other => panic!("`{other}` is not a pattern of our schemas"),
    }
}
