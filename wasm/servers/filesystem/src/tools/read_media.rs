use crate::disk::{Disk, refuse};
use crate::mime::{Medium, of};
use crate::path::{name, quote};
use crate::size::plain;
use crate::url::file_url;
use mcp_tools::{Args, Content, Outcome, object};

/// As much as fits into an answer as base64, with room in a small memory, in bytes.
const MOST: u64 = 7 << 20;

pub fn run(disk: &Disk, args: Args) -> Result<Outcome, String> {
    let (place, stat) = disk.file(args.text("path"), "read")?;
    let too_large = || {
        format!(
            "{} is too large: it has {}, and at most {} fit into an answer.",
            quote(&place.path),
            plain(stat.size),
            plain(MOST)
        )
    };
    if stat.size > MOST {
        return Err(too_large());
    }
    let failed = |code| refuse("read", &place.path, code);
    let bytes = place.source().map_err(failed)?.at(0, MOST + 1).map_err(failed)?;
    if bytes.len() as u64 > MOST {
        return Err(too_large());
    }
    let (medium, mime) = of(name(&place.path), &bytes);
    let structured = object([
        ("path", place.path.as_str().into()),
        ("mimeType", mime.into()),
        ("size", bytes.len().into()),
        ("type", medium.word().into()),
    ]);
    let content = match medium {
        Medium::Image => Content::Image { bytes, mime },
        Medium::Audio => Content::Audio { bytes, mime },
        Medium::Other => Content::Blob { bytes, mime, uri: file_url(&place.path) },
    };
    Ok(Outcome { structured, content: vec![content] })
}
