//! What goes wrong in the steps that several walks share, and where each failure leads in each of them.

use crate::common::{ANSWERS, Drive};

const Q223258: &str = include_str!("../../assets/answers/q223258.toml");
const Q241573: &str = include_str!("../../assets/answers/q241573.toml");
const Q249603: &str = include_str!("../../assets/answers/q249603.toml");

/// The walks of both install articles.
fn installs() -> [Drive; 2] {
    [Drive::walk(ANSWERS), Drive::new("q223258", Q223258, false)]
}

/// Every walk that runs IISSYNC.
fn syncing() -> [Drive; 4] {
    let [first, second] = installs();
    [first, second, Drive::new("q241573", Q241573, false), Drive::new("q249603", Q249603, false)]
}

/// What the screen says.
fn said(drive: &Drive) -> String {
    nodewalk::ui::plain::page(&drive.screen()).split_whitespace().collect::<Vec<_>>().join(" ")
}

// --- instances and accounts ------------------------------------------------------------------------------------------

#[test]
fn a_site_that_is_not_listed_for_its_instance_is_found_when_the_wizard_is_opened_again() {
    for drive in installs() {
        drive.jumps("instances/select[Main]", &["problem not-listed"], "instances/create[Main]");
        drive.jumps("instances/select[Files]", &["problem not-listed"], "instances/create[Files]");
        drive.jumps("instances/select[Main]", &["problem hangs"], "instances/select[Main]");
        drive.jumps("instances/select[Main]", &["problem error-234"], "stopped");
        drive.jumps("instances/create[Main]", &["problem no-such-type"], "stopped");
        drive.jumps("instances/online[Main]", &["problem stays-offline"], "instances/online[Main]");
    }
}

#[test]
fn a_box_of_wscript_says_to_repeat_the_command() {
    for drive in installs() {
        drive.jumps("iwam/script-host", &["problem wscript"], "iwam/script-host");
        drive.jumps("iwam/read-back", &["problem another-name"], "iwam/user");
    }
    Drive::new("q249603", Q249603, false).jumps("iwam/user", &["problem wscript"], "iwam/user");
}

#[test]
fn a_partner_that_was_read_back_wrong_is_set_again() {
    for drive in installs().into_iter().chain([Drive::new("q241573", Q241573, false)]) {
        for key in ["a", "b"] {
            let step = format!("replication/set[{key}]");
            let (own, other) = if key == "a" { ("NODEA", "NODEB") } else { ("NODEB", "NODEA") };
            let read = |share: &str, remote: &str| {
                [format!("set {key}.repl_share {share}"), format!("set {key}.repl_remote {remote}")]
            };
            for (share, remote) in [("X$", other), ("C$", own), ("C$", "ELSEWHERE")] {
                let lines = read(share, remote);
                drive.jumps(&step, &[&lines[0], &lines[1]], &step);
            }
            drive.jumps(&format!("replication/reach[{key}]"), &["problem not-found"], &step);
        }
    }
}

// --- IISSYNC ---------------------------------------------------------------------------------------------------------

#[test]
fn iissync_that_ended_with_2147500037_is_locked_and_both_nodes_are_to_be_reinstalled() {
    for mut drive in syncing() {
        drive.until("step iissync/run").acts(["name NODEA", "set iissync_status 2147500037", ""]).act("");
        assert!(
            drive.why_stopped().contains("uninstall and reinstall of IIS on both nodes"),
            "{}",
            drive.why_stopped()
        );
        assert_eq!(drive.state("iissync"), "ruined");
        drive.refused("");
        // Whatever is corrected: the command is not shown again, and no group moves.
        drive.acts(["set window_end 23:59", ""]).stands("shut iissync/run");
        assert!(drive.commands().is_empty());
        assert!(drive.refused("again test-to-b/move[WWWGroup]").fact.contains("has not been reached yet"));
    }
}

