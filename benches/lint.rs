//! How long it takes to walk every path: `cargo bench --bench lint`.

#[path = "../tests/suite/thousand.rs"]
mod thousand;

use std::sync::Arc;

use divan::{Bencher, black_box};
use nodewalk::lint;
use nodewalk::load::catalogue;
use nodewalk::load::load;
use nodewalk::model::{Procedure, SourceFile};

fn main() {
    divan::main();
}

/// Each built-in procedure.
#[divan::bench(args = ["q191138", "q223258", "q241573", "q249603", "imaging-2003"], sample_count = 3, sample_size = 1)]
fn built_in(bencher: Bencher, id: &str) {
    let procedure = match catalogue::open(id) {
        Ok(procedure) => Arc::new(procedure),
        Err(error) => panic!("{error}"),
    };
    bencher.bench_local(|| black_box(lint::lint(&procedure)));
}

/// A thousand steps, twenty decisions that do not interact.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn thousand_steps(bencher: Bencher) {
    let source = SourceFile { path: "thousand.toml".to_owned(), text: thousand::text() };
    let procedure: Arc<Procedure> = match load(source, &catalogue::BuiltIn) {
        Ok(procedure) => Arc::new(procedure),
        Err(found) => panic!("{} findings", found.len()),
    };
    bencher.bench_local(|| black_box(lint::lint(&procedure)));
}
