//! The walk of Q191138, by example: procedure, actions, and what must come of them.

use std::sync::Arc;

use crate::common::{ANSWERS, Decision, Drive, ways};
use nodewalk::engine::event::{Event, Record};
use nodewalk::engine::walk::{Status, Walk};

const SP6_ON_BOTH: [&str; 2] = ["set a.service_pack SP6", "set b.service_pack SP6"];

/// A rehearsal with service packs that have to be applied again: the longest main line.
fn longest() -> Drive {
    let mut drive = Drive::rehearse(ANSWERS);
    drive.acts(SP6_ON_BOTH);
    drive
}

// --- the main line ---------------------------------------------------------------------------------------------------

/// The decisions that change which steps are walked.
const DECISIONS: [Decision<'_>; 6] = [
    &[&["set a.service_pack SP3"], &["set a.service_pack SP6"]],
    &[&["set b.service_pack SP3"], &["set b.service_pack SP4"]],
    &[&["set sql none", "set dtc.resource MSDTC"], &["set sql 6.5", "set accounts.mts_group plain"]],
    &[&[], &["set a.role dc"], &["set a.role dc", "set b.role dc"]],
    &[
        &[],
        &["remove sites Files"],
        &["remove sites Main"],
        &["set sites.Main.anonymous no", "set sites.Files.anonymous no"],
        &["remove sites Files", "set sites.Main.anonymous no", "set sites.Main.ssl yes"],
        &["remove sites Main", "set sites.Files.anonymous no"],
    ],
    &[&[], &["set cluster.failback none"]],
];

#[test]
fn every_combination_of_decisions_ends_with_every_step_settled_and_nothing_open() {
    let given = Drive::rehearse(ANSWERS);
    for lines in ways(&DECISIONS) {
        let mut drive = given.clone();
        drive.acts(lines.iter().copied()).ends().is_finished();
        let met: Vec<&Event> = drive
            .records()
            .iter()
            .map(|record| &record.event)
            .filter(|event| matches!(event, Event::Problem { .. } | Event::WentTo { .. } | Event::RecoveryBegan { .. }))
            .collect();
        assert!(met.is_empty(), "{lines:?}: {met:?}");
        for planned in drive.walk_ref().plan().included() {
            assert_eq!(drive.status(&planned.id), Status::Done, "{}: {lines:?}", planned.id);
        }
    }
}

#[test]
fn a_cluster_without_sites_is_not_walked() {
    let mut drive = Drive::rehearse(ANSWERS);
    drive.acts(["remove sites Main", "remove sites Files"]);
    assert_eq!(drive.refused("").fact, "`sites` not answered yet");
}

#[test]
fn a_real_walk_that_sees_what_is_expected_ends_with_nothing_open() {
    for service_packs in [["set a.service_pack SP3", "set b.service_pack SP3"], SP6_ON_BOTH] {
        let mut drive = Drive::walk(ANSWERS);
        drive.acts(service_packs).ends().is_finished();
    }
}

#[test]
fn the_journal_replayed_gives_the_same_walk_at_every_event() {
    let mut drive = Drive::walk(ANSWERS);
    drive.acts(SP6_ON_BOTH);
    let mut live = Vec::new();
    while !drive.walk_ref().is_over() {
        for line in drive.answers_here() {
            drive.act(&line);
            live.push(drive.clone());
        }
        drive.act("");
        live.push(drive.clone());
        if drive.at() == "step sites/address[Main]" && drive.walk_ref().progress("both-up/services").is_none() {
            drive.act("restarted a").act("note it was the mains");
            live.push(drive.clone());
        }
    }
    let mut live = live.into_iter().peekable();
    let mut replayed = Walk::new(Arc::clone(drive.walk_ref().procedure()), false);
    for record in drive.records() {
        let text = serde_json::to_string(&record.event).unwrap();
        let event = serde_json::from_str(&text).unwrap();
        replayed.evolve(&Record { event, ..record.clone() });
        while let Some(walk) = live.next_if(|walk| walk.walk_ref().events() == replayed.events()) {
            walk.is_told_by(&replayed);
        }
    }
    assert!(live.next().is_none());
    drive.replays();
}

