use crate::id::Id;

/// What the file system said about a file when it was last known to be equal to its blob. All zero: nothing is known.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Stat {
    /// Seconds and nanoseconds.
    pub changed: (u32, u32),
    pub modified: (u32, u32),
    pub device: u32,
    pub inode: u32,
    pub user: u32,
    pub group: u32,
    /// The low 32 bits of the length in the worktree.
    pub size: u32,
}

/// One path of the index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub path: Vec<u8>,
    pub stat: Stat,
    pub mode: u32,
    pub id: Id,
    /// 0, or of a conflict 1 for the common ancestor, 2 for ours and 3 for theirs.
    pub stage: u8,
    pub assume_valid: bool,
    pub skip_worktree: bool,
    /// `git add --intent-to-add`: the path is known, its content is not staged.
    pub intent_to_add: bool,
}

impl Entry {
    pub fn new(path: Vec<u8>, mode: u32, id: Id, stat: Stat) -> Self {
        Self { path, stat, mode, id, stage: 0, assume_valid: false, skip_worktree: false, intent_to_add: false }
    }

    /// Whether the file is not to be looked at, whatever it is.
    pub fn is_trusted(&self) -> bool {
        self.skip_worktree || self.assume_valid
    }

    /// Git's order: bytes of the path, then the stage.
    pub fn key(&self) -> (&[u8], u8) {
        (&self.path, self.stage)
    }
}
