//! Three truth values, combined by Kleene's rules.

/// The truth of a condition. A missing fact leaves a condition undecided unless the other parts decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    False,
    /// Nobody can say yet.
    Undecided,
    /// It holds.
    True,
}

impl Truth {
    /// The truth of both: the lower one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// The truth of at least one: the higher one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether it is true. Undecided isn't enough to open a gate or pass a check.
    #[must_use]
    pub fn holds(self) -> bool {
        self == Truth::True
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Truth::False => Truth::True,
            Truth::Undecided => Truth::Undecided,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::True } else { Truth::False }
    }
}
