//! Files: made from their lines, checked by their rules, and written without a trace of their secrets.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use nodewalk::app::clock::Workstation;
use nodewalk::app::{App, Operator, StartOptions};
use nodewalk::documents::page::{Format, write};
use nodewalk::engine::action::Action;
use nodewalk::engine::event::{Event, Provenance};
use nodewalk::engine::facts::Facts;
use nodewalk::engine::files;
use nodewalk::engine::files::{FileError, RenderedFile, Secrets};
use nodewalk::engine::world::World;
use nodewalk::load::catalogue;
use nodewalk::model::condition::Scope;
use nodewalk::model::{Procedure, Writes};
use nodewalk::store::session::Home;
use nodewalk::ui::application::Application as _;
use nodewalk::ui::screen::{FieldTarget, Input, Screen};
use proptest::prelude::*;

use crate::bench::Bench;

/// What must never be found anywhere but in the file.
const SECRET: &str = "Hunter2-is-not-found";

fn procedure() -> Procedure {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/procedures/answer-file.toml");
    catalogue::open(path.to_str().unwrap()).unwrap()
}

/// The file of the answer file's procedure with this id.
fn writes<'p>(procedure: &'p Procedure, id: &str) -> &'p Writes {
    let mut all = procedure.phases.iter().flat_map(|phase| &phase.steps).flat_map(|step| &step.writes);
    all.find(|writes| writes.id == id).unwrap()
}

fn facts(procedure: &Procedure, given: &[(&str, &str)]) -> Facts {
    let mut facts = Facts::default();
    let drives = procedure.fact("drives").unwrap();
    facts.know_list("drives", Provenance::Typed);
    for (id, value) in given {
        if let Some((key, _)) = id.strip_prefix("drives.").and_then(|rest| rest.split_once('.')) {
            facts.add(drives, "drives", key, Provenance::Typed);
        }
        facts.write(procedure, id, value, Provenance::Typed);
    }
    facts
}

const GIVEN: [(&str, &str); 7] = [
    ("m.name", "MASTER"),
    ("mode", "per-server"),
    ("users", "5"),
    ("owner", "An owner"),
    ("drives.Q.volume", "0"),
    ("drives.R.volume", "2"),
    ("drives.S.volume", "3"),
];

fn rendered(id: &str, given: &[(&str, &str)], secrets: &Secrets) -> Result<RenderedFile, FileError> {
    let procedure = procedure();
    let facts = facts(&procedure, given);
    files::render(writes(&procedure, id), &World::of_facts(&procedure, &facts), Scope::empty(), secrets)
}

fn held(secret: &str) -> Secrets {
    let mut secrets = Secrets::default();
    secrets.hold("admin_password", secret.to_owned().into()).unwrap();
    secrets
}

