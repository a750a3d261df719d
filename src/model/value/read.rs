//! Input: how the operator's text becomes a value.

use thiserror::Error;

use super::{Choice, FileVersion, Kind, StatusCode, Value, WindowsPath, name};

/// Why a text isn't a value of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text}` {fault}")]
pub struct ValueError {
    /// The refused text.
    pub text: String,
    /// What is wrong with it, as the end of a sentence that starts with the text.
    pub fault: String,
    /// What to type instead.
    pub help: String,
}

impl Kind {
    /// Reads what the operator typed, without the white space around it.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the text and what to type instead. A list is never read from text, only its members' fields.
    pub fn read(&self, text: &str) -> Result<Value, ValueError> {
        let text = text.trim();
        let refuse = |fault: &str, help: &str| {
            Err(ValueError { text: text.to_owned(), fault: fault.to_owned(), help: help.to_owned() })
        };
        let named = |checked: Result<(), name::Fault>| match checked {
            Ok(()) => Ok(Value::Name(text.to_owned())),
            Err((fault, help)) => refuse(fault, help),
        };
        match self {
            Kind::NetbiosName | Kind::Domain => named(name::netbios(text)),
            Kind::Account => named(name::account(text)),
            Kind::Share => named(name::share(text)),
            Kind::ClusterGroup | Kind::ClusterResource => named(name::label(text)),
            Kind::Text => match name::text(text) {
                Ok(()) => Ok(Value::Text(text.to_owned())),
                Err((fault, help)) => refuse(fault, help),
            },
            Kind::WindowsPath => match WindowsPath::read(text) {
                Ok(path) => Ok(Value::Path(path)),
                Err(fault) => refuse(fault, r"type the whole path, as in `C:\WINNT`"),
            },
            Kind::Drive => match text.strip_suffix(':').unwrap_or(text).as_bytes() {
                [letter] if letter.is_ascii_alphabetic() => {
                    Ok(Value::Name(char::from(letter.to_ascii_uppercase()).to_string()))
                }
                _ => refuse("is not a drive letter", "type one letter, as in `S`"),
            },
            Kind::Version if text.eq_ignore_ascii_case("absent") => Ok(Value::Absent),
            Kind::Version => match text.parse::<FileVersion>() {
                Ok(version) => Ok(Value::Version(version)),
                Err(()) => refuse(
                    "is not a file version",
                    "type the four numbers of the Version tab, as in `1997.11.532.0`, or `absent` if there is no such file",
                ),
            },
            Kind::Ipv4 => match text.parse() {
                Ok(address) => Ok(Value::Address(address)),
                Err(_) => refuse("is not an IPv4 address", "type four numbers from 0 to 255, as in `10.5.5.1`"),
            },
            Kind::ServicePack => match service_pack(text) {
                Some(level) => Ok(Value::ServicePack(level)),
                None => refuse("is not a service pack", "type `SP3` to `SP6`, or `none`"),
            },
            Kind::Choice(choices) => match choices.iter().find(|choice| choice.id.eq_ignore_ascii_case(text)) {
                Some(choice) => Ok(Value::Choice(choice.id.clone())),
                None => refuse("is not one of the choices", &listed(choices)),
            },
            Kind::Choices(choices) => {
                let wanted: Vec<&str> = match text {
                    "" | "none" => Vec::new(),
                    _ => text.split(',').map(str::trim).collect(),
                };
                if wanted.iter().any(|id| !choices.iter().any(|choice| choice.id.eq_ignore_ascii_case(id))) {
                    return refuse("has something that is not one of the choices", &listed(choices));
                }
                let chosen = choices.iter().filter(|choice| wanted.iter().any(|id| choice.id.eq_ignore_ascii_case(id)));
                Ok(Value::Choices(chosen.map(|choice| choice.id.clone()).collect()))
            }
            Kind::YesNo => match text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "true" => Ok(Value::Flag(true)),
                "no" | "n" | "false" => Ok(Value::Flag(false)),
                _ => refuse("is neither yes nor no", "type `yes` or `no`"),
            },
            Kind::Number { min, max } => match text.parse::<u64>() {
                Ok(number) if (*min..=*max).contains(&number) => Ok(Value::Number(number)),
                _ => refuse("is not a number in range", &format!("type a whole number from {min} to {max}")),
            },
            Kind::StatusCode => match StatusCode::read(text) {
                Some(code) => Ok(Value::Status(code)),
                None => refuse(
                    "has no status code in it",
                    "type the number as printed (`0`, `2147500037`, `-2147467259` or `0x80004005`), or the whole line",
                ),
            },
            Kind::Secret => Err(ValueError {
                text: "what was typed".to_owned(),
                fault: "belongs to a secret, and secrets are not kept".to_owned(),
                help: "it is asked when its file is written".to_owned(),
            }),
            Kind::Records(_) => refuse("is a list", "add its members one by one"),
        }
    }
}

