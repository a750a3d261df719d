//! The advisor: it asks only what it needs, recommends one procedure, and says why not the others.

use nodewalk::engine::advisor::Advisor;
use nodewalk::model::condition::Truth;

use crate::common::built_in;

/// Answers and the procedure that they lead to.
type Case<'a> = (&'a [(&'a str, &'a str)], Option<&'a str>);

const OLD: &str = "1997.11.532.0";
const NEW: &str = "1998.02.715.0";

const CASES: [Case<'_>; 9] = [
    (
        &[
            ("os", "nt4"),
            ("goal", "install"),
            ("attempted", "never"),
            ("newer_msdtc_ever", "no"),
            ("sql", "none"),
            ("a.msdtc_exe", OLD),
            ("b.msdtc_exe", OLD),
            ("a.msdtc_dll", OLD),
            ("b.msdtc_dll", OLD),
        ],
        Some("q191138"),
    ),
    (
        &[
            ("os", "nt4"),
            ("goal", "install"),
            ("attempted", "never"),
            ("newer_msdtc_ever", "no"),
            ("sql", "none"),
            ("a.msdtc_exe", "absent"),
            ("b.msdtc_exe", NEW),
        ],
        Some("q223258"),
    ),
    // Nobody knows the history: the longer walk is the cheaper mistake.
    (&[("os", "nt4"), ("goal", "install"), ("attempted", "never"), ("newer_msdtc_ever", "unknown")], Some("q223258")),
    (&[("os", "nt4"), ("goal", "install"), ("attempted", "failed-b")], Some("q223258")),
    (&[("os", "nt4"), ("goal", "reinstall-node"), ("attempted", "installed")], Some("q241573")),
    (&[("os", "w2k"), ("goal", "resync")], Some("q249603")),
    (&[("os", "w2003"), ("goal", "image")], Some("imaging-2003")),
    (&[("os", "w2003"), ("goal", "install")], None),
    (&[("os", "nt4"), ("goal", "image")], None),
];

/// The advisor over every built-in procedure.
fn advisor() -> Advisor {
    Advisor::new(built_in().collect())
}

#[test]
fn the_answers_lead_to_one_procedure_and_the_others_say_why_not() {
    for (answers, expected) in CASES {
        let mut advisor = advisor();
        for (fact, value) in answers {
            assert!(advisor.recommended().is_none(), "{fact} is asked although it is decided: {answers:?}");
            advisor.answer(fact, value).unwrap_or_else(|error| panic!("{error}"));
        }
        assert_eq!(advisor.recommended().map(|own| own.id.as_str()), expected, "{answers:?}");
        assert!(advisor.question().is_none(), "{answers:?}: {:?}", advisor.question().map(|(_, id)| id));
        let applying = advisor.advice().iter().filter(|advice| advice.applies.truth == Truth::True).count();
        assert_eq!(applying, usize::from(expected.is_some()), "{answers:?}");
        for advice in advisor.advice() {
            let silent = advice.applies.truth == Truth::False && advice.applies.clauses.is_empty();
            assert!(!silent, "{}: why not?", advice.procedure.id);
        }
    }
}

#[test]
fn each_question_is_one_that_still_decides_something() {
    for (answers, _) in CASES {
        let mut advisor = advisor();
        let mut asked = Vec::new();
        while let Some((_, id)) = advisor.question() {
            let Some((_, value)) = answers.iter().find(|(fact, _)| *fact == id) else { break };
            advisor.answer(&id, value).unwrap_or_else(|error| panic!("{error}"));
            asked.push(id);
        }
        assert!(asked.len() <= answers.len(), "{asked:?}");
        assert_eq!(asked.first().map(String::as_str), Some("os"));
    }
}

#[test]
fn an_answer_can_be_changed_and_a_wrong_one_says_what_is_right() {
    let mut advisor = advisor();
    advisor.answer("os", "w2k").unwrap();
    advisor.answer("goal", "resync").unwrap();
    assert_eq!(advisor.recommended().map(|own| own.id.as_str()), Some("q249603"));
    advisor.answer("os", "nt4").unwrap();
    assert!(advisor.recommended().is_none());
    let error = advisor.answer("os", "os2").unwrap_err();
    assert_eq!(error.to_string(), "`os2` is not one of the choices");
    assert!(error.help.contains("`nt4`"), "{}", error.help);
}
