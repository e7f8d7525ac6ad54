//! Where Belljar's data lies, and what its host left there to be found.
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

pub struct Home {
    pub folder: PathBuf,
    /// The quit mark as it was when this bridge started: an older Quit does not bind a new client.
    old_quit: Option<Mark>,
}

type Mark = (u64, i64, i64);

pub fn find(given: Option<OsString>) -> Result<Home, String> {
    let folder = match given.map(PathBuf::from).or_else(beside_program).or_else(default_place) {
        Some(folder) => folder,
        None => return Err("There is no home folder. Set HOME or BELLJAR_HOME, or pass --home DIR.".into()),
    };
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let old_quit = mark(&folder.join("run/quit"));
    Ok(Home { folder, old_quit })
}

/// HOME/bin/belljar-bridge belongs to HOME.
fn beside_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let bin = program.parent()?;
    let named_bin = bin.file_name()? == "bin";
    (named_bin && bin.join("start").is_file()).then(|| bin.parent().map(Path::to_path_buf))?
}

fn default_place() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("BELLJAR_HOME").or_else(|| {
        if cfg!(target_os = "macos") {
            return set("HOME").map(|home| home.join("Library/Application Support/Belljar"));
        }
        // The standard for these variables: a relative one is to be ignored.
        let data = set("XDG_DATA_HOME").filter(|folder| folder.is_absolute());
        data.or_else(|| set("HOME").map(|home| home.join(".local/share"))).map(|data| data.join("belljar"))
    })
}

fn mark(file: &Path) -> Option<Mark> {
    let found = fs::metadata(file).ok()?;
    Some((found.ino(), found.mtime(), found.mtime_nsec()))
}

impl Home {
    /// Whether somebody chose Quit since this bridge started.
    pub fn was_quit(&self) -> bool {
        let now = mark(&self.folder.join("run/quit"));
        now.is_some() && now != self.old_quit
    }

    /// The host's socket, as it wrote it down when it began to listen.
    pub fn socket(&self) -> Option<PathBuf> {
        let text = fs::read_to_string(self.folder.join("run/socket")).ok()?;
        let line = text.lines().next()?.trim();
        (!line.is_empty()).then(|| PathBuf::from(line))
    }

    pub fn starting(&self) -> PathBuf {
        self.folder.join("run/starting")
    }

    pub fn journal(&self, session: &str) -> PathBuf {
        self.folder.join(format!("run/sessions/{session}.journal"))
    }
}
