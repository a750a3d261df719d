//! What goes wrong in the walk of Q191138, and where each failure leads.

use crate::common::{ANSWERS, Drive};
use nodewalk::engine::event::Event;

/// A real walk on SP6, where a node's service is down after Setup until the service pack is back.
fn real() -> Drive {
    let mut drive = Drive::walk(ANSWERS);
    drive.acts(["set a.service_pack SP6", "set b.service_pack SP6"]);
    drive
}

/// The recoveries that began, in order.
fn recoveries(drive: &Drive) -> Vec<&str> {
    let began = drive.records().iter().filter_map(|record| match &record.event {
        Event::RecoveryBegan { recovery, .. } => Some(recovery.as_str()),
        _ => None,
    });
    began.collect()
}

// --- Node A dies -----------------------------------------------------------------------------------------------------

#[test]
fn node_a_dies_before_setup_on_b_began_then_setup_on_b_does_not_begin_and_a_is_set_up_again() {
    let mut drive = real();
    drive.until("step before-b/look").act("down a");
    assert_eq!(drive.state("a.setup"), "cut-off");
    drive.until("step a-early/no-setup-on-b").act("see none").act("");
    assert!(drive.left_open().iter().all(|id| *id != "dialog_a"));
    // Its service pack goes on again, then both nodes are seen, all groups go to A, and Setup runs there again.
    drive.until("step a-early/service-pack").until("restart a-early/service-pack");
    drive.until("step groups-to-a/move").until("step setup-a/start").until("step begin-b/start");
    assert_eq!(drive.state("a.setup"), "held");
    assert_eq!(drive.state("b.setup"), "untouched");
    drive.ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-early"]);
}

#[test]
fn node_a_dies_where_only_add_remove_is_offered_afterwards_then_the_walk_stops_as_a_failed_attempt() {
    let mut drive = real();
    drive.until("step setup-a/iis-screen").act("restarted a").until("step setup-a/start");
    drive.act("problem Setup offers only \"Add/Remove\", \"Reinstall\" or \"Remove All\"").act("");
    assert!(drive.why_stopped().contains("a failed attempt"));
}

#[test]
fn node_a_dies_during_setup_on_b_then_b_finishes_without_a_restart_and_a_is_looked_at_first() {
    let mut drive = real();
    drive.until("step setup-b/finish").act("down a").until("step a-lost/finish-b");
    assert_eq!(drive.left_open(), ["a.sp_owed", "dialog_a", "failback[WWWGroup]"]);
    drive.expected().until("restart a-lost/service-pack").until("step a-lost/groups").until("step a-lost/verify");
    drive.act("set a.setup_seen whole").act("").until("step restart-b/restart");
    assert_eq!(drive.state("a.setup"), "done");
    assert_eq!(drive.state("a.cluster_service"), "running");
    assert_eq!(drive.state("groups"), "all-a");
    drive.ends().is_finished();
    // Step 6 and its watch are done with: A has restarted already.
    for step in ["dialog/click", "watch/online"] {
        assert_eq!(drive.status(step).word(), "already", "{step}");
    }
}

#[test]
fn node_a_dies_during_setup_on_b_and_its_own_is_not_whole_then_it_is_set_up_again_and_b_stays_done() {
    let mut drive = real();
    drive.until("step setup-b/finish").act("down a").until("step a-lost/verify");
    drive.acts(["set a.setup_seen broken", ""]).stands("problem not-whole at a-lost/verify").act("");
    drive.until("step setup-a/start");
    assert_eq!(drive.state("b.setup"), "done");
    drive.ends().is_finished();
    assert_eq!(drive.walk_ref().progress("setup-a/start").unwrap().attempts, 2);
    assert_eq!(drive.status("setup-b/finish").word(), "already");
}

#[test]
fn node_a_dies_after_b_restarted_and_its_setup_is_seen_whole_then_the_walk_goes_on_without_the_dialog() {
    let mut drive = real();
    drive.until("step look-b/up").until("step before-ok/owners").act("down a").until("step a-lost/verify");
    drive.act("set a.setup_seen whole").act("").ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-lost"]);
    assert_eq!(drive.walk_ref().progress("setup-a/start").unwrap().attempts, 1);
}

#[test]
fn node_a_dies_after_b_restarted_and_its_setup_is_not_whole_then_a_is_set_up_again_and_b_stays_done() {
    let mut drive = real();
    drive.until("step before-ok/owners").act("down a").until("step a-lost/verify");
    drive.acts(["set a.setup_seen broken", ""]).stands("problem not-whole at a-lost/verify").act("");
    drive.until("step setup-a/start");
    assert_eq!(drive.state("b.setup"), "done");
    drive.until("already begin-b/start").ends().is_finished();
    assert_eq!(drive.walk_ref().progress("setup-a/start").unwrap().attempts, 2);
    assert_eq!(drive.walk_ref().progress("setup-b/finish").map(|own| own.status.word()), Some("already"));
}