/// Reads a service pack: `none`, `SP4`, `4`, or `Service Pack 4 RC 1.2`, of which the first number counts (Q222507).
fn service_pack(text: &str) -> Option<u8> {
    let lower = text.to_ascii_lowercase();
    if lower == "none" || lower == "0" {
        return Some(0);
    }
    let rest = lower.strip_prefix("service pack").or_else(|| lower.strip_prefix("sp")).unwrap_or(&lower).trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let tail = &rest[digits.len()..];
    let plain = tail.is_empty() || tail == "a" || tail.starts_with(' ');
    digits.parse().ok().filter(|level| plain && (1..=6).contains(level))
}

/// Lists the choices for a help line.
fn listed(choices: &[Choice]) -> String {
    let ids: Vec<String> = choices.iter().map(|choice| format!("`{}`", choice.id)).collect();
    format!("type one of {}", ids.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_what_it_writes() {
        let samples = [
            (Kind::NetbiosName, "NODEA"),
            (Kind::Account, r"CORP\IUSR_CLUSTER"),
            (Kind::WindowsPath, r"S:\MSDTCLog"),
            (Kind::Share, "C$"),
            (Kind::Drive, "S"),
            (Kind::Version, "1997.11.532.0"),
            (Kind::Version, "absent"),
            (Kind::Ipv4, "10.5.5.1"),
            (Kind::ServicePack, "SP6"),
            (Kind::ServicePack, "none"),
            (Kind::ClusterGroup, "SQL Group"),
            (Kind::YesNo, "yes"),
            (Kind::Number { min: 0, max: 9 }, "7"),
            (Kind::StatusCode, "2147500037"),
        ];
        for (kind, text) in samples {
            let value = kind.read(text).unwrap();
            assert_eq!(value.to_string(), text);
            assert_eq!(kind.read(&value.to_string()).unwrap(), value);
        }
    }

    #[test]
    fn nothing_that_cmd_acts_on_enters_a_command() {
        let kinds = [
            Kind::NetbiosName,
            Kind::Domain,
            Kind::Account,
            Kind::WindowsPath,
            Kind::Share,
            Kind::Drive,
            Kind::ClusterGroup,
            Kind::ClusterResource,
        ];
        for kind in kinds {
            assert!(kind.protects_commands());
            for bad in ["A&B", "A|B", "A>B", "A<B", "A^B", "%A%", "A\"B", "A\nB", ""] {
                assert!(kind.read(bad).is_err(), "{} takes {bad:?}", kind.name());
                assert!(kind.read(&format!(r"C:\{bad}x")).is_err() || bad.is_empty(), "{} takes {bad:?}", kind.name());
            }
        }
    }

    #[test]
    fn a_service_pack_takes_its_first_number() {
        for (text, level) in [("Service Pack 4 RC 1.2", 4), ("SP6a", 6), ("sp 3", 3), ("5", 5), ("none", 0)] {
            assert_eq!(Kind::ServicePack.read(text), Ok(Value::ServicePack(level)), "{text}");
        }
        assert!(Kind::ServicePack.read("SP7").is_err());
    }
}
