//! The answer files of imaging-2003: written on a real walk, read back by another reader, checked by the procedure's own
//! rules; and its passwords, which are in the files that ask for them and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::common::{answers_at, procedure};
use nodewalk::app::clock::Workstation;
use nodewalk::app::{App, Operator, StartOptions};
use nodewalk::documents::checklist::Checklist;
use nodewalk::documents::json;
use nodewalk::documents::page::{Format, write};
use nodewalk::documents::report::{Report, SessionFacts};
use nodewalk::documents::status::SessionStatus;
use nodewalk::engine::action::Action;
use nodewalk::engine::answers::actions;
use nodewalk::engine::files;
use nodewalk::engine::walk::{Ask, Gate, Position, Walk};
use nodewalk::load::answers;
use nodewalk::model::Procedure;
use nodewalk::store::session::Home;
use nodewalk::ui::application::{Application as _, Next};
use nodewalk::ui::plain;

const ANSWERS: &str = include_str!("../../assets/answers/imaging-2003.toml");

static PROCEDURE: LazyLock<Arc<Procedure>> = LazyLock::new(|| procedure("imaging-2003"));

/// The secrets, each as nothing else is.
const SECRETS: [(&str, &str); 4] = [
    ("secret.administrator", "Adm1n;is=a tor"),
    ("secret.product_key", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE"),
    ("secret.domain_admin", "J0ins%the%domain"),
    ("secret.cluster", "Clust3rs-alone"),
];

/// A real walk at a desk, with a stick for the files with secrets.
struct Table {
    app: App,
    folder: tempfile::TempDir,
    readings: Vec<Action>,
    /// Everything that was shown.
    shown: String,
    /// How often each secret was asked for.
    asked: BTreeMap<String, usize>,
    /// What was said of each file with secrets, in order.
    written: Vec<String>,
}

impl Table {
    /// A walk with these facts beside the usual ones, at its first step.
    fn new(lines: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("stick")).unwrap();
        let operator = Operator { by: "kim@desk".to_owned(), holder: "kim@desk, process 1".to_owned() };
        let mut app = App::new(Home::new(folder.path().join("home")), Box::new(Workstation), operator);
        let begin =
            StartOptions { answers: Some(("answers.toml".to_owned(), ANSWERS.to_owned())), ..StartOptions::default() };
        app.start(PROCEDURE.as_ref().clone(), &begin).unwrap();
        let readings = actions(&answers::read(&PROCEDURE, "answers.toml", ANSWERS).unwrap().readings);
        let mut table =
            Self { app, folder, readings, shown: String::new(), asked: BTreeMap::new(), written: Vec::new() };
        for line in lines {
            table.say(line);
        }
        table
    }

    fn say(&mut self, line: &str) -> &mut Self {
        if let Next::Leave(words) = self.app.act(line.parse::<Action>().unwrap()) {
            self.shown.push_str(&words);
        }
        let screen = self.app.screen();
        write!(self.shown, "{screen:?}\n{}", plain::page(&screen)).unwrap();
        let written = screen.notices.into_iter().filter(|notice| notice.text.contains("readable by you only"));
        self.written.extend(written.map(|notice| notice.text));
        self
    }

    fn walk(&self) -> &Walk {
        self.app.session().unwrap().walk()
    }

    /// The main action, with all that is asked answered as it should be; secrets where the file is refused without them.
    fn go_on(&mut self) {
        let lines = answers_at(self.walk(), &self.readings);
        for line in lines {
            self.say(&line);
            while line == "write" && self.is_to_write() {
                let notice = self.app.screen().notices.into_iter().map(|notice| notice.text).collect::<String>();
                let secret = SECRETS.iter().find(|(id, _)| notice.contains(&format!("`{id}` is asked first")));
                match secret {
                    Some((id, secret)) => {
                        *self.asked.entry((*id).to_owned()).or_default() += 1;
                        self.say(&format!("set {id} {secret}"));
                    }
                    None if notice.contains("the folder for the file with secrets is asked first") => {
                        let folder = format!("folder {}", self.folder.path().join("stick").display());
                        self.say(&folder);
                    }
                    None => panic!("{notice}"),
                }
                self.say("write");
            }
        }
        self.say("");
    }

    /// Whether a file of the present step is still to be written.
    fn is_to_write(&self) -> bool {
        let walk = self.walk();
        let Position::Step { step, gate: Gate::Open } = walk.position() else { return false };
        let asks = walk.asks(walk.planned(&step).unwrap(), false);
        asks.iter().any(|ask| matches!(ask, Ask::File(_)) && !walk.is_answered(&step, ask))
    }

    /// Goes on until a step of this phase is next, or to the end.
    fn until(&mut self, phase: &str) -> &mut Self {
        for _ in 0..600 {
            if self.walk().is_over() || self.walk().target().is_some_and(|target| target.id.starts_with(phase)) {
                return self;
            }
            self.go_on();
        }
        panic!("{phase} was not reached: {:?}", self.walk().position());
    }

    /// The files with secrets, by name, as they stand on the stick.
    fn stick(&self) -> BTreeMap<String, String> {
        let files = fs::read_dir(self.folder.path().join("stick")).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: std::path::PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, String::from_utf8(fs::read(path).unwrap()).unwrap())
        };
        files.map(named).collect()
    }
}

