//! Failures: what is said at a step, and where its problem leads.

use nodewalk::engine::walk::Stage;

use super::Drive;

impl Drive {
    /// Why the walk stopped.
    #[track_caller]
    pub(crate) fn why_stopped(&self) -> &str {
        match self.walk_ref().stage() {
            Stage::Stopped { because } => because,
            other => panic!("not stopped but {other:?}\n{}", self.tail()),
        }
    }

    /// At a step these lines are said; the problem that comes of them leads to another step, and from there to the end, or
    /// it stops the walk.
    #[track_caller]
    pub(crate) fn jumps(&self, step: &str, lines: &[&str], to: &str) {
        let mut drive = self.clone();
        drive.until(&format!("step {step}")).acts(lines.iter().copied());
        if !drive.at().starts_with("problem ") {
            // What else the step asks for is as it should be.
            let name = format!("name {}", drive.walk_ref().world().node_name(&drive.target().unwrap().node));
            let _ = drive.take(&name.parse().unwrap());
            for line in drive.answers_here() {
                drive.act(&line);
            }
            drive.act("");
        }
        assert!(drive.at().starts_with("problem "), "{lines:?} at {step}: {}\n{}", drive.at(), drive.tail());
        drive.act("");
        if to == "stopped" {
            assert!(!drive.why_stopped().is_empty());
            return;
        }
        drive.until_next(to);
        drive.ends().is_finished();
    }

    /// Goes over to another console and waits for a restart, if that comes first; then the walk stands at this step.
    #[track_caller]
    fn until_next(&mut self, step: &str) {
        while self.at().starts_with("hand-off ") || self.at().starts_with("waiting ") {
            self.act("");
        }
        assert_eq!(self.target().map(|target| target.id.as_str()), Some(step), "{}\n{}", self.at(), self.tail());
    }
}
