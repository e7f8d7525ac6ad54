use super::{Worktree, danger};
use crate::index::Index;
use crate::place::{plain, seen};
use crate::tree::LONGEST;
use gix_glob::wildmatch;
use gix_glob::wildmatch::Mode;
use std::path::Path;

/// What one word of a caller names.
#[derive(Debug, PartialEq, Eq)]
pub enum Spec {
    /// A path of the repository; empty for all of it.
    Path(Vec<u8>),
    /// `*.txt`: an asterisk also stands for slashes, as in git.
    Pattern(Vec<u8>),
}

impl Spec {
    pub fn fits(&self, path: &[u8]) -> bool {
        match self {
            Self::Path(own) => {
                own.is_empty()
                    || path == own
                    || path.strip_prefix(own.as_slice()).is_some_and(|rest| rest.starts_with(b"/"))
            }
            Self::Pattern(pattern) => {
                let whole = wildmatch(pattern.as_slice().into(), path.into(), Mode::empty());
                // Also what is in a folder that fits.
                whole
                    || (0..path.len()).any(|at| {
                        path[at] == b'/' && wildmatch(pattern.as_slice().into(), path[..at].into(), Mode::empty())
                    })
            }
        }
    }
}

impl Worktree<'_> {
    /// Relative to the repository, or absolute and inside of it. A name that exists is taken as it is, whatever letters it has.
    pub fn spec(&self, index: &Index, word: &str) -> Result<Spec, String> {
        if word.is_empty() {
            return Err("An empty string is no path: use \".\" for everything.".to_owned());
        }
        if word.contains('\0') {
            return Err("A path contains a NUL character, which no path can.".to_owned());
        }
        if word.len() > LONGEST {
            return Err(format!("A path of {} bytes is longer than any system takes ({LONGEST}).", word.len()));
        }
        let path = self.inside(word)?;
        let exists = path.is_empty()
            || self.metadata(&path)?.is_some()
            || !index.stages(&path).is_empty()
            || !index.inside(&path).is_empty();
        if exists {
            return Ok(Spec::Path(path));
        }
        if word.starts_with(':') {
            return Err(format!(
                "'{word}' is pathspec magic, which this server does not know. Name files, folders or patterns such as *.txt."
            ));
        }
        Ok(if word.contains(['*', '?', '[']) { Spec::Pattern(path) } else { Spec::Path(path) })
    }

    /// The path of the repository that a word means.
    fn inside(&self, word: &str) -> Result<Vec<u8>, String> {
        let root = plain(self.root());
        let given = seen(word);
        let full = if given.starts_with("/") { plain(&given) } else { climb(&root, &given) };
        let Ok(inner) = full.strip_prefix(&root) else {
            return Err(format!("Path '{word}' is outside the repository '{}'", root.display()));
        };
        let path = inner.as_os_str().as_encoded_bytes().to_vec();
        if let Some(why) = danger(&path).filter(|_| !path.is_empty()) {
            return Err(format!("Path '{word}' cannot be used: it {why}."));
        }
        if let Some(at) = (0..path.len()).find(|at| path[*at] == b'/' && self.is_link(&path[..*at])) {
            return Err(format!(
                "Path '{word}' is beyond a symbolic link: '{}' is one.",
                String::from_utf8_lossy(&path[..at])
            ));
        }
        Ok(path)
    }

    fn is_link(&self, path: &[u8]) -> bool {
        self.full(path)
            .and_then(|full| std::fs::symlink_metadata(full).map_err(|_| String::new()))
            .is_ok_and(|data| data.is_symlink())
    }
}

/// `..` above the root of the file system stays there.
fn climb(root: &Path, given: &Path) -> std::path::PathBuf {
    plain(&root.join(given))
}

#[cfg(test)]
mod tests {
    use super::Spec;

    #[test]
    fn folders_and_patterns() {
        let folder = Spec::Path(b"a".to_vec());
        assert!(folder.fits(b"a") && folder.fits(b"a/b") && !folder.fits(b"ab"));
        let pattern = Spec::Pattern(b"*.txt".to_vec());
        assert!(pattern.fits(b"x.txt") && pattern.fits(b"deep/x.txt") && !pattern.fits(b"x.txt2"));
        assert!(Spec::Pattern(b"d?r".to_vec()).fits(b"dir/x"));
        assert!(Spec::Path(Vec::new()).fits(b"x"));
    }
}
