//! Jumps in words.

use crate::engine::plan::Planned;
use crate::engine::walk::Walk;
use crate::model::Jump;

/// Says where a jump from a step goes.
pub(super) fn jump_words(walk: &Walk, planned: &Planned, jump: &Jump) -> String {
    let world = walk.world();
    match jump {
        Jump::Repeat => "Do the step again.".to_owned(),
        Jump::Return => "Go on where the walk was.".to_owned(),
        Jump::Stop(text) => format!("The walk stops. {}", world.render(text, &planned.scope)),
        Jump::Run(id) => format!("A recovery: {}.", world.part_title(id)),
        Jump::GoTo(reference) => match walk.jump_target(reference, Some(planned)) {
            Some(found) => {
                let number = walk.plan().number(&found.id).map(|number| format!("step {number}, ")).unwrap_or_default();
                format!("Go on at {number}{}.", found.title(&world))
            }
            None => format!("Go on at {reference}."),
        },
    }
}
