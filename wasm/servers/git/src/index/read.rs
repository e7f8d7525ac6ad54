use super::cached::Cached;
use super::cursor::{Cursor, Short};
use super::entry::{Entry, Stat};
use crate::id::Id;
use crate::tree::LONGEST;
use crate::worktree::escape;

const BROKEN: &str = "Remove .git/index and run git reset outside Belljar to make it anew.";
/// Of an entry of version 2 or 3: what stands before the path.
const FIXED: usize = 62;

/// Names and bodies.
pub type Extensions = Vec<([u8; 4], Vec<u8>)>;

/// What a file `.git/index` holds.
pub struct Parsed {
    pub entries: Vec<Entry>,
    /// Extensions that stay true whatever is written, with their names; all others are dropped when the index is written.
    pub kept: Extensions,
    pub cached: Option<Cached>,
    pub checksum: [u8; 20],
}

/// Reads versions 2, 3 and 4. The checksum must fit, unless it is all zero (`index.skipHash`).
pub fn parse(bytes: &[u8], hash: impl Fn(&[u8]) -> [u8; 20]) -> Result<Parsed, String> {
    let (content, checksum) = bytes.split_last_chunk::<20>().ok_or_else(short)?;
    let mut cursor = Cursor::new(content);
    let (magic, version, count) = header(&mut cursor).map_err(|Short| short())?;
    if &magic != b"DIRC" {
        return Err(format!(
            "The index of the repository is no git index: it begins with {:?} instead of DIRC. {BROKEN}",
            String::from_utf8_lossy(&magic)
        ));
    }
    if !(2..=4).contains(&version) {
        return Err(format!("The index of the repository has version {version}; 2, 3 and 4 can be read. {BROKEN}"));
    }
    if *checksum != [0; 20] && *checksum != hash(content) {
        return Err(format!("The index of the repository is damaged: its checksum does not fit its content. {BROKEN}"));
    }
    let count = count as usize;
    // No entry is shorter, so that a wrong count reserves nothing.
    if count > cursor.left() / FIXED {
        return Err(format!(
            "The index of the repository says that it has {count} entries, but is too short for them. {BROKEN}"
        ));
    }
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for _ in 0..count {
        let before = entries.last().map_or(&[][..], |entry| &entry.path);
        let entry = entry(&mut cursor, version, before).map_err(|Short| short())?;
        if let Some(why) = escape(&entry.path) {
            let path = String::from_utf8_lossy(&entry.path[..entry.path.len().min(LONGEST)]).into_owned();
            return Err(format!("The index of the repository holds the path {path:?}, which {why}. {BROKEN}"));
        }
        if entries.last().is_some_and(|last| last.key() >= entry.key()) {
            let path = String::from_utf8_lossy(&entry.path).into_owned();
            return Err(format!("The index of the repository is damaged: {path} is not in order. {BROKEN}"));
        }
        entries.push(entry);
    }
    let (kept, cached) = extensions(&mut cursor)?;
    Ok(Parsed { entries, kept, cached, checksum: *checksum })
}

/// Where each entry begins, in a file that could be read.
pub fn places(content: &[u8]) -> Option<Vec<usize>> {
    let mut cursor = Cursor::new(content);
    let (_, version, count) = header(&mut cursor).ok()?;
    let mut before = Vec::new();
    let mut places = Vec::new();
    for _ in 0..count {
        places.push(content.len() - cursor.left());
        before = entry(&mut cursor, version, &before).ok()?.path;
    }
    Some(places)
}

fn header(cursor: &mut Cursor) -> Result<([u8; 4], u32, u32), Short> {
    Ok((cursor.array()?, cursor.u32()?, cursor.u32()?))
}

fn entry(cursor: &mut Cursor, version: u32, before: &[u8]) -> Result<Entry, Short> {
    let start = cursor.left();
    let mut pair = || -> Result<(u32, u32), Short> { Ok((cursor.u32()?, cursor.u32()?)) };
    let (changed, modified, (device, inode)) = (pair()?, pair()?, pair()?);
    let (mode, user) = pair()?;
    let (group, size) = pair()?;
    let id = Id::new(cursor.array()?);
    let flags = cursor.u16()?;
    let extended = if flags & 0x4000 != 0 && version >= 3 { cursor.u16()? } else { 0 };
    let path = if version == 4 {
        let keep = before.len().checked_sub(cursor.varint()?).ok_or(Short)?;
        [&before[..keep], cursor.until_nul()?].concat()
    } else {
        // The length in the flags counts up to 4095; the NUL is right for all.
        let path = cursor.until_nul()?.to_vec();
        // Padded with NULs to a multiple of eight, at least one of which was taken.
        let used = start - cursor.left();
        cursor.take(used.div_ceil(8) * 8 - used)?;
        path
    };
    if path.is_empty() {
        return Err(Short);
    }
    Ok(Entry {
        path,
        stat: Stat { changed, modified, device, inode, user, group, size },
        mode,
        id,
        stage: (flags >> 12 & 3) as u8,
        assume_valid: flags & 0x8000 != 0,
        skip_worktree: extended & 0x4000 != 0,
        intent_to_add: extended & 0x2000 != 0,
    })
}

/// An extension whose name begins with a capital may be ignored; any other changes what the entries mean.
fn extensions(cursor: &mut Cursor) -> Result<(Extensions, Option<Cached>), String> {
    let mut kept = Vec::new();
    let mut cached = None;
    while cursor.left() > 0 {
        let (name, length) = (|| Ok((cursor.array::<4>()?, cursor.u32()?)))().map_err(|Short| short())?;
        let body = cursor.take(length as usize).map_err(|Short| short())?;
        match &name {
            b"link" => return Err(no("a split index", "git update-index --no-split-index")),
            b"sdir" => return Err(no("a sparse index", "git sparse-checkout reapply --no-sparse-index")),
            // What was resolved of a conflict: needed to bring the conflict back.
            b"REUC" => kept.push((name, body.to_vec())),
            b"TREE" => cached = Cached::parse(body),
            _ if name[0].is_ascii_uppercase() => {}
            _ => {
                let name = String::from_utf8_lossy(&name).into_owned();
                return Err(format!(
                    "The index of the repository needs the extension {name:?}, which this server does not know: a newer git wrote it. Use git itself on this repository."
                ));
            }
        }
    }
    Ok((kept, cached))
}

fn no(what: &str, command: &str) -> String {
    format!(
        "The repository has {what}, which this server cannot read. Run `{command}` in it outside Belljar, then try again."
    )
}

fn short() -> String {
    format!("The index of the repository is damaged: it ends too early. {BROKEN}")
}
