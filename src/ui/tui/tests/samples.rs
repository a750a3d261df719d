//! Screens made by hand, as the walk makes them.

use chrono::DateTime;

use crate::engine::command::Command;
use crate::model::value::Choice;
use crate::ui::screen::{
    Cell, Console, FieldTarget, FormField, Input, Lane, LeftOpen, Mark, MenuItem, Notice, Offer, OutlineEntry, Screen,
    ScreenBlock, ScreenKind,
};

fn offers(list: &[(Command, &str)]) -> Vec<Offer> {
    list.iter().map(|(command, label)| Offer::new(*command, *label)).collect()
}

fn walking() -> Vec<Offer> {
    offers(&[
        (Command::Done, "done"),
        (Command::Problem, "problem"),
        (Command::Note, "note"),
        (Command::Copy, "copy"),
        (Command::Back, "back"),
        (Command::Map, "map"),
        (Command::Open, "open"),
        (Command::Again, "again"),
        (Command::Restart, "restarted"),
        (Command::Help, "keys"),
        (Command::Quit, "leave"),
    ])
}

/// One cell per letter. `.` is elsewhere.
pub(crate) fn cells(text: &str) -> Vec<Cell> {
    text.chars()
        .map(|c| match c {
            '=' => Cell::Done,
            '-' => Cell::Todo,
            '@' => Cell::Here,
            'r' => Cell::Restart,
            'o' => Cell::Open,
            '/' => Cell::Skipped,
            _ => Cell::Elsewhere,
        })
        .collect()
}

fn lane(lane: usize, short: &str, name: &str, text: &str) -> Lane {
    Lane { lane, short: short.into(), name: name.into(), matters: text.contains(['o', '@']), cells: cells(text) }
}

fn outline() -> Vec<OutlineEntry> {
    let steps = [
        ("Before setup", 0, "Back up the cluster and both registries", Mark::Done, ""),
        ("", 0, "Move all groups to NODEA", Mark::Done, ""),
        ("", 1, "See that NODEB owns no group", Mark::Done, ""),
        ("Setup on NODEA", 0, "Run Option Pack Setup on NODEA", Mark::Done, ""),
        ("", 0, "Decline the restart and leave the dialog as it is", Mark::Open, "left open"),
        ("", 0, "Note the drive of MTS packages", Mark::Skipped, "the packages stay on C:"),
        ("Setup on NODEB", 1, "Log on at NODEB as the administrator of the domain", Mark::Done, ""),
        ("", 1, "Save the startup type of the Cluster Service", Mark::Done, ""),
        ("", 1, "Stop the Cluster Service on NODEB", Mark::Here, ""),
        ("", 1, "Run Option Pack Setup on NODEB", Mark::Todo, ""),
        ("", 1, "Restart NODEB", Mark::Todo, ""),
        ("Replication", 0, "Run IISSYNC on NODEA", Mark::Todo, ""),
        ("", 1, "Read the status on NODEB", Mark::Todo, ""),
    ];
    let entry = |(at, (phase, lane, title, mark, word)): (usize, (&str, usize, &str, Mark, &str))| OutlineEntry {
        id: format!("setup/step-{}", at + 1),
        phase: (!phase.is_empty()).then(|| phase.to_owned()),
        lane,
        number: (mark != Mark::Skipped).then_some(at + 1),
        title: title.into(),
        mark,
        word: word.into(),
    };
    steps.into_iter().enumerate().map(entry).collect()
}

fn node(lane: usize) -> Console {
    let (label, name) = [("Node A", "NODEA"), ("Node B", "NODEB")][lane.min(1)];
    Console { lane, label: label.into(), name: name.into() }
}

