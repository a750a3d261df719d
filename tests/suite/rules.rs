//! The rules of Q191138, held against random walks: whatever the operator says, in whatever order, no screen breaks one.
//!
//! A case starts somewhere on the main line and takes random moves from there, most of them the expected one, so that
//! walks get deep. `PROPTEST_CASES` sets how many.

use std::sync::OnceLock;

use crate::common::{ANSWERS, Drive, Move, moves, pick};
use nodewalk::engine::action::Action;
use nodewalk::engine::event::Event;
use nodewalk::engine::plan::Planned;
use nodewalk::engine::walk::{Gate, Position, Walk};
use nodewalk::engine::world::Standing;
use nodewalk::ui::screen;
use nodewalk::ui::screen::{Screen, ScreenBlock};
use proptest::prelude::*;

// --- what is shown ---------------------------------------------------------------------------------------------------

/// What a screen asks the operator to do now.
struct Current<'a> {
    walk: &'a Walk,
    planned: &'a Planned,
    /// The restart of a step whose work is done.
    restarting: bool,
    /// Since the dialog on Node A was lost, nobody has seen whether its Setup is whole.
    unverified: bool,
}

impl Current<'_> {
    fn is(&self, stem: &str) -> bool {
        self.planned.stem() == stem
    }

    fn in_phase(&self, phase: &str) -> bool {
        self.planned.stem().split('/').next() == Some(phase)
    }

    fn seen(&self, state: &str, value: &str) -> bool {
        self.walk.states().get(state).is_some_and(|seen| seen.observed && seen.value == value)
    }

    fn is_open(&self, obligation: &str) -> bool {
        self.walk.obligations().matching(obligation).any(|(_, standing)| standing == Standing::Open)
    }

    fn is_lost(&self, obligation: &str) -> bool {
        self.walk.obligations().matching(obligation).any(|(_, standing)| standing == Standing::Lost)
    }

    fn fact(&self, id: &str) -> String {
        self.walk.facts().get(id).map(ToString::to_string).unwrap_or_default()
    }

    fn command(&self) -> String {
        let command = self.planned.step(self.walk.procedure()).command.as_ref();
        command.map(|text| self.walk.world().render(text, &self.planned.scope)).unwrap_or_default()
    }

    /// The node that this screen takes down, or takes out of the cluster.
    fn takes_down(&self) -> Option<String> {
        let step = self.planned.step(self.walk.procedure());
        if self.command().contains("NET STOP CLUSSVC") {
            return Some(self.planned.node.clone());
        }
        let restart = step.restart.as_ref().filter(|_| self.restarting || step.pure_restart().is_some())?;
        Some(self.planned.scope.resolve(&restart.node).into_owned())
    }
}

// --- the rules of domain and procedure, each on its own -------------------------------------------------------------

type Rule = (&'static str, fn(&Current<'_>) -> bool);

const RULES: [Rule; 15] = [
    (
        "(a) IISSYNC only at A, towards another B, both nodes confirmed by matching values, both services running, a backup made, IIS not ruined",
        iissync_is_ready,
    ),
    ("(b) no name or group given to Setup or to a site is the cluster's own", nothing_in_the_default_group),
    (
        "(c) no node is taken down unless the other one's service was seen running, or the node itself carries nothing",
        the_other_node_runs,
    ),
    ("(d) a service pack below SP4 is never applied again", no_old_service_pack),
    ("(f) MSDTC is not removed", msdtc_stays),
    ("1 Setup on B only while A's Setup is held", setup_on_b_while_a_holds),
    ("2 Setup on either node only with all groups on A", setup_with_all_groups_on_a),
    ("3 Yes to A's restart only with B's service running and no service pack owed", yes_when_b_can_take_over),
    ("4 while the dialog waits groups move only to A", groups_move_only_to_a),
    ("5 no planned restart of A while its dialog is open", no_restart_of_a_beside_its_dialog),
    ("6 a site only while its group is on A", sites_on_a),
    ("7 groups are moved for the test only after IISSYNC ended with 0", test_after_iissync),
    ("7b no group is moved to B while IISSYNC has not ended with 0 after it was run", no_failover_after_a_bad_iissync),
    ("8 after the dialog was lost, step 7 only through verification", step_7_through_verification),
    ("the console of a step is up", the_console_is_up),
];

