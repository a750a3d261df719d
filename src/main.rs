//! The `nodewalk` binary: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    nodewalk::cli::main()
}