#[test]
fn lines_are_numbered_as_they_are_written() {
    let commands = |given: &[(&str, &str)]| {
        let text = rendered("sysprep-inf", given, &Secrets::default()).unwrap().blanked;
        let found: Vec<String> = text.lines().filter(|line| line.starts_with("Command")).map(str::to_owned).collect();
        found.join(" ")
    };
    let all = r#"Command0="first" Command1="check Q" Command2="check R" Command3="check S" Command4="last""#;
    assert_eq!(commands(&GIVEN), all);
    assert_eq!(commands(&[("mode", "per-seat"), ("m.name", "M"), ("owner", "x")]), r#"Command0="last""#);
}

#[test]
fn another_reader_finds_what_was_meant() {
    let written = rendered("sysprep-inf", &GIVEN, &held("a;b=c %d%")).unwrap();
    let text = String::from_utf8(written.bytes.to_vec()).unwrap();
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    let mut parsed = configparser::ini::Ini::new();
    parsed.read(written.blanked.clone()).unwrap();
    let found = |section: &str, key: &str| parsed.get(section, key).unwrap();
    assert_eq!(found("UserData", "ComputerName"), "MASTER");
    assert_eq!(found("LicenseFilePrintData", "AutoUsers"), "5");
    assert_eq!(found("GuiUnattended", "AdminPassword").trim_matches('"'), "<Administrator password>");
    assert!(text.contains("\r\nAdminPassword=\"a;b=c %d%\"\r\n"), "{text}");
}

#[test]
fn the_sum_is_of_the_file_with_its_secrets_blanked() {
    let (with, without) = (
        rendered("sysprep-inf", &GIVEN, &held(SECRET)).unwrap(),
        rendered("sysprep-inf", &GIVEN, &Secrets::default()).unwrap(),
    );
    assert_ne!(with.bytes, without.bytes);
    assert_eq!((&with.blanked, &with.sha256), (&without.blanked, &without.sha256));
    assert_eq!(without.sha256, nodewalk::text::sha256(&without.bytes));
    assert_eq!(with.secrets, ["admin_password"]);
    assert!(!format!("{with:?} {:?}", held(SECRET)).contains(SECRET));
}

#[test]
fn newlines_and_encodings_are_as_declared() {
    let params = rendered("params", &GIVEN, &Secrets::default()).unwrap();
    assert_eq!(
        (params.name.as_str(), params.blanked.as_str()),
        ("diskpart-MASTER.txt", "select volume 2\nselect volume 3\nexit\n")
    );
    assert_eq!(*params.bytes, params.blanked.as_bytes());
    let note = rendered("note", &[("owner", "Žofie")], &Secrets::default()).unwrap();
    let expected: Vec<u8> = "\u{feff}For Žofie\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(*note.bytes, expected);
    assert_eq!(files::decode(&note.bytes), "For Žofie\r\n");
}

#[test]
fn what_a_file_cannot_hold_is_refused() {
    let with = |id: &'static str, value: &'static str| {
        let given: Vec<_> = GIVEN.iter().copied().filter(|(own, _)| *own != id).chain([(id, value)]).collect();
        rendered("sysprep-inf", &given, &Secrets::default()).unwrap_err().fault
    };
    assert_eq!(with("owner", "Žofie"), "line 7 of the file cannot be written in ASCII: it has the character `Ž`");
    let quote = "a value in line 7 of the file has a quote, and the line has quotes of its own";
    assert_eq!(with("owner", "the \"owner\""), quote);
    for secret in ["pass\"word", "Žofie"] {
        let fault = rendered("sysprep-inf", &GIVEN, &held(secret)).unwrap_err();
        assert!(fault.fault.contains("line 2 of the file") && !format!("{fault:?}").contains(secret), "{fault:?}");
    }
    let mut secrets = Secrets::default();
    for secret in ["two\nlines".to_owned(), "x".repeat(257)] {
        let error = secrets.hold("admin_password", secret.clone().into()).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(&secret));
    }
}

#[test]
fn what_a_file_needs_is_only_what_its_lines_say() {
    let procedure = procedure();
    let needs = |given: &[(&str, &str)]| {
        let facts = facts(&procedure, given);
        files::needs(writes(&procedure, "sysprep-inf"), &World::of_facts(&procedure, &facts), Scope::empty())
    };
    let both = |facts: &[&str]| (facts.iter().map(|id| (*id).to_owned()).collect(), vec!["admin_password".to_owned()]);
    assert_eq!(needs(&GIVEN), both(&[]));
    assert_eq!(needs(&[]), both(&["m.name", "owner", "mode"]));
    assert_eq!(needs(&[("mode", "per-server")]), both(&["m.name", "owner", "users"]));
    assert_eq!(needs(&[("mode", "per-seat")]), both(&["m.name", "owner"]));
}

/// What is found in a text by these rules, as `line rule`; `-` where a line is missing.
fn found(rules: &str, text: &str) -> String {
    let procedure = procedure();
    let findings = files::check(procedure.file_rules(rules).unwrap(), text);
    let lines = findings.iter().map(|finding| {
        let line = finding.line.map_or("-".to_owned(), |line| line.to_string());
        format!("{line} {}", finding.rule)
    });
    lines.collect::<Vec<_>>().join(", ")
}

