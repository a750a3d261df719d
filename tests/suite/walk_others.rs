//! The walks of the other four procedures: every combination of their decisions, and a restart at every step.

use std::collections::HashSet;

use crate::common::{Decision, Drive, ways_round};
use nodewalk::engine::event::Event;

const Q223258: &str = include_str!("../../assets/answers/q223258.toml");
const Q241573: &str = include_str!("../../assets/answers/q241573.toml");
const REBUILT: &str = include_str!("../../assets/answers/q241573-rebuilt.toml");
const Q249603: &str = include_str!("../../assets/answers/q249603.toml");
const IMAGING: &str = include_str!("../../assets/answers/imaging-2003.toml");

/// Every combination is rehearsed by empty lines from the start to the report: nothing goes wrong, every step that is
/// walked is settled, nothing is open.
#[track_caller]
fn every_way_ends(procedure: &'static str, answers: &str, decisions: &[Decision<'_>], round: &[Decision<'_>]) {
    let given = Drive::new(procedure, answers, true);
    for lines in ways_round(decisions, round) {
        let mut drive = given.clone();
        drive.acts(lines.iter().copied()).ends();
        assert_eq!(drive.at(), "finished", "{lines:?}: {:?}\n{}", drive.walk_ref().stage(), drive.tail());
        drive.is_finished();
        let went_wrong = |event: &&Event| matches!(event, Event::Problem { .. } | Event::RecoveryBegan { .. });
        let met: Vec<&Event> = drive.records().iter().map(|record| &record.event).filter(went_wrong).collect();
        assert!(met.is_empty(), "{lines:?}: {met:?}");
    }
}

// --- Q223258 ---------------------------------------------------------------------------------------------------------

#[test]
fn the_order_of_the_products_is_that_of_the_sql_server_there() {
    for (sql, six, seven) in
        [("none", false, false), ("6.5", true, false), ("6.5-sp5a", true, false), ("7.0", false, true)]
    {
        let mut drive = Drive::new("q223258", Q223258, true);
        drive.act(&format!("set sql {sql}"));
        let walked = |step: &str| drive.walk_ref().plan().included().any(|planned| planned.id == step);
        assert_eq!((walked("overview/order-65"), walked("overview/order-70")), (six, seven), "{sql}");
    }
}

const SERVICE_PACKS: Decision<'_> =
    &[&["set a.service_pack SP3", "set b.service_pack SP3"], &["set a.service_pack SP4", "set b.service_pack SP4"]];

const SITES: Decision<'_> = &[&[], &["remove sites Files"], &["remove sites Main"]];

const ROLES: Decision<'_> = &[&[], &["set a.role dc", "set b.role dc"]];

/// What else the facts can say, in turn.
const ASIDE: Decision<'_> = &[&[], &["set accounts.mts_group plain"], &["set cluster.failback none"]];

/// What an earlier attempt left behind.
const ATTEMPTED: Decision<'_> = &[
    &[],
    &["set attempted failed-b", "set first_node_left dialog", "set second_node_left as-it-failed"],
    &["set attempted failed-b", "set first_node_left no-restart", "set second_node_left as-it-failed"],
    &["set attempted failed-b", "set first_node_left restarted", "set second_node_left as-it-failed"],
    &["set attempted failed-b", "set first_node_left dialog", "set second_node_left removed"],
    &["set attempted failed-b", "set first_node_left no-restart", "set second_node_left removed"],
    &["set attempted failed-b", "set first_node_left restarted", "set second_node_left removed"],
];

/// What depends on MSDTC, in turn.
const DEPENDENTS: Decision<'_> = &[&[], &["add dependents App", "set dependents.App.group SQL Group"]];

#[track_caller]
fn q223258_ends_with(sql: &str) {
    let sql: Decision<'_> = &[&[sql]];
    every_way_ends("q223258", Q223258, &[SERVICE_PACKS, sql, ATTEMPTED, SITES, ROLES], &[DEPENDENTS]);
}

#[test]
fn q223258_without_sql_ends_with_nothing_open_whatever_is_decided() {
    q223258_ends_with("set sql none");
}

#[test]
fn q223258_with_sql_6_5_ends_with_nothing_open_whatever_is_decided() {
    q223258_ends_with("set sql 6.5");
}

#[test]
fn q223258_with_sql_6_5_sp5a_ends_with_nothing_open_whatever_is_decided() {
    q223258_ends_with("set sql 6.5-sp5a");
}

#[test]
fn q223258_with_sql_7_0_ends_with_nothing_open_whatever_is_decided() {
    q223258_ends_with("set sql 7.0");
}

