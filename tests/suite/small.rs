//! A small procedure built by hand, and a walk of it that is driven by the words of the plain front.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, TimeDelta};
use nodewalk::documents::report::SessionFacts;
use nodewalk::engine::event::{Event, Record};
use nodewalk::engine::walk::Walk;
use nodewalk::model::Span;
use nodewalk::model::condition::{Atom, Condition, Form, Operand, Subject, Test};
use nodewalk::model::value::{Choice, Field, Kind, RecordKind, Value};
use nodewalk::model::{
    Change, Check, Fact, For, Jump, Node, Obligation, ObligationOnRestart, Observe, OnRestart, Phase, Problem,
    Procedure, Recovery, Restart, Set, Severity, Source, State, StateOnRestart, Step, Text, TextPart,
};

/// A text whose names are read from its braces.
pub(crate) fn text(template: &str) -> Text {
    let mut pieces = template.split("{{");
    let mut parts = vec![TextPart::Words(pieces.next().unwrap().to_owned())];
    for piece in pieces {
        let (name, words) = piece.split_once("}}").unwrap();
        parts.push(TextPart::Name { name: name.trim().to_owned(), filters: Vec::new() });
        parts.push(TextPart::Words(words.to_owned()));
    }
    Text { parts, span: Span::default() }
}

fn condition(form: Form) -> Condition {
    Condition { form, span: Span::default() }
}

fn atom(subject: Subject, test: Test, observed: bool) -> Condition {
    condition(Form::Atom(Atom { subject, test, observed }))
}

/// A state that has a value, looked at or not.
pub(crate) fn state_is(name: &str, value: &str, observed: bool) -> Condition {
    let test = Test::Is(Operand::Literal(Value::Choice(value.into())));
    atom(Subject::State(name.into()), test, observed)
}

fn choices(ids: &[&str]) -> Vec<Choice> {
    ids.iter().map(|id| Choice { id: (*id).to_owned(), label: id.replace('-', " ") }).collect()
}

fn fact(id: &str, per: &[&str], kind: Kind, label: &str, section: &str) -> Fact {
    Fact {
        id: id.into(),
        per: per.iter().map(|node| (*node).to_owned()).collect(),
        kind,
        label: label.into(),
        ask: format!("What is the {label}?"),
        help: None,
        example: None,
        section: section.into(),
        optional: false,
        when: None,
        reading: false,
        member: None,
        source: None,
        span: nodewalk::model::Span::default(),
    }
}

/// A fact that may be left out.
pub(crate) fn optional(id: &str, kind: Kind, label: &str) -> Fact {
    Fact { optional: true, ..fact(id, &[], kind, label, "The cluster") }
}

/// A restart of Node B with these texts.
pub(crate) fn restart(do_: Text, worry: Option<Text>) -> Restart {
    Restart { node: "b".into(), do_, requires: None, then: Jump::Return, typical: None, worry }
}

fn field(id: &str, kind: Kind, label: &str) -> Field {
    Field { id: id.into(), kind, label: label.into(), ask: String::new(), optional: false, member: None }
}

/// A step with nothing but a title, a text and a source.
pub(crate) fn step(id: &str, at: &str, title: &str, words: &str) -> Step {
    Step {
        id: id.into(),
        at: at.into(),
        title: text(title),
        when: None,
        do_: Some(text(words)),
        command: None,
        expect: None,
        warn: Vec::new(),
        notes: Vec::new(),
        requires: None,
        already: None,
        irreversible: false,
        observes: Vec::new(),
        asks: Vec::new(),
        succeeds: None,
        writes: Vec::new(),
        problem: Vec::new(),
        problems: None,
        sets: Vec::new(),
        opens: Vec::new(),
        closes: Vec::new(),
        skippable: false,
        arrive: None,
        leave: None,
        restart: None,
        typical: None,
        worry: None,
        source: Some(format!("Q100, {id}")),
        added: None,
        errata: Vec::new(),
        span: Span::default(),
    }
}

