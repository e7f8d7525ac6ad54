use crate::header::{self, Depth};
use crate::info::describe;
use crate::place::{quoted, refused, resolve};
use mcp_tools::{Args, Outcome};
use serde_json::{Map, Value, json};
use std::fs::{File, Metadata, metadata, read_dir};
use std::path::{Path, PathBuf};

/// What the other tools can read.
const ENDINGS: [&str; 7] = ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp"];
/// More than this does not fit into an answer that anybody can use.
const MOST_FILES: usize = 20_000;

struct Scan {
    endings: Vec<String>,
    recursive: bool,
    info: bool,
    images: Vec<Value>,
    errors: Vec<Value>,
    bytes: u64,
    full: bool,
}

pub fn scan(args: Args) -> Result<Outcome, String> {
    let folder = resolve(args.text("directory"))?;
    let found = metadata(&folder).map_err(|error| refused(&folder, &error))?;
    if !found.is_dir() {
        return Err(format!("{} is no folder: get_image_info tells about a single image.", quoted(&folder)));
    }
    let mut endings: Vec<String> = args.texts("extensions").map(plain).filter(|ending| !ending.is_empty()).collect();
    if endings.is_empty() {
        endings = ENDINGS.map(str::to_owned).to_vec();
    }
    let mut scan = Scan {
        endings,
        recursive: args.flag("recursive", true),
        info: args.flag("include_info", false),
        images: Vec::new(),
        errors: Vec::new(),
        bytes: 0,
        full: false,
    };
    scan.walk(&folder).map_err(|error| refused(&folder, &error))?;
    Ok(scan.outcome(&folder))
}

fn plain(ending: &str) -> String {
    ending.trim().trim_start_matches(['*', '.']).to_lowercase()
}

impl Scan {
    /// Folders from above, each by name; links to folders are not followed, so that no loop can catch it.
    fn walk(&mut self, top: &Path) -> Result<(), std::io::Error> {
        let mut waiting = self.folder(top)?;
        while let Some(folder) = waiting.pop() {
            if self.full {
                break;
            }
            match self.folder(&folder) {
                Ok(more) => waiting.extend(more),
                Err(error) => self.failed(&folder, &refused(&folder, &error)),
            }
        }
        Ok(())
    }

    /// Its folders, the last one first.
    fn folder(&mut self, folder: &Path) -> Result<Vec<PathBuf>, std::io::Error> {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in read_dir(folder)? {
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(_) if self.wants(&path) => files.push(path),
                _ => {}
            }
        }
        files.sort_unstable();
        for path in files {
            if self.images.len() == MOST_FILES {
                self.full = true;
                break;
            }
            match metadata(&path) {
                Ok(found) if found.is_file() => self.image(&path, &found),
                Ok(_) => {}
                Err(error) => self.failed(&path, &refused(&path, &error)),
            }
        }
        folders.sort_unstable_by(|one, two| two.cmp(one));
        Ok(if self.recursive { folders } else { Vec::new() })
    }

    fn wants(&self, path: &Path) -> bool {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| self.endings.contains(&ending))
    }

    fn image(&mut self, path: &Path, found: &Metadata) {
        let mut data = Map::new();
        data.insert("path".to_owned(), json!(path.to_string_lossy()));
        data.insert("size_bytes".to_owned(), json!(found.len()));
        if self.info {
            let header = File::open(path)
                .map_err(|error| refused(path, &error))
                .and_then(|file| header::read(file, Depth::Start).map_err(|rest| crate::load::unreadable(path, &rest)));
            match header {
                Ok(header) => describe(&header, &mut data),
                Err(sentence) => drop(data.insert("error".to_owned(), json!(sentence))),
            }
        }
        self.bytes += found.len();
        self.images.push(Value::Object(data));
    }

    fn failed(&mut self, path: &Path, sentence: &str) {
        self.errors.push(json!({ "path": path.to_string_lossy(), "error": sentence }));
    }

    fn outcome(self, folder: &Path) -> Outcome {
        let inside = if self.recursive { " and the folders in it" } else { "" };
        let mut text = format!("{} images, {} bytes, in {}{inside}.", self.images.len(), self.bytes, quoted(folder));
        if self.full {
            text += &format!(" Only the first {MOST_FILES} are listed: scan a folder inside it for the others.");
        }
        for image in &self.images {
            let path = image["path"].as_str().unwrap_or_default();
            text += &match (image["error"].as_str(), image["format"].as_str()) {
                (Some(error), _) => format!("\n{path} ({error})"),
                (None, Some(format)) => format!(
                    "\n{path} ({} x {} {format}, {} bytes)",
                    image["width"], image["height"], image["size_bytes"]
                ),
                (None, None) => format!("\n{path} ({} bytes)", image["size_bytes"]),
            };
        }
        for error in &self.errors {
            text += &format!("\n{}", error["error"].as_str().unwrap_or_default());
        }
        let structured = json!({
            "directory": folder.to_string_lossy(),
            "recursive": self.recursive,
            "total_images": self.images.len(),
            "total_size_bytes": self.bytes,
            "truncated": self.full,
            "images": self.images,
            "errors": self.errors
        });
        Outcome::new(structured, text)
    }
}