fn iissync_is_ready(now: &Current<'_>) -> bool {
    if !now.command().contains("iissync ") {
        return true;
    }
    let read_back = |here: &str, there: &str| {
        let share = format!("{}$", now.fact(&format!("{there}.mts_drive")));
        now.seen(&format!("{here}.repl"), "confirmed")
            && now.fact(&format!("{here}.repl_share")).eq_ignore_ascii_case(&share)
            && now.fact(&format!("{here}.repl_remote")).eq_ignore_ascii_case(&now.fact(&format!("{there}.name")))
    };
    now.planned.node == "a"
        && now.planned.step(now.walk.procedure()).irreversible
        && now.command().contains(&format!("iissync {}", now.fact("b.name")))
        && !now.fact("a.name").eq_ignore_ascii_case(&now.fact("b.name"))
        && read_back("a", "b")
        && read_back("b", "a")
        && now.seen("a.cluster_service", "running")
        && now.seen("b.cluster_service", "running")
        && now.seen("metabase_saved", "saved")
        && !now.seen("iissync", "ruined")
}

fn nothing_in_the_default_group(now: &Current<'_>) -> bool {
    let default = now.fact("cluster.default_group");
    let names_msdtc = now.is("setup-a/mts-screen") || now.is("setup-a/mts-screen-sql");
    let is_default = |group: &str| group.eq_ignore_ascii_case(&default) || group.eq_ignore_ascii_case("Cluster Group");
    if names_msdtc && (is_default(&now.fact("dtc.group")) || now.fact("dtc.network_name") == now.fact("cluster.name")) {
        return false;
    }
    let makes_site = (now.in_phase("sites") && !now.is("sites/group")) || now.in_phase("instances");
    let group = now.planned.key().and_then(|key| now.walk.facts().member("sites", key)?.fields.get("group"));
    !makes_site || !group.is_some_and(|group| is_default(&group.to_string()))
}

fn the_other_node_runs(now: &Current<'_>) -> bool {
    let Some(node) = now.takes_down() else { return true };
    let other = if node == "a" { "b" } else { "a" };
    let carries_nothing = ["stopped", "failed"].iter().any(|how| now.seen(&format!("{node}.cluster_service"), how));
    now.seen(&format!("{other}.cluster_service"), "running") || carries_nothing
}

fn no_old_service_pack(now: &Current<'_>) -> bool {
    let title = now.walk.world().render(&now.planned.step(now.walk.procedure()).title, &now.planned.scope);
    let applies = title.starts_with("Apply ") && title.contains(" again") && !now.restarting;
    let level = now.fact(&format!("{}.service_pack", now.planned.node));
    !applies || ["SP4", "SP5", "SP6"].iter().any(|own| level.starts_with(own))
}

fn msdtc_stays(now: &Current<'_>) -> bool {
    !now.command().to_lowercase().contains("msdtc -")
}

fn setup_on_b_while_a_holds(now: &Current<'_>) -> bool {
    !now.is("begin-b/start") || (now.seen("a.setup", "held") && now.is_open("dialog_a"))
}

fn setup_with_all_groups_on_a(now: &Current<'_>) -> bool {
    !(now.is("setup-a/start") || now.is("begin-b/start")) || now.seen("groups", "all-a")
}

fn yes_when_b_can_take_over(now: &Current<'_>) -> bool {
    !now.in_phase("dialog") || (now.seen("b.cluster_service", "running") && !now.is_open("b.sp_owed"))
}

fn groups_move_only_to_a(now: &Current<'_>) -> bool {
    let to_b = now.command().contains(&format!("/moveto:{}", now.fact("b.name")));
    !to_b || !(now.is_open("dialog_a") || now.is_lost("dialog_a") || now.seen("a.setup", "held"))
}

fn no_restart_of_a_beside_its_dialog(now: &Current<'_>) -> bool {
    now.takes_down().as_deref() != Some("a") || !now.is_open("dialog_a")
}

fn sites_on_a(now: &Current<'_>) -> bool {
    let makes = [
        "sites/create-www",
        "sites/create-ftp",
        "sites/address",
        "sites/home-drive",
        "sites/home-unc",
        "sites/home-redirect",
    ];
    !makes.iter().any(|stem| now.is(stem)) || now.seen("groups", "all-a")
}

fn test_after_iissync(now: &Current<'_>) -> bool {
    !now.is("test-to-b/move") || now.seen("iissync", "ok")
}

fn no_failover_after_a_bad_iissync(now: &Current<'_>) -> bool {
    let to_b = now.command().contains(&format!("/moveto:{}", now.fact("b.name")));
    !to_b || now.seen("iissync", "ok") || now.seen("iissync", "never")
}