/// What is found in a text by these rules, as `line rule`; `-` where a line is missing.
fn found(rules: &str, text: &str) -> String {
    let findings = files::check(PROCEDURE.file_rules(rules).unwrap(), text);
    let lines = findings.iter().map(|finding| {
        let line = finding.line.map_or("-".to_owned(), |line| line.to_string());
        format!("{line} {}", finding.rule)
    });
    lines.collect::<Vec<_>>().join(", ")
}

// --- written, and read back ------------------------------------------------------------------------------------------

/// A file as another reader finds it: `Section.Entry` with its value, without the quotes.
fn read_back(text: &str) -> BTreeMap<String, String> {
    let mut parsed = configparser::ini::Ini::new_cs();
    // A comment begins a line in these files; a `;` in a value is part of it.
    parsed.set_inline_comment_symbols(Some(&[]));
    let sections = parsed.read(text.to_owned()).unwrap();
    let entries = sections.into_iter().flat_map(|(section, entries)| {
        entries.into_iter().map(move |(entry, value)| {
            (format!("{section}.{entry}"), value.unwrap_or_default().trim_matches('"').to_owned())
        })
    });
    entries.collect()
}

/// What stands in every answer file, and what a way to answer adds to it.
fn expected(computer: &str, more: &[(&str, &str)]) -> BTreeMap<String, String> {
    let every = [
        ("Unattended.OemSkipEula", "Yes"),
        ("Unattended.UnattendMode", "FullUnattended"),
        ("Unattended.TargetPath", "\\WINDOWS"),
        ("GuiUnattended.TimeZone", "35"),
        ("GuiUnattended.OEMSkipRegional", "1"),
        ("GuiUnattended.OEMSkipWelcome", "1"),
        ("UserData.ComputerName", computer),
        ("UserData.FullName", "Operations"),
        ("UserData.OrgName", "Corp"),
        ("UserData.ProductKey", SECRETS[1].1),
        ("Networking.InstallDefaultComponents", "Yes"),
        ("SysprepMassStorage.PCI\\VEN_1077&DEV_1080", MASS),
    ];
    every.iter().chain(more).map(|(entry, value)| ((*entry).to_owned(), (*value).to_owned())).collect()
}

const MASS: &str = r#"C:\Sysprep\qlogic\qlogic.inf", "\nt", "Qlogic Software Disk", "\qlogic"#;
const ADMIN: [(&str, &str); 2] =
    [("GuiUnattended.AdminPassword", SECRETS[0].1), ("GuiUnattended.EncryptedAdminPassword", "No")];
