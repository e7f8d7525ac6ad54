use crate::Repository;
use crate::commit;
use crate::id::Id;
use crate::object::Kind;
use crate::peel;

/// Follows `^`, `^n`, `~n` and `^{kind}`.
pub fn apply(repo: &Repository, mut id: Id, mut suffixes: &str) -> Result<Id, String> {
    while let Some(sign) = suffixes.chars().next() {
        suffixes = &suffixes[1..];
        if sign == '^' && suffixes.starts_with('{') {
            let end = suffixes.find('}').ok_or("a } is missing.")?;
            id = braces(repo, id, &suffixes[1..end])?;
            suffixes = &suffixes[end + 1..];
            continue;
        }
        let end = suffixes.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(suffixes.len());
        let (digits, rest) = suffixes.split_at(end);
        let number =
            if digits.is_empty() { 1 } else { digits.parse().map_err(|_| format!("{digits} is too many."))? };
        suffixes = rest;
        id = match sign {
            '^' => parent(repo, id, number)?,
            '~' => ancestor(repo, id, number)?,
            _ => return Err(format!("{sign}{digits}{rest} is not understood after ^ or ~.")),
        };
    }
    Ok(id)
}

fn braces(repo: &Repository, id: Id, inside: &str) -> Result<Id, String> {
    match inside {
        "" => peel::all(repo, id),
        "object" => Ok(id),
        "tree" => peel::to_tree(repo, id),
        name => match Kind::from_name(name.as_bytes()) {
            Some(kind) => peel::to(repo, id, kind),
            None => Err(format!(
                "^{{{name}}} is not understood here; ^{{commit}}, ^{{tree}}, ^{{blob}}, ^{{tag}} and ^{{}} are."
            )),
        },
    }
}

/// The first is 1; 0 is the commit itself.
fn parent(repo: &Repository, id: Id, number: usize) -> Result<Id, String> {
    let id = peel::to(repo, id, Kind::Commit)?;
    let Some(at) = number.checked_sub(1) else { return Ok(id) };
    let parents = commit::find(repo, id)?.parents;
    parents.get(at).copied().ok_or_else(|| match parents.len() {
        0 => format!("{} has no parent.", repo.objects.abbreviate(id)),
        count => format!("{} has only {count} parents.", repo.objects.abbreviate(id)),
    })
}

fn ancestor(repo: &Repository, id: Id, number: usize) -> Result<Id, String> {
    let mut id = peel::to(repo, id, Kind::Commit)?;
    for _ in 0..number {
        id = parent(repo, id, 1)?;
    }
    Ok(id)
}
