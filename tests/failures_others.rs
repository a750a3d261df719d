//! What goes wrong in the other four walks, and where each failure leads.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is meant")]

mod common;

use common::Drive;
use nodewalk::event::Event;
use nodewalk::walk::Stage;

const Q223258: &str = include_str!("../assets/answers/q223258.toml");
const Q241573: &str = include_str!("../assets/answers/q241573.toml");
const REBUILT: &str = include_str!("../assets/answers/q241573-rebuilt.toml");
const Q249603: &str = include_str!("../assets/answers/q249603.toml");
const IMAGING: &str = include_str!("../assets/answers/imaging-2003.toml");

/// A real walk of Q223258 on SP4.
fn q223258() -> Drive {
    Drive::new("q223258", Q223258, false)
}

/// The recoveries that began, in order.
fn recoveries(drive: &Drive) -> Vec<&str> {
    let began = drive.records().iter().filter_map(|record| match &record.event {
        Event::RecoveryBegan { recovery, .. } => Some(recovery.as_str()),
        _ => None,
    });
    began.collect()
}

#[track_caller]
fn why_stopped(drive: &Drive) -> &str {
    match drive.walk_ref().stage() {
        Stage::Stopped { because } => because,
        other => panic!("not stopped but {other:?}\n{}", drive.tail()),
    }
}

// --- Q223258: Node A dies --------------------------------------------------------------------------------------------

#[test]
fn node_a_dies_before_setup_on_b_began_then_it_is_seen_whole_with_all_groups_before_b_is_stopped() {
    let mut drive = q223258();
    drive.until("step before-b/look").act("down a").until("step a-early/groups");
    assert_eq!(drive.state("b.setup"), "untouched");
    drive.until("step a-early/verify").until("step before-b/look").until("step stop-b/stop");
    assert_eq!(drive.state("groups"), "all-a");
    drive.ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-early"]);
}

#[test]
fn node_a_dies_inside_its_own_setup_then_setup_there_begins_again_and_on_b_not_before() {
    let mut drive = q223258();
    drive.until("step setup-a/components").act("down a").until("step groups-to-a/services").until("step setup-a/start");
    assert_eq!(drive.state("b.setup"), "untouched");
    drive.ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-cut"]);
}

#[test]
fn node_a_dies_inside_its_own_setup_and_only_add_remove_is_offered_then_the_walk_stops_as_a_failed_attempt() {
    let mut drive = q223258();
    drive.until("step setup-a/components").act("restarted a").until("step setup-a/start");
    drive.act("problem Setup offers only \"Add/Remove\", \"Reinstall\" or \"Remove All\"").act("").stands("stopped");
    assert!(why_stopped(&drive).contains("a failed attempt"));
}

#[test]
fn node_a_dies_during_setup_on_b_then_b_finishes_without_a_restart_until_a_runs_with_all_groups() {
    let mut drive = q223258();
    drive.until("step setup-b/components").act("down a").until("step a-died/finish-b");
    assert_eq!(drive.state("b.setup"), "running");
    drive.until("step a-died/service-pack").until("step a-died/groups").until("step restart-b/before");
    assert_eq!((drive.state("a.cluster_service"), drive.state("groups")), ("running", "all-a"));
    drive.until("step restart-b/restart").ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-died"]);
    // Step 10 follows all the same.
    assert_eq!(drive.walk_ref().progress("restart-a/restart").unwrap().attempts, 1);
}

#[test]
fn yes_pressed_at_a_then_its_service_runs_and_all_groups_are_there_before_b_is_stopped_and_step_10_still_follows() {
    let mut drive = q223258();
    drive.until("step decline-a/no").act("problem Yes was pressed, and NODEA restarts").act("");
    drive.until("step a-early/service-pack").until("step a-early/groups").until("step before-b/look");
    assert!(drive.left_open().contains(&"restart_a"));
    drive.until("step stop-b/stop").until("step restart-a/restart").ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-early"]);
}

