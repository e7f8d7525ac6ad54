use crate::Repository;
use crate::id::Id;
use crate::object::Kind;
use crate::signature::Signature;

/// A commit, read as far as tools need it. Texts that are no UTF-8 are read by the commit's `encoding` when that is Latin-1,
/// else with replacement characters.
#[derive(Clone, Debug)]
pub struct Commit {
    pub tree: Id,
    pub parents: Vec<Id>,
    pub author: Signature,
    pub committer: Signature,
    /// As it is stored, usually ending in a line feed.
    pub message: String,
}

impl Commit {
    /// The first paragraph, in one line, as `git log --oneline` shows it.
    pub fn subject(&self) -> String {
        let text = self.message.trim_start();
        let lines: Vec<&str> = text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim).collect();
        lines.join(" ")
    }
}

/// What a walk through history needs of a commit.
pub struct Links {
    pub tree: Id,
    pub parents: Vec<Id>,
    /// When it was committed, in seconds since 1970.
    pub seconds: i64,
}

/// Reads a commit.
pub fn find(repo: &Repository, id: Id) -> Result<Commit, String> {
    let object = repo.objects.expect(id, Kind::Commit)?;
    let mut commit = parse(&object.data).ok_or_else(|| damaged(id))?;
    if repo.is_shallow(id) {
        commit.parents.clear();
    }
    Ok(commit)
}

/// Reads only what links commits, out of a commit's bytes.
pub fn links(repo: &Repository, id: Id, data: &[u8]) -> Result<Links, String> {
    let mut links = Headers::of(data).links().ok_or_else(|| damaged(id))?;
    if repo.is_shallow(id) {
        links.parents.clear();
    }
    Ok(links)
}

/// Stores a commit.
pub fn write(repo: &Repository, commit: &Commit) -> Result<Id, String> {
    let mut text = format!("tree {}\n", commit.tree);
    for parent in &commit.parents {
        text.push_str(&format!("parent {parent}\n"));
    }
    text.push_str(&format!(
        "author {}\ncommitter {}\n\n{}",
        commit.author.line(),
        commit.committer.line(),
        commit.message
    ));
    repo.objects.write(Kind::Commit, text.as_bytes())
}

pub fn parse(data: &[u8]) -> Option<Commit> {
    let Links { tree, parents, .. } = Headers::of(data).links()?;
    let mut latin = false;
    let (mut author, mut committer) = (&b""[..], &b""[..]);
    let mut headers = Headers::of(data);
    for (name, value) in headers.by_ref() {
        match name {
            b"author" => author = value,
            b"committer" => committer = value,
            b"encoding" => latin = is_latin(value),
            _ => {}
        }
    }
    let read = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) if latin => bytes.iter().map(|byte| char::from(*byte)).collect(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    Some(Commit {
        tree,
        parents,
        author: Signature::parse(&read(author)),
        committer: Signature::parse(&read(committer)),
        message: read(headers.rest),
    })
}

/// The lines up to the empty one; what continues a line (a signature) is passed over.
pub struct Headers<'a> {
    /// After the last one: the message.
    pub rest: &'a [u8],
}

impl<'a> Headers<'a> {
    pub fn of(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    fn links(self) -> Option<Links> {
        let mut tree = None;
        let mut parents = Vec::new();
        for (name, value) in self {
            match name {
                b"tree" if tree.is_none() => tree = Some(Id::from_hex(value)?),
                b"parent" => parents.push(Id::from_hex(value)?),
                b"committer" => return Some(Links { tree: tree?, parents, seconds: seconds(value) }),
                _ => {}
            }
        }
        Some(Links { tree: tree?, parents, seconds: 0 })
    }
}

impl<'a> Iterator for Headers<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let end = self.rest.iter().position(|byte| *byte == b'\n');
            let line = &self.rest[..end.unwrap_or(self.rest.len())];
            self.rest = end.map_or(&[], |end| &self.rest[end + 1..]);
            if line.is_empty() {
                return None;
            }
            if line[0] != b' ' {
                let space = line.iter().position(|byte| *byte == b' ').unwrap_or(line.len());
                return Some((&line[..space], line.get(space + 1..).unwrap_or_default()));
            }
        }
    }
}

fn seconds(signature: &[u8]) -> i64 {
    let time = signature.iter().rposition(|byte| *byte == b'>').map_or(&[][..], |at| &signature[at + 1..]);
    let digits = time.trim_ascii_start();
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    std::str::from_utf8(&digits[..end]).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn is_latin(name: &[u8]) -> bool {
    ["iso-8859-1", "iso8859-1", "latin1", "latin-1", "iso-8859-15"]
        .iter()
        .any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

fn damaged(id: Id) -> String {
    format!("The commit {id} is damaged. `git fsck` tells more.")
}

#[cfg(test)]
mod tests {
    use super::parse;

    const HEAD: &str = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

    #[test]
    fn reads_signed_and_encoded_ones() {
        let mut data = format!(
            "{HEAD}parent 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 10 +0100\ncommitter C <c@d> 20 -0200\n\
             gpgsig -----BEGIN\n author X <x@y> 1 +0000\n \n -----END\nencoding ISO-8859-1\n\n"
        )
        .into_bytes();
        data.extend_from_slice(b"Gr\xfc\xdfe\n\nauthor no\n");
        let commit = parse(&data).unwrap_or_else(|| panic!("not read"));
        assert_eq!(commit.author.line(), "A <a@b> 10 +0100");
        assert_eq!(commit.committer.line(), "C <c@d> 20 -0200");
        assert_eq!(commit.message, "Grüße\n\nauthor no\n");
        assert_eq!(commit.parents.len(), 1);
        assert_eq!(commit.subject(), "Grüße");
    }

    #[test]
    fn a_broken_one_is_none() {
        assert!(parse(b"").is_none());
        assert!(parse(b"tree 12\n").is_none());
        assert!(parse(format!("{HEAD}parent x\n").as_bytes()).is_none());
        assert_eq!(parse(HEAD.as_bytes()).map(|commit| commit.message), Some(String::new()));
    }
}
