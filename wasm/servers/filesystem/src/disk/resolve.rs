use super::folders::Disk;
use super::place::{Kind, Place, Stat};
use super::refusal::{Refusal, refuse, words};
use crate::path::{join, normal, quote, rooted};
use wasip2::filesystem::types::ErrorCode;

/// As many as Linux follows.
const MOST_LINKS: u32 = 40;

/// As long as Windows takes them.
const LONGEST: usize = 32_767;

/// Where a path leads when every link on the way is followed.
pub struct Resolved<'a> {
    pub place: Place<'a>,
    /// None where nothing is yet.
    pub stat: Option<Stat>,
    /// How many parts at the end do not exist yet.
    pub missing: usize,
}

impl Disk {
    /// Something that must be there.
    pub fn existing(&self, asked: &str, doing: &str) -> Result<(Place<'_>, Stat), Refusal> {
        let found = self.resolve(asked, doing, true)?;
        match found.stat {
            Some(stat) => Ok((found.place, stat)),
            None => Err(refuse(doing, &found.place.path, ErrorCode::NoEntry)),
        }
    }

    pub fn file(&self, asked: &str, doing: &str) -> Result<(Place<'_>, Stat), Refusal> {
        let (place, stat) = self.existing(asked, doing)?;
        match stat.kind {
            Kind::File => Ok((place, stat)),
            Kind::Directory => Err(format!(
                "Cannot {doing} {}: Is a directory. Use list_directory to see what is in it.",
                quote(&place.path)
            )),
            _ => Err(format!(
                "Cannot {doing} {}: it is no regular file but a pipe, a socket or a device.",
                quote(&place.path)
            )),
        }
    }

    pub fn directory(&self, asked: &str, doing: &str) -> Result<Place<'_>, Refusal> {
        let (place, stat) = self.existing(asked, doing)?;
        match stat.kind {
            Kind::Directory => Ok(place),
            _ => Err(refuse(doing, &place.path, ErrorCode::NotDirectory)),
        }
    }

    /// `follow`: also when the last part is a link.
    pub fn resolve(&self, asked: &str, doing: &str, follow: bool) -> Result<Resolved<'_>, Refusal> {
        let start = self.absolute(asked, doing)?;
        let mut left = parts(&start);
        let mut real = "/".to_owned();
        let mut stat = None;
        let mut missing = 0;
        let mut last_link = None;
        let mut links = 0;
        while let Some(part) = left.pop() {
            if part == ".." {
                if missing > 0 {
                    return Err(refuse(doing, &real, ErrorCode::NoEntry));
                }
                real = normal(&format!("{real}/.."));
                stat = None;
                continue;
            }
            let next = join(&real, &part);
            let held = self.holding(&next);
            let Some((folder, rest)) = held.filter(|(_, rest)| !rest.is_empty() && missing == 0) else {
                missing = match held {
                    // A granted folder is there, whatever it lies in.
                    Some((_, "")) => 0,
                    // Below what does not exist.
                    Some(_) => missing + 1,
                    // Above the granted folders, where nothing can be seen.
                    None => missing,
                };
                real = next;
                stat = None;
                continue;
            };
            let place = Place::new(folder, rest, &next);
            let found = match place.stat() {
                Ok(found) => found,
                Err(ErrorCode::NoEntry) => {
                    missing = 1;
                    real = next;
                    stat = None;
                    continue;
                }
                Err(code) => return Err(refuse(doing, &next, code)),
            };
            if found.kind != Kind::Symlink || left.is_empty() && !follow {
                if found.kind != Kind::Directory && !left.is_empty() {
                    return Err(refuse(doing, &next, ErrorCode::NotDirectory));
                }
                real = next;
                stat = Some(found);
                continue;
            }
            links += 1;
            if links > MOST_LINKS {
                return Err(refuse(doing, &next, ErrorCode::Loop));
            }
            let target = place.link().map_err(|code| hidden(doing, &next, code))?;
            if target.starts_with('/') {
                real = "/".to_owned();
            }
            left.extend(parts(&target));
            stat = None;
            last_link = Some(next);
        }
        let Some((folder, rest)) = self.holding(&real) else { return Err(self.outside(doing, &real, last_link)) };
        let place = Place::new(folder, rest, &real);
        if stat.is_none() && missing == 0 {
            stat = Some(place.stat().map_err(|code| refuse(doing, &real, code))?);
        }
        Ok(Resolved { place, stat, missing })
    }

    fn absolute(&self, asked: &str, doing: &str) -> Result<String, Refusal> {
        if asked.trim().is_empty() {
            return Err(format!("Cannot {doing} a path that is empty. {}", self.granted()));
        }
        if asked.len() > LONGEST {
            return Err(format!(
                "Cannot {doing} a path of {} bytes: no system takes more than {LONGEST}.",
                asked.len()
            ));
        }
        if asked.contains('\0') {
            return Err(format!("Cannot {doing} {}: a path cannot hold a NUL character.", quote(asked)));
        }
        if let Some(path) = rooted(asked) {
            return Ok(path);
        }
        if asked == "~" || asked.starts_with("~/") {
            return Err(format!(
                "Cannot {doing} {}: the home folder is not known here, give the whole path. {}",
                quote(asked),
                self.granted()
            ));
        }
        match self.folders() {
            [] => Err(format!("Cannot {doing} {}: {}", quote(asked), self.granted())),
            [only] => Ok(normal(&format!("{}/{asked}", only.path))),
            _ => Err(format!(
                "Cannot {doing} {}: it is relative, and more than one folder is granted. Give the whole path. {}",
                quote(asked),
                self.granted()
            )),
        }
    }

    fn outside(&self, doing: &str, path: &str, link: Option<String>) -> Refusal {
        let link = link.map(|link| format!(", where the link {} leads,", quote(&link))).unwrap_or_default();
        format!(
            "Permission denied: cannot {doing} {}{link} because it is outside the granted folders. {}",
            quote(path),
            self.granted()
        )
    }
}

/// The last one first.
fn parts(path: &str) -> Vec<String> {
    path.split('/').rev().filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect()
}

/// WASI shows no program where a link with an absolute target leads: it would tell what the host looks like.
fn hidden(doing: &str, link: &str, code: ErrorCode) -> Refusal {
    if code != ErrorCode::NotPermitted {
        return refuse(doing, link, code);
    }
    format!(
        "Cannot {doing} {}: {}. It is a symbolic link with an absolute target, which a sandboxed program may neither follow \
         nor see. Where it leads to something in a granted folder, use the path of that instead.",
        quote(link),
        words(code)
    )
}
