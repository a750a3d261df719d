//! The walk of Q191138, by example: procedure, actions, and what must come of them.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is meant")]

mod common;

use std::sync::Arc;

use common::{ANSWERS, Drive};
use nodewalk::event::{Event, Record};
use nodewalk::walk::{Status, Walk};

const SP6_ON_BOTH: [&str; 2] = ["set a.service_pack SP6", "set b.service_pack SP6"];

/// A rehearsal with service packs that have to be applied again: the longest main line.
fn longest() -> Drive {
    let mut drive = Drive::rehearse(ANSWERS);
    drive.acts(SP6_ON_BOTH);
    drive
}

// --- the main line ---------------------------------------------------------------------------------------------------

/// One decision of the procedure: the worksheet lines of each way to take it.
type Decision<'a> = &'a [&'a [&'a str]];

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
    let ways: usize = DECISIONS.iter().map(|decision| decision.len()).product();
    for way in 0..ways {
        let mut drive = Drive::rehearse(ANSWERS);
        let mut rest = way;
        let mut taken = Vec::new();
        for decision in DECISIONS {
            let lines = decision[rest % decision.len()];
            rest /= decision.len();
            taken.extend_from_slice(lines);
        }
        let lines: Vec<&str> = taken;
        drive.acts(lines.iter().copied()).to_the_end().is_finished();
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
        drive.acts(service_packs).to_the_end().is_finished();
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

/// Every moment of the main line, then these lines; from there empty lines lead to the end, with nothing open.
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
        drive.to_the_end();
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
