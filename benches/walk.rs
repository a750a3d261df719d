//! How long the parts of one turn take: `cargo bench`.

use std::sync::Arc;

use chrono::DateTime;
use divan::{Bencher, black_box};
use nodewalk::engine::action::Action;
use nodewalk::engine::answers::actions;
use nodewalk::engine::event::{Event, Record};
use nodewalk::engine::walk::{Position, Refusal, Walk};
use nodewalk::load::{answers, catalogue};
use nodewalk::model::Procedure;
use nodewalk::ui::screen;
use nodewalk::ui::tui;
use nodewalk::ui::tui::{Look, UiState};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// The procedure of Q191138.
fn procedure() -> Arc<Procedure> {
    match catalogue::open("q191138") {
        Ok(procedure) => Arc::new(procedure),
        Err(error) => panic!("{error}"),
    }
}

/// The events of a whole rehearsal.
fn rehearsal(procedure: &Arc<Procedure>) -> Vec<Record> {
    let text = include_str!("../assets/answers/q191138.toml");
    let Ok(answers) = answers::read(procedure, "q191138.toml", text) else { panic!("the answers are read") };
    let mut walk = Walk::new(Arc::clone(procedure), true);
    let mut records = Vec::new();
    let mut keep = |walk: &mut Walk, event: Event| {
        let record = walk.next_record(event, DateTime::default(), "");
        walk.evolve(&record);
        records.push(record);
        Ok::<_, Refusal>(())
    };
    for action in [actions(&answers.facts), actions(&answers.readings)].iter().flatten() {
        _ = walk.drive(action, &mut keep);
    }
    while walk.position() != Position::Ended {
        _ = walk.drive(&Action::Done, &mut keep);
    }
    records
}

/// The walk in the middle of the rehearsal.
fn midway() -> Walk {
    let procedure = procedure();
    let records = rehearsal(&procedure);
    Walk::replay(procedure, true, &records[..records.len() / 2])
}

#[divan::bench]
fn load() -> Arc<Procedure> {
    procedure()
}

#[divan::bench]
fn replay_a_whole_walk(bencher: Bencher<'_, '_>) {
    let procedure = procedure();
    let records = rehearsal(&procedure);
    bencher.bench(|| Walk::replay(Arc::clone(&procedure), true, black_box(&records)));
}

#[divan::bench]
fn decide_done(bencher: Bencher<'_, '_>) {
    let walk = midway();
    bencher.bench(|| black_box(&walk).decide(&Action::Done));
}

#[divan::bench]
fn build_the_screen(bencher: Bencher<'_, '_>) {
    let walk = midway();
    bencher.bench(|| screen::due(black_box(&walk)));
}

#[divan::bench]
fn draw_the_screen(bencher: Bencher<'_, '_>) {
    let shown = screen::due(&midway());
    let area = Rect::new(0, 0, 120, 40);
    bencher.bench(|| {
        let mut buffer = Buffer::empty(area);
        tui::draw(&shown, &UiState::new(&shown), Look::default(), area, &mut buffer);
        buffer
    });
}