const DOMAIN: [(&str, &str); 3] = [
    ("Identification.JoinDomain", "CORP"),
    ("Identification.DomainAdmin", "joiner"),
    ("Identification.DomainAdminPassword", SECRETS[2].1),
];
const WORKGROUP: [(&str, &str); 1] = [("Identification.JoinWorkgroup", "BUILD")];
const PER_SERVER: [(&str, &str); 2] =
    [("LicenseFilePrintData.AutoMode", "PerServer"), ("LicenseFilePrintData.AutoUsers", "10")];
const PER_SEAT: [(&str, &str); 1] = [("LicenseFilePrintData.AutoMode", "PerSeat")];
const ACCOUNT: (&str, &str) = ("GuiRunOnce.Command0", r"net localgroup administrators CORP\clussvc /add");
const JOIN_WORKGROUP: [&str; 2] = ["set sysprep.join workgroup", "set sysprep.workgroup BUILD"];

/// A file: its name, the computer name in it, and what it has beside what every file has.
type Expected<'a> = (&'a str, &'a str, Vec<(&'a str, &'a str)>);

/// Walks with these facts until every answer file is written, and compares each with what is expected of it; the rules
/// find in it nothing but these warnings.
#[track_caller]
fn are_written(lines: &[&str], warnings: &str, files: &[Expected<'_>]) {
    let mut table = Table::new(lines);
    table.until("others-off/");
    let stick = table.stick();
    let names: BTreeSet<&str> = files.iter().map(|(name, ..)| *name).collect();
    assert_eq!(stick.keys().map(String::as_str).collect::<BTreeSet<_>>(), names);
    for (name, computer, more) in files {
        let text = &stick[*name];
        assert_eq!(read_back(text), expected(computer, more), "{lines:?} {name}:\n{text}");
        assert_eq!(text.matches("\r\n").count(), text.matches('\n').count(), "{name}");
        assert!(text.is_ascii() && text.ends_with("\r\n"), "{name}");
        let found: Vec<String> =
            found("sysprep-inf", text).split(", ").filter_map(|one| Some(one.split_once(' ')?.1.to_owned())).collect();
        assert_eq!(found.join(" "), warnings, "{lines:?} {name}:\n{text}");
    }
    // Each secret was asked once, whatever number of files it stands in.
    assert!(table.asked.values().all(|times| *times == 1), "{:?}", table.asked);
}

#[test]
fn nodes_that_join_a_domain_get_a_file_each_and_the_image_one_without_a_name() {
    let all = || [&ADMIN[..], &DOMAIN[..], &PER_SERVER[..], &[ACCOUNT]].concat();
    are_written(
        &[],
        "",
        &[
            ("sysprep.inf", "", all()),
            ("sysprep-NODE1.inf", "NODE1", all()),
            ("sysprep-NODE2.inf", "NODE2", all()),
            ("sysprep-NODE3.inf", "NODE3", all()),
        ],
    );
}

#[test]
fn secrets_are_called_forgotten_only_with_the_last_file_that_needs_them() {
    let mut table = Table::new(&[]);
    table.until("others-off/");
    let files = ["sysprep.inf", "sysprep-NODE1.inf", "sysprep-NODE2.inf", "sysprep-NODE3.inf"];
    assert_eq!(table.written.len(), files.len(), "{:?}", table.written);
    for (name, said) in files.iter().zip(&table.written) {
        assert!(said.contains(name), "{said}");
        assert_eq!(said.contains("forgotten here"), *name == "sysprep-NODE3.inf", "{said}");
        assert_eq!(said.contains("held here until the last file"), *name != "sysprep-NODE3.inf", "{said}");
    }
}

#[test]
fn nodes_that_begin_in_a_workgroup_get_a_file_each_with_its_warning() {
    let all = || [&ADMIN[..], &WORKGROUP[..], &PER_SERVER[..], &[ACCOUNT]].concat();
    are_written(
        &JOIN_WORKGROUP,
        "needs-a-domain",
        &[
            ("sysprep.inf", "", all()),
            ("sysprep-NODE1.inf", "NODE1", all()),
            ("sysprep-NODE2.inf", "NODE2", all()),
            ("sysprep-NODE3.inf", "NODE3", all()),
        ],
    );
}

#[test]
fn one_file_for_all_leaves_the_name_to_be_asked() {
    let all = [&ADMIN[..], &DOMAIN[..], &PER_SERVER[..], &[ACCOUNT]].concat();
    are_written(&["set sysprep.names asked"], "", &[("sysprep.inf", "", all)]);
    let all = [&ADMIN[..], &WORKGROUP[..], &PER_SERVER[..], &[ACCOUNT]].concat();
    let lines = ["set sysprep.names asked", JOIN_WORKGROUP[0], JOIN_WORKGROUP[1]];
    are_written(&lines, "needs-a-domain", &[("sysprep.inf", "", all)]);
}

#[test]
fn without_a_password_of_the_administrator_none_is_asked_or_written() {
    let lines = ["set sysprep.names asked", "set sysprep.admin_given no", "set sysprep.auto_mode PerSeat"];
    let all = [&DOMAIN[..], &PER_SEAT[..], &[ACCOUNT]].concat();
    are_written(&lines, "admin-password", &[("sysprep.inf", "", all)]);
}

#[test]
fn a_list_that_sysprep_builds_has_its_header_and_its_switch() {
    let lines = ["set sysprep.names asked", "set storage.same no", "set storage.technique build"];
    let build = ("Sysprep.BuildMassStorageSection", "Yes");
    let all = [&ADMIN[..], &DOMAIN[..], &PER_SERVER[..], &[ACCOUNT, build]].concat();
    are_written(&lines, "", &[("sysprep.inf", "", all)]);
}

#[test]
fn what_runs_once_on_the_first_node_is_numbered_without_a_gap_in_its_file_alone() {
    let lines = ["set letters_how runonce", "set cluster.create runonce"];
    let all = || [&ADMIN[..], &DOMAIN[..], &PER_SERVER[..], &[ACCOUNT]].concat();
    let letters = ("GuiRunOnce.Command1", r"%systemdrive%\scripts\AssignDriveLetters.bat");
    let create = (
        "GuiRunOnce.Command2",
        r"%WINDIR%\cluster\cluster.exe /cluster:CLUS1 /create /ipaddr:10.5.5.9 /pass:Clust3rs-alone /user:CORP\clussvc /verbose /unattended",
    );
    are_written(
        &lines,
        "",
        &[
            ("sysprep.inf", "", all()),
            ("sysprep-NODE1.inf", "NODE1", [all(), vec![letters, create]].concat()),
            ("sysprep-NODE2.inf", "NODE2", all()),
            ("sysprep-NODE3.inf", "NODE3", all()),
        ],
    );
}

#[test]
fn the_letter_files_keep_their_rules() {
    let mut table = Table::new(&["set letters_how runonce"]);
    table.until("master-image/");
    let out = table.app.session().unwrap().store().folder().join("out");
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let (batch, params) = (read("AssignDriveLetters.bat"), read("diskpartparams.txt"));
    assert_eq!(batch, "diskpart /s %systemdrive%\\scripts\\diskpartparams.txt\r\nexit /b %errorlevel%\r\n");
    let volumes = "select volume 2\r\nassign letter=Q\r\nselect volume 3\r\nassign letter=R\r\nexit\r\n";
    assert_eq!(params, volumes);
    assert_eq!((found("letter-batch", &batch), found("diskpart-params", &params)), (String::new(), String::new()));
}

// --- broken on purpose -----------------------------------------------------------------------------------------------

/// A file in which nothing is wrong.
const GOOD: &str = r#"[Unattended]
OemSkipEula=Yes
UnattendMode=FullUnattended
TargetPath=\WINDOWS

[GuiUnattended]
AdminPassword="secret"
TimeZone=35

[UserData]
ComputerName=NODE1
FullName="Operations"
OrgName="Corp"
ProductKey="AAAAA"

[LicenseFilePrintData]
AutoMode=PerServer
AutoUsers=10

[Networking]
InstallDefaultComponents=Yes

[Identification]
JoinDomain=CORP
DomainAdmin=joiner
DomainAdminPassword="secret"

[Sysprep]
BuildMassStorageSection=Yes

[SysprepMassStorage]
PCI\VEN_1077&DEV_1080 = "C:\Sysprep\qlogic.inf"

[GuiRunOnce]
Command0="net localgroup administrators CORP\clussvc /add"
Command1="%systemdrive%\scripts\AssignDriveLetters.bat"
"#;

/// What stands in the good file, what stands there instead, and what is found then.
const BROKEN: &[(&str, &str, &str)] = &[
    // a section is missing
    (
        "[Unattended]\nOemSkipEula=Yes\nUnattendMode=FullUnattended\nTargetPath=\\WINDOWS\n",
        "",
        "- unattended, - unattend-mode, - target-path, - skip-eula",
    ),
    ("[GuiUnattended]\nAdminPassword=\"secret\"\nTimeZone=35\n", "", "- gui-unattended, - admin-password, - time-zone"),
    (
        "[UserData]\nComputerName=NODE1\nFullName=\"Operations\"\nOrgName=\"Corp\"\nProductKey=\"AAAAA\"\n",
        "",
        "- user-data, - computer-name, - full-name, - org-name, - product-key",
    ),
    ("[LicenseFilePrintData]\nAutoMode=PerServer\nAutoUsers=10\n", "", "- licence, - auto-mode"),
    ("[Networking]\nInstallDefaultComponents=Yes\n", "", "- networking"),
    ("[Identification]\nJoinDomain=CORP\nDomainAdmin=joiner\nDomainAdminPassword=\"secret\"\n", "", "- identification"),
    ("[SysprepMassStorage]\nPCI\\VEN_1077&DEV_1080 = \"C:\\Sysprep\\qlogic.inf\"\n", "", "- mass-storage"),
    // an entry is missing: told at its section
    ("UnattendMode=FullUnattended\n", "", "1 unattend-mode"),
    ("TargetPath=\\WINDOWS\n", "", "1 target-path"),
    ("OemSkipEula=Yes\n", "", "1 skip-eula"),
    ("AdminPassword=\"secret\"\nTimeZone", "TimeZone", "6 admin-password"),
    ("TimeZone=35\n", "", "6 time-zone"),
    ("ComputerName=NODE1\n", "", "10 computer-name"),
    ("FullName=\"Operations\"\n", "", "10 full-name"),
    ("OrgName=\"Corp\"\n", "", "10 org-name"),
    ("ProductKey=\"AAAAA\"\n", "", "10 product-key"),
    ("AutoMode=PerServer\n", "", "16 auto-mode, 17 auto-users-alone"),
    // an entry says what it must not
    ("=FullUnattended", "=Silent", "3 unattend-mode-value"),
    ("TimeZone=35", "TimeZone=Eastern", "8 time-zone-number"),
    ("TimeZone=35", "TimeZone=301", "8 time-zone-number"),
    ("ComputerName=NODE1", "ComputerName=*", "11 name-by-chance"),
    ("FullName=\"Operations\"", "FullName=\"\"", "12 full-name-filled"),
    ("AutoMode=PerServer\nAutoUsers=10", "AutoMode=Both", "17 auto-mode-value"),
    ("AutoUsers=10", "AutoUsers=4", "18 auto-users-number"),
    // licences
    ("AutoUsers=10\n", "", "16 auto-users"),
    ("AutoMode=PerServer", "AutoMode=PerSeat", "18 auto-users-alone"),
    // one way to join, whole
    ("JoinDomain=CORP\n", "JoinDomain=CORP\nJoinWorkgroup=BUILD\n", "23 one-join, 25 needs-a-domain"),
    ("DomainAdmin=joiner\n", "", "23 one-join"),
    ("DomainAdminPassword=\"secret\"\n", "", "23 one-join"),
    ("JoinDomain=CORP\nDomainAdmin=joiner\nDomainAdminPassword=\"secret\"\n", "", "23 one-join"),
    (
        "JoinDomain=CORP\nDomainAdmin=joiner\nDomainAdminPassword=\"secret\"\n",
        "JoinWorkgroup=BUILD\n",
        "24 needs-a-domain",
    ),
    // controllers
    ("[Sysprep]\nBuildMassStorageSection=Yes", "[BuildMassStorageSection]\nx=Yes", "28 build-is-an-entry"),
    // what runs once
    ("Command1=", "Command2=", "36 run-once-numbers"),
    ("Command0=", "Command1=", "35 run-once-numbers, 36 duplicate-entry"),
    ("scripts\\AssignDriveLetters", "scripts\\AssisgnDriveLetters", "36 misspelt-batch-1"),
    (
        "Command0=\"net localgroup administrators CORP\\clussvc /add\"\n",
        "Command0=\"%systemdrive%\\scripts\\AssisgnDriveLetters.bat\"\n",
        "35 misspelt-batch-0",
    ),
    (
        "Command1=",
        "Command1=\"x\"\nCommand2=\"%systemdrive%\\scripts\\AssisgnDriveLetters.bat\"\nCommand3=",
        "37 misspelt-batch-2",
    ),
    (
        "Command0=\"net localgroup administrators CORP\\clussvc /add\"\n",
        "Command0=\"AssignDriveLetters.bat\"\n",
        "35 batch-without-folder-0",
    ),
    ("\"%systemdrive%\\scripts\\AssignDriveLetters.bat\"", "AssignDriveLetters.bat", "36 batch-without-folder-1"),
    ("Command1=", "Command1=\"x\"\nCommand2=\"AssignDriveLetters.bat\"\nCommand3=", "37 batch-without-folder-2"),
    // what no rule is needed for
    ("[Networking]", "[Networking", "20 syntax, - networking"),
    ("[Unattended]", "Stray=1\n[Unattended]", "1 syntax"),
    ("OrgName=\"Corp\"", "OrgName=\"Corp", "13 syntax"),
    ("OrgName=\"Corp\"", "OrgName=\"Corp\"\norgname=x", "14 duplicate-entry"),
    ("[Sysprep]", "[networking]\n[Sysprep]", "28 duplicate-section"),
];

#[test]
fn a_file_broken_in_one_place_is_told_there_and_nowhere_else() {
    assert_eq!(found("sysprep-inf", GOOD), "");
    for (stands, instead, expected) in BROKEN {
        assert_eq!(GOOD.matches(stands).count(), 1, "{stands}");
        let text = GOOD.replace(stands, instead);
        assert_eq!(found("sysprep-inf", &text), *expected, "`{stands}` -> `{instead}`");
        assert_eq!(found("sysprep-inf", &text.replace('\n', "\r\n")), *expected, "`{stands}` with CR LF");
    }
}

/// The same for the two letter files, each whole.
const BROKEN_LINES: &[(&str, &str, &str)] = &[
    ("diskpart-params", "exit\n", "- select, - assign"),
    ("diskpart-params", "select volume 2\nassign letter=Q\n", "- exit"),
    ("diskpart-params", "select volume 2\nexit\n", "- assign"),
    ("diskpart-params", "select volume 2\nassign letter Q\nexit\n", "2 assign-without-equals, - assign"),
    ("diskpart-params", "select volume 0\nassign letter=Q\nexit\n", "1 volume-0"),
    ("diskpart-params", "diskpart /s x\nselect volume 2\nassign letter=Q\nexit\n", "1 batch-line"),
    ("letter-batch", "exit\n", "- full-path"),
    ("letter-batch", "diskpart /s diskpartparams.txt\n", "- full-path"),
    ("letter-batch", "diskpart /s %systemdrive%\\scripts\\diskpartparams.txt\npause\n", "2 pause"),
    ("letter-batch", "diskpart /s %systemdrive%\\scripts\\diskpartparams.txt\nselect volume 2\n", "2 params-inside"),
    ("misspelt-batch", "diskpart /s %systemdrive%\\scripts\\diskpartparams.txt\n", "1 name"),
];

#[test]
fn a_broken_letter_file_is_told_its_line() {
    for (rules, text, expected) in BROKEN_LINES {
        assert_eq!(found(rules, text), *expected, "{rules}: {text}");
    }
}

#[test]
fn every_rule_of_the_files_is_broken_once_at_least() {
    let rules = PROCEDURE.file_rules.iter().flat_map(|rules| rules.rules.iter().map(|rule| rule.id.as_str()));
    let expected =
        BROKEN.iter().chain(BROKEN_LINES).map(|(.., expected)| *expected).collect::<Vec<_>>().join(", ") + ",";
    let untried: Vec<&str> = rules.filter(|id| !expected.contains(&format!(" {id},"))).collect();
    assert!(untried.is_empty(), "{untried:?}");
}

// --- the passwords ---------------------------------------------------------------------------------------------------

/// What is in every file below a folder.
fn contents(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        all.extend(if entry.is_dir() { contents(&entry) } else { fs::read(&entry).unwrap() });
    }
    all
}