fn change(obligation: &str) -> Vec<Change> {
    vec![Change { obligation: obligation.into(), when: None }]
}

fn phase(id: &str, title: &str, steps: Vec<Step>) -> Phase {
    Phase { id: id.into(), title: text(title), when: None, for_: None, on_restart: Vec::new(), steps }
}

/// A cluster of two, a dialog that is held on one while the other is set up, sites, and a recovery.
#[expect(clippy::too_many_lines, reason = "one procedure, read from top to bottom")]
pub(crate) fn procedure() -> Arc<Procedure> {
    let facts = vec![
        fact("name", &["a", "b"], Kind::NetbiosName, "computer name", "The nodes"),
        fact("service_pack", &["a", "b"], Kind::ServicePack, "service pack", "The nodes"),
        fact("proxy", &[], Kind::YesNo, "proxy wanted", "The cluster"),
        fact(
            "sites",
            &[],
            Kind::Records(RecordKind {
                key: "name".into(),
                min: 0,
                max: 9,
                fields: vec![field("name", Kind::ClusterGroup, "Site"), field("group", Kind::ClusterGroup, "Group")],
            }),
            "web sites",
            "The cluster",
        ),
        Fact { reading: true, ..fact("iissync", &[], Kind::StatusCode, "status that IISSYNC printed", "Readings") },
    ];
    let checks = vec![
        Check {
            id: "names-differ".into(),
            title: text("The nodes have different names"),
            severity: Severity::Error,
            guards: Vec::new(),
            when: None,
            pass: atom(Subject::Fact("a.name".into()), Test::IsNot(Operand::Fact("b.name".into())), false),
            why: text("Two computers of one name cannot be in one domain."),
            fix: text("Rename one of them."),
            source: "Q100, before step 1".into(),
        },
        Check {
            id: "same-service-pack".into(),
            title: text("Both nodes have the same service pack"),
            severity: Severity::Warning,
            guards: Vec::new(),
            when: None,
            pass: atom(Subject::Fact("a.service_pack".into()), Test::Is(Operand::Fact("b.service_pack".into())), false),
            why: text("Files of different age behave differently after a failover."),
            fix: text("Apply the newer service pack to the older node, then start again."),
            source: "added".into(),
        },
    ];
    let states = vec![
        State {
            id: "cluster_service".into(),
            per: vec!["a".into(), "b".into()],
            each: None,
            title: text("Cluster Service on {{ here.name }}"),
            values: choices(&["running", "stopped", "failed"]),
            start: None,
            on_restart: StateOnRestart::Unknown,
            look: Some(text("type `net start` and look for Cluster Server")),
        },
        State {
            id: "setup".into(),
            per: vec!["a".into(), "b".into()],
            each: None,
            title: text("Setup on {{ here.name }}"),
            values: choices(&["untouched", "done"]),
            start: Some("untouched".into()),
            on_restart: StateOnRestart::Keeps,
            look: None,
        },
    ];
    let obligations = vec![Obligation {
        id: "dialog_a".into(),
        at: Some("a".into()),
        per: Vec::new(),
        each: None,
        as_: None,
        original: None,
        title: text("The last dialog of Setup is held open on {{ a.name }}"),
        on_restart: ObligationOnRestart::Lost,
        if_lost: Some(Jump::Run("dialog-gone".into())),
    }];
    let node = |id: &str, label: &str, visited| Node { id: id.into(), label: label.into(), visited, each: None };
    Arc::new(Procedure {
        id: "two-nodes".into(),
        title: "Option Pack on a cluster of two".into(),
        summary: text("Installs the Option Pack on both nodes, one beside the other, and puts the sites back."),
        sources: vec![Source { id: "Q100".into(), title: "How to install the Option Pack on two nodes".into() }],
        nodes: vec![node("a", "Node A", false), node("b", "Node B", false), node("dc", "Domain controller", true)],
        facts,
        secrets: Vec::new(),
        conditions: Vec::new(),
        applies: None,
        checks,
        states,
        obligations,
        phases: phases(),
        recoveries: vec![Recovery {
            on_restart: Vec::new(),
            id: "dialog-gone".into(),
            title: text("Bring the dialog on {{ a.name }} back"),
            steps: vec![Step {
                opens: change("dialog_a"),
                ..step("setup-again", "a", "Start Setup again on {{ a.name }}", "Run Setup up to its last dialog.")
            }],
            then: Jump::Return,
        }],
        tables: Vec::new(),
        rules: Vec::new(),
        file_rules: Vec::new(),
        scenarios: Vec::new(),
        files: Vec::new(),
    })
}