#[test]
fn node_a_dies_while_its_dialog_is_held_then_the_walk_says_that_the_dialog_is_lost() {
    let mut drive = Drive::rehearse(ANSWERS);
    drive.until("step begin-b/start").until("step setup-b/components").act("down a");
    let lost: Vec<String> = drive.screen().open.into_iter().filter(|open| open.lost).map(|open| open.text).collect();
    assert_eq!(lost, ["Setup's last dialog waits: leave it alone"]);
    drive.until("step a-lost/verify").act("").ends().is_finished();
}

#[test]
fn on_sp3_no_service_pack_goes_on_again_whenever_node_a_dies() {
    for (at, recovery) in [("before-b/look", "a-early"), ("setup-b/finish", "a-lost"), ("before-ok/owners", "a-lost")] {
        let mut drive = Drive::walk(ANSWERS);
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
fn node_a_dies_before_setup_on_b_but_that_was_begun_then_it_finishes_first() {
    let mut drive = real();
    drive.until("step begin-b/start").act("down a").until("step a-early/no-setup-on-b").act("see open");
    drive.stands("problem begun at a-early/no-setup-on-b").act("").until("step a-lost/finish-b").ends().is_finished();
    assert_eq!(recoveries(&drive), ["a-early", "a-lost"]);
}

#[test]
fn ok_clicked_before_setup_on_b_is_the_sequence_of_the_other_article_from_its_step_5() {
    let mut drive = real();
    drive.until("step setup-a/hold").act("problem OK was clicked, and now Setup asks for a restart").act("");
    assert!(drive.why_stopped().contains("Do not restart NODEA. Go on with Q223258 at its step 5"));
    assert_eq!(drive.state("b.setup"), "untouched");
}

#[test]
fn a_dialog_that_is_gone_without_a_restart_is_looked_after_as_a_lost_one() {
    let mut drive = real();
    drive.until("step dialog/click").act("problem the dialog is not there any more").act("");
    assert_eq!(recoveries(&drive), ["a-lost"]);
    assert!(drive.left_open().iter().all(|id| *id != "dialog_a"));
    drive.until("step a-lost/verify").act("set a.setup_seen whole").act("").ends().is_finished();
}

// --- Setup on Node B fails -------------------------------------------------------------------------------------------

/// What Setup on Node B prints when the MSDTC there is newer, and the problem that each line is.
const ERRORS: [(&str, &str); 6] = [
    (r#"The command "C:\WINNT\System32\msdtc.exe" -join failed   Error Code = 0xffffffff"#, "join-failed"),
    ("An exception occurred while installing MSDTC service.   Error Code = 0x80004005", "msdtc-exception"),
    (
        r#"Setup of "Transaction Server Core Components" failed. The specific error code is 0x748dd88."#,
        "core-components",
    ),
    ("CreateIISPackage or DeleteIISPackage, 0x80040154   Class not registered.", "iis-package"),
    ("Setup could not set webhits OOP.", "webhits"),
    ("Microsoft Transaction Server Setup was not completed successfully.", "mts-incomplete"),
];

#[test]
fn every_known_error_of_setup_on_b_is_found_by_its_text() {
    let mut drive = real();
    drive.until("step setup-b/finish");
    for (text, problem) in ERRORS {
        for said in [text.to_owned(), text.to_uppercase(), text.replace("   ", " ")] {
            let mut drive = drive.clone();
            drive.act(&format!("problem {said}")).stands(&format!("problem {problem} at setup-b/finish"));
            assert_eq!(drive.state("b.setup"), "failed");
        }
    }
}

#[test]
fn setup_that_failed_on_b_is_taken_off_with_b_stopped_and_a_carrying_the_cluster() {
    let mut drive = real();
    drive.until("step setup-b/finish").act(&format!("problem {}", ERRORS[0].0)).act("");
    // 1 A's dialog: OK, No. 2 A runs and has all groups. 3 B stopped, Remove All. 4 B restarted. 5 on with Q223258.
    drive.until("step join-failed/answer-a").until("step join-failed/groups");
    drive.until("step join-failed/stop-b");
    assert_eq!(drive.state("groups"), "all-a");
    assert_eq!(drive.refused("name NODEA").fact, "this step is for `NODEB`, and that console says `NODEA`");
    drive.until("step join-failed/remove-all");
    assert_eq!(drive.state("b.cluster_service"), "stopped");
    drive.until("step join-failed/restart-b").ends();
    assert!(drive.why_stopped().contains("Q223258 at its step 6"));
    assert_eq!(drive.state("b.setup"), "removed");
}

#[test]
fn setup_that_failed_on_b_while_a_died_waits_for_the_service_pack_on_a_and_all_groups_there() {
    let mut drive = real();
    drive.until("step setup-b/finish").act("down a").until("step a-lost/finish-b");
    drive.acts(["set b.setup_seen broken", ""]).stands("problem b-failed at a-lost/finish-b").act("");
    // 1 No dialog waits any more. 2 The service pack on A while B keeps the groups; then all groups to A.
    drive.until("step join-failed/service-pack-a").until("restart join-failed/service-pack-a");
    drive.until("step join-failed/groups").until("step join-failed/remove-all");
    assert_eq!((drive.state("a.cluster_service"), drive.state("groups")), ("running", "all-a"));
    drive.until("step join-failed/restart-b").ends();
    assert!(drive.why_stopped().contains("Q223258 at its step 6"));
}

// --- IISSYNC ---------------------------------------------------------------------------------------------------------

/// A real walk at IISSYNC with this status read.
fn iissync(status: &str) -> Drive {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step iissync/run").act("name NODEA").act(&format!("set iissync_status {status}")).act("");
    drive
}

#[test]
fn iissync_that_ended_with_0_lets_the_walk_go_on() {
    for status in ["0", "IISSYNC completed, status 0"] {
        let mut drive = iissync(status);
        assert_eq!(drive.state("iissync"), "ok");
        drive.until("step test-to-b/move[WWWGroup]").ends().is_finished();
    }
}

#[test]
fn iissync_that_ended_with_2147500037_stops_the_walk_however_the_code_is_written() {
    for status in ["2147500037", "-2147467259", "0x80004005", "IISSYNC failed with status 2147500037"] {
        let mut drive = iissync(status);
        drive.stands("problem replication-not-configured at iissync/run");
        assert_eq!(drive.state("iissync"), "ruined");
        drive.act("").stands("stopped");
        assert!(drive.why_stopped().contains("IIS on NODEB is ruined"));
        drive.refused("");
    }
}

#[test]
fn iissync_that_ended_otherwise_is_mended_and_run_again_before_any_group_moves() {
    for (status, problem) in [("1722", "rpc-unavailable"), ("0x80110410", "invalid-users"), ("77", "another-code")] {
        let mut drive = iissync(status);
        drive.stands(&format!("problem {problem} at iissync/run"));
        assert_eq!(drive.state("iissync"), "failed");
        drive.act("").until("step iissync/run");
        drive.acts(["name NODEA", "set iissync_status 0", ""]).until("step test-to-b/move[WWWGroup]");
        assert_eq!(drive.state("iissync"), "ok");
    }
}

#[test]
fn iissync_without_anybody_at_b_or_with_a_wrong_share_leads_back_to_where_that_is_mended() {
    let mut drive = iissync("2148007941");
    drive.stands("problem nobody-logged-on at iissync/run").act("").act("").stands("step save/close-b");
    let mut drive = iissync("2148598794");
    drive.stands("problem bad-share at iissync/run").act("").stands("step share-again/drive");
}

#[test]
fn no_group_moves_to_b_while_iissync_has_not_ended_with_0() {
    let mut drive = iissync("1722");
    drive.act("back");
    assert!(drive.refused("again test-to-b/move[WWWGroup]").fact.contains("has not been reached yet"));
    // The test of MSDTC moves a group as well: it does not run between.
    drive.act("again msdtc-test/services").until("already msdtc-test/to-b");
    assert!(drive.commands().is_empty());
}

#[test]
fn iissync_is_shut_once_a_name_was_corrected_after_it_was_read_back() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step iissync/run");
    assert_eq!(drive.commands().len(), 1);
    drive.act("set b.mts_drive D").stands("shut iissync/run");
    assert!(drive.commands().is_empty());
    drive.act("set b.mts_drive C").stands("step iissync/run");
    // Said to be done all the same, it is no success: what was done is recorded as a problem.
    drive.acts(["name NODEA", "set iissync_status 0", "set b.mts_drive D", ""]);
    drive.stands("problem unlisted at iissync/run");
    assert!(
        !drive
            .records()
            .iter()
            .any(|record| matches!(&record.event, Event::Confirmed { step, .. } if step == "iissync/run"))
    );
}
