//! The rooms of `src/` and the arrows between them: who may use whom.
//!
//! Reads every path in every source file that starts with `crate`, `super` or `self`, follows re-exports to the module that
//! declares the item, and compares what it finds with one table, which ARCHITECTURE.md prints too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// Each room, and the rooms that it may use besides `text`, which all may use.
const ARROWS: [(&str, &[&str]); 10] = [
    ("text", &[]),
    ("model", &[]),
    ("load", &["model"]),
    ("engine", &["model"]),
    ("lint", &["load", "engine", "model"]),
    ("store", &["engine", "model"]),
    ("documents", &["engine", "model"]),
    ("ui", &["engine", "model"]),
    ("app", &["model", "load", "engine", "lint", "store", "documents", "ui"]),
    ("cli", &["model", "load", "engine", "lint", "store", "documents", "ui", "app"]),
];

/// A module's path below the crate: `["engine", "walk"]`.
type Module = Vec<String>;

/// The source tree: its modules, and what each brings into scope under which name.
#[derive(Default)]
struct Tree {
    modules: BTreeMap<Module, PathBuf>,
    imports: BTreeMap<(Module, String), Module>,
    /// Each path used, with the module that uses it.
    uses: Vec<(Module, Module)>,
}

/// Where one module uses another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    from: Module,
    to: Module,
}

impl Tree {
    /// Reads a source tree.
    fn read(root: &Path) -> Self {
        let mut tree = Self::default();
        tree.find(root, &mut Vec::new());
        for (module, file) in tree.modules.clone() {
            let tokens: TokenStream = fs::read_to_string(file).unwrap().parse().unwrap();
            tree.scan(tokens, &module);
        }
        tree
    }

    /// Finds the modules below a folder.
    fn find(&mut self, folder: &Path, above: &mut Module) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.file_stem().unwrap().to_str().unwrap().to_owned();
            above.push(name.clone());
            if entry.is_dir() {
                self.find(&entry, above);
            } else if entry.extension().is_some_and(|ending| ending == "rs") && name != "main" {
                let module = if name == "lib" { Vec::new() } else { above.clone() };
                self.modules.insert(module, entry);
            }
            above.pop();
        }
    }

    /// Collects the paths in a file, or in a part of it.
    fn scan(&mut self, tokens: TokenStream, module: &Module) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Ident(word) if *word == "use" => {
                    let end = tokens[at..].iter().position(|token| is(token, ';')).map_or(tokens.len(), |end| at + end);
                    self.import(&tokens[at + 1..end], module, &[]);
                    at = end;
                }
                TokenTree::Ident(word) if *word == "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        let inner = [module.as_slice(), &[name.to_string()]].concat();
                        self.scan(body.stream(), &inner);
                        at += 2;
                    }
                }
                TokenTree::Ident(word) if starts(word) && at.checked_sub(1).is_none_or(|at| !is(&tokens[at], ':')) => {
                    let (path, used) = path(&tokens[at..]);
                    if path.len() > 1 {
                        self.uses.push((module.clone(), absolute(&path, module)));
                    }
                    at += used - 1;
                }
                TokenTree::Group(group) => self.scan(group.stream(), module),
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads a `use`, or a part of its tree below a prefix.
    fn import(&mut self, tokens: &[TokenTree], module: &Module, prefix: &[String]) {
        for part in tokens.split(|token| is(token, ',')).filter(|part| !part.is_empty()) {
            let (path, used) = path(part);
            let whole = [prefix, &path].concat();
            match part.get(used) {
                Some(TokenTree::Group(below)) => {
                    let below: Vec<TokenTree> = below.stream().into_iter().collect();
                    self.import(&below, module, &whole);
                }
                after => {
                    let child = [module.as_slice(), &whole[..1]].concat();
                    if !matches!(whole[0].as_str(), "crate" | "super" | "self") && !self.modules.contains_key(&child) {
                        continue;
                    }
                    let to = absolute(&whole, module);
                    let to =
                        if to.last().is_some_and(|last| last == "self") { to[..to.len() - 1].to_vec() } else { to };
                    let name = match (after, part.get(used + 1)) {
                        (Some(TokenTree::Ident(word)), Some(alias)) if *word == "as" => alias.to_string(),
                        _ => to.last().cloned().unwrap_or_default(),
                    };
                    self.imports.insert((module.clone(), name), to.clone());
                    self.uses.push((module.clone(), to));
                }
            }
        }
    }

    /// The module that declares what a path names.
    fn owner(&self, path: &[String]) -> Module {
        let mut path = path.to_vec();
        for _ in 0..16 {
            let mut module = Vec::new();
            let mut rest = path.iter();
            let next = loop {
                let Some(name) = rest.next() else { return module };
                let below = [module.as_slice(), std::slice::from_ref(name)].concat();
                if self.modules.contains_key(&below) {
                    module = below;
                } else {
                    break name;
                }
            };
            match self.imports.get(&(module.clone(), next.clone())) {
                Some(target) => path = [target.as_slice(), &rest.cloned().collect::<Vec<_>>()].concat(),
                None => return module,
            }
        }
        panic!("a re-export of {path:?} leads to itself");
    }

    /// Every use of one file by another.
    fn all(&self) -> BTreeSet<Use> {
        let file = |module: &Module| {
            // A module inside a file belongs to the file.
            (0..=module.len())
                .rev()
                .map(|end| module[..end].to_vec())
                .find(|own| self.modules.contains_key(own))
                .unwrap()
        };
        let uses = self.uses.iter().map(|(from, to)| Use { from: file(from), to: self.owner(to) });
        uses.filter(|own| own.from != own.to).collect()
    }
}

