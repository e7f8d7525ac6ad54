use super::line_ends::{Counts, to_crlf, to_lf};
use crate::Repository;
use crate::attributes::{Attributes, State};
use std::borrow::Cow;
use std::rc::Rc;

/// What happens to a file's bytes between worktree and repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Nothing.
    Keep,
    /// It is text: LF in the repository; in the worktree CRLF where `crlf`.
    Text { crlf: bool },
    /// As text where it looks like text.
    Guess { crlf: bool },
}

pub struct Convert {
    pub attributes: Rc<Attributes>,
    /// `core.autocrlf`: None for false, else whether files get CRLF on checkout.
    auto: Option<bool>,
    /// `core.eol=crlf`.
    crlf: bool,
}

impl Convert {
    pub fn new(repo: &Repository) -> Self {
        let auto = match repo.config.text("core.autocrlf") {
            Some(word) if word.eq_ignore_ascii_case("input") => Some(false),
            _ => repo.config.flag("core.autocrlf").filter(|on| *on),
        };
        let crlf = repo.config.text("core.eol").is_some_and(|word| word.eq_ignore_ascii_case("crlf"));
        Self { attributes: repo.attributes(), auto, crlf }
    }

    pub fn ends(&self, path: &[u8]) -> Ends {
        let crlf = match self.attributes.find(path, "eol") {
            State::Value(word) if word == "lf" => Some(false),
            State::Value(word) if word == "crlf" => Some(true),
            _ => None,
        };
        let text = match self.attributes.find(path, "text") {
            // Its older name.
            State::Unspecified => match self.attributes.find(path, "crlf") {
                State::Value(word) if word == "input" => return Ends::Text { crlf: false },
                old => old,
            },
            text => text,
        };
        let usual = self.auto.unwrap_or(self.crlf);
        match text {
            State::Unset => Ends::Keep,
            State::Set => Ends::Text { crlf: crlf.unwrap_or(usual) },
            State::Value(word) if word == "auto" => Ends::Guess { crlf: crlf.unwrap_or(usual) },
            _ => match (crlf, self.auto) {
                (Some(crlf), _) => Ends::Text { crlf },
                (None, Some(crlf)) => Ends::Guess { crlf },
                (None, None) => Ends::Keep,
            },
        }
    }

    /// The program that a file would have to go through (`filter=lfs`).
    pub fn filter(&self, path: &[u8]) -> Option<String> {
        match self.attributes.find(path, "filter") {
            State::Value(name) => Some(name),
            _ => None,
        }
    }
}

impl Convert {
    /// The encoding that a file has in the worktree, where that is not UTF-8.
    pub fn encoding(&self, path: &[u8]) -> Option<String> {
        match self.attributes.find(path, "working-tree-encoding") {
            State::Value(name) if !name.eq_ignore_ascii_case("utf-8") => Some(name),
            _ => None,
        }
    }
}

impl Ends {
    /// From the worktree to the repository. `stored_has_crlf`: the content that is staged now has CRLF, which git then keeps.
    pub fn clean(self, bytes: &[u8], stored_has_crlf: impl FnOnce() -> bool) -> Cow<'_, [u8]> {
        match self {
            Self::Keep => Cow::Borrowed(bytes),
            Self::Text { .. } => {
                if bytes.contains(&b'\r') {
                    to_lf(bytes).into()
                } else {
                    bytes.into()
                }
            }
            Self::Guess { .. } => {
                if !bytes.contains(&b'\r') {
                    return Cow::Borrowed(bytes);
                }
                let counts = Counts::of(bytes);
                if !counts.has_crlf() || counts.is_binary() || stored_has_crlf() {
                    bytes.into()
                } else {
                    to_lf(bytes).into()
                }
            }
        }
    }

    /// From the repository to the worktree.
    pub fn smudge(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let (Self::Text { crlf: true } | Self::Guess { crlf: true }) = self else { return Cow::Borrowed(bytes) };
        let counts = Counts::of(bytes);
        let guess = matches!(self, Self::Guess { .. });
        let leave = guess && (counts.has_lone_cr() || counts.has_crlf() || counts.is_binary());
        if leave || !counts.has_lone_lf() { bytes.into() } else { to_crlf(bytes).into() }
    }
}

/// Whether a text in the repository has CRLF, as `clean` asks.
pub fn has_crlf(stored: &[u8]) -> bool {
    let counts = Counts::of(stored);
    counts.has_crlf() && !counts.is_binary()
}
