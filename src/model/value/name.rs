//! Names: what Windows accepts, without the characters that cmd.exe acts on, so that no name can change a command.

/// The characters that cmd.exe or a batch file acts on. No name that a command can use has one.
const ACTED_ON: &str = "&|<>^%!\"'`;,=()";

/// What is wrong with a name, as the end of a sentence that starts with the name, and what to type instead.
pub(super) type Fault = (&'static str, &'static str);

/// Checks a `NetBIOS` computer name or network name (Q188997, Q190294).
pub(super) fn netbios(text: &str) -> Result<(), Fault> {
    const HELP: &str =
        "type the computer name alone: at most 15 letters, digits, `-` or `_`, as `echo %COMPUTERNAME%` shows it";
    if text.is_empty() || text.len() > 15 {
        return Err(("is not between 1 and 15 characters long", HELP));
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_$#@{}~.".contains(&byte)) {
        return Err(("has a character that a computer name cannot have here", HELP));
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(("is all digits, which Windows takes for an address", HELP));
    }
    Ok(())
}

/// Checks an account name, with or without its domain: `IUSR_CLUSTER` or `CORP\clussvc`.
pub(super) fn account(text: &str) -> Result<(), Fault> {
    const HELP: &str =
        "type a name of at most 20 letters, digits, `_`, `-`, `.` or `$`, with `DOMAIN\\` before it if needed";
    let (domain, name) = text.split_once('\\').unwrap_or(("X", text));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.$#~".contains(&byte));
    if name.is_empty() || name.len() > 20 || netbios(domain).is_err() || !plain(name) {
        return Err(("is not an account name", HELP));
    }
    Ok(())
}

/// Checks a label that may hold spaces: a cluster group or resource.
pub(super) fn label(text: &str) -> Result<(), Fault> {
    const HELP: &str = "type the name as Cluster Administrator shows it; letters, digits, spaces and `-_.:\\/#$@+` can stand in a command";
    if text.is_empty() || text.len() > 64 {
        return Err(("is not between 1 and 64 characters long", HELP));
    }
    if text.chars().any(|c| c.is_control() || ACTED_ON.contains(c) || "[]{}*?".contains(c)) {
        return Err(("has a character that would change a command line", HELP));
    }
    Ok(())
}

/// Checks the name of a share, `C$` or `MTS`, without its server.
pub(super) fn share(text: &str) -> Result<(), Fault> {
    const HELP: &str = "type the share's name alone, as in `C$`";
    if text.is_empty() || text.len() > 80 || text.contains(['\\', '/', ' ', ':', '*', '?', '[', ']']) {
        return Err(("is not the name of a share", HELP));
    }
    if text.chars().any(|c| c.is_control() || ACTED_ON.contains(c)) {
        return Err(("has a character that would change a command line", HELP));
    }
    Ok(())
}

/// Checks text that a person reads and no command takes: one line, no control characters.
pub(super) fn text(text: &str) -> Result<(), Fault> {
    if text.is_empty() {
        return Err(("is empty", "type some text"));
    }
    if text.chars().any(char::is_control) {
        return Err(("has a control character", "type one line of plain text"));
    }
    Ok(())
}