/// Whether a token is this sign.
fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(own) if own.as_char() == sign)
}

/// Whether a path inside the crate can start with this word.
fn starts(word: &proc_macro2::Ident) -> bool {
    ["crate", "super", "self"].iter().any(|start| word == start)
}

/// The names of the path that the tokens start with, and how many tokens they take.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        names.push(name.to_string());
        at += 1;
        if !(tokens.get(at).is_some_and(|token| is(token, ':'))
            && tokens.get(at + 1).is_some_and(|token| is(token, ':')))
        {
            break;
        }
        at += 2;
    }
    (names, at)
}

/// A path from the root of the crate.
fn absolute(path: &[String], module: &Module) -> Module {
    let mut base = module.clone();
    let mut names = path.iter().peekable();
    while let Some(name) = names.peek() {
        match name.as_str() {
            "crate" => base.clear(),
            "super" => drop(base.pop()),
            "self" if base == *module => {}
            _ => break,
        }
        names.next();
    }
    base.extend(names.cloned());
    base
}

/// The uses that the table forbids.
fn forbidden(uses: &BTreeSet<Use>) -> Vec<String> {
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    let mut found = Vec::new();
    for Use { from, to } in uses {
        let (Some(room), Some(other)) = (from.first(), to.first()) else { continue };
        let allowed = arrows.get(room.as_str()).is_some_and(|allowed| allowed.contains(&other.as_str()));
        if room != other && other != "text" && !allowed {
            found.push(format!("`src/{}.rs` uses `{}`: `{room}` may not use `{other}`", from.join("/"), to.join("::")));
        }
    }
    found
}

/// The shortest ring through each module that is in one, among modules with the same parent, at every level of the tree.
fn rings(uses: &BTreeSet<Use>) -> Vec<String> {
    let mut levels: BTreeMap<&[String], BTreeMap<&str, BTreeMap<&str, &Use>>> = BTreeMap::new();
    for own in uses {
        let shared = own.from.iter().zip(&own.to).take_while(|(a, b)| a == b).count();
        if let (Some(from), Some(to)) = (own.from.get(shared), own.to.get(shared)) {
            levels.entry(&own.from[..shared]).or_default().entry(from).or_default().entry(to).or_insert(own);
        }
    }
    let mut found = BTreeSet::new();
    for (parent, arrows) in &levels {
        for start in arrows.keys() {
            let Some(mut ring) = ring_through(start, arrows) else { continue };
            let first = (0..ring.len()).min_by_key(|at| &ring[*at].from).unwrap_or(0);
            ring.rotate_left(first);
            let lines =
                ring.iter().map(|own| format!("\n  `src/{}.rs` uses `{}`", own.from.join("/"), own.to.join("::")));
            let names: BTreeSet<&str> = ring.iter().map(|own| own.from[parent.len()].as_str()).collect();
            let names: Vec<&str> = names.into_iter().collect();
            found.insert(format!(
                "ring in `src/{}`: {}{}",
                parent.join("/"),
                names.join(", "),
                lines.collect::<String>()
            ));
        }
    }
    found.into_iter().collect()
}