fn base(kind: ScreenKind, heading: &str) -> Screen {
    Screen {
        kind,
        title: "Option Pack with newer MSDTC".into(),
        rehearsal: false,
        position: Some((9, 47)),
        saved: DateTime::parse_from_rfc3339("2026-11-22T14:02:10+01:00").ok(),
        console: Some(node(1)),
        heading: heading.into(),
        aside: String::new(),
        notices: Vec::new(),
        blocks: Vec::new(),
        input: Input::Confirm,
        open: vec![LeftOpen { console: "NODEA".into(), text: "restart declined and still owed".into(), lost: false }],
        lanes: vec![
            lane(0, "A", "NODEA", "==.===o/...............----....====.....---...."),
            lane(1, "B", "NODEB", "..=......r@------------....----....-----...----"),
        ],
        outline: outline(),
        offers: walking(),
    }
}

/// A plain step.
pub(crate) fn step() -> Screen {
    let mut screen = base(ScreenKind::Step, "Stop the Cluster Service on NODEB");
    screen.aside = "Q223258, step 6".into();
    screen.blocks = vec![
        ScreenBlock::Text("At NODEB, open a command prompt and type:".into()),
        ScreenBlock::Command("NET STOP CLUSSVC".into()),
        ScreenBlock::Labelled {
            label: "You should see".into(),
            text: "The Cluster Server service was stopped successfully.".into(),
        },
        ScreenBlock::Labelled { label: "Usually".into(), text: "1 min".into() },
        ScreenBlock::Warning("Leave the service stopped until Setup has finished on NODEB.".into()),
        ScreenBlock::Problems(vec!["the service does not stop".into(), "System error 1060 has occurred.".into()]),
    ];
    screen
}

/// A step that cannot be undone: it asks where you are.
pub(crate) fn irreversible() -> Screen {
    let mut screen = base(ScreenKind::Step, "Remove the Cluster Server software from NODEB");
    screen.aside = "Q241573, step 3".into();
    screen.blocks = vec![
        ScreenBlock::Text(
            "At NODEB, open Add/Remove Programs in Control Panel, choose Cluster Server and then Remove. Answer \
             Yes to every question."
                .into(),
        ),
        ScreenBlock::Warning("This cannot be undone. NODEA must own every group.".into()),
        ScreenBlock::Added("the article assumes it; we have seen it forgotten.".into()),
    ];
    screen.input = Input::Form(vec![FormField {
        target: FieldTarget::ComputerName,
        section: None,
        label: "Computer name".into(),
        ask: "Type the computer name as the console in front of you shows it.".into(),
        help: "Control Panel, Network, Identification.".into(),
        example: String::new(),
        value: None,
        choices: Vec::new(),
        required: true,
        fault: None,
    }]);
    screen
}

/// The way to another console.
pub(crate) fn hand_off() -> Screen {
    let mut screen = base(ScreenKind::HandOff, "Go to the console of Node B, NODEB");
    screen.blocks = vec![
        ScreenBlock::Labelled {
            label: "Leave at NODEA".into(),
            text: "the dialog `You must restart your computer` as it is. Do not answer it.".into(),
        },
        ScreenBlock::Labelled {
            label: "Look for".into(),
            text: "the log-on dialog, domain CORP, computer NODEB.".into(),
        },
        ScreenBlock::Labelled { label: "Next there".into(), text: "Stop the Cluster Service on NODEB".into() },
    ];
    screen.offers = offers(&[
        (Command::Done, "I am at NODEB"),
        (Command::Note, "note"),
        (Command::Back, "back"),
        (Command::Map, "map"),
        (Command::Help, "keys"),
        (Command::Quit, "leave"),
    ]);
    screen
}

