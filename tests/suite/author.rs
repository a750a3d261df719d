//! What an author types: `new`, `schema`, and `lint` in text and as JSON, with the exit statuses that scripts rely on.

use std::fs;

use crate::bench::Bench;

/// A bench with the broken procedures of the lint beside it.
fn bench(names: &[&str]) -> Bench {
    let bench = Bench::new();
    for name in names {
        bench.write(name, &fs::read_to_string(format!("tests/lint/{name}")).unwrap());
    }
    bench
}

#[test]
fn lint_ends_with_1_for_errors_and_with_0_for_warnings_alone() {
    let bench = bench(&["slips.toml", "stuck.toml", "warnings.toml"]);
    for (arguments, status) in [
        (&["lint", "slips.toml"][..], 1),
        (&["lint", "stuck.toml"], 1),
        (&["lint", "warnings.toml"], 0),
        (&["lint", "warnings.toml", "--deny-warnings"], 1),
        (&["lint", "warnings.toml", "stuck.toml"], 1),
        (&["lint", "nowhere.toml"], 1),
        (&["lint"], 2),
        (&["lint", "--explain", "left-open"], 0),
        (&["lint", "--explain", "lefd-open"], 1),
    ] {
        assert_eq!(bench.run(arguments, "").status, Some(status), "{arguments:?}");
    }
    let ran = bench.run(&["lint", "warnings.toml"], "");
    assert!(ran.out.ends_with("warnings.toml: 0 errors, 1 warning\n"), "{}", ran.out);
}

#[test]
fn a_proof_beside_a_procedure_is_read_with_it() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["new", "drill.toml"], "").status, Some(0));
    let text = fs::read_to_string(bench.folder().join("drill.toml")).unwrap();
    let id = text.lines().find_map(|line| line.strip_prefix("id = ")).unwrap().split('"').nth(1).unwrap().to_owned();
    let proof = |id: &str| {
        format!("schema = 1\nid = \"{id}\"\n\n[[scenario]]\nid = \"stops\"\ntitle = \"It stops\"\nends = \"stopped\"\n")
    };
    fs::create_dir(bench.folder().join("proofs")).unwrap();
    bench.write(&format!("proofs/{id}.toml"), &proof(&id));
    let ran = bench.run(&["lint", "drill.toml"], "");
    assert_eq!(ran.status, Some(1));
    assert!(ran.out.contains("the scenario `stops` should be stopped"), "{}", ran.out);
    assert!(ran.out.contains(&format!("--> proofs/{id}.toml:5:")), "{}", ran.out);
    bench.write(&format!("proofs/{id}.toml"), &proof("another"));
    let ran = bench.run(&["lint", "drill.toml"], "");
    assert!(ran.out.contains(&format!("the ID of the file is `another`, but it is used as `{id}`")), "{}", ran.out);
}

#[test]
fn a_procedure_is_not_its_own_proof_and_a_proof_that_cannot_be_read_is_said() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["new", "starter.toml"], "").status, Some(0));
    fs::create_dir(bench.folder().join("proofs")).unwrap();
    fs::copy(bench.folder().join("starter.toml"), bench.folder().join("proofs/starter.toml")).unwrap();
    let ran = bench.run(&["lint", "proofs/starter.toml"], "");
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), "proofs/starter.toml: 0 errors, 0 warnings\n"));
    fs::write(bench.folder().join("proofs/starter.toml"), b"# caf\xe9\n").unwrap();
    let ran = bench.run(&["lint", "starter.toml"], "");
    assert_eq!(ran.status, Some(1));
    assert!(ran.err.contains("cannot read `") && ran.err.contains("starter.toml`"), "{}{}", ran.out, ran.err);
}

