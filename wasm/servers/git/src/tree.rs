use crate::Repository;
use crate::id::Id;
use crate::object::Kind;
use std::collections::BTreeMap;

pub const FOLDER: u32 = 0o040_000;
pub const FILE: u32 = 0o100_644;
pub const EXECUTABLE: u32 = 0o100_755;
pub const SYMLINK: u32 = 0o120_000;
/// A submodule's commit.
pub const GITLINK: u32 = 0o160_000;

/// More files than any real tree has: a small repository can pretend to hold any number.
pub const MOST: usize = 500_000;
/// Some 400,000 entries of one folder.
const LARGEST: usize = 16 << 20;
/// The longest path that any system takes.
pub const LONGEST: usize = 4096;

/// One line of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub mode: u32,
    pub name: Vec<u8>,
    pub id: Id,
}

impl Entry {
    pub fn is_folder(&self) -> bool {
        self.mode & 0o170_000 == FOLDER
    }
}

/// Mode and id of every file of a tree and the trees in it, by path.
pub type Files = BTreeMap<Vec<u8>, (u32, Id)>;

/// The lines of one tree.
pub fn entries(repo: &Repository, tree: Id) -> Result<Vec<Entry>, String> {
    if tree == Id::EMPTY_TREE {
        return Ok(Vec::new());
    }
    let object = repo.objects.expect(tree, Kind::Tree)?;
    if object.data.len() > LARGEST {
        return Err(format!("The tree {tree} has {} bytes, which are too many here.", object.data.len()));
    }
    parse(&object.data).ok_or_else(|| format!("The tree {tree} is damaged. `git fsck` tells more."))
}

/// All files of a tree.
pub fn flatten(repo: &Repository, tree: Id) -> Result<Files, String> {
    let mut files = Files::new();
    add(repo, tree, b"", &mut files)?;
    Ok(files)
}

/// Adds all files of a tree; their paths begin with `prefix`.
pub fn add(repo: &Repository, tree: Id, prefix: &[u8], files: &mut Files) -> Result<(), String> {
    let mut waiting = vec![(prefix.to_vec(), tree)];
    let mut seen = 0;
    while let Some((prefix, tree)) = waiting.pop() {
        for entry in entries(repo, tree)? {
            let path = join(&prefix, &entry.name)?;
            seen += 1;
            if seen > MOST {
                return Err(too_many());
            }
            if entry.is_folder() {
                waiting.push((path, entry.id));
            } else {
                files.insert(path, (canonical(entry.mode), entry.id));
            }
        }
    }
    Ok(())
}

pub fn too_many() -> String {
    format!("This tree has more than {MOST} files, which are too many here.")
}

/// A path in a folder; the topmost is empty.
pub fn join(folder: &[u8], name: &[u8]) -> Result<Vec<u8>, String> {
    if folder.len() + name.len() > LONGEST {
        return Err("A path in this tree is longer than 4096 bytes.".to_owned());
    }
    let mut path = folder.to_vec();
    if !path.is_empty() {
        path.push(b'/');
    }
    path.extend_from_slice(name);
    Ok(path)
}

/// Old trees have other bits, which git does not show.
pub fn canonical(mode: u32) -> u32 {
    match mode & 0o170_000 {
        SYMLINK => SYMLINK,
        GITLINK => GITLINK,
        FOLDER => FOLDER,
        _ if mode & 0o100 != 0 => EXECUTABLE,
        _ => FILE,
    }
}

/// Writes the trees that hold these files and gives the id of the topmost.
pub fn write(repo: &Repository, files: &Files) -> Result<Id, String> {
    let files: Vec<(&[u8], u32, Id)> = files.iter().map(|(path, (mode, id))| (path.as_slice(), *mode, *id)).collect();
    write_folder(repo, &files, 0)
}

/// `files` have the first `depth` bytes of their paths in common: the folder's.
fn write_folder(repo: &Repository, files: &[(&[u8], u32, Id)], depth: usize) -> Result<Id, String> {
    let mut entries = Vec::new();
    let mut rest = files;
    while let Some((path, mode, id)) = rest.first() {
        match path[depth..].iter().position(|byte| *byte == b'/') {
            None => {
                entries.push(Entry { mode: *mode, name: path[depth..].to_vec(), id: *id });
                rest = &rest[1..];
            }
            Some(length) => {
                let folder = &path[..depth + length + 1];
                let count = rest.iter().take_while(|(path, ..)| path.starts_with(folder)).count();
                let id = write_folder(repo, &rest[..count], folder.len())?;
                entries.push(Entry { mode: FOLDER, name: path[depth..depth + length].to_vec(), id });
                rest = &rest[count..];
            }
        }
    }
    let mut data = Vec::new();
    // By path, `a.b` is before `a/c` and so is it in trees: folders are sorted as if they ended in `/`.
    for entry in entries {
        data.extend_from_slice(format!("{:o} ", entry.mode).as_bytes());
        data.extend_from_slice(&entry.name);
        data.push(0);
        data.extend_from_slice(entry.id.as_bytes());
    }
    repo.objects.write(Kind::Tree, &data)
}

fn parse(mut data: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    while !data.is_empty() {
        let space = data.iter().take(8).position(|byte| *byte == b' ')?;
        let mode = u32::from_str_radix(std::str::from_utf8(&data[..space]).ok()?, 8).ok()?;
        let end = space + 1 + data[space + 1..].iter().position(|byte| *byte == 0)?;
        let name = data[space + 1..end].to_vec();
        let id = Id::from_slice(data.get(end + 1..end + 21)?)?;
        if name.is_empty() {
            return None;
        }
        entries.push(Entry { mode, name, id });
        data = &data[end + 21..];
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::{FILE, parse};

    #[test]
    fn reads_entries() {
        let mut data = b"100644 a b\0".to_vec();
        data.extend_from_slice(&[7; 20]);
        let entries = parse(&data).unwrap_or_default();
        assert_eq!((entries[0].mode, entries[0].name.as_slice()), (FILE, &b"a b"[..]));
        for length in 1..data.len() {
            assert_eq!(parse(&data[..length]), None, "{length}");
        }
    }
}