#[test]
fn rules_find_what_is_wrong_in_its_line() {
    const USER: &str = "[UserData]\nComputerName=*\n";
    let cases = [
        ("", "", "- user-data, - computer-name"),
        ("[UserData]\n", "", "1 computer-name"),
        (USER, "FullName=", "3 owner-filled"),
        (USER, "FullName= ; nobody\n", "3 owner-filled"),
        (USER, "FullName=\";\"", ""),
        (USER, "; comment\n\n[GUIUNATTENDED]\r\nTIMEZONE = 35 ; Eastern\r\n", ""),
        (USER, "[GuiUnattended]\nTimeZone=Eastern", "4 time-zone"),
        (USER, "[GuiUnattended]\nAdminPassword=*", ""),
        (USER, "[GuiUnattended]\nAdminPassword=secret", "4 password-quoted"),
        (USER, "[GuiUnattended]\nAdminPassword=\"a\" \"b\"", "4 password-quoted"),
        (USER, "[GuiUnattended]\nAdminPassword=\"open", "4 syntax, 4 password-quoted"),
        (USER, "[LicenseFilePrintData]\nAutoMode=PerSeat", ""),
        (USER, "[LicenseFilePrintData]\nautomode=perserver\nautousers=5", ""),
        (USER, "[LicenseFilePrintData]\nAutoMode=PerServer", "3 auto-users"),
        (USER, "[LicenseFilePrintData]\nAutoMode=PerSeat\nAutoUsers=5", "5 auto-users-alone"),
        (USER, "[LicenseFilePrintData]\nAutoUsers=5", "4 auto-users-alone"),
        (USER, "[LicenseFilePrintData]\nAutoMode=Both", "4 auto-mode"),
        (USER, "[GuiRunOnce]\nCommand0=a\nCommand1=b", ""),
        (USER, "[GuiRunOnce]\nCommand1=a", "4 commands"),
        (USER, "[GuiRunOnce]\nCommand0=a\nCommand2=b\nCommand=c\nCommander=d", "5 commands, 6 commands"),
        (USER, "[GuiRunOnce]\nCommand1=a\n[GuiRunOnce]\nCommand0=b", "4 commands, 5 duplicate-section"),
        (USER, "[Identification]\nJoinWorkgroup=W", ""),
        (USER, "[Identification]\nJoinDomain=D\nDomainAdmin=a\nDomainAdminPassword=\"b\"", ""),
        (USER, "[Identification]\nJoinDomain=D\nDomainAdmin=a", "3 membership"),
        (USER, "[Identification]\nJoinDomain=D\nJoinWorkgroup=W", "3 membership"),
        (USER, "[BuildMassStorageSection]\n", "3 no-build-section"),
        (USER, "computername=X", "3 duplicate-entry"),
        ("stray=1\n", USER, "1 syntax"),
        (USER, "no entry\n[open\n[a]b]", "3 syntax, 4 syntax, 5 syntax"),
        (USER, "[SysprepMassStorage]", ""),
        (USER, "[SysprepMassStorage]\nPCI\\VEN_1077&DEV_1080 = \"C:\\Sysprep\\qlogic.inf\", \"\\nt\"", ""),
    ];
    for (start, rest, expected) in cases {
        let text = format!("{start}{rest}");
        assert_eq!(found("sysprep-inf", &text), expected, "{text}");
        let other = text.replace("\r\n", "\n").replace('\n', "\r\n");
        assert_eq!(found("sysprep-inf", &format!("\u{feff}{other}")), expected, "{other}");
    }
    assert_eq!(found("diskpart", "select volume 2\nassign letter=Q\nEXIT\n"), "");
    assert_eq!(found("diskpart", "select volume 2\n  Assign letter Q\n"), "2 assign-form, - exit");
}

#[test]
fn a_written_file_keeps_its_own_rules() {
    let procedure = procedure();
    for given in [&GIVEN[..], &[("mode", "per-seat"), ("m.name", "M"), ("owner", "x")]] {
        let written = rendered("sysprep-inf", given, &Secrets::default()).unwrap();
        assert_eq!(files::check(procedure.file_rules("sysprep-inf").unwrap(), &written.blanked), []);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_check_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), ini in "[\\[\\]=;\" \r\n\u{feff}aCommand09A-Zé]{0,200}") {
        let procedure = procedure_once();
        for rules in &procedure.file_rules {
            for text in [files::decode(&bytes), ini.clone()] {
                let lines = text.split('\n').count();
                for finding in files::check(rules, &text) {
                    prop_assert!(finding.line.is_none_or(|line| (1..=lines).contains(&line)));
                    prop_assert!(!finding.text.chars().any(char::is_control));
                }
            }
        }
    }
}

fn procedure_once() -> &'static Procedure {
    static ONCE: std::sync::OnceLock<Procedure> = std::sync::OnceLock::new();
    ONCE.get_or_init(procedure)
}

/// A walk at a desk, in folders of its own.
struct Table {
    app: App,
    folder: tempfile::TempDir,
    /// Every screen that was shown.
    shown: String,
}

