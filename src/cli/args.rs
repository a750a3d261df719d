//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Walks an administrator through each node's steps of a cluster install, in order, across reboots.
///
/// Without a command, the wizard opens: resume a walk or start one.
#[derive(Debug, Parser)]
#[command(name = "nodewalk", version, propagate_version = true, arg_required_else_help = false)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// How the wizard is shown.
    #[command(flatten)]
    pub(super) shown: Shown,
}

/// How the wizard is shown.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    /// Lines of text instead of a full screen: for screen readers, serial consoles and scripts.
    #[arg(long, global = true)]
    pub(super) plain: bool,
    /// Only ASCII characters (code page 437, screen readers).
    #[arg(long, global = true)]
    pub(super) ascii: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a walk: of this procedure, or choose one.
    Start {
        /// A built-in's id (`nodewalk procedures` lists them) or a procedure file's path.
        procedure: Option<String>,
        /// Fill the worksheet from this file.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Rehearse: an empty line observes what is expected. Marked on every screen and page.
        #[arg(long)]
        rehearse: bool,
    },
    /// Go on with a walk: this one, or the latest.
    Resume {
        /// Its id, or a unique start of it.
        session: Option<String>,
    },
    /// List the sessions and where each stands.
    Sessions {
        /// The form.
        #[arg(long, value_enum, default_value_t = Listing::Text)]
        format: Listing,
    },
    /// Show where one session stands: position, facts, checks, obligations.
    ///
    /// Exits with 1 when a blocking check fails or could not be tested.
    Status {
        /// Its id, or a unique start of it; left out, the latest.
        session: Option<String>,
        /// The form.
        #[arg(long, value_enum, default_value_t = Listing::Text)]
        format: Listing,
    },
    /// List the procedures that can be walked.
    Procedures {
        /// The form.
        #[arg(long, value_enum, default_value_t = Listing::Text)]
        format: Listing,
    },
    /// Print the steps on paper before the walk, as a blank checklist.
    ///
    /// Exits with 1 when answers are given and a blocking check fails or could not be tested.
    Plan {
        /// A built-in's id or a procedure file's path.
        procedure: String,
        /// Fill the names in from this file.
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// The form.
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Print the report of a session, finished or not.
    Report {
        /// Its id, or a unique start of it; left out, the latest.
        session: Option<String>,
        /// Write it to this file instead of printing it.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// The form; left out, as the file's ending says, else text.
        #[arg(long, value_enum)]
        format: Option<Form>,
    },
    /// Check a session's journal: every event against its seal.
    ///
    /// Exits with 1 when something does not match.
    Verify {
        /// Its id, or a unique start of it; left out, the latest.
        session: Option<String>,
    },
    /// Check procedures and every path through them.
    ///
    /// Exits with 1 when there are errors.
    Lint {
        /// Built-ins' ids or procedure files' paths.
        #[arg(required_unless_present = "explain", value_name = "PROCEDURE")]
        procedures: Vec<String>,
        /// The form: text or json.
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
        /// Exit with 1 for warnings too.
        #[arg(long)]
        deny_warnings: bool,
        /// Leave the paths out: only what can be seen at a glance, and the scenarios.
        #[arg(long)]
        quick: bool,
        /// How many walks to tell apart at most: more take longer, and reach further from the ordinary.
        #[arg(long, value_name = "NUMBER", default_value_t = crate::lint::WALKS)]
        walks: usize,
        /// Print how much was explored, in how much time.
        #[arg(long)]
        stats: bool,
        /// Explain a code instead.
        #[arg(long, value_name = "CODE")]
        explain: Option<String>,
    },
    /// Write a new procedure to start from, with its answers and the schema for editors beside it.
    New {
        /// The file to write; nothing that is there is written over.
        file: PathBuf,
    },
    /// Print the JSON Schema of procedure files, for editors.
    Schema {
        /// The sort of file.
        #[arg(value_enum, default_value_t = Sort::Procedure)]
        sort: Sort,
    },
    /// Check a file that is there already by a procedure's rules: an answer file, for example.
    ///
    /// Exits with 1 when something in it is an error.
    CheckFile {
        /// A built-in's id or a procedure file's path.
        procedure: String,
        /// The file.
        file: PathBuf,
        /// The rules' id; left out, those for a file of this name.
        #[arg(long, value_name = "ID")]
        rules: Option<String>,
        /// The form.
        #[arg(long, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

/// A sort of file.
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

/// The form in which a command prints what is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Listing {
    /// Text, 80 columns.
    Text,
    /// JSON with stable names.
    Json,
}

/// The form in which a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Text, 80 columns.
    Text,
    /// Markdown.
    Markdown,
    /// One HTML file with a print stylesheet.
    Html,
    /// JSON with stable names.
    Json,
}
