//! What the tests of the engine share. No test target uses all of it.
#![expect(dead_code, reason = "each test target uses a part of it")]

mod drive;

pub(crate) use drive::{ANSWERS, Drive};
