//! The words of the command line. The doc comments are its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Walks an administrator through each node's steps of a cluster install, in order, across reboots.
///
/// Without a command, opens the wizard, which resumes a walk or starts one.
#[derive(Debug, Parser)]
#[command(name = "nodewalk", version, propagate_version = true, arg_required_else_help = false)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) shown: Shown,
}

// A doc comment here would become the help of the whole program.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    /// Print lines of text instead of a full screen, for screen readers, serial consoles, and scripts.
    #[arg(long, global = true)]
    pub(super) plain: bool,
    /// Print only ASCII characters, for code page 437 and screen readers.
    #[arg(long, global = true)]
    pub(super) ascii: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a walk. Without a procedure, ask which one applies.
    Start {
        /// The ID of a built-in procedure (`nodewalk procedures` lists them) or the path of a procedure file.
        procedure: Option<String>,
        /// Fill in the worksheet from this file.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Rehearse: an empty line observes what is expected. Every screen and page says that it's a rehearsal.
        #[arg(long)]
        rehearse: bool,
    },
    /// Continue a walk. By default, continue the latest.
    Resume {
        /// The session's ID, or the start of it if no other session starts that way.
        session: Option<String>,
    },
    /// List the sessions and where each one is.
    Sessions {
        /// The output format.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Show where one session is: its position, facts, checks, and obligations.
    ///
    /// Exits with 1 if a blocking check fails or could not be tested.
    Status {
        /// The session's ID, or the start of it if no other session starts that way. By default, the latest session.
        session: Option<String>,
        /// The output format.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// List the built-in procedures.
    Procedures {
        /// The output format.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Print the steps as a blank checklist before the walk.
    ///
    /// Exits with 1 if answers are given and a blocking check fails or could not be tested.
    Plan {
        /// The ID of a built-in procedure or the path of a procedure file.
        procedure: String,
        /// Fill in the names from this file.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// The output format.
        #[arg(long, value_enum, default_value_t = DocumentFormat::Text)]
        format: DocumentFormat,
    },
    /// Print the report of a session, finished or not.
    Report {
        /// The session's ID, or the start of it if no other session starts that way. By default, the latest session.
        session: Option<String>,
        /// Write the report to this file instead of printing it.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The output format. By default, follows the file's extension, or else is text.
        #[arg(long, value_enum)]
        format: Option<DocumentFormat>,
    },
    /// Verify every event of a session's journal against its seal.
    ///
    /// Exits with 1 if something doesn't match.
    Verify {
        /// The session's ID, or the start of it if no other session starts that way. By default, the latest session.
        session: Option<String>,
    },
    /// Check procedures and every path through them.
    ///
    /// Exits with 1 if there are errors.
    Lint(LintArgs),
    /// Write a new procedure to start from, with answers and the schema for editors next to it.
    New {
        /// The file to write. Existing files are never overwritten.
        file: PathBuf,
    },
    /// Print the JSON Schema of procedure files, for editors.
    Schema {
        /// The sort of file.
        #[arg(value_enum, default_value_t = Sort::Procedure)]
        sort: Sort,
    },
    /// Check an existing file, such as an answer file, against a procedure's rules.
    ///
    /// Exits with 1 if the file has an error.
    CheckFile {
        /// The ID of a built-in procedure or the path of a procedure file.
        procedure: String,
        /// The file to check.
        file: PathBuf,
        /// The ID of the rules. By default, uses the rules for files with this name.
        #[arg(long, value_name = "ID")]
        rules: Option<String>,
        /// The output format.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Args, Debug)]
pub(super) struct LintArgs {
    /// IDs of built-in procedures or paths of procedure files.
    #[arg(required_unless_present = "explain", value_name = "PROCEDURE")]
    pub(super) procedures: Vec<String>,
    /// The output format.
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
    /// Exit with 1 for warnings too.
    #[arg(long)]
    pub(super) deny_warnings: bool,
    /// Don't explore the paths. Check only what the file says, and the scenarios.
    #[arg(long)]
    pub(super) quick: bool,
    /// The most walks to tell apart. More walks take longer and include more deviations from what is usual.
    #[arg(long, value_name = "NUMBER", default_value_t = crate::lint::MAX_STATES)]
    pub(super) walks: usize,
    /// Print how much was explored, and in how much time.
    #[arg(long)]
    pub(super) stats: bool,
    /// Explain a code instead.
    #[arg(long, value_name = "CODE")]
    pub(super) explain: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Sort {
    /// A procedure.
    Procedure,
    /// A shared phase file.
    Phases,
    /// A list of shared facts.
    Facts,
    /// The rules and scenarios of a procedure.
    Proof,
}

/// The formats of a command whose output is not a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// Text, 80 columns.
    Text,
    /// JSON with stable names.
    Json,
}

/// The formats of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DocumentFormat {
    /// Text, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One HTML file with a print stylesheet.
    Html,
    /// JSON with stable names.
    Json,
}
