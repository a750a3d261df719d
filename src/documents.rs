//! Documents: what is printed before, during and after a walk.

pub mod checklist;
pub mod json;
pub mod page;
pub mod report;
pub mod status;
