//! The rules of the other four procedures, held against random walks: whatever the operator says, in whatever order, no
//! step is shown with its gate open while a rule of its procedure is broken. `PROPTEST_CASES` sets how many.

use std::sync::OnceLock;

use crate::common::{Drive, Move, moves, pick};
use nodewalk::engine::action::Action;
use proptest::prelude::*;

const Q223258: &str = include_str!("../../assets/answers/q223258.toml");
const Q241573: &str = include_str!("../../assets/answers/q241573.toml");
const REBUILT: &str = include_str!("../../assets/answers/q241573-rebuilt.toml");
const Q249603: &str = include_str!("../../assets/answers/q249603.toml");
const IMAGING: &str = include_str!("../../assets/answers/imaging-2003.toml");

/// Lines that give facts and readings values, right and wrong; what a procedure does not know is refused.
const SETS: [&str; 34] = [
    "set a.repl_share C$",
    "set a.repl_share D$",
    "set a.repl_remote NODEA",
    "set b.repl_remote NODEA",
    "set b.mts_drive D",
    "set b.mts_drive C",
    "set iissync_status 0",
    "set iissync_status 2147500037",
    "set iissync_status 99",
    "set b.name NODEA",
    "set b.name NODEB",
    "set a.service_pack SP3",
    "set a.service_pack SP5",
    "set b.service_pack SP6",
    "set b.service_pack",
    "set dtc.survived no",
    "set dtc.survived yes",
    "set dtcsetup.reference case 4711",
    "set dtc.network_name CLUS1",
    "set dtc.network_name SQLVS1",
    "set sql none",
    "set a.www no",
    "set accounts.iusr IUSR_NODEA",
    "set a.service_seen running",
    "set b.service_seen running",
    "set power_seen on",
    "set power_seen up",
    "set seal_seen open",
    "set seal_seen factory",
    "set target_place shared",
    "set target_gb 72",
    "set sysprep.mode factory",
    "set letters_seen wrong",
    "set volumes_seen.2.place local",
];

/// Where a case starts: every position of the main line of each of these walks.
fn places(rehearsal: bool) -> &'static [Vec<Drive>] {
    static PLACES: [OnceLock<Vec<Vec<Drive>>>; 2] = [OnceLock::new(), OnceLock::new()];
    PLACES[usize::from(rehearsal)].get_or_init(|| {
        let failed = ["set attempted failed-b", "set first_node_left dialog", "set second_node_left as-it-failed"];
        let walks: [(&str, &str, &[&str]); 7] = [
            ("q223258", Q223258, &[]),
            ("q223258", Q223258, &failed),
            ("q241573", Q241573, &["set dtc.survived no"]),
            ("q241573", REBUILT, &[]),
            ("q249603", Q249603, &["set a.role dc"]),
            ("imaging-2003", IMAGING, &[]),
            ("imaging-2003", IMAGING, &["set sysprep.mode factory", "set sysprep.factory_at nodes"]),
        ];
        let walk = |(procedure, answers, lines): (&'static str, &str, &[&str])| {
            let mut drive = Drive::new(procedure, answers, rehearsal);
            drive.acts(lines.iter().copied());
            drive.moments()
        };
        walks.into_iter().map(walk).collect()
    })
}

/// Takes a move; what is refused changes nothing.
#[track_caller]
fn take(drive: &mut Drive, step: &Move) {
    let times = if let Move::Onward(times) = step { *times } else { 1 };
    match step {
        Move::Break if !drive.walk_ref().is_over() => {
            drive.open_again();
        }
        Move::Crash(kept) => {
            let _ = drive.take_and_crash(&Action::Done, usize::from(*kept));
        }
        _ => {}
    }
    drive.keeps_the_rules();
    for _ in 0..times {
        for line in step.lines(drive, &SETS) {
            let Ok(action) = line.parse::<Action>() else { continue };
            let before = drive.walk_ref().events();
            if drive.take(&action).is_err() {
                assert_eq!(drive.walk_ref().events(), before);
            }
            drive.keeps_the_rules();
        }
    }
    if drive.at() == "finished" {
        drive.is_finished();
    }
}

fn hold(rehearsal: bool, walk: u16, place: u16, moves: &[Move]) {
    let mut drive = pick(pick(places(rehearsal), walk).unwrap(), place).unwrap().clone();
    for step in moves {
        take(&mut drive, step);
    }
    drive.replays();
}

fn cases() -> ProptestConfig {
    let mut config = ProptestConfig {
        max_shrink_time: 15_000,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 48;
    }
    config
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_rehearsal_breaks_a_rule(walk: u16, place: u16, moves in prop::collection::vec(moves(), 1..40)) {
        hold(true, walk, place, &moves);
    }

    #[test]
    fn no_real_walk_breaks_a_rule(walk: u16, place: u16, moves in prop::collection::vec(moves(), 1..40)) {
        hold(false, walk, place, &moves);
    }
}