impl Table {
    fn new(rehearsal: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let operator = Operator { by: "kim@desk".to_owned(), holder: "kim@desk, process 1".to_owned() };
        let mut app = App::new(Home::new(folder.path().join("home")), Box::new(Workstation), operator);
        fs::create_dir(folder.path().join("stick")).unwrap();
        app.start(procedure(), &StartOptions { rehearsal, ..StartOptions::default() }).unwrap();
        let mut table = Self { app, folder, shown: String::new() };
        for (id, value) in GIVEN {
            if let Some((key, _)) = id.strip_prefix("drives.").and_then(|rest| rest.split_once('.')) {
                table.say(&format!("add drives {key}"));
            }
            table.say(&format!("set {id} {value}"));
        }
        table.say("").say("").say("");
        table
    }

    fn say(&mut self, line: &str) -> &mut Self {
        self.app.act(line.parse::<Action>().unwrap());
        let screen = self.app.screen();
        write!(self.shown, "{screen:?}").unwrap();
        self.shown.push_str(&nodewalk::ui::plain::page(&screen));
        self
    }

    fn stick(&self) -> PathBuf {
        self.folder.path().join("stick")
    }

    fn session(&self) -> PathBuf {
        self.app.session().unwrap().store().folder().to_owned()
    }

    fn screen(&mut self) -> Screen {
        self.app.screen()
    }

    /// What the screen says first.
    fn notice(&mut self) -> String {
        self.screen().notices.into_iter().map(|notice| notice.text).collect::<Vec<_>>().join(" | ")
    }

    fn with_folder(&mut self) -> &mut Self {
        let folder = format!("folder {}", self.stick().display());
        self.say(&folder)
    }

    /// What is in every file below a folder.
    fn contents(folder: &Path) -> Vec<u8> {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            all.extend(if entry.is_dir() { Self::contents(&entry) } else { fs::read(&entry).unwrap() });
        }
        all
    }
}

#[test]
fn a_secret_is_in_its_file_and_nowhere_else() {
    let mut table = Table::new(false);
    let heading = table.screen().heading;
    assert_eq!(heading, "Write the answer file");
    table.say("");
    assert_eq!(table.notice(), "the file `sysprep-inf` is to be written first");
    table.say("write");
    assert_eq!(table.notice(), "the secret `admin_password` is asked first");
    table.say(&format!("set admin_password {SECRET}"));
    let Input::Form(fields) = table.screen().input else { panic!() };
    let secret = fields.iter().find(|field| field.target == FieldTarget::Secret("admin_password".into())).unwrap();
    assert_eq!(secret.value.as_ref().unwrap().0, "held until the last file with it is written");
    table.say("write");
    assert_eq!(table.notice(), "the folder for the file with secrets is asked first");
    let own = format!("folder {}", table.session().join("out").display());
    table.say(&own);
    assert!(table.notice().ends_with("is where sessions are kept, and secrets never are"), "{}", table.notice());
    table.say("folder /not/there").with_folder().say("write");
    let path = table.stick().join("sysprep.inf");
    assert!(table.notice().starts_with(&format!("Written: {}", path.display())), "{}", table.notice());
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(&format!("AdminPassword=\"{SECRET}\"\r\n")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let open = table.app.session().unwrap();
    let written = open.records().iter().find_map(|record| match &record.event {
        Event::Written { path, file_sha256, secrets, .. } => Some((path.clone(), file_sha256.clone(), *secrets)),
        _ => None,
    });
    let blanked = text.replace(SECRET, "<Administrator password>");
    assert_eq!(written.unwrap(), (path.display().to_string(), nodewalk::text::sha256(blanked.as_bytes()), true));
    assert_eq!(open.walk().files().len(), 1);
    // Written is written; what was typed is gone.
    table.say("write");
    assert_eq!(table.notice(), "the secret `admin_password` is asked first");
    table.say("");
    assert!(table.shown.contains("LEFT OPEN MASTER: Destroy sysprep.inf with its password"));
    assert!(!table.shown.contains(SECRET));
    let session = table.session();
    let everything = Table::contents(&table.folder.path().join("home"));
    let found = everything.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    assert!(!found, "found below {}", session.display());
    drop(table.app);
}

#[test]
fn a_held_secret_is_forgotten_when_nothing_to_come_needs_it_or_the_operator_leaves() {
    let held = |table: &mut Table| format!("{:?}", table.screen().input).contains("held until");
    let mut table = Table::new(false);
    table.say(&format!("set admin_password {SECRET}"));
    assert!(held(&mut table));
    table.say("map").say("back").say("problem it went wrong").say("back");
    assert!(held(&mut table), "its file is still to be written");
    table.say("quit");
    assert!(!held(&mut table), "nobody is there");
    table.say(&format!("set admin_password {SECRET}")).with_folder().say("write");
    assert!(!held(&mut table), "no file to come has it");
    table.say("set owner Another");
    assert!(!held(&mut table), "a file that is due again asks again");
    table.say(&format!("set admin_password {SECRET}")).say("abandon no time");
    assert!(!held(&mut table), "the walk is over");
    assert!(!table.shown.contains(SECRET));
}

#[test]
fn a_secret_is_refused_where_no_file_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let operator = Operator { by: "kim@desk".to_owned(), holder: "kim@desk, process 1".to_owned() };
    let mut app = App::new(Home::new(folder.path()), Box::new(Workstation), operator);
    app.start(procedure(), &StartOptions::default()).unwrap();
    app.act(Action::Set { fact: "admin_password".to_owned(), value: SECRET.to_owned() });
    let screen = app.screen();
    assert_eq!(screen.notices[0].text, "`admin_password` is a secret");
    assert!(!format!("{screen:?}").contains(SECRET));
    let answers = format!("[facts]\nadmin_password = \"{SECRET}\"\n");
    let errors = nodewalk::load::answers::read(&procedure(), "answers.toml", &answers).unwrap_err();
    assert_eq!(errors[0].fault, "`admin_password` is a secret, and secrets are never in an answers file");
    assert!(!format!("{errors:?}").contains(SECRET));
}

