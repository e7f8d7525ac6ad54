use super::inflate::{Filled, Inflater};
use super::too_large;
use crate::cannot::cannot;
use crate::id::Id;
use crate::object::{Kind, Object};
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress_to_output, create_comp_flags_from_zip_params,
};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

pub fn path(folder: &Path, id: Id) -> PathBuf {
    let hex = id.hex();
    folder.join(&hex[..2]).join(&hex[2..])
}

pub fn find(folder: &Path, id: Id) -> Result<Option<Object>, String> {
    let path = path(folder, id);
    let Some(packed) = read(&path, u64::MAX)? else { return Ok(None) };
    let broken = |what: &str| format!("{} is damaged: {what}. `git fsck` tells more.", path.display());
    let (kind, size, start) = head(&packed).map_err(|what| broken(&what))?;
    too_large(size)?;
    let whole = start + size as usize;
    let mut bytes = vec![0; whole + 1];
    match unpack(&packed, &mut bytes).map_err(|what| broken(&what))? {
        Filled::Whole(filled) if filled == whole => {
            bytes.truncate(whole);
            bytes.drain(..start);
            Ok(Some(Object { kind, data: Rc::new(bytes) }))
        }
        _ => Err(broken("it is not as long as it says")),
    }
}

/// What an object is and how long.
pub fn header(folder: &Path, id: Id) -> Result<Option<(Kind, u64)>, String> {
    let path = path(folder, id);
    let Some(packed) = read(&path, 1024)? else { return Ok(None) };
    let (kind, size, _) =
        head(&packed).map_err(|what| format!("{} is damaged: {what}. `git fsck` tells more.", path.display()))?;
    Ok(Some((kind, size)))
}

/// Stores an object under its id, atomically.
pub fn write(folder: &Path, id: Id, kind: Kind, data: &[u8]) -> Result<(), String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let path = path(folder, id);
    let parent = path.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(|error| cannot("write", &path, &error))?;
    // Another writer may be at work: it has another time, or this one has counted on.
    let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    let beside = parent.join(format!("tmp_obj_{time:x}_{}", COUNT.fetch_add(1, Ordering::Relaxed)));
    let head = format!("{kind} {}\0", data.len());
    let written = File::create_new(&beside).and_then(|file| pack(&[head.as_bytes(), data], file));
    let written = written.and_then(|()| fs::rename(&beside, &path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        cannot("write", &path, &error)
    })
}

/// Packs as it goes, so that a large file is in memory only once.
fn pack(parts: &[&[u8]], mut file: File) -> io::Result<()> {
    let mut packer = Box::new(CompressorOxide::new(create_comp_flags_from_zip_params(3, 15, 0)));
    let mut written = Ok(());
    let mut put = |bytes: &[u8]| {
        written = file.write_all(bytes);
        written.is_ok()
    };
    let mut status = TDEFLStatus::Okay;
    for part in parts {
        status = compress_to_output(&mut packer, part, TDEFLFlush::None, &mut put).0;
    }
    if status == TDEFLStatus::Okay {
        status = compress_to_output(&mut packer, &[], TDEFLFlush::Finish, &mut put).0;
    }
    written?;
    if status == TDEFLStatus::Done { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
}

/// The ids of the loose objects that begin with this byte.
pub fn list(folder: &Path, first: u8) -> Vec<Id> {
    let start = format!("{first:02x}");
    let names = fs::read_dir(folder.join(&start)).into_iter().flatten().flatten();
    names.filter_map(|file| Id::from_hex(format!("{start}{}", file.file_name().to_string_lossy()).as_bytes())).collect()
}

/// The file's first bytes; None when there is none.
fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, String> {
    let mut bytes = Vec::new();
    match fs::File::open(path).and_then(|file| {
        let size = file.metadata()?.len();
        // What is packed so large would be larger unpacked.
        file.take(most.min(super::LARGEST + (1 << 20)).min(size)).read_to_end(&mut bytes)
    }) {
        Ok(_) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(cannot("read", path, &error)),
    }
}

/// Kind, size, and where the data begins.
fn head(packed: &[u8]) -> Result<(Kind, u64, usize), String> {
    let mut head = [0; 64];
    let (Filled::Whole(filled) | Filled::Part(filled)) = unpack(packed, &mut head)?;
    let parse = || {
        let end = head[..filled].iter().position(|byte| *byte == 0)?;
        let space = head[..end].iter().position(|byte| *byte == b' ')?;
        let size = std::str::from_utf8(&head[space + 1..end]).ok()?.parse().ok()?;
        Some((Kind::from_name(&head[..space])?, size, end + 1))
    };
    parse().ok_or_else(|| "it has no header".to_owned())
}

fn unpack(packed: &[u8], out: &mut [u8]) -> Result<Filled, String> {
    let mut given = Some(packed);
    Inflater::new().fill(out, || Ok(given.take().unwrap_or_default()))
}
