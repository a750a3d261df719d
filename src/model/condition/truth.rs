//! Three truth values, joined by Kleene's rules.

/// The truth of a condition: a missing fact leaves it undecided unless the rest decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    False,
    /// It cannot be said yet.
    Undecided,
    /// It holds.
    True,
}

impl Truth {
    /// Both: the lesser of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either: the greater of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether it is true and nothing less: only that opens a gate or passes a check.
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
