use std::cell::Cell;
use std::time::{SystemTime, UNIX_EPOCH};

thread_local! {
    static NOW: Cell<i64> = const { Cell::new(0) };
}

/// Looks at the clock, once for each call of a tool: lines without a year are dated by it.
pub fn look() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
    NOW.set(now);
}

pub fn now() -> i64 {
    NOW.get()
}

#[cfg(test)]
pub fn pretend(now: i64) {
    NOW.set(now);
}