#[test]
fn iissync_that_ended_otherwise_is_mended_and_run_again_and_no_group_moves_meanwhile() {
    for drive in syncing() {
        for (status, to) in [
            ("3", "save/close-b"),
            ("1060", "iissync/run"),
            ("1722", "iissync/run"),
            ("1726", "iissync/run"),
            ("2148007941", "save/close-b"),
            ("2148598785", "iissync/run"),
            ("2148598792", "iissync/run"),
            ("2148598797", "save/close-b"),
            ("2148598800", "iissync/run"),
            ("2148598801", "iissync/run"),
            ("2148598808", "iissync/run"),
            ("2148598828", "iissync/run"),
            ("2148599041", "save/close-b"),
            ("77", "iissync/run"),
        ] {
            // What Q249603 has no step for is mended where it is said.
            let set = format!("set iissync_status {status}");
            let mut one = drive.clone();
            one.until("step iissync/run").acts(["name NODEA", &set, ""]);
            assert!(one.at().starts_with("problem "), "{status}: {}", one.at());
            assert_eq!(one.state("iissync"), "failed", "{status}");
            assert!(one.refused("again test-to-b/move[WWWGroup]").fact.contains("has not been reached yet"));
            if status == "77" || to == "save/close-b" {
                drive.jumps("iissync/run", &["name NODEA", &set, ""], to);
            } else {
                one.act("").stands(&format!("step {to}"));
            }
        }
    }
}

#[test]
fn iissync_that_hangs_is_no_success_whatever_walk_it_is() {
    for drive in syncing() {
        drive.jumps("iissync/run", &["problem hangs"], "iissync/run");
    }
}

// --- MSDTC will not start --------------------------------------------------------------------------------------------

/// The walks with the step at which MSDTC is first brought online, and where a wrong folder leads.
fn proving() -> [(Drive, &'static str, &'static str, &'static str); 3] {
    let [first, second] = installs();
    let third = Drive::new("q241573", &Q241573.replace("dtc.survived = \"yes\"", "dtc.survived = \"no\""), false);
    [
        (first, "msdtc-test/on-a", "bad-path", "stopped"),
        (second, "msdtc-test/on-a", "bad-path", "stopped"),
        (third, "dtc-proof/on-a", "wrong-folder", "quiet/see"),
    ]
}

#[test]
fn msdtc_that_will_not_start_is_kept_from_trying_for_ever_and_its_folder_is_looked_at() {
    for (mut drive, step, ..) in proving() {
        drive.jumps(step, &["problem log-folder"], step);
        drive.until(&format!("step {step}")).act("problem log-folder");
        for words in ["Do Not Restart", "S:\\MSDTCLog", "Full Control"] {
            assert!(said(&drive).contains(words), "{words}: {}", said(&drive));
        }
    }
}

#[test]
fn the_log_of_msdtc_is_reset_only_without_a_transaction_in_doubt() {
    for (mut drive, step, ..) in proving() {
        drive.jumps(step, &["problem log-damaged"], step);
        drive.until(&format!("step {step}")).act("problem log-damaged");
        let said = said(&drive);
        let (doubt, reset) = (said.find("no transaction is in doubt"), said.find("Reset Log"));
        assert!(doubt.is_some() && doubt < reset, "{said}");
    }
}

#[test]
fn msdtc_that_cannot_be_mended_is_removed_and_installed_and_its_registry_is_for_support() {
    for (mut drive, step, problem, to) in proving() {
        drive.jumps(step, &[&format!("problem {problem}")], to);
        let other = if step.starts_with("dtc-proof") { "still-down" } else { "msdtc-down" };
        drive.jumps(step, &[&format!("problem {other}")], step);
        drive.until(&format!("step {step}")).act(&format!("problem {other}"));
        let said = said(&drive);
        assert!(said.contains("installed again") || said.contains("install it again"), "{said}");
        assert!(said.contains("is for Microsoft's support to say"), "{said}");
    }
}

#[test]
fn msdtc_that_stays_down_on_either_node_is_asked_again_there() {
    for drive in installs() {
        for step in ["msdtc-test/on-a", "msdtc-test/on-b"] {
            drive.jumps(step, &["see no"], step);
        }
        drive.jumps("msdtc-test/back", &["see split"], "msdtc-test/back");
    }
}

// --- the test --------------------------------------------------------------------------------------------------------

#[test]
fn what_goes_wrong_in_the_test_is_mended_before_the_groups_go_back() {
    for drive in syncing() {
        drive.jumps("test-begin/ready", &["see groups split"], "test-begin/ready");
        drive.jumps("test-to-b/move[WWWGroup]", &["see all-a"], "test-to-b/move[WWWGroup]");
        drive.jumps("test-on-b/browse[Main]", &["problem no-page"], "test-on-b/browse[Main]");
        drive.jumps("test-on-b/browse[Main]", &["problem denied"], "test-on-b/browse[Main]");
        drive.jumps("test-end/all-back", &["see split"], "test-end/all-back");
    }
}