#[test]
fn json_gives_an_editor_each_place_with_its_code_and_help() {
    let bench = bench(&["slips.toml", "rolling-restart.toml"]);
    let rows = bench.json(&["lint", "slips.toml", "rolling-restart.toml"]);
    let rows = rows.as_array().unwrap();
    let first = serde_json::json!({
        "path": "slips.toml", "line": 16, "column": 1, "severity": "error", "code": "unknown-key",
        "message": "`exmaple` is not a key of a fact", "help": "did you mean `example`?", "example": [],
    });
    assert_eq!(rows[0], first);
    let lines: Vec<u64> =
        rows.iter().filter(|row| row["path"] == "slips.toml").map(|row| row["line"].as_u64().unwrap()).collect();
    assert!(lines.len() > 8 && lines.is_sorted(), "{lines:?}");
    let walked = rows.iter().find(|row| row["code"] == "left-open").unwrap();
    let example = walked["example"].as_array().unwrap();
    assert!(example.contains(&"at `restart/look[n1]`: `see n1.service stopped`".into()), "{example:?}");
}

#[test]
fn a_code_is_explained_and_a_wrong_one_finds_the_nearest() {
    let bench = Bench::new();
    let ran = bench.run(&["lint", "--explain", "unsafe-in-command"], "");
    assert!(ran.out.starts_with("unsafe-in-command (error)\n\n"), "{}", ran.out);
    assert!(ran.out.contains("cmd.exe") && ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
    let ran = bench.run(&["lint", "--explain", "unsafe-command"], "");
    assert_eq!(
        ran.err,
        "error: `unsafe-command` is not a code of the lint\n  help: did you mean `unsafe-in-command`?\n"
    );
}

#[test]
fn a_new_procedure_lints_clean_and_is_rehearsed_to_its_report_at_once() {
    let bench = Bench::new();
    let ran = bench.run(&["new", "Hot fix.toml"], "");
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    let ran = bench.run(&["lint", "Hot fix.toml", "--deny-warnings"], "");
    assert_eq!((ran.status, ran.out.as_str()), (Some(0), "Hot fix.toml: 0 errors, 0 warnings\n"));
    let start = ["start", "Hot fix.toml", "--answers", "Hot fix.answers.toml", "--rehearse", "--plain"];
    let ran = bench.run(&start, &"\n".repeat(40));
    assert!(ran.out.contains("The walk is finished"), "{}", ran.out);
    let report = bench.run(&["report"], "").out;
    assert!(report.contains("Rehearsal. Finished: 8 steps done, every check passed, nothing left open."), "{report}");
    assert!(report.contains("hot-fix, Restart two servers"), "{report}");
}

#[test]
fn nothing_is_written_over() {
    let bench = Bench::new();
    bench.write("mine.toml", "mine");
    bench.write("other.answers.toml", "mine");
    bench.write("procedure.schema.json", "mine");
    for (file, there) in [("mine.toml", "mine.toml"), ("other.toml", "other.answers.toml")] {
        let ran = bench.run(&["new", file], "");
        let expected = format!("error: `{there}` is there already\n  help: name another file; nothing was written\n");
        assert_eq!((ran.status, ran.err), (Some(1), expected));
    }
    assert!(!bench.folder().join("other.toml").exists());
    let ran = bench.run(&["new", "third.toml"], "");
    assert!(ran.out.contains("procedure.schema.json: was there already, and differs"), "{}", ran.out);
    for mine in ["mine.toml", "other.answers.toml", "procedure.schema.json"] {
        assert_eq!(fs::read_to_string(bench.folder().join(mine)).unwrap(), "mine");
    }
    assert_eq!(bench.run(&["new", "nowhere/at.toml"], "").status, Some(1));
    assert!(bench.run(&["new", "walk.txt"], "").err.contains("does not end in `.toml`"));
}

#[test]
fn the_schema_is_printed_and_is_what_the_first_line_of_a_new_procedure_names() {
    let bench = Bench::new();
    bench.run(&["new", "patch.toml"], "");
    let first = fs::read_to_string(bench.folder().join("patch.toml")).unwrap();
    let named = first.lines().next().unwrap().strip_prefix("#:schema ./").unwrap();
    let beside = fs::read_to_string(bench.folder().join(named)).unwrap();
    assert_eq!(bench.run(&["schema"], "").out, beside);
    for sort in ["procedure", "phases", "facts"] {
        let schema = bench.run(&["schema", sort], "").out;
        assert_eq!(schema, fs::read_to_string(format!("assets/{sort}.schema.json")).unwrap().replace("\r\n", "\n"));
    }
}
