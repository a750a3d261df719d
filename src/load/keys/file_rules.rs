//! The keys of the rules of files.

use super::{Element, Shape, may, must};

/// `[[file_rules]]`
pub(super) static FILE_RULES: Element = Element {
    name: "a set of file rules",
    keys: &[
        must("id", Shape::Kebab, "The id."),
        must("file", Shape::Words, "The name of the file that they are about, `sysprep.inf`."),
        must("format", Shape::Word(&["ini", "lines"]), "How the file is read."),
        must("rule", Shape::Tables(&RULE), "The rules."),
    ],
};

static RULE: Element = Element {
    name: "a file rule",
    keys: &[
        must("id", Shape::Kebab, "The id, unique among the rules of its file."),
        must("severity", Shape::Word(&["error", "warning"]), "How much it weighs."),
        must("says", Shape::Words, "What is wrong when it is broken."),
        must("fix", Shape::Words, "What to do then."),
        may("source", Shape::Words, "Where it comes from, or why it is ours."),
        may("section", Shape::Words, "The section that it is about, or that the entry stands in; `ini` only."),
        may("entry", Shape::Words, "The entry that it is about; `ini` only."),
        may("line", Shape::Words, "The whole line that it is about; `lines` only."),
        may("starts", Shape::Words, "The beginning of the lines that it is about; `lines` only."),
        may("required", Shape::Flag, "It is there."),
        may("forbidden", Shape::Flag, "It is not there."),
        may("one_of", Shape::List(&Shape::Words), "The entry's value is one of these, without regard to case."),
        may(
            "type",
            Shape::Word(&["netbios-name", "domain", "account", "windows-path", "drive", "ipv4", "yes-no", "number"]),
            "The entry's value is of this type.",
        ),
        may("min", Shape::Number, "The smallest number; `number` only."),
        may("max", Shape::Number, "The largest number; `number` only."),
        may("quoted", Shape::Flag, "The entry's value stands in quotes."),
        may("filled", Shape::Flag, "The entry has a value."),
        may(
            "numbered_from",
            Shape::Number,
            "The entries that begin so and end in a number are numbered from here in order, without gaps.",
        ),
        may(
            "exactly_one",
            Shape::List(&Shape::List(&Shape::Words)),
            "The section has the entries of one of these groups, all of them, and none of the others.",
        ),
        may("when", Shape::Table(&TRAIT), "Counts only when the file has this."),
        may("unless", Shape::Table(&TRAIT), "Does not count when the file has this."),
    ],
};

static TRAIT: Element = Element {
    name: "what a file has",
    keys: &[
        may("section", Shape::Words, "The section; left out, the rule's own."),
        may("entry", Shape::Words, "The entry; left out, the section is there."),
        may("is", Shape::Words, "The entry's value, without regard to case; left out, the entry is there."),
    ],
};
