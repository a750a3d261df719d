//! The pick-up: what the operator checks after the session was opened again.

use super::fields::state_field;
use super::frame::{always, console, frame, offer};
use super::left_open::open_items;
use super::{FieldTarget, FormField, Input, Screen, ScreenBlock, ScreenKind};
use crate::engine::command::Command;
use crate::engine::walk::Walk;
use crate::model::value::Choice;

/// The screen names the console, says what is left open, and asks what the operator sees now. The walk then continues.
pub(super) fn pick_up(walk: &Walk) -> Screen {
    let mut screen = frame(walk, ScreenKind::PickUp);
    let world = walk.world();
    let target = walk.target();
    "Picking up where the walk was left".clone_into(&mut screen.heading);
    screen.aside =
        walk.saved().map(|saved| format!("last saved {}", saved.format("%Y-%m-%d %H:%M"))).unwrap_or_default();
    if let Some(node) = walk.console().or_else(|| target.map(|target| target.node.as_str())) {
        screen.console = console(walk, node);
    }
    if let Some((id, at)) = walk.pick_up().and_then(|pick_up| pick_up.unrecorded.clone()) {
        let title = walk.planned(&id).map_or(id, |planned| planned.title(&world));
        screen.blocks.push(ScreenBlock::Warning(format!(
            "\"{title}\" was shown at {}, and its end was not recorded. Check whether it was done before you repeat it.",
            at.format("%H:%M")
        )));
    }
    for (node, down) in walk.down() {
        let name = world.node_name(node);
        let how = if down.planned { "restarting, as the walk asked," } else { "down, not as planned," };
        screen
            .blocks
            .push(ScreenBlock::labelled("Awaited", format!("{name} was {how} since {}", down.since.format("%H:%M"))));
    }
    if let Some(target) = target {
        let name = world.node_name(&target.node);
        let title = target.title(&world);
        screen.blocks.push(ScreenBlock::labelled("Next", format!("at {name}: {title}")));
    }
    screen.blocks.extend(open_items(walk));
    let asks = walk.pick_up_asks();
    let fields: Vec<FormField> = asks.iter().filter_map(|id| field(walk, id)).collect();
    if !fields.is_empty() {
        screen.blocks.push(ScreenBlock::Text("Look again before you go on:".to_owned()));
        screen.input = Input::Form(fields);
    }
    screen.offers = vec![
        offer(Command::Done, "that is how it stands; go on"),
        offer(Command::Answer, "say what you see"),
        offer(Command::Restart, "a node went down"),
        offer(Command::Note, "note"),
    ];
    screen.offers.extend(always());
    screen
}

/// The field for a state, or for something that was left open.
fn field(walk: &Walk, id: &str) -> Option<FormField> {
    let world = walk.world();
    if walk.procedure().obligation(id).is_none() {
        return Some(FormField { value: None, ..state_field(walk, walk.target()?, id, None) });
    }
    let title = world.title_of(id);
    let choice = |id: &str, label: &str| Choice { id: id.to_owned(), label: label.to_owned() };
    let ask = format!("{title}: still so?");
    Some(FormField {
        choices: vec![choice("open", "still so"), choice("lost", "gone")],
        ..FormField::new(FieldTarget::State(id.to_owned()), title, ask)
    })
}
