use super::Worktree;
use crate::disk::About;
use std::io::ErrorKind;

impl Worktree<'_> {
    /// Why a link cannot be stored: WASI reads none with an absolute target. None for what can be read, or is no link.
    pub fn far_link(&self, path: &[u8], data: &About) -> Option<String> {
        let full = data.is_symlink().then(|| self.full(path).ok()).flatten()?;
        let is_far = std::fs::read_link(full).is_err_and(|error| error.kind() == ErrorKind::PermissionDenied);
        is_far.then(|| {
            format!(
                "'{}' is a link to an absolute path, which cannot be read in this sandbox. Give it a relative target, or stage it \
                 with git itself.",
                String::from_utf8_lossy(path)
            )
        })
    }
}