// --- a surprise at every step ----------------------------------------------------------------------------------------

/// Every position of the main line, then these lines; from there empty lines lead to the end, with nothing open.
#[track_caller]
fn at_every_moment(of: Drive, surprise: &[&str]) {
    for mut drive in of.moments() {
        if drive.at() == "sign-off" || !drive.walk_ref().down().is_empty() {
            continue;
        }
        let before = drive.at();
        for line in surprise {
            drive.act(line);
        }
        let after = drive.at();
        drive.ends();
        assert_eq!(
            drive.at(),
            "finished",
            "{surprise:?} at `{before}`, then `{after}`: {:?}\n{}",
            drive.walk_ref().stage(),
            drive.tail()
        );
        drive.is_finished().replays();
    }
}

#[test]
fn node_a_may_restart_at_any_moment() {
    at_every_moment(longest(), &["restarted a"]);
}

#[test]
fn node_b_may_restart_at_any_moment() {
    at_every_moment(longest(), &["restarted b"]);
}

#[test]
fn node_a_may_die_at_any_moment() {
    at_every_moment(Drive::rehearse(ANSWERS), &["down a"]);
}

#[test]
fn node_b_may_die_at_any_moment() {
    at_every_moment(Drive::rehearse(ANSWERS), &["down b"]);
}

#[test]
fn both_nodes_may_die_at_any_moment() {
    at_every_moment(longest(), &["down b", "down a"]);
    at_every_moment(longest(), &["down a", "down b"]);
}

// --- one action at a time --------------------------------------------------------------------------------------------

#[test]
fn a_wrong_computer_name_is_refused_and_nothing_is_confirmed() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step setup-a/start");
    assert_eq!(drive.refused("name NODEB").fact, "this step is for `NODEA`, and that console says `NODEB`");
    assert_eq!(drive.refused("").fact, "this step cannot be undone, so the console's name is asked first");
    drive.act("name nodea").act("").stands("step setup-a/components");
}

#[test]
fn a_shut_gate_shows_no_command_and_opens_when_what_it_needs_is_seen() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step iissync/run");
    assert_eq!(drive.commands().len(), 1);
    drive.act("see b.cluster_service stopped").stands("shut iissync/run");
    assert!(drive.commands().is_empty());
    drive.act("see b.cluster_service running").stands("step iissync/run");
}

#[test]
fn a_planned_restart_has_two_screens_and_the_second_is_gated_as_well() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step dialog/click").acts(["name NODEA", ""]).stands("restart dialog/click");
    assert_eq!(drive.state("a.setup"), "done");
    drive.act("see b.cluster_service failed").stands("shut dialog/click");
    drive.refused("");
    drive.act("see b.cluster_service running").stands("restart dialog/click").act("");
    assert!(drive.walk_ref().down()["a"].planned);
    assert_eq!(drive.state("a.cluster_service"), "unknown");
}

#[test]
fn a_restart_that_did_not_happen_is_carried_out_again() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step restart-b/restart").act("").stands("waiting b").act("not-restarted");
    drive.stands("step restart-b/restart").act("restarted b").stands("step look-b/up");
    drive.refused("not-restarted");
}

#[test]
fn a_node_that_went_down_is_down_whatever_its_restart_requires() {
    let mut drive = Drive::walk(ANSWERS);
    drive
        .until("restart dialog/click")
        .act("see b.cluster_service failed")
        .stands("shut dialog/click")
        .act("restarted a");
    assert_eq!(drive.state("a.cluster_service"), "unknown");
    assert!(!drive.left_open().contains(&"restart_a"));
}