#[test]
fn q223258_with_two_service_packs_ends_with_nothing_open_whatever_is_decided() {
    let unequal: Decision<'_> = &[
        &["set a.service_pack SP3", "set b.service_pack SP4"],
        &["set a.service_pack SP6", "set b.service_pack SP3"],
        &["set a.service_pack SP5", "set b.service_pack SP6"],
    ];
    let sql: Decision<'_> = &[&["set sql none"], &["set sql 6.5"], &["set sql 6.5-sp5a"], &["set sql 7.0"]];
    every_way_ends("q223258", Q223258, &[unequal, ATTEMPTED], &[sql, SITES, ROLES, DEPENDENTS, ASIDE]);
}

// --- Q241573 ---------------------------------------------------------------------------------------------------------

const LEVELS: Decision<'_> = &[
    &["set a.service_pack SP3", "set b.service_pack SP3"],
    &["set a.service_pack SP4", "set b.service_pack SP4"],
    &["set a.service_pack SP5", "set b.service_pack SP5"],
    &[
        "set a.service_pack SP6",
        "set b.service_pack SP6",
        "set dtcsetup.version 1998.8.762.0",
        "set dtcsetup.reference case 4711",
    ],
];

const SQL: Decision<'_> = &[&["set sql none"], &["set sql 6.5"], &["set sql 6.5-sp5a"], &["set sql 7.0"]];

#[test]
fn q241573_of_a_damaged_node_whose_msdtc_survived_ends_with_nothing_open_whatever_is_decided() {
    every_way_ends("q241573", Q241573, &[LEVELS, SQL, SITES, ROLES], &[ASIDE]);
}

#[test]
fn q241573_of_a_damaged_node_that_lost_its_msdtc_ends_with_nothing_open_whatever_is_decided() {
    let lost: Decision<'_> = &[&["set dtc.survived no"]];
    every_way_ends("q241573", Q241573, &[lost, LEVELS, SQL, SITES, ROLES], &[ASIDE]);
}

#[test]
fn q241573_of_a_rebuilt_node_ends_with_nothing_open_whatever_is_decided() {
    every_way_ends("q241573", REBUILT, &[LEVELS, SQL, SITES, ROLES, SETUP_TYPES], &[ASIDE]);
}

const SETUP_TYPES: Decision<'_> =
    &[&["set setup.type minimal"], &["set setup.type typical"], &["set setup.type custom", "set setup.off SMTP"]];

#[test]
fn q241573_above_sp5_needs_a_recorded_file() {
    let mut drive = Drive::new("q241573", Q241573, true);
    drive.acts(["set a.service_pack SP6", "set b.service_pack SP6", "set dtc.survived no", ""]).stands("checks");
    assert_eq!(drive.refused("").fact, "`dtcsetup-for-this-level` stands against it");
    drive.acts(["set dtcsetup.version 1998.8.762.0", "set dtcsetup.reference case 4711"]).ends().is_finished();
}

// --- Q249603 ---------------------------------------------------------------------------------------------------------

#[test]
fn q249603_ends_with_nothing_open_whatever_is_decided() {
    let roles: Decision<'_> = &[&[], &["set a.role dc"], &["set b.role dc"], &["set a.role dc", "set b.role dc"]];
    let sites: Decision<'_> = &[
        &[],
        &["remove sites Files"],
        &["remove sites Main"],
        &["set sites.Main.anonymous no"],
        &["set sites.Main.anonymous no", "set sites.Files.anonymous no"],
        &["set sites.Main.ssl no"],
    ];
    every_way_ends("q249603", Q249603, &[roles, sites], &[]);
}

// --- imaging ---------------------------------------------------------------------------------------------------------

/// The lines that make so many other nodes.
fn nodes(count: usize) -> Vec<String> {
    let mut lines = vec!["remove nodes NODE3".to_owned()];
    for number in 3..count + 2 {
        let name = format!("NODE{number}");
        lines.push(format!("add nodes {name}"));
        let fields =
            [("controller", "QLogic 1080"), ("local_disk", "disk 0"), ("local_gb", "36"), ("image", "CLUSTER-A")];
        lines.extend(fields.map(|(field, value)| format!("set nodes.{name}.{field} {value}")));
    }
    lines
}