#[test]
fn after_a_walk_with_passwords_no_byte_of_them_is_anywhere_but_in_the_files_that_ask_for_them() {
    let mut table = Table::new(&["set letters_how runonce", "set cluster.create runonce"]);
    // A secret typed where none is asked, one too long, a problem in between, and a break.
    table.until("files/sysprep-inf");
    table.say(&format!("set secret.administrator {}", SECRETS[0].1)).say("problem own-file").say("");
    table.until("load-first/own-file").say("quit");
    table.until("finished");
    assert!(table.walk().is_over());

    let stick = table.stick();
    let has = |name: &str, secret: usize| stick[name].contains(SECRETS[secret].1);
    for name in ["sysprep.inf", "sysprep-NODE1.inf", "sysprep-NODE2.inf", "sysprep-NODE3.inf"] {
        assert!((0..3).all(|secret| has(name, secret)), "{name}");
        assert_eq!(has(name, 3), name == "sysprep-NODE1.inf", "{name}");
    }

    let home = table.folder.path().join("home");
    let open = table.app.session().unwrap();
    let session = SessionFacts::default();
    let report = Report::of(open.walk(), open.records(), &session);
    let status = SessionStatus::of(open.walk(), &session, "report");
    let paper = Checklist::of(open.walk().procedure(), open.walk().facts());
    let everything: Vec<(&str, Vec<u8>)> = vec![
        ("the session and its journal", contents(&home)),
        ("the journal", fs::read(open.store().folder().join("journal.toml")).unwrap()),
        ("the report as text", write(Format::Text, &report.page).into_bytes()),
        ("the report as HTML", write(Format::Html, &report.page).into_bytes()),
        ("the report as Markdown", write(Format::Markdown, &report.page).into_bytes()),
        ("the report as JSON", json::pretty(&report).into_bytes()),
        ("the status as text", write(Format::Text, &status.page()).into_bytes()),
        ("the status as JSON", json::pretty(&status).into_bytes()),
        ("the plan as text", write(Format::Text, &paper.page()).into_bytes()),
        ("the plan as HTML", write(Format::Html, &paper.page()).into_bytes()),
        ("the plan as Markdown", write(Format::Markdown, &paper.page()).into_bytes()),
        ("the plan as JSON", json::pretty(&paper).into_bytes()),
        ("the screens and what was said", table.shown.clone().into_bytes()),
        ("the walk", format!("{:?}", open.walk()).into_bytes()),
    ];
    for (what, bytes) in &everything {
        assert!(bytes.len() > 500, "{what} is empty");
        for (id, secret) in SECRETS {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{id} in {what}");
        }
    }
}
