use crate::disk::Disk;
use crate::path::quote;
use crate::size::plain;
use crate::text::{MOST, head, tail, whole};
use mcp_tools::{Args, Outcome, object};

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let first = count(args, "head");
    let last = count(args, "tail");
    if first.is_some() && last.is_some() {
        return Err("Cannot specify both head and tail parameters simultaneously. Give one of them.".to_owned());
    }
    let (place, stat) = disk.file(args.text("path"), "read")?;
    let part = match (first, last) {
        (Some(count), _) => head(&place, count)?,
        (_, Some(count)) => tail(&place, &stat, count)?,
        _ => whole(&place, &stat)?,
    };
    let structured = object([
        ("path", place.path.as_str().into()),
        ("content", part.text.as_str().into()),
        ("encoding", part.encoding.name().into()),
        ("size", stat.size.into()),
        ("truncated", part.cut.into()),
    ]);
    let mut outcome = Outcome::new(structured, part.text);
    if part.cut {
        let (wanted, end) = if first.is_some() { ("first", "beginning") } else { ("last", "end") };
        let note = format!(
            "Note: the {wanted} lines of {} that were asked for are longer than {}. This is only their {end}.",
            quote(&place.path),
            plain(MOST)
        );
        outcome.content.push(note.into());
    }
    Ok(outcome)
}

fn count(args: Args, name: &str) -> Option<u64> {
    args.integer(name).map(|count| count.max(1).cast_unsigned())
}
