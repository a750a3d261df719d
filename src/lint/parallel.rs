//! Work on several threads. The results don't depend on the number of threads.

use std::panic::resume_unwind;
use std::thread::available_parallelism;

/// Applies a function to every item, and returns the results in the order of the items. Passes on a panic of the
/// function.
pub(super) fn map<T: Sync, R: Send>(items: &[T], function: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = |share| {
            let function = &function;
            scope.spawn(move || <[T]>::iter(share).map(function).collect::<Vec<R>>())
        };
        let threads: Vec<_> = items.chunks(share).map(work).collect();
        threads.into_iter().flat_map(|own| own.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}
