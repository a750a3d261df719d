//! Events: what happened, one at a time. The journal is the ordered list of them, the walk their sum.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// One thing that happened, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place in the journal, from 1.
    pub number: u64,
    /// When, by the workstation's clock, with its offset.
    pub time: DateTime<FixedOffset>,
    /// Who, as `user@host`.
    pub by: String,
    /// What.
    pub event: Event,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The operator said it.
    Typed,
    /// Read from a file or the network by nodewalk.
    Measured,
    /// From a node's collected evidence.
    Imported,
}

impl Provenance {
    /// The word for it.
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
    /// From the restart that the procedure asked for.
    AsPlanned,
    /// It never went down.
    Absent,
    /// From a restart that nobody asked for.
    Unplanned,
}

/// What happened. Every variant is flat: strings, numbers and yes or no, one a line in the journal. Steps, facts, states
/// and obligations are named by their full ids, values are written as [`crate::model::value::Value`] displays them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// A session was opened for writing, for the first time or again.
    Opened {
        /// Who holds it: `user@host, process 4711`.
        holder: String,
        /// The version of nodewalk.
        version: String,
    },
    /// A fact got a value; in a rehearsal also a reading, kept for its step. `sites.main.group` is a member's field.
    Fact {
        /// The full id.
        fact: String,
        /// The value.
        value: String,
        /// Where it came from.
        provenance: Provenance,
    },
    /// A fact's value was taken back.
    FactForgotten {
        /// The full id.
        fact: String,
    },
    /// A list is known to have just the members added so far, perhaps none.
    ListKnown {
        /// The step whose attempt reads the list, when it is a reading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The list's fact id.
        list: String,
        /// Where that came from.
        provenance: Provenance,
    },
    /// A member was added to a list.
    MemberAdded {
        /// The step whose attempt reads the list, when it is a reading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The list's fact id.
        list: String,
        /// The member's key.
        key: String,
        /// Where it came from.
        provenance: Provenance,
    },
    /// A member was removed from a list, with its fields.
    MemberRemoved {
        /// The step whose attempt reads the list, when it is a reading.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The list's fact id.
        list: String,
        /// The member's key.
        key: String,
    },
    /// The worksheet was handed in.
    Answered,
    /// The worksheet was taken up again before the walk began.
    Reopened,
    /// A check was reached.
    Checked {
        /// The check's id.
        check: String,
        /// The verdict's word.
        verdict: String,
        /// The clauses that decided it, with their values.
        because: String,
    },
    /// A check was waived.
    Waived {
        /// The check's id.
        check: String,
        /// Why.
        reason: String,
    },
    /// The first step came within reach.
    Began,
    /// The operator confirmed, after opening the session again, where things stand.
    PickedUp,
    /// The operator went to another console.
    HandedOff {
        /// The node.
        node: String,
    },
    /// A step was shown as current.
    Shown {
        /// The step.
        step: String,
        /// The attempt, from 1.
        attempt: u32,
    },
    /// A reading was taken for the running attempt. It takes effect when the attempt ends.
    Read {
        /// The step.
        step: String,
        /// The reading's full id; a member's field likewise.
        reading: String,
        /// The value.
        value: String,
    },
    /// A state was observed. Within a step it takes effect when the attempt ends, elsewhere at once.
    Observed {
        /// The step, if it asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The state.
        state: String,
        /// The value seen.
        value: String,
    },
    /// The operator typed the computer name that the console shows.
    Named {
        /// The step.
        step: String,
        /// The name as typed.
        name: String,
    },
    /// A file with secrets is about to be written. Until its `written` event is recorded, a crash may leave the secrets at
    /// this path or next to it.
    Writing {
        /// The step.
        step: String,
        /// The file's id in its step.
        file: String,
        /// Where it is written.
        path: String,
    },
    /// A file of the running attempt was written. Where this event is decided, `path` and `file_sha256` are empty still: the
    /// wizard writes the file, syncs it, fills them in, and only then keeps the event.
    Written {
        /// The step.
        step: String,
        /// The file's id in its step.
        file: String,
        /// Where it was written.
        path: String,
        /// The SHA-256 of its bytes; where it has secrets, of what they are with those blanked.
        file_sha256: String,
        /// Whether it has secrets: then the SHA-256 is not that of the file itself.
        secrets: bool,
    },
    /// A step was confirmed: its inputs take effect, then its sets, opens and closes.
    Confirmed {
        /// The step.
        step: String,
        /// The attempt, from 1.
        attempt: u32,
        /// It was already so: no effects.
        already: bool,
    },
    /// A restart is expected from now on.
    RestartExpected {
        /// The node.
        node: String,
        /// The step that asks for it.
        step: String,
    },
    /// A node went down.
    WentDown {
        /// The node.
        node: String,
        /// Whether a step asked for it.
        planned: bool,
    },
    /// A node is back, or never went.
    CameBack {
        /// The node.
        node: String,
        /// How.
        how: Return,
    },
    /// Something went wrong: the attempt's inputs take effect, then the problem's sets and closes.
    Problem {
        /// The step.
        step: String,
        /// The problem's id, when it is a listed one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        problem: Option<String>,
        /// What the operator said of it, or what was found.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The problem's screen was left without following it.
    ProblemLeft {
        /// The step.
        step: String,
    },
    /// A step is to do again: a new attempt.
    Repeated {
        /// The step.
        step: String,
        /// Why.
        because: String,
    },
    /// The walk goes on at another step: those behind it are to do again, those skipped over are passed.
    WentTo {
        /// The step.
        step: String,
        /// Why.
        because: String,
    },
    /// A recovery began.
    RecoveryBegan {
        /// The recovery's id.
        recovery: String,
        /// Why.
        because: String,
    },
    /// A recovery came to its end.
    RecoveryEnded {
        /// The recovery's id.
        recovery: String,
    },
    /// A step was skipped: no effects.
    Skipped {
        /// The step.
        step: String,
        /// Why.
        reason: String,
    },
    /// The last confirmation was withdrawn.
    Withdrawn {
        /// The step.
        step: String,
    },
    /// The operator noted something.
    Noted {
        /// The step at which it was noted, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<String>,
        /// The note.
        text: String,
    },
    /// The procedure stopped the walk.
    Stopped {
        /// Why, and what to do.
        because: String,
    },
    /// A stopped walk goes on, its cause corrected.
    Resumed {
        /// What was corrected.
        because: String,
    },
    /// The operator gave the walk up.
    Abandoned {
        /// Why.
        reason: String,
    },
    /// The walk was signed off.
    Signed {
        /// The name.
        name: String,
    },
    /// The walk came to its end.
    Finished,
}

impl Event {
    /// Whether it gives a fact or reading a value, or takes one back, and does nothing else.
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

    /// The word by which the journal calls it.
    #[must_use]
    pub fn kind(&self) -> String {
        let value = serde_json::to_value(self).ok();
        let kind = value.as_ref().and_then(|value| value.get("kind")).and_then(|kind| kind.as_str());
        kind.unwrap_or_default().to_owned()
    }
}