fn phases() -> Vec<Phase> {
    let problem = |id: &str, seen: &str, then: Jump| Problem {
        id: id.into(),
        seen: text(seen),
        code: None,
        when: None,
        cause: text("Another program holds the files."),
        fix: text("Close it."),
        then,
        sets: Vec::new(),
        closes: Vec::new(),
        source: None,
    };
    let stop = Step {
        command: Some(text("NET STOP CLUSSVC")),
        expect: Some(text("The Cluster Server service was stopped successfully.")),
        warn: vec![text("Leave the service stopped until Setup has finished on {{ b.name }}.")],
        irreversible: true,
        observes: vec![Observe { state: "b.cluster_service".into(), expect: "stopped".into(), look: None }],
        problem: vec![problem("still-running", "The service could not be stopped", Jump::Repeat)],
        typical: Some("1 min".into()),
        worry: Some(text("after 5 minutes")),
        ..step("stop-b", "b", "Stop the Cluster Service on {{ b.name }}", "Open a command prompt and type:")
    };
    let held = Step {
        opens: change("dialog_a"),
        leave: Some(text("the last dialog of Setup; do not click Finish.")),
        ..step(
            "setup-a",
            "a",
            "Run Setup on {{ a.name }} up to its last dialog",
            "Start Setup from the CD.\n\n- Accept the licence.\n- Choose the quorum drive, and leave everything else as Setup proposes it to you.",
        )
    };
    let setup_b = Step {
        requires: Some(state_is("b.cluster_service", "stopped", true)),
        sets: vec![Set { state: "b.setup".into(), to: "done".into(), when: None }],
        problem: vec![problem("files-in-use", "Setup cannot copy a file", Jump::GoTo("stop-b".into()))],
        ..step("setup-b", "b", "Run Setup on {{ b.name }}", "Start Setup and let it finish.")
    };
    let finish = Step {
        closes: change("dialog_a"),
        sets: vec![Set { state: "a.setup".into(), to: "done".into(), when: None }],
        restart: Some(Restart {
            node: "a".into(),
            do_: text("Click Yes when Setup asks to restart {{ a.name }}."),
            requires: None,
            then: Jump::Return,
            typical: Some("6 min".into()),
            worry: Some(text("after 20 minutes")),
        }),
        arrive: Some(text("the last dialog of Setup.")),
        ..step("finish-a", "a", "Click Finish on {{ a.name }}", "Click Finish.")
    };
    let sync = Step {
        command: Some(text(
            r"IISSYNC {{ a.name }} /verbose /log:C:\WINNT\system32\LogFiles\Replication\iissync-of-both-nodes.log /wait:3600",
        )),
        asks: vec!["iissync".into()],
        ..step("sync", "b", "Copy the settings to {{ a.name }}", "Type:")
    };
    let online = Step {
        skippable: true,
        ..step(
            "online",
            "a",
            "Bring {{ site.name }} online in {{ site.group }}",
            "In Cluster Administrator, bring {{ site.name }} online.",
        )
    };
    let proxy = Step {
        when: Some(atom(Subject::Fact("proxy".into()), Test::Is(Operand::Literal(Value::Flag(true))), false)),
        ..step("proxy", "b", "Set the proxy up", "Set the proxy up.")
    };
    vec![
        phase("prepare", "Prepare {{ b.name }}", vec![stop]),
        Phase {
            on_restart: vec![OnRestart { node: "b".into(), jump: Jump::GoTo("stop-b".into()) }],
            ..phase("setup", "Setup on both nodes", vec![held, setup_b, finish])
        },
        phase("settings", "Settings", vec![sync, proxy]),
        Phase {
            for_: Some(For::Each { list: "sites".into(), as_: "site".into() }),
            ..phase("sites", "Site {{ site.name }}", vec![online])
        },
    ]
}