/// Checks of which one fails.
pub(crate) fn checks() -> Screen {
    let mut screen = base(ScreenKind::Checks, "Not ready: 1 fails, 1 could not be tested, 1 warning");
    screen.console = None;
    screen.position = None;
    screen.open = Vec::new();
    let item = |mark, text: &str, details: &[&str]| ScreenBlock::Item {
        mark,
        text: text.into(),
        details: details.iter().map(|detail| (*detail).to_owned()).collect(),
    };
    screen.blocks = vec![
        item(
            Mark::Fail,
            "%SystemRoot% is the same on both nodes",
            &[r"NODEA C:\WINNT (typed), NODEB D:\WINNT (typed)", "Fix: reinstall one node into the path of the other."],
        ),
        item(Mark::Untested, "The same service pack on both nodes", &["NODEB's service pack is not known"]),
        item(Mark::Warn, "MSDTC has a cluster group of its own", &["it is in the cluster group SQL"]),
        item(Mark::Pass, "Both nodes run Windows NT 4.0 Enterprise Edition", &["measured from both nodes"]),
        item(Mark::NotApplicable, "The imaging share can be reached", &["goal is install"]),
        item(Mark::Waived, "A backup not older than a day", &["J. Kowalska, 13:40: taken by the storage team"]),
    ];
    screen.offers = offers(&[
        (Command::Done, "look again"),
        (Command::Facts, "correct a fact"),
        (Command::Waive, "waive"),
        (Command::Help, "keys"),
        (Command::Quit, "leave"),
    ]);
    screen
}

fn fact(section: Option<&str>, id: &str, label: &str, ask: &str, value: Option<&str>) -> FormField {
    FormField {
        target: FieldTarget::Fact(id.into()),
        section: section.map(str::to_owned),
        label: label.into(),
        ask: ask.into(),
        help: "Control Panel, Network, Identification.".into(),
        example: "NODEA".into(),
        value: value.map(|value| (value.to_owned(), "typed".to_owned())),
        choices: Vec::new(),
        required: true,
        fault: None,
    }
}

/// The facts before the walk.
pub(crate) fn worksheet() -> Screen {
    let mut screen = base(ScreenKind::Worksheet, "The facts about this cluster");
    screen.console = None;
    screen.position = None;
    screen.open = Vec::new();
    screen.lanes = Vec::new();
    screen.outline = Vec::new();
    let choice = |id: &str, label: &str| Choice { id: id.into(), label: label.into() };
    let mut fields = vec![
        fact(Some("Node A"), "a.name", "Computer name", "What is Node A's computer name?", Some("NODEA")),
        fact(None, "a.system_root", "%SystemRoot%", "Where is Windows on Node A?", Some(r"C:\WINNT")),
        fact(Some("Node B"), "b.name", "Computer name", "What is Node B's computer name?", None),
        fact(None, "b.system_root", "%SystemRoot%", "Where is Windows on Node B?", None),
        fact(Some("The cluster"), "goal", "What is to be done", "What do you want to do?", None),
        fact(None, "cluster_groups.SQL.ip", "IP address of SQL", "Which address has the group?", Some("10.5.5.300")),
        fact(None, "cluster_groups", "Another group", "Is there another cluster group?", None),
    ];
    fields[4].choices = vec![choice("install", "Install the Option Pack"), choice("reinstall", "Install it again")];
    fields[4].help = String::new();
    fields[4].example = String::new();
    fields[5].fault = Some("300 is more than 255: an IPv4 address has four numbers from 0 to 255".into());
    fields[6].target = FieldTarget::Member("cluster_groups".into());
    fields[6].required = false;
    screen.input = Input::Form(fields);
    screen.offers = offers(&[
        (Command::Done, "go on to the checks"),
        (Command::Answer, "answer"),
        (Command::Remove, "remove"),
        (Command::Help, "keys"),
        (Command::Quit, "leave"),
    ]);
    screen
}

/// A node that is down.
pub(crate) fn waiting() -> Screen {
    let mut screen = base(ScreenKind::Waiting, "Wait until NODEB is back");
    screen.rehearsal = true;
    screen.notices = vec![Notice {
        mark: Mark::Lost,
        text: "The dialog at NODEA went with its restart.".into(),
        help: "Setup there has to be run again; the wizard leads you back to it.".into(),
    }];
    screen.blocks = vec![
        ScreenBlock::Text("NODEB restarts since 14:01. Usually it takes 6 min.".into()),
        ScreenBlock::Labelled { label: "It is back when".into(), text: "it shows the log-on dialog.".into() },
        ScreenBlock::Labelled { label: "Worry".into(), text: "after 15 min, or at a blue screen.".into() },
    ];
    screen.open.push(LeftOpen { console: "NODEB".into(), text: "Cluster Service set to Manual".into(), lost: true });
    screen.open.push(LeftOpen { console: String::new(), text: "the emergency disk".into(), lost: false });
    screen.offers = offers(&[
        (Command::Done, "it is back"),
        (Command::NotRestarted, "it did not restart"),
        (Command::Problem, "problem"),
        (Command::Map, "map"),
        (Command::Open, "open"),
        (Command::Help, "keys"),
        (Command::Quit, "leave"),
    ]);
    screen
}

