//! A procedure of a thousand steps and twenty decisions that have nothing to do with each other.

use std::fmt::Write as _;

/// Two nodes, a name for each.
const HEAD: &str = r#"schema = 1
id = "thousand"
title = "A thousand steps"
summary = "Counts to a thousand at two nodes."

[[node]]
id = "a"
label = "Node A"

[[node]]
id = "b"
label = "Node B"
"#;

/// The procedure as TOML.
pub(crate) fn text() -> String {
    let mut text = HEAD.to_owned();
    for part in 0..20 {
        let _ = write!(
            text,
            r#"
[[fact]]
id = "wanted_{part}"
type = "yes-no"
label = "part {part}"
ask = "Is part {part} wanted?"
"#
        );
    }
    for part in 0..20 {
        let _ = write!(
            text,
            r#"
[[phase]]
id = "part-{part}"
title = "Part {part}"
on_restart = {{ a = "repeat", b = "repeat" }}
"#
        );
        for step in 0..50 {
            let node = if step % 10 < 5 { "a" } else { "b" };
            let when =
                if step == 25 { format!("when = {{ fact = \"wanted_{part}\", is = true }}") } else { String::new() };
            let _ = write!(
                text,
                r#"
  [[phase.step]]
  id = "step-{step}"
  at = "{node}"
  title = "Step {step} of part {part}"
  do = "Do it."
  {when}
  added = "To count to a thousand."
"#
            );
        }
    }
    text
}
