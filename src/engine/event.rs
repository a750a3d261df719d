//! Events: what happened. The journal is their list, and the walk is their sum.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// An event as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number in the journal, from 1.
    pub number: u64,
    /// When, by the workstation's clock, with its offset.
    pub time: DateTime<FixedOffset>,
    /// Who, as `user@host`.
    pub by: String,
    /// What happened.
    pub event: Event,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The operator typed it.
    Typed,
    /// nodewalk read it from a file or the network.
    Measured,
    /// It comes from evidence that was collected at a node.
    Imported,
}

impl Provenance {
    /// Its word in JSON and in the journal.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Provenance::Typed => "typed",
            Provenance::Measured => "measured",
            Provenance::Imported => "imported",
        }
    }
}

/// How a node came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Return {
    /// After a restart that a step asked for.
    AsPlanned,
    /// It never went down.
    Absent,
    /// After a restart that no step asked for.
    Unplanned,
}

/// What happened. Every variant is flat: strings, numbers, and flags, one per line in the journal. Steps, facts, states,
/// obligations, and nodes are named by their full ids. Values are written as [`crate::model::value::Value`] displays them.
///
/// The meaning of a variant never changes. Whatever is new is a new variant, or an optional field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are keys of the journal; those that need it have a comment")]
pub enum Event {
    /// The session was opened for writing, for the first time or again.
    Opened {
        /// Who holds it: `user@host, process 4711`.
        holder: String,
        /// The version of nodewalk.
        version: String,
    },
    /// A fact got a value. In a rehearsal also a reading, which is kept for its step.
    Fact {
        /// The full id. `sites.main.group` is a member's field.
        fact: String,
        value: String,
        provenance: Provenance,
    },
    /// A fact's value was taken back.
    FactForgotten { fact: String },
    /// A list has the members added so far, perhaps none.
    ListKnown {
        /// The step whose attempt reads the list, if it is a reading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        list: String,
        provenance: Provenance,
    },
    /// A member was added to a list.
    MemberAdded {
        /// The step whose attempt reads the list, if it is a reading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        list: String,
        key: String,
        provenance: Provenance,
    },
    /// A member was removed from a list, with its fields.
    MemberRemoved {
        /// The step whose attempt reads the list, if it is a reading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        list: String,
        key: String,
    },
    /// The worksheet was handed in.
    Answered,
    /// The worksheet was reopened before the walk began.
    Reopened,
    /// A check got a verdict that differs from its last one.
    Checked {
        check: String,
        /// The word of the verdict's outcome.
        verdict: String,
        /// The clauses that decided it, with their values.
        because: String,
    },
    /// A check was waived.
    Waived { check: String, reason: String },
    /// The walk began with its first step.
    Began,
    /// The operator looked at everything again after the session was opened again.
    PickedUp,
    /// The operator went to another node's console.
    HandedOff { node: String },
    /// A step was shown.
    Shown {
        step: String,
        /// The number of the attempt, from 1.
        attempt: u32,
    },
    /// A reading was taken for the running attempt. It takes effect when the attempt ends.
    Read {
        step: String,
        /// The full id of the reading, or of a member's field.
        reading: String,
        value: String,
    },
    /// A state was observed. Within a step, this takes effect when the attempt ends, elsewhere at once.
    Observed {
        /// The step that asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        state: String,
        value: String,
    },
    /// The operator typed the computer name that the console shows.
    Named { step: String, name: String },
    /// A file with secrets is about to be written. Until its `written` event is recorded, a crash may leave the secrets at
    /// this path or next to it.
    Writing {
        step: String,
        /// The file's id in its step.
        file: String,
        path: String,
    },
    /// A file of the running attempt was written. The walk decides this event without `path` and `file_sha256`; the app writes
    /// the file, syncs it, fills them in, and only then records the event.
    Written {
        step: String,
        /// The file's id in its step.
        file: String,
        path: String,
        /// The SHA-256 of the file. If it has secrets, of the file with its secrets blanked.
        file_sha256: String,
        /// Whether it has secrets.
        secrets: bool,
    },
    /// A step was confirmed. Its inputs take effect, then what it sets, opens, and closes.
    Confirmed {
        step: String,
        /// The number of the attempt, from 1.
        attempt: u32,
        /// Whether its goal had been reached already. Then it has no effects.
        already: bool,
    },
    /// A step asked for the restart of a node.
    RestartExpected { node: String, step: String },
    /// A node went down.
    WentDown {
        node: String,
        /// Whether a step asked for it.
        planned: bool,
    },
    /// A node is back, or never went down.
    CameBack { node: String, how: Return },
    /// Something went wrong. The attempt's inputs take effect, then what the problem sets and closes.
    Problem {
        step: String,
        /// The id of the listed problem.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        problem: Option<String>,
        /// What the operator said, or nodewalk found.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The operator left the problem's screen without following it.
    ProblemLeft { step: String },
    /// A step must be done again.
    Repeated { step: String, because: String },
    /// The walk continues at another step. The steps from there on must be done again; open steps before it are passed.
    WentTo { step: String, because: String },
    /// A recovery began.
    RecoveryBegan { recovery: String, because: String },
    /// A recovery came to its end.
    RecoveryEnded { recovery: String },
    /// A step was skipped. It has no effects.
    Skipped { step: String, reason: String },
    /// The last confirmation was withdrawn.
    Withdrawn { step: String },
    /// The operator noted something.
    Noted {
        /// The step that was shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        text: String,
    },
    /// The procedure stopped the walk.
    Stopped {
        /// Why, and what to do.
        because: String,
    },
    /// A stopped walk continues after a correction.
    Resumed {
        /// What was corrected.
        because: String,
    },
    /// The operator gave the walk up.
    Abandoned { reason: String },
    /// The walk was signed off.
    Signed { name: String },
    /// The walk came to its end.
    Finished,
}

impl Event {
    /// Whether it changes only facts or readings.
    #[must_use]
    pub fn changes_facts(&self) -> bool {
        matches!(
            self,
            Event::Fact { .. }
                | Event::FactForgotten { .. }
                | Event::ListKnown { .. }
                | Event::MemberAdded { .. }
                | Event::MemberRemoved { .. }
                | Event::Read { .. }
        )
    }

    /// Its kind as the journal writes it.
    #[must_use]
    pub fn kind(&self) -> String {
        let value = serde_json::to_value(self).ok();
        let kind = value.as_ref().and_then(|value| value.get("kind")).and_then(|kind| kind.as_str());
        kind.unwrap_or_default().to_owned()
    }
}