/// All steps.
pub(crate) fn map() -> Screen {
    let mut screen = base(ScreenKind::Map, "All steps");
    screen.offers = offers(&[(Command::Back, "back to the step"), (Command::Help, "keys"), (Command::Quit, "leave")]);
    screen
}

/// The start.
pub(crate) fn home() -> Screen {
    let mut screen = base(ScreenKind::Home, "Where to begin");
    screen.title = "nodewalk".into();
    screen.console = None;
    screen.position = None;
    screen.saved = None;
    screen.open = Vec::new();
    screen.lanes = Vec::new();
    screen.outline = Vec::new();
    let item = |text: &str, detail: &str, section: Option<&str>| MenuItem {
        text: text.into(),
        detail: detail.into(),
        section: section.map(str::to_owned),
    };
    screen.blocks = vec![ScreenBlock::Text("Sessions are kept in /home/admin/.local/share/nodewalk.".into())];
    screen.input = Input::Menu(vec![
        item("Option Pack with newer MSDTC, NODEA and NODEB", "step 9 of 47, at NODEB, saved 14:02", Some("Go on")),
        item("Start with the facts", "and see which procedure applies", Some("Begin")),
        item("Start a procedure that you name", "", None),
    ]);
    screen.offers = offers(&[(Command::Choose, "choose"), (Command::Help, "keys"), (Command::Quit, "leave")]);
    screen
}

/// A step with everything that a step may carry, too long for most terminals.
pub(crate) fn long() -> Screen {
    let mut screen = step();
    screen.heading = "Register the transaction coordinator's resource with the cluster on NODEB".into();
    screen.notices = vec![Notice {
        mark: Mark::Warn,
        text: "This step was shown at 13:58, its end was not recorded.".into(),
        help: "Check whether it was done before repeating it.".into(),
    }];
    screen.blocks.insert(0, ScreenBlock::Text("A first paragraph.\n\n- one item\n- and another\n1. count".into()));
    screen.blocks.push(ScreenBlock::Command(
        r#"cluster /cluster:CORPCLUS resource "MSDTC Resource" /create /group:"SQL Group" /type:"Distributed Transaction Coordinator" /separate"#.into(),
    ));
    screen.blocks.extend([
        ScreenBlock::Heading("In the dialog".into()),
        ScreenBlock::Rows(vec![
            ("Name".into(), "MSDTC Resource".into()),
            ("Depends on".into(), "Disk S:, SQL Name".into()),
        ]),
        ScreenBlock::Note("The dialog may open behind the other windows.".into()),
        ScreenBlock::Erratum(
            "it prints `comclust.exe -r`; this walk uses `comclust.exe`, which knows no switches.".into(),
        ),
    ]);
    let states = ["running", "stopped", "failed"].map(|id| Choice { id: id.into(), label: format!("it is {id}") });
    let mut field = fact(None, "", "Cluster Service", "What does `net start` show of the service?", None);
    field.target = FieldTarget::State("b.cluster_service".into());
    field.choices = states.to_vec();
    screen.input = Input::Form(vec![field]);
    screen
}

/// Every sample with its name.
pub(crate) fn all() -> Vec<(&'static str, Screen)> {
    vec![
        ("step", step()),
        ("irreversible", irreversible()),
        ("hand-off", hand_off()),
        ("checks", checks()),
        ("worksheet", worksheet()),
        ("waiting", waiting()),
        ("map", map()),
        ("home", home()),
        ("long", long()),
    ]
}
