//! The keys of file rules.

use super::{Element, Shape, may, must};

/// `[[file_rules]]`
pub(super) static FILE_RULES: Element = Element {
    name: "a set of file rules",
    keys: &[
        must("id", Shape::Kebab, "The ID."),
        must("file", Shape::Words, "The name of the file that the rules apply to, such as `sysprep.inf`."),
        must("format", Shape::Word(&["ini", "lines"]), "The format of the file."),
        must("rule", Shape::Tables(&RULE), "The rules."),
    ],
};

static RULE: Element = Element {
    name: "a file rule",
    keys: &[
        must("id", Shape::Kebab, "The ID, unique in its set."),
        must("severity", Shape::Word(&["error", "warning"]), "How severe it is if the file breaks the rule."),
        must("says", Shape::Words, "What is wrong if the file breaks the rule."),
        must("fix", Shape::Words, "What to do about it."),
        may("source", Shape::Words, "The section of a document, or why we added it."),
        may(
            "section",
            Shape::Words,
            "The section that the rule is about, or the section of the entry. Only for `ini`.",
        ),
        may("entry", Shape::Words, "The entry that the rule is about. Only for `ini`."),
        may("line", Shape::Words, "The whole line that the rule is about. Only for `lines`."),
        may("starts", Shape::Words, "How the lines that the rule is about begin. Only for `lines`."),
        may("required", Shape::Flag, "It must be there."),
        may("forbidden", Shape::Flag, "It must not be there."),
        may("one_of", Shape::List(&Shape::Words), "The value of the entry must be one of these. Case doesn't matter."),
        may(
            "type",
            Shape::Word(&["netbios-name", "domain", "account", "windows-path", "drive", "ipv4", "yes-no", "number"]),
            "The value of the entry must be of this type.",
        ),
        may("min", Shape::Number, "The smallest number. Only with `type = \"number\"`."),
        may("max", Shape::Number, "The largest number. Only with `type = \"number\"`."),
        may("quoted", Shape::Flag, "The value of the entry must be in quotes."),
        may("filled", Shape::Flag, "The entry must have a value."),
        may(
            "numbered_from",
            Shape::Number,
            "The entries with this beginning must be numbered from here, in order and without gaps.",
        ),
        may(
            "exactly_one",
            Shape::List(&Shape::List(&Shape::Words)),
            "The section must have all entries of one of these groups and none of the others.",
        ),
        may("when", Shape::Table(&FILE_CONDITION), "The rule counts only if the file has this."),
        may("unless", Shape::Table(&FILE_CONDITION), "The rule doesn't count if the file has this."),
    ],
};

static FILE_CONDITION: Element = Element {
    name: "a file condition",
    keys: &[
        may("section", Shape::Words, "The section. By default, the section of the rule."),
        may("entry", Shape::Words, "The entry. By default, the section itself."),
        may("is", Shape::Words, "The value of the entry. Case doesn't matter. By default, any value."),
    ],
};
