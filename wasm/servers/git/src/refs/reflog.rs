use super::Refs;
use crate::cannot::cannot;
use crate::id::Id;
use crate::repository::Config;
use crate::signature::Signature;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// Which changes of refs are logged where there is no log yet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Logging {
    Never,
    /// Branches, remote branches, notes and HEAD.
    Usual,
    Always,
}

impl Logging {
    pub fn configured(config: &Config, has_worktree: bool) -> Self {
        match (config.text("core.logallrefupdates"), config.flag("core.logallrefupdates")) {
            (Some("always"), _) => Self::Always,
            (_, Some(true)) => Self::Usual,
            (None, _) if has_worktree => Self::Usual,
            _ => Self::Never,
        }
    }
}

/// One change of a ref.
pub struct Logged {
    pub old: Id,
    pub new: Id,
    pub message: String,
}

impl Refs {
    /// What happened to a ref, the oldest first; nothing where there is no log.
    pub fn log(&self, name: &str) -> Vec<Logged> {
        let bytes = fs::read(self.log_path(name)).unwrap_or_default();
        let line = |line: &[u8]| {
            let text = line.iter().position(|byte| *byte == b'\t').map_or(&[][..], |at| &line[at + 1..]);
            Some(Logged {
                old: Id::from_hex(line.get(..40)?)?,
                new: Id::from_hex(line.get(41..81)?)?,
                message: String::from_utf8_lossy(text).into_owned(),
            })
        };
        bytes.split(|byte| *byte == b'\n').filter_map(line).collect()
    }

    pub(super) fn append(
        &self,
        name: &str,
        old: Option<Id>,
        new: Id,
        message: &str,
        who: &Signature,
    ) -> Result<(), String> {
        let path = self.log_path(name);
        let usual = ["refs/heads/", "refs/remotes/", "refs/notes/"];
        let wanted = match self.logging {
            Logging::Never => false,
            Logging::Usual => name == "HEAD" || usual.iter().any(|prefix| name.starts_with(prefix)),
            Logging::Always => true,
        };
        if !wanted && !path.is_file() {
            return Ok(());
        }
        // A log is a line per change.
        let message: Vec<&str> = message.split_whitespace().collect();
        let tab = if message.is_empty() { "" } else { "\t" };
        let line = format!("{} {new} {}{tab}{}\n", old.unwrap_or(Id::NULL), who.line(), message.join(" "));
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::OpenOptions::new().append(true).create(true).open(&path)?.write_all(line.as_bytes()));
        written.map_err(|error| cannot("write", &path, &error))
    }

    fn log_path(&self, name: &str) -> PathBuf {
        if name.starts_with("refs/") {
            self.common_dir.join("logs").join(name)
        } else {
            self.git_dir.join("logs").join(name)
        }
    }
}
