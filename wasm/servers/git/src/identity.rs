use crate::Repository;
use crate::signature::Signature;
use std::env::var;
use std::time::{SystemTime, UNIX_EPOCH};

const HOW: &str = "Give author_name and author_email with the call, or set user.name and user.email in the repository's own \
                   .git/config, or give this server the environment variables GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL in Belljar. \
                   A global git configuration cannot be seen from here.";

/// Who made the change: from the call, else the environment, else the repository's configuration.
pub fn author(repo: &Repository, name: Option<&str>, email: Option<&str>) -> Result<Signature, String> {
    let name = pick([given(name), env("GIT_AUTHOR_NAME"), config(repo, "author.name"), config(repo, "user.name")]);
    let email = pick([
        given(email),
        env("GIT_AUTHOR_EMAIL"),
        config(repo, "author.email"),
        config(repo, "user.email"),
        env("EMAIL"),
    ]);
    match (name, email) {
        (Some(name), Some(email)) => at(name, email, "GIT_AUTHOR_DATE"),
        (None, Some(_)) => Err(format!("Author identity unknown: no name. {HOW}")),
        (Some(_), None) => Err(format!("Author identity unknown: no email address. {HOW}")),
        (None, None) => Err(format!("Author identity unknown. {HOW}")),
    }
}

/// Who records it: the author, unless environment or configuration name somebody else.
pub fn committer(repo: &Repository, author: &Signature) -> Result<Signature, String> {
    let part = |part: &str| {
        pick([
            env(&format!("GIT_COMMITTER_{}", part.to_uppercase())),
            config(repo, &format!("committer.{part}")),
            config(repo, &format!("user.{part}")),
        ])
    };
    at(
        part("name").unwrap_or_else(|| author.name.clone()),
        part("email").unwrap_or_else(|| author.email.clone()),
        "GIT_COMMITTER_DATE",
    )
}

/// Whom reflogs name: they need somebody, but nothing is refused for lack of one.
pub fn for_reflog(repo: &Repository) -> Signature {
    let nobody =
        || Signature { name: "unknown".to_owned(), email: "unknown@localhost".to_owned(), seconds: now(), offset: 0 };
    let author = author(repo, None, None).unwrap_or_else(|_| nobody());
    committer(repo, &author).unwrap_or_else(|_| nobody())
}

fn pick<const N: usize>(all: [Option<String>; N]) -> Option<String> {
    all.into_iter().flatten().map(|text| clean(&text)).find(|text| !text.is_empty())
}

fn given(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn env(name: &str) -> Option<String> {
    var(name).ok()
}

fn config(repo: &Repository, name: &str) -> Option<String> {
    repo.config.text(name).map(str::to_owned)
}

/// Without what would end a name or an address in a commit, and without what git cuts off at both ends.
fn clean(text: &str) -> String {
    let kept: String = text.chars().filter(|letter| !matches!(letter, '<' | '>' | '\n' | '\0')).collect();
    let crud = |letter: char| letter <= ' ' || matches!(letter, '.' | ',' | ':' | ';' | '"' | '\\' | '\'');
    kept.trim_matches(crud).to_owned()
}

fn at(name: String, email: String, date: &str) -> Result<Signature, String> {
    let (seconds, offset) = match env(date).filter(|text| !text.is_empty()) {
        Some(text) => moment(&text).ok_or_else(|| {
            format!("{date} is {text:?}, which cannot be read: give it as seconds since 1970 and a zone, for instance 1700000000 +0100.")
        })?,
        // WASI knows no local zone.
        None => (now(), 0),
    };
    Ok(Signature { name, email, seconds, offset })
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

/// `@1700000000 +0100`, as git takes it.
fn moment(text: &str) -> Option<(i64, i32)> {
    let (seconds, zone) =
        text.trim().trim_start_matches('@').split_once(' ').unwrap_or((text.trim().trim_start_matches('@'), "+0000"));
    let digits = zone.strip_prefix(['+', '-']).filter(|digits| digits.len() == 4)?;
    let number: i32 = digits.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    Some((
        seconds.parse().ok().filter(|seconds| *seconds >= 0)?,
        if zone.starts_with('-') { -minutes } else { minutes },
    ))
}

#[cfg(test)]
mod tests {
    use super::{clean, moment};

    #[test]
    fn names_cannot_break_a_commit() {
        assert_eq!(clean(" Ada <ada@x>\nparent 1. "), "Ada ada@xparent 1");
        assert_eq!(clean("\"Dr. Ada\""), "Dr. Ada");
        assert_eq!(clean(" .,"), "");
    }

    #[test]
    fn reads_dates() {
        assert_eq!(moment("1700000000 +0130"), Some((1_700_000_000, 90)));
        assert_eq!(moment("@5 -0800"), Some((5, -480)));
        assert_eq!(moment("@5"), Some((5, 0)));
        assert_eq!(moment("yesterday"), None);
        assert_eq!(moment("5 +1"), None);
    }
}
