//! Restarts: the one to carry out, and the node that is awaited.

use super::frame::{always, console, frame, offer};
use super::{Block, Kind, Screen, Verb};
use crate::engine::walk::Walk;
use crate::model::condition::Scope;

/// The restart that follows a step's work.
pub(super) fn restart(walk: &Walk, step: &str) -> Screen {
    let mut screen = frame(walk, Kind::Restart);
    let Some(planned) = walk.planned(step) else { return screen };
    let declared = planned.step(walk.procedure());
    let Some(restart) = &declared.restart else { return screen };
    let world = walk.world();
    let node = walk.procedure().node_id(&restart.node, &planned.scope);
    let name = world.node_name(&node);
    screen.console = console(walk, &planned.node);
    screen.heading = format!("Restart {name}");
    screen.aside = declared.source.clone().unwrap_or_default();
    screen.blocks.push(Block::Text(world.render(&restart.do_, &planned.scope)));
    screen.blocks.extend(super::step::timing(walk, planned, restart));
    screen.offers = vec![
        offer(Verb::Done, format!("{name} is restarting")),
        offer(Verb::Problem, "problem"),
        offer(Verb::Note, "note"),
        offer(Verb::Restart, "a node went down"),
    ];
    screen.offers.extend(always());
    screen
}

/// A node that is down and comes next.
pub(super) fn waiting(walk: &Walk, step: Option<&str>, node: &str) -> Screen {
    let mut screen = frame(walk, Kind::Waiting);
    let world = walk.world();
    let name = world.node_name(node);
    screen.console = console(walk, node);
    let Some(down) = walk.down().get(node) else { return screen };
    let since = down.since.format("%H:%M");
    let asked = down.step.as_ref().and_then(|id| walk.planned(id).or_else(|| walk.plan().get(id)));
    screen.heading = format!("Wait for {name}");
    screen.aside = format!("down since {since}");
    if down.planned {
        screen.blocks.push(Block::Text(format!("{name} is restarting, as the walk asked, since {since}.")));
    } else {
        screen.blocks.push(Block::Warning(format!("{name} went down at {since}, and nothing had asked for that.")));
        screen.blocks.push(Block::Text(format!("Bring {name} up. Do nothing else at it until it has come up.")));
    }
    if let Some(planned) = asked
        && let Some(restart) = &planned.step(walk.procedure()).restart
    {
        screen.blocks.extend(super::step::timing(walk, planned, restart));
    }
    let arrive = step.and_then(|id| walk.planned(id)).and_then(|planned| {
        planned.step(walk.procedure()).arrive.as_ref().map(|arrive| world.render(arrive, &planned.scope))
    });
    let arrive = arrive.unwrap_or_else(|| format!("The logon prompt of {name}. Log on, and go on."));
    screen.blocks.push(Block::Labelled { label: "It is back when".to_owned(), text: arrive });
    if let Some(planned) = step.and_then(|id| walk.planned(id)) {
        let title = world.render(&planned.step(walk.procedure()).title, &planned.scope);
        screen.blocks.push(Block::Labelled { label: "Then".to_owned(), text: title });
    }
    screen.offers = vec![offer(Verb::Done, format!("{name} is back"))];
    if down.planned {
        screen.offers.push(offer(Verb::NotRestarted, "it did not restart"));
    }
    screen.offers.extend([
        offer(Verb::Problem, "problem"),
        offer(Verb::Note, "note"),
        offer(Verb::Restart, "a node went down"),
    ]);
    screen.offers.extend(always());
    let _ = Scope::empty();
    screen
}
