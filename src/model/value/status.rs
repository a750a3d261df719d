//! Status codes as a console prints them: unsigned, signed, or hexadecimal.

use std::fmt;

/// A 32-bit status. `2147500037`, `-2147467259` and `0x80004005` are the same code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusCode(pub u32);

impl StatusCode {
    /// Reads a code, or finds it in a line that the console printed: the number in the last parentheses, else the number after
    /// `code` or `status`, else the only number in the line. Q310412 shows such a line.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(code) = number(text) {
            return Some(code);
        }
        if let Some(start) = text.rfind('(')
            && let Some(length) = text[start..].find(')')
            && let Some(code) = number(text[start + 1..start + length].trim())
        {
            return Some(code);
        }
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || ",:;=()".contains(c))
            .map(|word| word.trim_end_matches('.'))
            .filter(|word| !word.is_empty())
            .collect();
        let marked = words.windows(2).rev().find_map(|pair| {
            (pair[0].eq_ignore_ascii_case("code") || pair[0].eq_ignore_ascii_case("status")).then(|| number(pair[1]))?
        });
        let mut numbers = words.iter().filter_map(|word| number(word));
        marked.or_else(|| numbers.next().filter(|_| numbers.next().is_none()))
    }
}

/// Reads one number in any of the three spellings.
fn number(text: &str) -> Option<StatusCode> {
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        let digits = !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        return digits.then(|| u32::from_str_radix(hex, 16).ok().map(StatusCode))?;
    }
    if let Some(magnitude) = text.strip_prefix('-') {
        let magnitude: u32 = magnitude.parse().ok()?;
        return (magnitude <= 1 << 31).then(|| StatusCode(magnitude.wrapping_neg()));
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok().map(StatusCode))?
}

impl fmt::Display for StatusCode {
    /// Writes the code as an unsigned decimal number, as the documents do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_code_in_every_spelling() {
        for text in [
            "2147500037",
            "-2147467259",
            "0x80004005",
            "Source : 133, scanned, Targets : (133,5), Error replicating to target (NODEB): denied error code 2147500037 (2147500037)",
            "status = 2147500037",
        ] {
            assert_eq!(StatusCode::read(text), Some(StatusCode(0x8000_4005)), "{text}");
        }
        assert_eq!(StatusCode::read("0"), Some(StatusCode(0)));
        for bad in ["", "ok", "0x", "-", "1 2", "99999999999"] {
            assert_eq!(StatusCode::read(bad), None, "{bad}");
        }
    }
}