/// A walk with its journal and a clock that is moved by hand.
#[derive(Debug)]
pub(crate) struct Driven {
    pub(crate) walk: Walk,
    pub(crate) records: Vec<Record>,
    now: DateTime<FixedOffset>,
    by: String,
}

impl Driven {
    /// A session that was just opened.
    pub(crate) fn new(rehearsal: bool) -> Self {
        Self::walking(Walk::new(procedure(), rehearsal))
    }

    /// A session of this procedure that was just opened.
    pub(crate) fn of(procedure: Arc<Procedure>) -> Self {
        Self::walking(Walk::new(procedure, false))
    }

    fn walking(walk: Walk) -> Self {
        let now = DateTime::parse_from_rfc3339("2026-11-22T22:00:00+01:00").unwrap();
        let mut driven = Self { walk, records: Vec::new(), now, by: "anna@desk".into() };
        driven.open();
        driven
    }

    /// Opens the session, again after the first time.
    pub(crate) fn open(&mut self) {
        let holder = format!("{}, process 4711", self.by);
        self.record(vec![Event::Opened { holder, version: "0.1.0".into() }]);
    }

    /// Time goes by.
    pub(crate) fn later(&mut self, seconds: i64) -> &mut Self {
        self.now += TimeDelta::seconds(seconds);
        self
    }

    /// Someone else takes over.
    pub(crate) fn taken_over_by(&mut self, by: &str) -> &mut Self {
        self.by = by.into();
        self
    }

    fn record(&mut self, events: Vec<Event>) {
        let Self { walk, records, now, by } = self;
        let Ok(_) = walk.advance(events, |walk, event| {
            let record = walk.next_record(event, *now, by);
            walk.evolve(&record);
            records.push(record);
            Ok::<_, Infallible>(())
        });
    }

    /// Says lines as the plain front reads them, ten seconds apart.
    pub(crate) fn say(&mut self, lines: &[&str]) -> &mut Self {
        for line in lines {
            self.later(10);
            let events = self.walk.decide(&line.parse().unwrap());
            self.record(events.unwrap_or_else(|refusal| panic!("{line}: {refusal}: {}", refusal.help)));
        }
        self
    }

    /// Says a line if it is accepted now.
    pub(crate) fn try_say(&mut self, line: &str) {
        let refused = line.parse().is_ok_and(|action| self.walk.decide(&action).is_err());
        if !refused {
            self.say(&[line]);
        }
    }

    /// Says one thing that cannot be typed on one line.
    pub(crate) fn act(&mut self, action: &nodewalk::engine::action::Action) {
        let events = self.walk.decide(action).unwrap();
        self.record(events);
    }

    /// The worksheet filled in and handed in, and the walk begun.
    pub(crate) fn begun(&mut self) -> &mut Self {
        self.say(&[
            "set a.name NODEA",
            "set b.name NODEB",
            "set a.service_pack SP4",
            "set b.service_pack SP4",
            "set proxy no",
            "add sites Intranet",
            "set sites.Intranet.group WebGroup",
            "done",
            "done",
        ])
    }

    /// What the session says of itself.
    pub(crate) fn session() -> SessionFacts {
        SessionFacts {
            id: "2026-11-22-two-nodes-7f3a".into(),
            digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            head: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae".into(),
            started_by: "0.1.0".into(),
            version: "0.2.0".into(),
            folder: "~/nodewalk/sessions/2026-11-22-two-nodes-7f3a".into(),
            ..SessionFacts::default()
        }
    }
}
