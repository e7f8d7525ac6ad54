use super::cursor::{Cursor, Short};
use crate::id::Id;

/// Deeper ones are not regarded: folders of real repositories are not.
const DEEPEST: usize = 200;

/// What git noted of the trees that the index would make (the extension TREE), as far as nothing in them was staged since.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cached {
    /// None where something was staged in it.
    pub tree: Option<Id>,
    /// By name.
    folders: Vec<(Vec<u8>, Cached)>,
}

impl Cached {
    /// None where it is not understood: all can be known without it.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(body);
        cursor.until_nul().ok()?;
        Self::one(&mut cursor, 0).ok()
    }

    fn one(cursor: &mut Cursor, depth: usize) -> Result<Self, Short> {
        if depth > DEEPEST {
            return Err(Short);
        }
        let files: i64 = number(cursor, b' ')?;
        let count: usize = number(cursor, b'\n')?;
        let tree = if files < 0 { None } else { Some(Id::new(cursor.array()?)) };
        let mut folders = Vec::new();
        for _ in 0..count {
            let name = cursor.until_nul()?.to_vec();
            folders.push((name, Self::one(cursor, depth + 1)?));
        }
        folders.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { tree, folders })
    }

    pub fn folder(&self, name: &[u8]) -> Option<&Self> {
        let at = self.folders.binary_search_by(|(known, _)| known.as_slice().cmp(name)).ok()?;
        Some(&self.folders[at].1)
    }
}

/// In digits, up to a letter that is taken too.
fn number<T: std::str::FromStr>(cursor: &mut Cursor, end: u8) -> Result<T, Short> {
    let mut digits = String::new();
    loop {
        let [byte] = cursor.array()?;
        if byte == end {
            return digits.parse().map_err(|_| Short);
        }
        if digits.len() > 20 {
            return Err(Short);
        }
        digits.push(char::from(byte));
    }
}

#[cfg(test)]
mod tests {
    use super::Cached;
    use crate::id::Id;

    #[test]
    fn reads_what_git_writes() {
        let id = [7; 20];
        let mut body = b"\0-1 2\nb\x001 0\n".to_vec();
        body.extend(id);
        body.extend(b"a\0-1 0\n");
        let cached = Cached::parse(&body).unwrap_or_default();
        assert_eq!(cached.tree, None);
        assert_eq!(cached.folder(b"b").and_then(|folder| folder.tree), Some(Id::new(id)));
        assert_eq!(cached.folder(b"a"), Some(&Cached::default()));
        assert_eq!(cached.folder(b"c"), None);
        for length in 0..body.len() {
            assert_eq!(Cached::parse(&body[..length]), None, "{length}");
        }
    }

    #[test]
    fn hostile_ones_end() {
        assert_eq!(Cached::parse(&[&b"\0"[..], &b"-1 1\na\0".repeat(100_000)].concat()), None);
        assert_eq!(Cached::parse(b"\0-1 18446744073709551615\n"), None);
        assert_eq!(Cached::parse(&[b'\0'; 100]), None);
    }
}
