use crate::disk::{Disk, Draft, Kind, Place, refuse};
use crate::path::{below, parent, quote};
use mcp_tools::{Args, Outcome, object};
use wasip2::filesystem::types::ErrorCode;

/// Copied at once, in bytes.
const STEP: u64 = 1 << 20;

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let (from, to) = (args.text("source"), args.text("destination"));
    // A link itself is moved, not what it leads to.
    let source = disk.resolve(from, "move", false)?;
    let Some(stat) = source.stat else { return Err(refuse("move", &source.place.path, ErrorCode::NoEntry)) };
    let target = disk.resolve(to, "move to", false)?;
    let (source, path) = (source.place, &target.place.path);
    if source.is_granted_folder() {
        return Err(format!("Cannot move {}: it is the granted folder itself.", quote(&source.path)));
    }
    if target.stat.is_some() {
        return Err(format!("Destination already exists: {}. Choose another name, nothing was moved.", quote(path)));
    }
    if target.missing > 1 {
        return Err(format!(
            "Cannot move to {}: No such file or directory. The folder {} does not exist; make it with create_directory first.",
            quote(path),
            quote(parent(path))
        ));
    }
    if below(&source.path, path).is_some() {
        return Err(format!("Cannot move {} into itself.", quote(&source.path)));
    }
    let copied = match source.rename(&target.place) {
        Ok(()) => false,
        // wasmtime takes a move to another file system for an error of the disk.
        Err(ErrorCode::CrossDevice | ErrorCode::Io) => across(&source, stat.kind, &target.place)?,
        Err(code) => {
            // Which of the two it was, as far as that can be told.
            let place = if source.folder.writable { &target.place } else { &source };
            return Err(refuse("move", &place.path, code));
        }
    };
    let structured = object([
        ("source", source.path.as_str().into()),
        ("destination", path.as_str().into()),
        ("copied", copied.into()),
    ]);
    Ok(Outcome::new(structured, format!("Successfully moved {from} to {to}")))
}

/// To another file system: only what is whole there is removed here.
fn across(source: &Place, kind: Kind, target: &Place) -> Result<bool, String> {
    if kind != Kind::File {
        return Err(format!(
            "Cannot move {} to {}: Invalid cross-device link. They are on different file systems, between which only files can \
             be moved. Make the directories there with create_directory, and move the files one by one.",
            quote(&source.path),
            quote(&target.path)
        ));
    }
    let failed = |code| refuse("move to", &target.path, code);
    let from = source.source().map_err(|code| refuse("move", &source.path, code))?;
    let mut draft = Draft::beside(target).map_err(failed)?;
    let mut offset = 0;
    loop {
        let bytes = from.at(offset, STEP).map_err(|code| refuse("move", &source.path, code))?;
        draft.write(&bytes).map_err(failed)?;
        offset += bytes.len() as u64;
        if (bytes.len() as u64) < STEP {
            break;
        }
    }
    draft.replace(target).map_err(failed)?;
    source.unlink().map_err(|code| {
        format!(
            "{} was copied to {}, but the original could not be removed: {}.",
            quote(&source.path),
            quote(&target.path),
            crate::disk::words(code)
        )
    })?;
    Ok(true)
}