fn step_7_through_verification(now: &Current<'_>) -> bool {
    let step_7 = now.in_phase("service-pack-a") || now.in_phase("a-up");
    !step_7 || (now.seen("a.setup", "done") && !now.unverified && !now.is_lost("dialog_a"))
}

fn the_console_is_up(now: &Current<'_>) -> bool {
    !now.walk.down().contains_key(&now.planned.node) && now.walk.console() == Some(now.planned.node.as_str())
}

// --- a walk under test -----------------------------------------------------------------------------------------------

/// A walk with what the rules must remember of it.
#[derive(Clone)]
struct Watched {
    drive: Drive,
    /// Records already looked at.
    looked: usize,
    unverified: bool,
}

impl Watched {
    fn new(drive: Drive) -> Self {
        Self { looked: 0, unverified: false, drive }
    }

    fn walk(&self) -> &Walk {
        self.drive.walk_ref()
    }

    /// Remembers whether the dialog was lost and not looked after.
    fn look_at_records(&mut self) {
        for record in &self.drive.records()[self.looked..] {
            if let Event::Confirmed { step, already: false, .. } = &record.event
                && (step == "a-lost/verify" || step == "setup-a/hold")
            {
                self.unverified = false;
            }
        }
        self.looked = self.drive.records().len();
        let lost = self.walk().obligations().lost().any(|id| id == "dialog_a");
        self.unverified |= lost;
    }

    /// Holds every rule against the screen that is due.
    #[track_caller]
    fn check(&mut self, after: &dyn std::fmt::Debug) {
        self.look_at_records();
        let walk = self.walk();
        let position = walk.position();
        let (step, restarting) = match &position {
            Position::Step { step, gate: Gate::Open } => (Some(step), false),
            Position::Restart { step } => (Some(step), true),
            _ => (None, false),
        };
        if let Some(planned) = step.and_then(|step| walk.planned(step)) {
            let now = Current { walk, planned, restarting, unverified: self.unverified };
            for (rule, holds) in RULES {
                let down = rule.starts_with("the console") && restarting;
                assert!(
                    down || holds(&now),
                    "{rule}\n  at {} after {after:?}\n{}\n{}",
                    self.drive.at(),
                    self.drive.known(),
                    self.drive.tail()
                );
            }
            self.drive.keeps_the_rules();
        }
        if self.drive.at() == "finished" {
            let open = self.drive.left_open();
            assert!(open.is_empty(), "(e) no obligation is open or lost at the end: {open:?}\n{}", self.drive.tail());
        }
        self.check_screens(step.is_some_and(|step| step.starts_with("iissync/run")) && !restarting);
    }

    /// Every screen can be drawn, and IISSYNC stands in none but the one of its own step with the gate open.
    #[track_caller]
    fn check_screens(&self, iissync_may_show: bool) {
        let walk = self.walk();
        let due = self.drive.screen();
        let ready = iissync_may_show
            || walk.planned("iissync/run").is_some_and(|planned| {
                iissync_is_ready(&Current { walk, planned, restarting: false, unverified: false })
            });
        let mut screens = vec![due];
        screens.push(match walk.events() % 16 {
            0 => screen::map(walk),
            1 => screen::open(walk),
            2 => screen::checks(walk),
            3 => screen::facts(walk),
            4..8 => screen::look(walk, "iissync/run"),
            _ => nodewalk::ui::help::help(&screens[0]),
        });
        for screen in screens {
            assert!(
                ready || !shows_iissync(&screen),
                "IISSYNC on the screen {:?} at {}\n{}\n{}",
                screen.kind,
                self.drive.at(),
                self.drive.known(),
                self.drive.tail()
            );
        }
    }
}

fn shows_iissync(screen: &Screen) -> bool {
    screen.blocks.iter().any(|block| matches!(block, ScreenBlock::Command(text) if text.contains("iissync")))
}

// --- random moves ----------------------------------------------------------------------------------------------------

