//! Values that a guard keeps while it lives.

/// A guard runs in one thread, and none of its calls begins while another one runs.
pub struct Kept<T>(T);

// SAFETY: see above. Guards are built for WebAssembly without threads only.
#[cfg(target_family = "wasm")]
unsafe impl<T> Sync for Kept<T> {}

impl<T> Kept<T> {
    pub const fn new(value: T) -> Self {
        Self(value)
    }
}

impl<T> core::ops::Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