/// Every combination of how the master is sealed, how its controllers get in, how the nodes join and how the cluster is
/// made, with so many nodes in all.
#[track_caller]
fn imaging_ends_with(count: usize) {
    let lines = nodes(count - 1);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mode: Decision<'_> = &[
        &["set sysprep.mode reseal"],
        &["set sysprep.mode factory", "set sysprep.factory_at master"],
        &["set sysprep.mode factory", "set sysprep.factory_at nodes"],
    ];
    let technique: Decision<'_> = &[
        &["set storage.same yes"],
        &["set storage.same no", "set storage.technique images"],
        &["set storage.same no", "set storage.technique build"],
        &["set storage.same no", "set storage.technique bmsd"],
    ];
    let join: Decision<'_> =
        &[&["set sysprep.join domain"], &["set sysprep.join workgroup", "set sysprep.workgroup BUILD"]];
    // What runs once on the first node alone needs an answer file of its own.
    let first: Decision<'_> = &[
        &["set cluster.create manual", "set letters_how hand"],
        &["set cluster.create runonce", "set letters_how runonce"],
        &["set cluster.create manual", "set letters_how hand", "set sysprep.names asked"],
        &["set cluster.create runonce", "set letters_how hand"],
        &["set cluster.create manual", "set letters_how none", "set sysprep.names asked"],
        &["set cluster.create manual", "set letters_how runonce"],
        &["set cluster.create runonce", "set letters_how none"],
    ];
    let rest: Decision<'_> = &[
        &[],
        &["set distribution discs", "set media.kind floppy"],
        &["set sysprep.admin_given no", "set service_account_admin no"],
        &["set sysprep.auto_mode PerSeat"],
    ];
    every_way_ends("imaging-2003", IMAGING, &[&[&lines], mode, technique, join], &[first, rest]);
}

#[test]
fn imaging_of_two_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(2);
}

#[test]
fn imaging_of_three_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(3);
}

#[test]
fn imaging_of_four_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(4);
}

#[test]
fn imaging_of_five_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(5);
}

#[test]
fn imaging_of_six_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(6);
}

#[test]
fn imaging_of_seven_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(7);
}

#[test]
fn imaging_of_eight_nodes_ends_with_nothing_open_whatever_is_decided() {
    imaging_ends_with(8);
}

#[test]
fn a_gate_over_a_list_is_opened_by_what_is_seen_of_each_member() {
    let mut drive = Drive::new("imaging-2003", IMAGING, false);
    drive.until("step first-start/start").act("see node_power[NODE3] up").stands("shut first-start/start");
    let asked = drive.walk_ref().gate_states(drive.target().unwrap());
    assert_eq!(asked.iter().filter(|id| id.starts_with("node_power[")).count(), 2, "{asked:?}");
    let page = nodewalk::ui::plain::page(&drive.screen());
    assert!(page.contains("node_power[NODE3]"), "{page}");
    assert!(drive.refused("see node_power[NODE9] off").fact.contains("NODE9"));
    drive.act("see node_power[NODE3] off").stands("step first-start/start");
    // After a restart nobody knows; the first that is not known is meant where none is named.
    drive.ends().is_finished();
}

#[test]
fn imaging_is_taken_up_again_at_any_moment_by_what_is_seen_of_each_node() {
    let mut asked = 0;
    for mut drive in Drive::new("imaging-2003", IMAGING, false).moments() {
        let before = drive.at();
        if drive.walk_ref().is_over() {
            continue;
        }
        drive.open_again().stands("pick-up");
        asked += drive.walk_ref().pick_up_asks().iter().filter(|id| id.starts_with("node_power[")).count();
        drive.expected();
        assert_eq!(drive.at(), before);
    }
    assert!(asked > 0);
}

// --- a family of nodes -----------------------------------------------------------------------------------------------

/// Three nodes of one family, a small procedure of the tests' own.
fn family() -> Drive {
    let mut drive = Drive::new("tests/procedures/family.toml", "[facts]\n", false);
    drive.acts(["add nodes X", "add nodes Y", "add nodes Z"]);
    drive
}

#[test]
fn what_is_said_of_the_loop_s_own_node_comes_before_what_is_said_of_any_of_them() {
    let mut drive = family();
    drive.until("step up/use[Y]").act("restarted n[Y]").stands("step up/begin[Y]");
    let mut drive = family();
    drive.until("step up/use[Y]").act("restarted n[Z]");
    assert_eq!(drive.walk_ref().recovery().unwrap().id, "other");
}

#[test]
fn a_rule_of_a_loop_speaks_of_the_member_whose_step_it_is() {
    let mut drive = family();
    drive.until("step up/use[X]").keeps_the_rules();
    drive.act("see power[Y] off").stands("step up/use[X]").keeps_the_rules();
    let rule = &drive.walk_ref().procedure().rules[0];
    let truth = |drive: &Drive| {
        let planned = drive.walk_ref().planned("up/use[X]").unwrap().clone();
        rule.holds.truth(&drive.walk_ref().world(), &planned.scope)
    };
    assert!(truth(&drive).holds());
    let mut other = drive.clone();
    other.act("see power[X] off");
    assert!(!truth(&other).holds());
}

// --- a restart at every step -----------------------------------------------------------------------------------------