#[test]
fn groups_that_bounce_from_b_keep_node_a_from_its_restart() {
    let mut drive = q223258();
    drive.until("step move-to-b/move").act("see all-a").stands("problem bounced at move-to-b/move").act("");
    drive.stands("step move-to-b/move").act("see all-b").act("").until("step restart-a/restart");
}

#[test]
fn b_that_restarts_before_its_setup_is_stopped_again_first() {
    let mut drive = q223258();
    drive.until("step begin-b/start").act("restarted b");
    assert_eq!(drive.state("b.cluster_service"), "unknown");
    drive.until("step stop-b/stop").until("step begin-b/start");
    assert_eq!(drive.state("b.cluster_service"), "stopped");
}

// --- Q223258: Setup fails on Node B ----------------------------------------------------------------------------------

/// The errors of Setup as the article prints them, and the problem that each is.
const SETUP_ERRORS: [(&str, &str); 6] = [
    (r#"The command "C:\WINNT\System32\msdtc.exe" -join failed   Error Code = 0xffffffff"#, "join-failed"),
    ("An exception occurred while installing MSDTC service.   Error Code = 0x80004005", "msdtc-exception"),
    (
        r#"Setup of "Transaction Server Core Components" failed. The specific error code is 0x748dd88. Setup will continue but the component may not function properly."#,
        "core-components",
    ),
    ("CreateIISPackage or DeleteIISPackage, 0x80040154   Class not registered.", "iis-package"),
    ("Setup could not set webhits OOP.", "webhits"),
    ("Microsoft Transaction Server Setup was not completed successfully.", "mts-incomplete"),
];

#[test]
fn each_error_of_setup_is_found_by_its_text_and_leads_through_the_removal_back_to_step_6() {
    let mut at_setup = q223258();
    at_setup.until("step setup-b/finish");
    for (text, problem) in SETUP_ERRORS {
        let found: Vec<&str> =
            at_setup.walk_ref().search("setup-b/finish", text).iter().map(|found| found.id.as_str()).collect();
        assert_eq!(found.first(), Some(&problem), "{text}: {found:?}");
        let mut drive = at_setup.clone();
        drive.act(&format!("problem {text}")).stands(&format!("problem {problem} at setup-b/finish")).act("");
        assert_eq!(drive.state("b.setup"), "failed");
        // Node A first: its service, its service pack, all groups; then B is stopped, cleared, restarted.
        drive.until("step remove-from-b/groups").until("already remove-from-b/stop");
        assert_eq!((drive.state("a.cluster_service"), drive.state("groups")), ("running", "all-a"));
        drive.until("step remove-from-b/remove-all");
        assert_eq!(drive.state("b.cluster_service"), "stopped");
        drive.until("step remove-from-b/restart").until("step remove-from-b/look").until("step stop-b/stop");
        assert_eq!(drive.state("b.setup"), "removed");
        drive.until("step begin-b/start").ends().is_finished();
        assert_eq!(recoveries(&drive), ["remove-from-b"], "{text}");
    }
}

#[test]
fn every_text_listed_of_setup_finds_its_own_problem_first_whatever_the_folder_and_the_case() {
    let mut drive = q223258();
    drive.until("step setup-b/finish");
    let walk = drive.walk_ref();
    let scope = walk.planned("setup-b/finish").unwrap().scope.clone();
    for listed in walk.listed("setup-b/finish") {
        let seen = walk.world().render(&listed.seen, &scope);
        for typed in [seen.clone(), seen.to_uppercase(), format!("  {seen} "), listed.id.clone()] {
            let found = walk.search("setup-b/finish", &typed);
            assert_eq!(found.first().map(|found| &found.id), Some(&listed.id), "{typed}");
        }
    }
    for (code, problem) in [
        ("0xffffffff", "join-failed"),
        ("0x80004005", "msdtc-exception"),
        ("0x748dd88", "core-components"),
        ("0x80040154", "iis-package"),
    ] {
        let found = walk.search("setup-b/finish", code);
        assert_eq!(found.first().map(|found| found.id.as_str()), Some(problem), "{code}");
    }
}

#[test]
fn an_error_of_setup_that_is_not_listed_can_be_picked_and_leads_to_the_removal() {
    let mut drive = q223258();
    drive.until("step setup-b/finish").act("problem another-error").act("").until("step remove-from-b/remove-all");
}

#[test]
fn node_a_dies_while_b_is_cleared_then_its_service_pack_goes_on_before_b_is_touched() {
    let mut drive = q223258();
    drive.until("step setup-b/finish").act("problem join-failed").act("").until("step remove-from-b/remove-all");
    drive.act("restarted a").until("step remove-from-b/groups").ends().is_finished();
}

// --- Q223258: MSDTC --------------------------------------------------------------------------------------------------

#[test]
fn msdtc_join_with_the_path_that_fails_is_tried_bare_once() {
    let mut drive = q223258();
    drive.until("step install/join").act("problem join-path").act("").until("step join-bare/join");
    assert_eq!(drive.commands(), ["msdtc -join"]);
    drive.until("step dependencies/offline").ends().is_finished();
}

#[test]
fn msdtc_is_not_removed_while_it_is_online_in_doubt_or_needed() {
    for (step, seen, problem) in [
        ("quiet/in-doubt", "some", "in-doubt-some"),
        ("quiet/unlink", "some", "still-linked"),
        ("quiet/offline", "online", "not-offline"),
    ] {
        let dependents = "[[facts.dependents]]\nresource = \"App\"\ngroup = \"SQL Group\"\n";
        let answers = Q223258.replace("dependents = []\n", "") + dependents;
        let mut drive = Drive::new("q223258", &answers, false);
        drive.until(&format!("step {step}"));
        drive.act(&format!("see {seen}")).stands(&format!("problem {problem} at {step}")).act("");
        drive.stands(&format!("step {step}"));
    }
}

#[test]
fn problems_of_msdtc_lead_where_the_table_says() {
    for (step, problem, to) in [
        ("remove/remove-a", "no-service-a", "remove/remove-b"),
        ("remove/delete", "takes-others", "quiet/dependents"),
        ("install/install", "wrong-d", "place/look"),
        ("install/install", "no-such-name", "place/look"),
    ] {
        let mut drive = q223258();
        drive.until(&format!("step {step}")).act(&format!("problem {problem}")).act("");
        drive.until(&format!("step {to}")).ends().is_finished();
    }
}

#[test]
fn msdtc_of_sql_7_that_lands_in_the_default_group_stops_the_walk_before_b() {
    let mut drive = q223258();
    drive.until("step decline-a/where").act("problem default-group").act("").stands("stopped");
    assert!(why_stopped(&drive).contains("Do not start Setup on NODEB"));
}

// --- Q241573 ---------------------------------------------------------------------------------------------------------

/// A real walk of Q241573.
fn q241573(answers: &str, lines: &[&str]) -> Drive {
    let mut drive = Drive::new("q241573", answers, false);
    drive.acts(lines.iter().copied());
    drive
}

/// At a step this is seen or picked; its problem leads to another step.
#[track_caller]
fn leads(drive: &Drive, step: &str, lines: &[&str], to: &str) {
    let mut drive = drive.clone();
    drive.until(&format!("step {step}")).acts(lines.iter().copied());
    if !drive.at().starts_with("problem ") {
        // What else the step asks for is as it should be.
        let name = format!("name {}", drive.walk_ref().world().node_name(&drive.target().unwrap().node));
        let _ = drive.take(&name.parse().unwrap());
        for line in drive.answers_here() {
            drive.act(&line);
        }
        drive.act("");
    }
    assert!(drive.at().starts_with("problem "), "{lines:?} at {step}: {}\n{}", drive.at(), drive.tail());
    drive.act("");
    if to == "stopped" {
        drive.stands("stopped");
        assert!(!why_stopped(&drive).is_empty());
        return;
    }
    drive.until(&format!("step {to}"));
    drive.ends().is_finished();
}

#[test]
fn problems_of_removing_and_reinstalling_b_lead_where_the_table_says() {
    let drive = q241573(Q241573, &[]);
    leads(&drive, "begin/move", &["problem a-cannot-hold"], "stopped");
    leads(&drive, "stop-b/stop", &["see running"], "stop-b/stop");
    leads(&drive, "remove/all", &["problem errors"], "remove/all");
    leads(&drive, "remove-sp/look", &["see b.cluster_service running"], "stop-b/stop");
    leads(&drive, "reinstall/finish", &["problem differ"], "remove-again/all");
    leads(&drive, "rejoin/start", &["problem does-not-start"], "sp-again/service-pack");
    leads(&drive, "rejoin/automatic", &["problem still-manual"], "rejoin/automatic");
    leads(&drive, "outage/agree", &["problem not-now"], "stopped");
    leads(&drive, "iissync/run", &["set iissync_status 2147500037"], "stopped");
    leads(&drive, "iissync/run", &["set iissync_status 1722"], "iissync/run");
}

#[test]
fn msdtc_that_did_not_survive_brings_its_group_back_first_and_is_installed_again() {
    let mut drive = q241573(Q241573, &["set dtc.survived"]);
    drive.until("step dtc-test/on-b").act("see no").act("").stands("step dtc-test/back");
    assert!(drive.left_open().contains(&"groups_away"));
    drive.expected();
    assert!(!drive.left_open().contains(&"groups_away"));
    drive.act("set dtc.survived no").until("step quiet/see").until("step dtcsetup/run-a").ends().is_finished();
}

#[test]
fn problems_of_installing_msdtc_again_lead_where_the_table_says() {
    let drive = q241573(Q241573, &["set dtc.survived no"]);
    leads(&drive, "quiet/clustered", &["problem stopped-by-hand"], "quiet/see");
    leads(&drive, "dtcsetup/run-a", &["problem wrong-version"], "stopped");
    leads(&drive, "dtcsetup/run-a", &["problem no-question"], "quiet/see");
    leads(&drive, "dtc-proof/on-b", &["problem not-on-b"], "dtc-proof/back");
    leads(&drive, "dtc-proof/verdict", &["problem give-up"], "stopped");
    let drive = q241573(REBUILT, &[]);
    leads(&drive, "manual/delete", &["problem dependents-listed"], "quiet/see");
    leads(&drive, "manual/install", &["problem bad-path"], "quiet/see");
    leads(&drive, "manual/join", &["problem join-fails"], "join-path/join");
}

#[test]
fn node_a_lost_while_the_question_of_dtcsetup_waits_then_dtcsetup_runs_on_a_again() {
    let mut drive = q241573(Q241573, &["set dtc.survived no"]);
    drive.until("step dtcsetup/run-b").act("down a").until("step prompt-gone/up").until("step quiet/see");
    drive.until("step dtcsetup/run-a").until("step dtcsetup/run-b").ends().is_finished();
    assert_eq!(drive.walk_ref().progress("dtcsetup/run-a").unwrap().attempts, 2);
}

#[test]
fn above_sp5_dtcsetup_waits_for_a_recorded_file() {
    let mut drive = q241573(Q241573, &["set a.service_pack SP6", "set b.service_pack SP6", "set dtc.survived"]);
    drive.until("step dtc-test/back").expected().act("set dtc.survived no");
    for _ in 0..200 {
        if drive.at().starts_with("guarded") || drive.at().starts_with("ask") {
            break;
        }
        drive.expected();
    }
    drive.stands("ask dtcsetup.version dtcsetup.reference for dtcsetup-file/get-other");
    drive.refused("");
    leads(
        &q241573(
            Q241573,
            &[
                "set a.service_pack SP6",
                "set b.service_pack SP6",
                "set dtc.survived no",
                "set dtcsetup.version 1998.8.762.0",
                "set dtcsetup.reference case 4711",
            ],
        ),
        "dtcsetup-file/ask-other",
        &["problem no-other-file"],
        "stopped",
    );
}

// --- Q249603 ---------------------------------------------------------------------------------------------------------

#[test]
fn problems_of_q249603_lead_where_the_table_says() {
    let drive = Drive::new("q249603", Q249603, false);
    leads(&drive, "ready/nodes", &["see groups split"], "ready/nodes");
    leads(&drive, "ready/good-copy", &["see unclear"], "ready/good-copy");
    leads(&drive, "iwam/read-back", &["problem another-name"], "iwam/user");
    leads(&drive, "iissync/run", &["set iissync_status 64"], "iissync/run");
    leads(&drive, "accounts-set/all-sites", &["problem local-account"], "accounts-set/all-sites");
    for status in ["64", "0x80110414", "99"] {
        let mut drive = drive.clone();
        drive.until("step iissync/run").act("name NODEA").act(&format!("set iissync_status {status}")).act("");
        assert!(drive.at().starts_with("problem "), "{status}: {}", drive.at());
        assert_ne!(drive.state("iissync"), "ok");
    }
}

#[test]
fn q249603_is_not_walked_where_www_is_missing_or_an_account_is_of_one_machine() {
    for line in ["set a.www no", "set b.www no", "set accounts.iusr IUSR_NODEA", "set accounts.iwam IWAM_NODEB"] {
        let mut drive = Drive::new("q249603", Q249603, false);
        drive.acts([line, ""]).stands("checks").refused("");
    }
}

// --- imaging ---------------------------------------------------------------------------------------------------------

#[test]
fn problems_of_imaging_lead_where_the_table_says() {
    let drive = Drive::new("imaging-2003", IMAGING, false);
    leads(&drive, "master/service", &["see member"], "master/service");
    leads(&drive, "master-image/look[CLUSTER-A]", &["set seal_seen mini-setup"], "master-image/ready[CLUSTER-A]");
    leads(&drive, "master-image/look[CLUSTER-A]", &["set seal_seen open"], "master-image/ready[CLUSTER-A]");
    leads(&drive, "load-first/target", &["set target_place shared"], "load-first/target");
    leads(&drive, "load-first/target", &["set target_gb 72"], "load-first/target");
    leads(&drive, "load-first/write", &["problem restarted-itself"], "load-first/target");
    leads(&drive, "load-others/target[NODE3]", &["set target_place shared"], "load-others/target[NODE3]");
    leads(&drive, "first-start/start", &["problem blue-screen"], "stopped");
    leads(&drive, "first-start/mini-setup", &["problem broken-off"], "load-first/target");
    leads(&drive, "join/mini-setup[NODE2]", &["problem first-dropped"], "join/hold[NODE2]");
    leads(&drive, "join/start[NODE3]", &["problem first-dropped"], "join/hold[NODE3]");
    leads(&drive, "join/mini-setup[NODE2]", &["problem broken-off"], "load-others/cables[NODE2]");
    leads(&drive, "join/start[NODE2]", &["problem blue-screen"], "stopped");
    leads(&drive, "move/to[NODE2]", &["set move_seen failed"], "move/to[NODE2]");
}

#[test]
fn a_first_node_that_drops_keeps_the_next_one_from_starting() {
    let mut drive = Drive::new("imaging-2003", IMAGING, false);
    drive.until("step join/start[NODE2]").act("see n1.cluster_service down").stands("shut join/start[NODE2]");
    assert!(drive.commands().is_empty());
}
