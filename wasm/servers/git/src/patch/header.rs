use super::Side;
use crate::Repository;
use crate::id::Id;
use crate::tree::canonical;
use crate::worktree::quote::quote;

/// The lines of a diff that say which files it is about.
pub struct Header<'a> {
    pub repo: &'a Repository,
    pub old: Option<&'a Side>,
    pub new: Option<&'a Side>,
    pub similarity: Option<u8>,
}

impl Header<'_> {
    /// From `diff --git` to `index`.
    pub fn text(&self) -> Vec<u8> {
        let Some((from, to)) = self.old.or(self.new).zip(self.new.or(self.old)) else { return Vec::new() };
        let mut out = format!("diff --git {} {}\n", self.name("a/", &from.path), self.name("b/", &to.path));
        match (self.old, self.new) {
            (None, _) => out.push_str(&format!("new file mode {:06o}\n", canonical(to.mode))),
            (_, None) => out.push_str(&format!("deleted file mode {:06o}\n", canonical(from.mode))),
            _ if from.mode != to.mode => {
                out.push_str(&format!("old mode {:06o}\nnew mode {:06o}\n", canonical(from.mode), canonical(to.mode)))
            }
            _ => {}
        }
        if let Some(percent) = self.similarity {
            let (from, to) = (self.name("", &from.path), self.name("", &to.path));
            out.push_str(&format!("similarity index {percent}%\nrename from {from}\nrename to {to}\n"));
        }
        let id = |side: Option<&Side>| side.map_or(Id::NULL, |side| side.id);
        let (before, after) = (id(self.old), id(self.new));
        if before != after {
            let short = |id| self.repo.objects.abbreviate(id);
            out.push_str(&format!("index {}..{}", short(before), short(after)));
            if self.old.is_some() && self.new.is_some() && from.mode == to.mode {
                out.push_str(&format!(" {:06o}", canonical(to.mode)));
            }
            out.push('\n');
        }
        out.into_bytes()
    }

    /// The lines `---` and `+++`.
    pub fn names(&self) -> Vec<u8> {
        let (old, new) = self.sides();
        // A name with a space is followed by a tab, so that `patch` finds its end.
        let tab = |name: &str| if name.contains(' ') { "\t" } else { "" };
        format!("--- {old}{}\n+++ {new}{}\n", tab(&old), tab(&new)).into_bytes()
    }

    /// What stands in place of lines.
    pub fn binary(&self) -> Vec<u8> {
        let (old, new) = self.sides();
        format!("Binary files {old} and {new} differ\n").into_bytes()
    }

    fn sides(&self) -> (String, String) {
        let named = |prefix, side: Option<&Side>| {
            side.map_or_else(|| "/dev/null".to_owned(), |side| self.name(prefix, &side.path))
        };
        (named("a/", self.old), named("b/", self.new))
    }

    fn name(&self, prefix: &str, path: &[u8]) -> String {
        let all = self.repo.config.flag("core.quotepath") != Some(false);
        quote(&[prefix.as_bytes(), path].concat(), all)
    }
}