/// What the rest of a walk depends on.
fn fingerprint(drive: &Drive) -> String {
    let walk = drive.walk_ref();
    let states: Vec<_> = walk.states().iter().map(|(id, seen)| (id, &seen.value, seen.observed)).collect();
    let open: Vec<_> = walk.obligations().iter().map(|(id, standing)| (id, standing.word())).collect();
    let steps: Vec<_> = walk.plan().included().map(|planned| drive.status(&planned.id).word()).collect();
    let running = walk.recovery().map(|running| running.plan.steps.iter().map(|step| drive.status(&step.id).word()));
    let (facts, down, console) = (walk.facts(), walk.down(), walk.console());
    let running: Option<Vec<_>> = running.map(Iterator::collect);
    format!("{} {states:?} {open:?} {steps:?} {running:?} {facts:?} {down:?} {console:?}", drive.at())
}

/// At every position of a walk each node restarts that can; from there empty lines lead to the end, with nothing open.
#[track_caller]
fn any_node_may_restart_at_any_moment(procedure: &'static str, answers: &str, lines: &[&str]) {
    let mut drive = Drive::new(procedure, answers, true);
    drive.acts(lines.iter().copied());
    let nodes: Vec<String> =
        drive.walk_ref().world().nodes().iter().filter(|(_, node)| !node.visited).map(|(id, _)| id.clone()).collect();
    let moments = drive.moments();
    // Where a walk comes to a place from which the end was reached already, it need not go there again.
    let mut ends: HashSet<String> = moments.iter().map(fingerprint).collect();
    let mut stuck = Vec::new();
    for position in &moments {
        for node in &nodes {
            if position.at() == "sign-off" || position.walk_ref().down().contains_key(node) {
                continue;
            }
            let mut drive = position.clone();
            drive.act(&format!("restarted {node}"));
            let mut way = Vec::new();
            for _ in 0..600 {
                let here = fingerprint(&drive);
                if ends.contains(&here) || drive.at() == "finished" {
                    break;
                }
                way.push(here);
                if drive.walk_ref().is_over() || drive.at() == "stopped" || drive.try_expected().is_err() {
                    break;
                }
            }
            if drive.at() == "finished" {
                drive.is_finished();
            } else if !ends.contains(&fingerprint(&drive)) {
                stuck.push(format!("{node} at `{}`: {} {}", position.at(), drive.at(), drive.gate_words()));
                continue;
            }
            ends.extend(way);
        }
    }
    assert!(stuck.is_empty(), "{procedure} {lines:?}:\n{}", stuck.join("\n"));
}

#[test]
fn a_joined_node_that_goes_down_while_another_joins_is_no_dead_end() {
    for lines in [&[][..], &["set sysprep.mode factory", "set sysprep.factory_at nodes"][..]] {
        for step in ["join/start[NODE3]", "join/mini-setup[NODE3]", "join/add[NODE3]", "join/up[NODE3]"] {
            for how in ["restarted n[NODE2]", "down n[NODE2]"] {
                let mut drive = Drive::new("imaging-2003", IMAGING, true);
                drive.acts(lines.iter().copied()).until(&format!("step {step}")).act(how);
                drive.until("step others-off/look[NODE2]").ends().is_finished();
                assert_eq!(drive.state("node_power[NODE2]"), "up");
            }
        }
    }
}

#[test]
fn any_node_may_restart_in_q223258() {
    any_node_may_restart_at_any_moment(
        "q223258",
        Q223258,
        &["add dependents App", "set dependents.App.group SQL Group"],
    );
    any_node_may_restart_at_any_moment("q223258", Q223258, &["set a.service_pack SP3", "set b.service_pack SP3"]);
    for left in ["dialog", "restarted"] {
        let left = format!("set first_node_left {left}");
        let lines = ["set attempted failed-b", &left, "set second_node_left as-it-failed"];
        any_node_may_restart_at_any_moment("q223258", Q223258, &lines);
    }
}

#[test]
fn any_node_may_restart_in_q241573() {
    any_node_may_restart_at_any_moment("q241573", Q241573, &[]);
    any_node_may_restart_at_any_moment("q241573", Q241573, &["set dtc.survived no"]);
    any_node_may_restart_at_any_moment("q241573", REBUILT, &[]);
}

#[test]
fn any_node_may_restart_in_q249603() {
    any_node_may_restart_at_any_moment("q249603", Q249603, &["set a.role dc"]);
}
#[test]
fn any_node_may_restart_in_imaging() {
    any_node_may_restart_at_any_moment("imaging-2003", IMAGING, &[]);
    let lines = [
        "set sysprep.mode factory",
        "set sysprep.factory_at nodes",
        "set sysprep.join workgroup",
        "set sysprep.workgroup BUILD",
    ];
    any_node_may_restart_at_any_moment("imaging-2003", IMAGING, &lines);
}
