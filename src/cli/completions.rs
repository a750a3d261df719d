//! `completions` and `man`: what a shell and a manual need, made from the command line's own definition.

use std::io;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Cli;
use super::failure::Failure;
use super::output::{Exit, print};

/// Prints completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "nodewalk", &mut script);
    print_utf8(script)
}

/// Prints the manual page.
pub(super) fn man() -> Result<Exit, Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    print_utf8(page)
}

/// Writes bytes that clap made to standard output.
fn print_utf8(bytes: Vec<u8>) -> Result<Exit, Failure> {
    print(&String::from_utf8(bytes).map_err(io::Error::other)?)
}