#[test]
fn a_file_is_not_overwritten_without_a_word() {
    let mut table = Table::new(false);
    let path = table.stick().join("sysprep.inf");
    fs::write(&path, "mine").unwrap();
    table.say(&format!("set admin_password {SECRET}")).with_folder().say("write");
    assert!(table.notice().ends_with("is there already, and this step did not write it"), "{}", table.notice());
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    fs::remove_file(&path).unwrap();
    // What this step wrote it may write again.
    table.say("write").say(&format!("set admin_password {SECRET}x")).with_folder().say("write");
    assert!(fs::read_to_string(&path).unwrap().contains(&format!("{SECRET}x")));
    // Plain files go into the session's own folder; one that was changed by hand stays.
    table.say("").say("write");
    let params = table.session().join("out/diskpart-MASTER.txt");
    assert_eq!(fs::read_to_string(&params).unwrap(), "select volume 2\nselect volume 3\nexit\n");
    table.say("set drives.S.volume 4");
    table.say("");
    assert_eq!(table.notice(), "the file `params` is to be written first", "a corrected fact outdates it");
    table.say("write");
    assert_eq!(fs::read_to_string(&params).unwrap(), "select volume 2\nselect volume 4\nexit\n");
    fs::write(&params, "changed").unwrap();
    table.say("write");
    assert!(table.notice().ends_with("was changed since it was written"), "{}", table.notice());
    assert_eq!(fs::read_to_string(&params).unwrap(), "changed");
}

/// A walk of the program as a whole that wrote its file with a secret into `stick`, and was killed before it could record
/// that.
fn killed_while_writing() -> Bench {
    let bench = Bench::new();
    fs::create_dir(bench.folder().join("stick")).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/procedures/answer-file.toml");
    let mut words = String::new();
    for (id, value) in GIVEN {
        if let Some((key, _)) = id.strip_prefix("drives.").and_then(|rest| rest.split_once('.')) {
            writeln!(words, "add drives {key}").unwrap();
        }
        writeln!(words, "set {id} {value}").unwrap();
    }
    let words = format!("{words}\n\n\nset admin_password {SECRET}\nfolder stick\nwrite\n");
    let ran = bench.run(&["start", path.to_str().unwrap(), "--plain"], &words);
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    assert!(fs::read_to_string(bench.folder().join("stick/sysprep.inf")).unwrap().contains(SECRET));
    let journal = fs::read_to_string(bench.journal()).unwrap();
    let written = journal.find("kind = \"written\"").unwrap();
    let block = journal[..written].rfind("\n[[event]]\n").unwrap();
    fs::write(bench.journal(), &journal[..block]).unwrap();
    bench
}

