use super::Side;
use crate::Repository;
use crate::attributes::State;
use crate::object::Kind;
use crate::objects::LARGEST;
use crate::tree::GITLINK;
use std::rc::Rc;

/// Lines are compared in files up to this size: above it, what a diff needs would not fit into memory.
const COMPARED: u64 = 8 << 20;
/// The same for their lines.
const LINES: usize = 400_000;

/// What a diff sees of a file.
#[derive(PartialEq, Eq)]
pub enum Content {
    Text(Rc<Vec<u8>>),
    Binary(Rc<Vec<u8>>),
    /// Too large to be looked at.
    Huge,
}

impl Default for Content {
    fn default() -> Self {
        Self::Text(Rc::default())
    }
}

/// Reads a side; of a submodule, the line that stands for its commit.
pub fn load(repo: &Repository, side: &Side) -> Result<Content, String> {
    if side.mode & 0o170_000 == GITLINK && side.data.is_none() {
        return Ok(Content::Text(Rc::new(format!("Subproject commit {}\n", side.id).into_bytes())));
    }
    let data = match &side.data {
        Some(data) => Rc::clone(data),
        None => {
            if repo.objects.header(side.id)?.1 > LARGEST {
                return Ok(Content::Huge);
            }
            repo.objects.expect(side.id, Kind::Blob)?.data
        }
    };
    let binary = match repo.attributes().find(&side.path, "diff") {
        State::Unset => true,
        State::Set => false,
        _ => is_binary(&data),
    };
    let lines = || data.iter().filter(|byte| **byte == b'\n').count();
    if binary || data.len() as u64 > COMPARED || lines() > LINES {
        return Ok(Content::Binary(data));
    }
    Ok(Content::Text(data))
}

/// As git guesses.
pub fn is_binary(data: &[u8]) -> bool {
    data.iter().take(8000).any(|byte| *byte == 0)
}
