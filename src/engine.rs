//! The engine: what is known of a cluster, what a procedure asks of it, and the walk through it. Pure.

pub mod action;
pub mod advisor;
pub mod answers;
pub mod checks;
pub mod command;
pub mod event;
pub mod facts;
pub mod files;
pub mod plan;
pub mod rendered_step;
pub mod walk;
pub mod wording;
pub mod world;