#[test]
fn a_secret_that_a_crash_left_is_listed_until_it_is_gone() {
    let bench = killed_while_writing();
    let left = fs::canonicalize(bench.folder()).unwrap().join("stick/sysprep.inf");
    let listed = || bench.json(&["status"]).get("leftovers").cloned();
    assert_eq!(listed(), Some(vec![left.to_str().unwrap()].into()));
    let said = "A crash may have left secrets in";
    for (arguments, words) in [
        (&["status"][..], ""),
        (&["report"], ""),
        (&["resume", "--plain"], ""),
        (&["resume", "--plain"], "done\nopen\n"),
    ] {
        let ran = bench.run(arguments, words);
        assert_eq!(ran.err, "");
        assert!(ran.out.contains(said), "{arguments:?}: {}", ran.out);
        assert!(!ran.out.contains(SECRET));
    }
    // Nobody can say what is on a disk that was taken away.
    let (stick, away) = (bench.folder().join("stick"), bench.folder().join("away"));
    fs::rename(&stick, &away).unwrap();
    assert_eq!(listed().unwrap().as_array().unwrap().len(), 2);
    fs::rename(&away, &stick).unwrap();
    fs::remove_file(&left).unwrap();
    assert_eq!(listed(), None);
    assert!(!bench.run(&["status"], "").out.contains(said));
}

#[test]
fn a_file_is_written_again_where_a_crash_left_its_replacement() {
    let bench = killed_while_writing();
    let stick = bench.folder().join("stick");
    let replacement = stick.join("sysprep.inf.new");
    fs::write(&replacement, SECRET).unwrap();
    assert_eq!(bench.json(&["status"])["leftovers"].as_array().unwrap().len(), 2);
    let ran = bench.run(&["resume", "--plain"], &format!("done\nset admin_password {SECRET}\nfolder stick\nwrite\n"));
    assert!(ran.out.contains("Written: "), "{}", ran.out);
    assert!(!replacement.exists());
    assert_eq!(bench.json(&["status"]).get("leftovers"), None);
    // The replacement of a file that this walk wrote before holds secrets too.
    fs::write(&replacement, SECRET).unwrap();
    let listed = bench.json(&["status"])["leftovers"].clone();
    assert!(listed[0].as_str().unwrap().ends_with("stick/sysprep.inf.new"), "{listed}");
}

#[test]
fn a_broken_rule_stops_the_writing() {
    let mut table = Table::new(false);
    let mut broken = procedure();
    let rules = &mut broken.file_rules[0].rules;
    for rule in rules {
        rule.test = nodewalk::model::FileTest::Forbidden;
    }
    table.app.start(broken, &StartOptions::default()).unwrap();
    for (id, value) in GIVEN {
        if let Some((key, _)) = id.strip_prefix("drives.").and_then(|rest| rest.split_once('.')) {
            table.say(&format!("add drives {key}"));
        }
        table.say(&format!("set {id} {value}"));
    }
    table.say("").say("").say("").say(&format!("set admin_password {SECRET}"));
    table.with_folder().say("write");
    assert!(table.notice().contains("breaks a rule"), "{}", table.notice());
    assert!(!table.stick().join("sysprep.inf").exists());
}

#[test]
fn a_rehearsal_writes_placeholders_into_its_own_folder() {
    let mut table = Table::new(true);
    table.say("").say("").say("").say("");
    let out = table.session().join("out");
    let text = fs::read_to_string(out.join("sysprep.inf")).unwrap();
    assert!(text.contains("AdminPassword=\"<Administrator password>\""), "{text}");
    assert!(out.join("note.txt").exists());
    let open = table.app.session().unwrap();
    let files = open.walk().files();
    assert_eq!(files.len(), 3);
    for file in files {
        assert_eq!(file.sha256, nodewalk::text::sha256(&fs::read(&file.path).unwrap()), "{}", file.file);
        assert!(!file.secrets, "{}", file.file);
    }
    let session = nodewalk::documents::report::SessionFacts::default();
    let report = nodewalk::documents::report::Report::of(open.walk(), open.records(), &session);
    let report = write(Format::Text, &report.page);
    assert!(report.contains("FILES WRITTEN") || report.contains("Files written"), "{report}");
    assert!(report.contains(&files[0].sha256), "{report}");
    // What was recorded is what is read back.
    let id = open.store().id().to_owned();
    let before = files.to_vec();
    let Table { app, folder, .. } = table;
    drop(app);
    let snapshot = Home::new(folder.path().join("home")).read(&id).unwrap();
    let walk = nodewalk::engine::walk::Walk::replay(procedure().into(), true, &snapshot.records);
    assert_eq!(walk.files(), before);
}
