use crate::Repository;
use std::fs::{read_to_string, remove_dir_all, remove_file};

/// What a merge, cherry-pick or revert leaves behind until it is concluded.
const STATE: [&str; 7] =
    ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "SQUASH_MSG", "CHERRY_PICK_HEAD", "REVERT_HEAD"];

/// Ends what was in progress, as a commit does.
pub fn conclude(repo: &Repository) {
    for name in STATE {
        let _ = remove_file(repo.git_dir.join(name));
    }
    // A series goes on while it has further steps.
    let sequence = repo.git_dir.join("sequencer");
    if read_to_string(sequence.join("todo")).is_ok_and(|steps| steps.lines().count() <= 1) {
        let _ = remove_dir_all(sequence);
    }
}

/// Forgets what was in progress, as `git reset` does, and says so.
pub fn abandon(repo: &Repository) -> Vec<String> {
    let heads = [("MERGE_HEAD", "merge"), ("CHERRY_PICK_HEAD", "cherry-pick"), ("REVERT_HEAD", "revert")];
    let found = heads.into_iter().find(|(name, _)| repo.git_dir.join(name).exists());
    conclude(repo);
    let note = |(_, what)| format!("The {what} that was in progress was ended; the files are as it left them.");
    found.map(note).into_iter().collect()
}
