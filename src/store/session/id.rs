//! Session ids, which are names of folders.

use chrono::{DateTime, FixedOffset};

/// The possible ids of a new session, in the order in which they are tried: `q191138-20261122-0512`, then the same with `-2`,
/// `-3`, and so on. In the id of a rehearsal, `-rehearsal` comes before that number.
pub(super) fn candidates(
    procedure: &str,
    rehearsal: bool,
    created: &DateTime<FixedOffset>,
) -> impl Iterator<Item = String> {
    let rehearsal = if rehearsal { "-rehearsal" } else { "" };
    let stem = format!("{procedure}-{}{rehearsal}", created.format("%Y%m%d-%H%M"));
    (1..1000).map(move |number| if number == 1 { stem.clone() } else { format!("{stem}-{number}") })
}

/// Whether text can be a session's id: a valid name of a folder on every system, and not the name of a session that is still
/// being built.
pub(super) fn is_plain(id: &str) -> bool {
    let inside = id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    inside && !id.is_empty() && id.len() <= 200 && !id.starts_with(['.', '-']) && !id.ends_with('.')
}

/// Whether a session is a rehearsal by its id. For sessions whose header cannot be read.
pub(super) fn sounds_rehearsed(id: &str) -> bool {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    id.ends_with("-rehearsal") || stem.ends_with("-rehearsal-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_procedure_and_time() {
        let created = DateTime::parse_from_rfc3339("2026-11-22T05:12:59+01:00").unwrap();
        let ids: Vec<_> = candidates("q191138", false, &created).take(2).collect();
        assert_eq!(ids, ["q191138-20261122-0512", "q191138-20261122-0512-2"]);
        let ids: Vec<_> = candidates("q191138", true, &created).take(2).collect();
        assert_eq!(ids, ["q191138-20261122-0512-rehearsal", "q191138-20261122-0512-rehearsal-2"]);
        assert!(ids.iter().all(|id| is_plain(id) && sounds_rehearsed(id)));
        assert!(!sounds_rehearsed("q191138-20261122-0512-2"));
    }

    #[test]
    fn ids_stay_in_their_folder() {
        for id in ["", ".", "..", ".new", "a/b", "a\\b", "/a", "c:a", "a b", "a.", "-x", "\u{e9}"] {
            assert!(!is_plain(id), "{id}");
        }
    }
}
