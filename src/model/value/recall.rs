//! Recorded values: what a journal says, accepted as it is.

use super::{Kind, Value, WindowsPath};

impl Kind {
    /// Reads a text that a journal recorded as a value of this kind. Nothing is refused: only input is checked, so a kind can
    /// become stricter without changing old sessions. If no value of this kind can be made from the text, the result is
    /// [`Value::Unread`].
    #[must_use]
    pub fn recall(&self, text: &str) -> Value {
        self.read(text).unwrap_or_else(|_| {
            let loose = match self {
                Kind::NetbiosName
                | Kind::Domain
                | Kind::Account
                | Kind::Share
                | Kind::Drive
                | Kind::ClusterGroup
                | Kind::ClusterResource => Some(Value::Name(text.to_owned())),
                Kind::Text => Some(Value::Text(text.to_owned())),
                Kind::Choice(_) => Some(Value::Choice(text.to_owned())),
                Kind::Choices(_) => Some(Value::Choices(text.split(", ").map(str::to_owned).collect())),
                Kind::WindowsPath => WindowsPath::recall(text).map(Value::Path),
                Kind::Number { .. } => text.parse().ok().map(Value::Number),
                Kind::Version
                | Kind::Ipv4
                | Kind::ServicePack
                | Kind::YesNo
                | Kind::StatusCode
                | Kind::Secret
                | Kind::Records(_) => None,
            };
            loose.unwrap_or_else(|| Value::Unread(text.to_owned()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_value_that_would_be_refused_today_stays_what_it_was() {
        let name = "A-NAME-LONGER-THAN-TODAY";
        let cases = [
            (Kind::NetbiosName, name, Value::Name(name.to_owned())),
            (Kind::Number { min: 1, max: 5 }, "9", Value::Number(9)),
            (Kind::Choice(Vec::new()), "gone", Value::Choice("gone".to_owned())),
            (Kind::Choices(Vec::new()), "a, b", Value::Choices(vec!["a".to_owned(), "b".to_owned()])),
            (Kind::Version, "1.2.3", Value::Unread("1.2.3".to_owned())),
            (Kind::WindowsPath, "WINNT", Value::Unread("WINNT".to_owned())),
        ];
        for (kind, text, value) in cases {
            assert!(kind.read(text).is_err(), "{text}");
            assert_eq!(kind.recall(text), value);
            assert_eq!(value.to_string(), text);
        }
        let path = Kind::WindowsPath.recall(r"C:\100%");
        assert!(matches!(&path, Value::Path(path) if path.drive() == 'C'), "{path:?}");
    }
}