/// The uses of the shortest ring through a module, if there is one.
fn ring_through<'u>(start: &str, arrows: &BTreeMap<&'u str, BTreeMap<&'u str, &'u Use>>) -> Option<Vec<&'u Use>> {
    let mut ways: VecDeque<(&str, Vec<&Use>)> = VecDeque::from([(start, Vec::new())]);
    let mut seen = BTreeSet::new();
    while let Some((at, way)) = ways.pop_front() {
        for (to, own) in arrows.get(at).into_iter().flatten() {
            let way = [way.as_slice(), &[*own]].concat();
            if *to == start {
                return Some(way);
            }
            if seen.insert(*to) {
                ways.push_back((to, way));
            }
        }
    }
    None
}

/// The source of this crate.
fn source() -> Tree {
    Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn each_room_uses_only_the_rooms_that_the_table_allows() {
    let found = forbidden(&source().all());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn modules_side_by_side_form_no_ring() {
    let found = rings(&source().all());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_room_is_in_the_table() {
    let rooms: BTreeSet<String> =
        source().modules.keys().filter(|own| own.len() == 1).map(|own| own[0].clone()).collect();
    let table: BTreeSet<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, table);
}

#[test]
fn architecture_md_prints_the_table() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    for (room, may) in ARROWS {
        let line = format!("    {room:<9} -> {}", if may.is_empty() { "nothing".to_owned() } else { may.join(", ") });
        assert!(text.lines().any(|own| own.starts_with(&line)), "ARCHITECTURE.md has no line `{line}`");
    }
}

/// A tree of these files, in a folder of its own.
fn tree(files: &[(&str, &str)]) -> BTreeSet<Use> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Tree::read(folder.path()).all()
}

#[test]
fn a_forbidden_arrow_is_found_in_a_use_in_place_and_behind_a_re_export() {
    let engine = ("engine.rs", "pub mod walk;\npub use walk::Walk;");
    let lib = ("lib.rs", "pub mod engine;\npub mod model;");
    for model in [
        "use crate::engine::Walk;",
        "use crate::{engine::{Walk as W}};",
        "fn f() { let _ = crate::engine::walk::Walk::new(); }",
        "fn f() { println!(\"{}\", super::engine::Walk::NAME); }",
        "mod inner { use super::super::engine::Walk; }",
    ] {
        let found = forbidden(&tree(&[lib, engine, ("engine/walk.rs", ""), ("model.rs", model)]));
        assert_eq!(found, ["`src/model.rs` uses `engine::walk`: `model` may not use `engine`"], "{model}");
    }
    let allowed =
        tree(&[lib, ("engine.rs", "use crate::model::Step;"), ("model.rs", "/// [`crate::engine`]\nfn f() {}")]);
    assert_eq!(forbidden(&allowed), [""; 0]);
}

#[test]
fn a_ring_is_found_also_through_the_parents_re_exports_and_a_third_file() {
    let lib = ("lib.rs", "pub mod engine;");
    let engine = ("engine.rs", "mod a; mod b; mod c; pub use b::B; pub struct Shared;");
    let a = ("engine/a.rs", "use super::B;");
    let b = ("engine/b.rs", "use super::c::C;");
    let ring = rings(&tree(&[lib, engine, a, b, ("engine/c.rs", "use super::a::A;")]));
    assert_eq!(ring.len(), 1, "{ring:?}");
    let expected = "ring in `src/engine`: a, b, c\n  `src/engine/a.rs` uses `engine::b`";
    assert!(ring[0].starts_with(expected), "{ring:?}");
    let none = rings(&tree(&[lib, engine, a, b, ("engine/c.rs", "use super::Shared;")]));
    assert_eq!(none, [""; 0]);
}
