//! The user interface: screens as plain data, and the two fronts that show them.

pub mod application;
pub mod commands;
pub mod help;
pub mod plain;
pub mod screen;
pub mod tui;
