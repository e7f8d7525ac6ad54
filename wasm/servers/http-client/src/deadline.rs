use std::time::{Duration, Instant};

/// Until when everything that belongs to one call has to be over.
#[derive(Clone, Copy)]
pub struct Deadline {
    end: Instant,
    given: Duration,
}

impl Deadline {
    pub fn within(given: Duration) -> Self {
        let now = Instant::now();
        Self { end: now.checked_add(given).unwrap_or(now), given }
    }

    /// None when it is over.
    pub fn left(&self) -> Option<Duration> {
        self.end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }

    /// How long it was at the start, in seconds.
    pub fn seconds(&self) -> u64 {
        self.given.as_secs()
    }
}
