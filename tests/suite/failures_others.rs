//! What goes wrong in the other four walks, and where each failure leads.

use crate::common::Drive;
use nodewalk::engine::event::Event;

const Q223258: &str = include_str!("../../assets/answers/q223258.toml");
const Q241573: &str = include_str!("../../assets/answers/q241573.toml");
const REBUILT: &str = include_str!("../../assets/answers/q241573-rebuilt.toml");
const Q249603: &str = include_str!("../../assets/answers/q249603.toml");
const IMAGING: &str = include_str!("../../assets/answers/imaging-2003.toml");

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

/// What the screen says.
fn said(drive: &Drive) -> String {
    nodewalk::ui::plain::page(&drive.screen()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an event shows a step.
fn shows(event: &Event, wanted: &str) -> bool {
    matches!(event, Event::Shown { step, .. } if step == wanted)
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
    assert!(drive.why_stopped().contains("a failed attempt"));
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
fn on_sp3_no_service_pack_goes_on_again_whenever_node_a_dies() {
    for (at, recovery) in [
        ("setup-a/components", "a-cut"),
        ("before-b/look", "a-early"),
        ("setup-b/components", "a-died"),
        ("disarm/affect", "a-back"),
    ] {
        let mut drive = q223258();
        drive.acts(["set a.service_pack SP3", "set b.service_pack SP3"]);
        drive.until(&format!("step {at}")).act("down a").ends().is_finished();
        assert_eq!(recoveries(&drive), [recovery]);
        let again = drive.records().iter().filter(|record| match &record.event {
            Event::Shown { step, .. } => step.contains("service-pack"),
            _ => false,
        });
        assert_eq!(again.count(), 0, "{at}");
    }
}

#[test]
fn node_a_restarted_with_yes_before_setup_on_b_is_not_whole_then_setup_runs_there_again_from_2() {
    let mut drive = q223258();
    drive.until("step decline-a/no").act("problem pressed-yes").act("").until("step a-early/verify");
    drive.act("see failed").stands("problem not-whole at a-early/verify").act("").until("step setup-a/start");
    assert_eq!(drive.state("b.setup"), "untouched");
    drive.ends().is_finished();
}

#[test]
fn node_a_dies_during_setup_on_b_and_that_fails_as_well_then_it_is_removed_there_once_a_carries_the_cluster() {
    let mut drive = q223258();
    drive.until("step setup-b/finish").act("down a").until("step a-died/finish-b").act("see failed");
    drive.stands("problem b-failed at a-died/finish-b").act("").until("step setup-b/finish");
    drive.act("problem join-failed").act("").until("step remove-from-b/remove-all");
    assert_eq!((drive.state("a.cluster_service"), drive.state("groups")), ("running", "all-a"));
    drive.ends().is_finished();
}

#[test]
fn an_attempt_that_failed_on_b_is_entered_with_the_answer_to_the_dialog_and_led_to_step_6() {
    for (left, dialog) in
        [("dialog", Some("failed-a/dialog")), ("no-restart", Some("failed-a/not-restarted")), ("restarted", None)]
    {
        for (second, removed_here) in [("as-it-failed", true), ("removed", false)] {
            let mut drive = q223258();
            drive.act("set attempted failed-b");
            drive.act(&format!("set first_node_left {left}")).act(&format!("set second_node_left {second}"));
            if let Some(step) = dialog {
                // 1 OK, then No.
                drive.until(&format!("step {step}")).expected();
                assert!(drive.left_open().contains(&"restart_a"));
            }
            // 2 A runs and has all groups.
            drive.until("step failed-a/groups").expected();
            assert_eq!((drive.state("a.cluster_service"), drive.state("groups")), ("running", "all-a"));
            if removed_here {
                // 3 B stopped, Remove All. 4 B restarted.
                drive.until("step removal/remove-all").until("step removal/restart");
                assert_eq!(drive.state("b.setup"), "removed");
            }
            // 5 Step 6.
            drive.until("step after-removal/gone").until("step stop-b/stop").until("step begin-b/start");
            drive.ends().is_finished();
        }
    }
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
fn b_does_not_restart_with_its_service_pack_while_nobody_knows_whether_a_runs() {
    let mut drive = q223258();
    drive.acts(["set attempted failed-b", "set first_node_left dialog", "set second_node_left as-it-failed"]);
    drive.until("restart service-pack-b/apply").act("").until("waiting b").act("problem a-not-up").act("");
    // A is down and gets its own service pack; that B never restarted is found out meanwhile.
    drive.until("step a-back/service").acts(["set a.service_seen down", ""]);
    drive.until("restart a-back/service-pack").act("").until("waiting b").act("not-restarted");
    assert_eq!(drive.state("a.cluster_service"), "unknown");
    drive.stands("shut service-pack-b/apply").act("see a.cluster_service running");
    drive.stands("restart service-pack-b/apply").ends().is_finished();
}

#[test]
fn a_problem_inside_a_recovery_leads_to_the_recovery_s_own_step() {
    let mut drive = q223258();
    drive.until("step setup-b/finish").act("problem join-failed").act("").until("step remove-from-b/groups");
    drive.act("see groups split").stands("problem not-all-a at remove-from-b/groups");
    assert!(said(&drive).contains("Go on at See whether the Cluster Service runs on NODEA."), "{}", said(&drive));
    drive.act("").stands("step remove-from-b/service-a").until("step remove-from-b/groups").ends().is_finished();
    assert_eq!(recoveries(&drive), ["remove-from-b"]);
    // Forward as well: what lies between is passed over.
    let mut drive = q241573(Q241573, &[]);
    drive.until("step rejoin/start").act("see failed").act("").until("step sp-again/look");
    drive.act("see b.cluster_service stopped").stands("problem it-runs at sp-again/look").act("");
    drive.stands("hand-off a").act("").stands("step sp-again/settle");
    assert_eq!(drive.status("sp-again/service-pack").word(), "passed");
    drive.ends().is_finished().replays();
}

#[test]
fn again_inside_a_recovery_does_its_step_and_those_after_it_again_and_none_ahead() {
    let mut drive = q223258();
    drive.until("step setup-b/finish").act("problem join-failed").act("").until("step remove-from-b/remove-all");
    drive.act("again remove-from-b/groups").stands("hand-off a").act("").stands("step remove-from-b/groups");
    assert_eq!(drive.status("remove-from-b/stop").word(), "to-do");
    assert!(drive.refused("again remove-from-b/look").fact.contains("has not been reached yet"));
    drive.ends().is_finished().replays();
    assert_eq!(recoveries(&drive), ["remove-from-b"]);
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
        ("remove/remove-b", "no-service-b", "remove/delete"),
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
fn msdtc_that_is_not_there_need_not_be_taken_offline_or_deleted() {
    let mut drive = q223258();
    drive.until("step quiet/offline").act("see none").stands("problem no-resource at quiet/offline").act("");
    drive.stands("step remove/remove-a").until("step remove/delete").ends().is_finished();
}

#[test]
fn msdtc_that_bare_join_fails_as_well_stops_the_walk() {
    let mut drive = q223258();
    drive.until("step install/join").act("problem join-path").act("").until("step join-bare/join");
    drive.act("problem fails-too").act("").stands("stopped");
}

#[test]
fn msdtc_of_sql_7_that_lands_in_the_default_group_stops_the_walk_before_b() {
    let mut drive = q223258();
    drive.until("step decline-a/where").act("problem default-group").act("").stands("stopped");
    assert!(drive.why_stopped().contains("Do not start Setup on NODEB"));
}

// --- Q241573 ---------------------------------------------------------------------------------------------------------

/// A real walk of Q241573.
fn q241573(answers: &str, lines: &[&str]) -> Drive {
    let mut drive = Drive::new("q241573", answers, false);
    drive.acts(lines.iter().copied());
    drive
}

#[test]
fn groups_on_b_are_moved_first_and_what_a_cannot_hold_stops_the_walk() {
    let drive = q241573(Q241573, &[]);
    drive.jumps("begin/move", &["see all-b"], "begin/move");
    drive.jumps("begin/move", &["see split"], "begin/move");
    drive.jumps("begin/move", &["see offline"], "stopped");
    drive.jumps("begin/move", &["problem a-cannot-hold"], "stopped");
}

#[test]
fn b_is_not_touched_while_nobody_is_sure_that_its_service_is_stopped() {
    for (answers, next) in [(Q241573, "remove/all"), (REBUILT, "reinstall/before")] {
        let drive = q241573(answers, &[]);
        drive.jumps("stop-b/stop", &["see running"], "stop-b/stop");
        drive.jumps("stop-b/stop", &["problem the service does not stop, or you cannot tell"], "stop-b/stop");
        drive.jumps("stop-b/manual", &["see automatic"], "stop-b/manual");
        let mut drive = drive.clone();
        drive.until("step stop-b/stop").act("see running").act("");
        assert!(drive.refused(&format!("again {next}")).fact.contains("has not been reached yet"));
    }
}

#[test]
fn problems_of_removing_and_reinstalling_b_lead_where_the_table_says() {
    let drive = q241573(Q241573, &[]);
    drive.jumps("remove/all", &["problem errors"], "remove/all");
    drive.jumps("remove/all", &["problem not-in-the-list"], "stopped");
    drive.jumps("remove-sp/look", &["see b.cluster_service running"], "stop-b/look");
    drive.jumps("remove-sp/look", &["see b.startup automatic"], "stop-b/look");
    drive.jumps("reinstall/setup", &["problem only-add-remove"], "remove-again/look");
    drive.jumps("reinstall/finish", &["problem differ"], "remove-again/look");
    drive.jumps("reinstall/finish", &["see failed"], "remove-again/look");
    drive.jumps("rejoin/start", &["problem does-not-start"], "sp-again/look");
    drive.jumps("rejoin/start", &["see failed"], "sp-again/look");
    drive.jumps("rejoin/automatic", &["problem still-manual"], "rejoin/automatic");
    drive.jumps("outage/agree", &["problem not-now"], "stopped");
}

#[test]
fn errors_of_remove_all_may_be_ignored() {
    let mut drive = q241573(Q241573, &[]);
    drive.until("step remove/all").act("problem errors");
    assert!(said(&drive).contains("That is expected"), "{}", said(&drive));
    drive.act("").expected().until("step remove/restart");
}

#[test]
fn components_that_differ_are_removed_and_installed_anew() {
    let mut drive = q241573(REBUILT, &[]);
    drive.until("step reinstall/finish").act("problem differ").act("").until("step remove-again/all");
    assert_eq!(drive.state("b.cluster_service"), "stopped");
    drive.until("step reinstall/setup").until("step reinstall/finish").ends().is_finished();
    assert_eq!(recoveries(&drive), ["remove-again"]);
    assert_eq!(drive.walk_ref().progress("reinstall/setup").unwrap().attempts, 2);
}

#[test]
fn a_service_on_b_that_does_not_start_gets_its_service_pack_once_more() {
    let mut drive = q241573(Q241573, &["set a.service_pack SP4", "set b.service_pack SP4"]);
    drive.until("step rejoin/start").act("see failed").act("").until("step sp-again/service-pack");
    drive.until("step rejoin/start").ends().is_finished();
    // SP3 is never applied again.
    let mut drive = q241573(Q241573, &["set a.service_pack SP3", "set b.service_pack SP3"]);
    drive.until("step rejoin/start").act("see failed").act("").until("step rejoin/start").ends().is_finished();
    assert!(drive.records().iter().all(|record| !shows(&record.event, "sp-again/service-pack")));
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
fn a_clustered_service_that_was_stopped_by_hand_and_failed_over_leads_back_to_both_nodes_seen() {
    let drive = q241573(Q241573, &["set dtc.survived no"]);
    drive.jumps("quiet/in-doubt", &["see some"], "quiet/in-doubt");
    drive.jumps("quiet/clustered", &["problem stopped-by-hand"], "quiet/see");
    drive.jumps("quiet/unlink", &["see some"], "quiet/unlink");
    drive.jumps("quiet/plain-b", &["see running"], "quiet/plain-b");
    drive.jumps("quiet/plain-a", &["problem failed-over"], "quiet/see");
}

#[test]
fn problems_of_dtcsetup_lead_where_the_table_says() {
    let drive = q241573(Q241573, &["set dtc.survived no"]);
    drive.jumps("dtcsetup-file/get-public", &["problem no-file"], "stopped");
    drive.jumps("dtcsetup/run-a", &["problem wrong-version"], "stopped");
    drive.jumps("dtcsetup/run-a", &["problem no-question"], "quiet/see");
    drive.jumps("dtcsetup/answer-a", &["problem no-resource"], "quiet/see");
    drive.jumps("dtc-config/affect", &["see ticked"], "dtc-config/affect");
    drive.jumps("dtc-config/depends", &["problem another-group"], "quiet/see");
    let drive = q241573(Q241573, &["set a.service_pack SP5", "set b.service_pack SP5", "set dtc.survived no"]);
    drive.jumps("dtcsetup-file/get-sp5", &["problem no-hotfix"], "stopped");
}

#[test]
fn problems_of_installing_msdtc_by_hand_lead_where_the_table_says() {
    let drive = q241573(REBUILT, &[]);
    drive.jumps("manual/delete", &["problem dependents-listed"], "quiet/see");
    // A service that is not there is noted, and the walk goes on.
    drive.jumps("manual/remove-a", &["problem no-service-a"], "manual/remove-b");
    drive.jumps("manual/remove-b", &["problem no-service-b"], "manual/folder");
    // A group that went away is moved back.
    drive.jumps("manual/folder", &["problem no-drive"], "quiet/see");
    drive.jumps("manual/install", &["problem wrong-group"], "quiet/see");
    // Event 7000: the folder behind -d.
    drive.jumps("manual/install", &["problem bad-path"], "quiet/see");
    // The bare form fails: once with the path, then no more.
    drive.jumps("manual/join", &["problem join-fails"], "join-path/up");
    let mut drive = drive.clone();
    drive.until("step manual/join").act("problem join-fails").act("").until("step join-path/join");
    drive.act("problem fails-too").act("").stands("stopped");
}

#[test]
fn a_resource_that_is_not_there_any_more_need_not_be_deleted() {
    let mut drive = q241573(REBUILT, &[]);
    drive.until("step quiet/clustered");
    assert!(said(&drive).contains("there is none"), "{}", said(&drive));
    drive.until("step manual/delete").until("step manual/remove-a");
}

#[test]
fn msdtc_that_is_not_online_on_b_brings_its_group_back_before_anything_else() {
    let drive = q241573(Q241573, &["set dtc.survived no"]);
    drive.jumps("dtc-proof/to-b", &["problem does-not-move"], "dtc-proof/see");
    drive.jumps("dtc-proof/on-b", &["problem not-on-b"], "dtc-proof/back");
    drive.jumps("dtc-proof/verdict", &["problem try-again"], "dtc-proof/see");
    drive.jumps("dtc-proof/verdict", &["problem install-again"], "quiet/see");
    drive.jumps("dtc-proof/verdict", &["problem give-up"], "stopped");
    let mut drive = drive.clone();
    drive.until("step dtc-proof/on-b").act("see no").act("").stands("step dtc-proof/back");
    assert!(drive.left_open().contains(&"groups_away"));
    drive.expected();
    assert!(!drive.left_open().contains(&"groups_away"));
}

#[test]
fn the_partner_of_each_node_is_read_back_and_iissync_is_not_the_way_to_find_out() {
    let mut drive = q241573(Q241573, &[]);
    // The tab of A names the drive that MTS had on B before.
    drive.until("step replication/set[a]").acts(["set a.repl_share D$", "set a.repl_remote NODEB", ""]);
    drive.stands("problem wrong-share at replication/set[a]").act("").stands("step replication/set[a]");
    assert_eq!(drive.state("a.repl"), "unset");
    assert!(drive.refused("again iissync/run").fact.contains("has not been reached yet"));
    drive.acts(["set a.repl_share C$", "set a.repl_remote NODEA", ""]);
    drive.stands("problem own-name at replication/set[a]").act("").stands("step replication/set[a]");
    drive.until("step replication/set[b]").ends().is_finished();
}

#[test]
fn the_test_waits_for_a_quiet_hour_with_all_that_is_open_on_a_list() {
    let mut drive = q241573(Q241573, &[]);
    drive.until("step park/wait").act("problem not-yet").act("").stands("step park/wait");
    let open = drive.left_open().join(" ");
    assert!(open.contains("affect[") && open.contains("failback["), "{open}");
    assert_eq!(drive.screen().open.len(), drive.left_open().len());
    // Days later: where things stand is looked at again, then the walk goes on.
    drive.open_again().stands("pick-up").expected().until("step finish/tested");
    assert!(drive.left_open().join(" ").contains("affect["), "only the final test puts it back");
    drive.ends().is_finished();
    let drive = q241573(Q241573, &[]);
    drive.jumps("finish/tested", &["see failed"], "test-begin/ready");
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
    let drive = q241573(
        Q241573,
        &[
            "set a.service_pack SP6",
            "set b.service_pack SP6",
            "set dtc.survived no",
            "set dtcsetup.version 1998.8.762.0",
            "set dtcsetup.reference case 4711",
        ],
    );
    drive.jumps("dtcsetup-file/ask-other", &["problem no-other-file"], "stopped");
}

// --- Q249603 ---------------------------------------------------------------------------------------------------------

#[test]
fn problems_of_q249603_lead_where_the_table_says() {
    let drive = Drive::new("q249603", Q249603, false);
    drive.jumps("ready/nodes", &["see groups split"], "ready/nodes");
    drive.jumps("ready/good-copy", &["see unclear"], "ready/good-copy");
    drive.jumps("iwam/user", &["problem wscript"], "iwam/user");
    drive.jumps("iwam/read-back", &["problem another-name"], "iwam/user");
    // A site left on an account of one machine fails on the other.
    drive.jumps("accounts-set/all-sites", &["problem local-account"], "accounts-set/all-sites");
    drive.jumps("iissync/run", &["set iissync_status 64"], "iissync/run");
    drive.jumps("iissync/run", &["set iissync_status 2147500037"], "stopped");
    drive.jumps("test-on-b/browse[Main]", &["problem denied"], "test-on-b/browse[Main]");
    for status in ["64", "0x80110414", "99"] {
        let mut drive = drive.clone();
        drive.until("step iissync/run").act("name NODEA").act(&format!("set iissync_status {status}")).act("");
        assert!(drive.at().starts_with("problem "), "{status}: {}", drive.at());
        assert_ne!(drive.state("iissync"), "ok");
    }
}

#[test]
fn iissync_that_hangs_points_at_the_certificates_and_is_no_success() {
    let mut drive = Drive::new("q249603", Q249603, false);
    drive.act("set sites.Main.ssl yes").until("step ready/certificates").until("step iissync/run");
    drive.act("problem hangs").stands("problem hangs at iissync/run");
    assert!(said(&drive).contains("certificate"), "{}", said(&drive));
    assert_eq!(drive.state("iissync"), "failed");
    drive.act("").until("step iissync/run").ends().is_finished();
}

#[test]
fn status_64_says_to_wait_half_a_minute() {
    let mut drive = Drive::new("q249603", Q249603, false);
    drive.until("step iissync/run").acts(["name NODEA", "set iissync_status 64", ""]);
    drive.stands("problem too-soon at iissync/run");
    assert!(said(&drive).contains("30 seconds"), "{}", said(&drive));
}

#[test]
fn the_accounts_are_made_in_the_domain_whatever_the_nodes_are() {
    for roles in [["set a.role member", "set b.role member"], ["set a.role dc", "set b.role dc"]] {
        let mut drive = Drive::new("q249603", Q249603, false);
        drive.acts(roles).until("step accounts/iusr").until("step accounts/iwam");
        drive.act("problem exists").stands("problem unlisted at accounts/iwam");
    }
    let drive = Drive::new("q249603", Q249603, false);
    drive.jumps("accounts/iusr", &["problem exists"], "accounts/iusr");
}

#[test]
fn an_identity_error_on_b_names_the_script_that_mends_it() {
    let mut drive = Drive::new("q249603", Q249603, false);
    drive.until("step test-on-b/browse[Main]").act("problem denied");
    assert!(said(&drive).contains("synciwam.vbs"), "{}", said(&drive));
}

#[test]
fn q249603_is_not_walked_where_www_is_missing_or_an_account_is_of_one_machine() {
    for line in ["set a.www no", "set b.www no", "set accounts.iusr IUSR_NODEA", "set accounts.iwam IWAM_NODEB"] {
        let mut drive = Drive::new("q249603", Q249603, false);
        drive.acts([line, ""]).stands("checks").refused("");
    }
}

// --- imaging ---------------------------------------------------------------------------------------------------------

/// A real walk of imaging.
fn imaging(lines: &[&str]) -> Drive {
    let mut drive = Drive::new("imaging-2003", IMAGING, false);
    drive.acts(lines.iter().copied());
    drive
}

#[test]
fn a_node_of_a_cluster_is_never_cloned() {
    let mut drive = imaging(&[]);
    drive.jumps("master/unplug", &["see connected"], "master/unplug");
    drive.jumps("master/service", &["see member"], "master/service");
    drive.until("step master/service").act("see member").act("").stands("step master/service");
    assert_eq!(drive.state("m.cluster_member"), "member");
    assert!(said(&drive).contains("cannot be cloned"), "{}", said(&drive));
    // It does not become one later either.
    let mut drive = imaging(&[]);
    drive.until("step master-image/reseal[CLUSTER-A]").act("see m.cluster_member member");
    drive.stands("shut master-image/reseal[CLUSTER-A]");
    assert!(drive.commands().is_empty());
}

#[test]
fn a_master_that_was_started_again_is_sealed_again() {
    let drive = imaging(&[]);
    drive.jumps("master-image/look[CLUSTER-A]", &["set seal_seen mini-setup"], "master-image/ready[CLUSTER-A]");
    drive.jumps("master-image/look[CLUSTER-A]", &["set seal_seen open"], "master-image/ready[CLUSTER-A]");
    drive.jumps("master-image/look[CLUSTER-A]", &["set seal_seen factory"], "master-image/ready[CLUSTER-A]");
    drive.jumps("master-image/capture[CLUSTER-A]", &["problem boots-windows"], "master-image/look[CLUSTER-A]");
    for seen in ["mini-setup", "open", "factory"] {
        let mut drive = drive.clone();
        drive.until("step master-image/look[CLUSTER-A]").act(&format!("set seal_seen {seen}")).act("").act("");
        drive.until("step master-image/reseal[CLUSTER-A]").until("step master-image/capture[CLUSTER-A]");
        assert_eq!(drive.state("m.seal"), "sealed");
    }
}

#[test]
fn a_master_in_factory_mode_begins_its_image_anew_and_is_sealed_whatever_was_laid_out() {
    for (lines, at) in [
        (&[][..], "master-image/tools[CLUSTER-A]"),
        (&["set sysprep.mode factory", "set sysprep.factory_at master"][..], "master-image/tools[CLUSTER-A]"),
        (&["set storage.same no", "set storage.technique bmsd"][..], "master-image/bmsd[CLUSTER-A]"),
    ] {
        let mut drive = imaging(lines);
        drive.until(&format!("step {at}")).act("restarted m").stands("step master-image/look[CLUSTER-A]");
        let mut picked = drive.clone();
        drive.act("set seal_seen factory").act("").act("").stands("step master-image/ready[CLUSTER-A]");
        drive.until("step master-image/reseal[CLUSTER-A]").ends().is_finished();
        // Picked from the list it leads there as well.
        picked.act("problem in-factory").act("").until("step master-image/reseal[CLUSTER-A]").ends().is_finished();
    }
}

#[test]
fn a_problem_that_was_not_the_one_is_left_without_a_trace() {
    let mut drive = imaging(&[]);
    drive.until("step join/mini-setup[NODE2]");
    let before = drive.state("node_setup[NODE2]").to_owned();
    drive.act("problem broken-off");
    assert_ne!(drive.state("node_setup[NODE2]"), before);
    drive.act("back").stands("step join/mini-setup[NODE2]");
    assert_eq!(drive.state("node_setup[NODE2]"), before);
    drive.ends().is_finished();
}

#[test]
fn a_node_that_restarts_itself_when_its_image_is_on_is_loaded_again() {
    let drive = imaging(&[]);
    drive.jumps("load-first/target", &["set target_place shared"], "load-first/target");
    drive.jumps("load-first/target", &["set target_gb 72"], "load-first/target");
    drive.jumps("load-first/write", &["problem restarted-itself"], "load-first/target");
    drive.jumps("load-first/off", &["problem came-into-mini-setup"], "load-first/target");
    drive.jumps("load-others/target[NODE3]", &["set target_place shared"], "load-others/target[NODE3]");
    drive.jumps("load-others/write[NODE2]", &["problem restarted-itself"], "load-others/target[NODE2]");
    drive.jumps("load-others/write[NODE3]", &["problem restarted-itself"], "load-others/target[NODE3]");
    // All of them at once: none of the others starts before each was seen off.
    let mut drive = drive.clone();
    drive.until("step first-start/start").act("restarted n[NODE3]").act("").stands("step stray/power-off");
    drive.expected().until("step others-off/look[NODE3]").until("step first-start/start").ends().is_finished();
    assert_eq!(recoveries(&drive), ["stray"]);
}

#[test]
fn problems_of_the_first_node_lead_where_the_table_says() {
    let drive = imaging(&[]);
    drive.jumps("first-start/start", &["problem blue-screen"], "stopped");
    drive.jumps("first-start/mini-setup", &["problem broken-off"], "load-first/target");
    drive.jumps("first-cluster/service", &["see down"], "first-cluster/service");
    drive.jumps("move/to[NODE2]", &["set move_seen failed"], "move/to[NODE2]");
}

#[test]
fn a_node_that_joins_is_switched_off_when_the_first_one_drops() {
    let drive = imaging(&[]);
    for key in ["NODE2", "NODE3"] {
        for step in ["start", "mini-setup"] {
            drive.jumps(&format!("join/{step}[{key}]"), &["problem first-dropped"], &format!("join/hold[{key}]"));
        }
    }
    let mut drive = drive.clone();
    drive.until("step join/mini-setup[NODE2]").act("problem first-dropped").act("");
    // Off, and not on again before the first node was seen to run.
    drive.stands("step join/hold[NODE2]").act("set power_seen off").act("").act("");
    assert_eq!(drive.state("node_power[NODE2]"), "off");
    drive.stands("step join/first[NODE2]");
    assert_eq!(drive.state("n1.cluster_service"), "down");
    drive.until("step join/start[NODE2]").ends().is_finished();
    let factory = imaging(&["set sysprep.mode factory", "set sysprep.factory_at nodes"]);
    for step in ["factory", "factory-work"] {
        factory.jumps(&format!("join/{step}[NODE2]"), &["problem first-dropped"], "join/hold[NODE2]");
    }
}

#[test]
fn a_node_whose_mini_setup_broke_off_is_loaded_again_and_only_that_one_gets_a_new_answer_file() {
    let written =
        |drive: &Drive, step: &str| drive.records().iter().filter(|record| shows(&record.event, step)).count();
    let drive = imaging(&[]);
    drive.jumps("join/start[NODE2]", &["problem blue-screen"], "stopped");
    drive.jumps("join/mini-setup[NODE2]", &["problem broken-off"], "load-others/cables[NODE2]");
    let mut drive = drive.clone();
    drive.until("step join/mini-setup[NODE2]").act("problem broken-off").act("").until("step load-others/write[NODE2]");
    drive.ends().is_finished();
    assert_eq!(written(&drive, "load-others/own-file[NODE2]"), 2);
    assert_eq!(drive.status("load-others/own-file[NODE3]").word(), "already");
    let mut drive = imaging(&[]);
    drive.until("step first-start/mini-setup").act("problem broken-off").act("").until("step load-first/own-file");
    drive.ends().is_finished();
    for key in ["NODE2", "NODE3"] {
        assert_eq!(drive.status(&format!("load-others/own-file[{key}]")).word(), "already");
    }
}

#[test]
fn a_first_node_that_drops_keeps_the_next_one_from_starting() {
    let mut drive = Drive::new("imaging-2003", IMAGING, false);
    drive.until("step join/start[NODE2]").act("see n1.cluster_service down").stands("shut join/start[NODE2]");
    assert!(drive.commands().is_empty());
}

#[test]
fn what_is_owed_for_each_of_a_list_is_called_by_what_is_open_of_it_or_by_the_list() {
    let mut drive = q223258();
    drive.until("already as-before/depends");
    assert_eq!(drive.gate_words(), "what depends on MSDTC: closed");
    assert!(!said(&drive).contains('<'), "{}", said(&drive));
}