#[test]
fn a_node_that_goes_down_inside_a_recovery_does_not_confirm_the_recovery_s_step() {
    let mut drive = longest();
    drive.until("restart service-pack-a/apply").act("restarted b").stands("hand-off b").act("");
    drive.stands("step b-up/look").act("restarted a");
    assert_ne!(drive.status("b-up/look"), Status::Done);
    drive.ends().is_finished();
}

#[test]
fn back_withdraws_only_what_changed_nothing() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step setup-a/iis-screen").act("back").stands("step setup-a/components");
    drive.until("step setup-a/components").act("back").stands("step setup-a/components");
    assert_eq!(drive.state("a.setup"), "running");
}

#[test]
fn again_does_a_step_and_those_after_it_again_and_no_step_ahead() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step sites/made[Main]").act("again sites/address[Main]").stands("step sites/address[Main]");
    assert_eq!(drive.status("sites/home-drive[Main]"), Status::Todo);
    assert_eq!(drive.refused("again iissync/run").fact, "`iissync/run` has not been reached yet");
    assert_eq!(
        drive.refused("again adress[Main]").help,
        "did you mean `sites/address[Main]`? type `map` for all of them"
    );
    assert_eq!(drive.refused("again zzzz").help, "type `map` for all of them");
    drive.ends().is_finished();
}

#[test]
fn only_a_step_that_says_so_is_skipped() {
    let mut drive = Drive::walk(ANSWERS);
    drive.act("set sites.Main.ssl yes").until("step test-on-b/browse[Main]");
    drive.refused("skip no time");
    drive.until("step test-on-b/browse-ssl[Main]").act("skip no certificate yet");
    assert_eq!(drive.status("test-on-b/browse-ssl[Main]"), Status::Skipped);
    drive.ends().is_finished();
}

#[test]
fn a_warning_can_be_waived_and_a_blocking_check_cannot() {
    let mut drive = Drive::walk(ANSWERS);
    drive.act("set b.service_pack SP6").act("").stands("checks").act("waive same-service-pack agreed");
    assert_eq!(drive.refused("waive systemroot-parity agreed").fact, "`systemroot-parity` blocks and cannot be waived");
    drive.ends().is_finished();
}

#[test]
fn a_walk_given_up_takes_notes_and_nothing_else() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step begin-b/start").act("note the window is over").act("abandon no time left").stands("abandoned");
    drive.refused("");
    drive.refused("restarted a");
    drive.act("note both nodes left as they are");
}

#[test]
fn a_fact_corrected_so_that_a_check_fails_stops_the_walk_there() {
    let mut drive = Drive::walk(ANSWERS);
    drive
        .until("step groups-to-a/services")
        .act("set a.name NODEB")
        .stands("guarded names-differ at groups-to-a/services");
    assert!(drive.commands().is_empty());
    drive.act("set a.name NODEA").stands("step groups-to-a/services").ends().is_finished();
}

#[test]
fn a_walk_does_not_finish_while_something_is_left_open() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step sites/made[Main]").act("remove cluster.failback WWWGroup").until("sign-off");
    assert_eq!(drive.refused("").fact, "`failback[WWWGroup]` is left open");
    drive.refused("sign Kim");
    drive.acts(["add cluster.failback WWWGroup", "set cluster.failback.WWWGroup.window 22 to 5"]);
    drive.until("step failback-restore/restore[WWWGroup]").ends().is_finished();
}

#[test]
fn a_group_that_was_moved_for_the_test_is_seen_back_even_when_its_site_left_the_facts() {
    let mut drive = Drive::walk(ANSWERS);
    drive.until("step test-back/move[WWWGroup]").act("remove sites Files").ends().is_finished();
}

#[test]
fn a_fact_taken_back_is_asked_before_the_restart_that_rests_on_it() {
    let mut drive = longest();
    drive.until("restart service-pack-a/apply").act("set a.service_pack");
    drive.stands("ask a.service_pack for service-pack-a/apply").act("set a.service_pack SP6");
    drive.stands("restart service-pack-a/apply").ends().is_finished();
}