/// Lines that give facts and readings values, right and wrong, known and unknown.
const SETS: [&str; 51] = [
    "set a.setup_seen broken",
    "set b.setup_seen broken",
    "set a.setup_seen whole",
    "set b.setup_seen whole",
    "set a.service_seen running",
    "set b.service_seen running",
    "set a.service_seen down",
    "set a.repl_share C$",
    "set a.repl_share D$",
    "set a.repl_remote NODEB",
    "set a.repl_remote NODEA",
    "set b.repl_share C$",
    "set b.repl_share ADMIN$",
    "set b.repl_remote NODEA",
    "set b.repl_remote OTHER",
    "set a.mts_drive D",
    "set b.mts_drive D",
    "set b.mts_drive C",
    "set a.mts_drive C",
    "set iissync_status 0",
    "set iissync_status 2147500037",
    "set iissync_status -2147467259",
    "set iissync_status 0x80004005",
    "set iissync_status 1722",
    "set iissync_status 99",
    "set a.name NODEB",
    "set b.name NODEA",
    "set a.name NODEA",
    "set b.name NODEB",
    "set b.name",
    "set b.name NODEC",
    "set a.service_pack SP3",
    "set a.service_pack SP6",
    "set b.service_pack SP3",
    "set b.service_pack SP5",
    "set a.service_pack",
    "set cluster.default_group WWWGroup",
    "set cluster.default_group Cluster Group",
    "set dtc.network_name CLUS1",
    "set dtc.network_name DTCVS1",
    "set sql 6.5",
    "set sql none",
    "set sites.Main.kind ftp",
    "remove sites Files",
    "set cluster.failback none",
    "add cluster.failback FTPGroup",
    "set cluster.failback.FTPGroup.window 22 to 5",
    "remove cluster.failback WWWGroup",
    "set affect_was none",
    "add affect_was MSDTC",
    "set affect_was.MSDTC.was off",
];

impl Watched {
    /// Takes a move, and holds the rules after each of its lines.
    #[track_caller]
    fn take(&mut self, step: &Move) {
        match step {
            Move::Break => {
                if !self.walk().is_over() {
                    self.drive.open_again();
                }
            }
            Move::Crash(kept) => {
                for line in self.drive.answers_here() {
                    let action: Action = line.parse().unwrap();
                    let _ = self.drive.take(&action);
                }
                let _ = self.drive.take_and_crash(&Action::Done, usize::from(*kept));
            }
            Move::Onward(times) => {
                for _ in 0..*times {
                    self.say(step);
                }
            }
            _ => self.say(step),
        }
        self.check(step);
    }

    /// Says the lines of a move. What is refused changes nothing.
    #[track_caller]
    fn say(&mut self, step: &Move) {
        for line in step.lines(&self.drive, &SETS) {
            let Ok(action) = line.parse::<Action>() else { continue };
            let before = self.walk().events();
            if self.drive.take(&action).is_err() {
                assert_eq!(self.walk().events(), before);
            }
            self.check(&(step, &line));
        }
    }
}

/// Places to start from: every position of the main line, for several clusters, rehearsed and real.
fn places(rehearsal: bool) -> &'static [Watched] {
    static PLACES: [OnceLock<Vec<Watched>>; 2] = [OnceLock::new(), OnceLock::new()];
    PLACES[usize::from(rehearsal)].get_or_init(|| {
        let clusters: [&[&str]; 3] = [
            &["set a.service_pack SP6", "set b.service_pack SP6"],
            &["set a.service_pack SP4", "set sql 6.5", "remove sites Files"],
            &[],
        ];
        let walks = clusters.into_iter().flat_map(|lines| {
            let mut drive = if rehearsal { Drive::rehearse(ANSWERS) } else { Drive::walk(ANSWERS) };
            drive.acts(lines.iter().copied());
            drive.moments()
        });
        walks.map(Watched::new).collect()
    })
}

fn cases() -> ProptestConfig {
    let mut config = ProptestConfig {
        max_shrink_time: 15_000,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 20;
    }
    config
}

fn hold(rehearsal: bool, place: u16, moves: &[Move]) {
    let mut watched = pick(places(rehearsal), place).unwrap().clone();
    watched.look_at_records();
    for step in moves {
        watched.take(step);
    }
    let text: Vec<_> =
        watched.drive.records().iter().map(|record| serde_json::to_string(&record.event).unwrap()).collect();
    let mut replayed = Walk::new(std::sync::Arc::clone(watched.walk().procedure()), rehearsal);
    for (record, text) in watched.drive.records().iter().zip(text) {
        let mut record = record.clone();
        record.event = serde_json::from_str(&text).unwrap();
        replayed.evolve(&record);
    }
    watched.drive.is_told_by(&replayed);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_rehearsal_breaks_a_rule(place in any::<u16>(), moves in prop::collection::vec(moves(), 1..40)) {
        hold(true, place, &moves);
    }

    #[test]
    fn no_real_walk_breaks_a_rule(place in any::<u16>(), moves in prop::collection::vec(moves(), 1..40)) {
        hold(false, place, &moves);
    }
}
