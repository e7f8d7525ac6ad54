//! What a dead host left behind about a session: the requests it took and never answered.
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

pub struct Left {
    /// Ids as JSON, in the order of their requests.
    pub ids: Vec<Vec<u8>>,
    /// Client bytes the host accepted.
    pub accepted: u64,
    /// Bytes of the file that are whole records.
    whole: u64,
}

/// `None` where there is no journal. A last line without its end was never finished and does not count.
pub fn read(path: &Path) -> Option<Left> {
    let mut lines = BufReader::with_capacity(16 * 1024, File::open(path).ok()?);
    let mut left = Left { ids: Vec::new(), accepted: 0, whole: 0 };
    let mut line = Vec::new();
    loop {
        line.clear();
        let size = lines.read_until(b'\n', &mut line).ok()?;
        if size == 0 || line.pop() != Some(b'\n') {
            return Some(left);
        }
        left.whole += size as u64;
        match line.split_at_checked(2) {
            Some((b"+ ", id)) => left.ids.push(id.to_vec()),
            Some((b"- ", id)) => {
                if let Some(at) = left.ids.iter().position(|known| known == id) {
                    left.ids.remove(at);
                }
            }
            Some((b"r ", count)) => {
                let count = std::str::from_utf8(count).ok().and_then(|count| count.trim().parse().ok());
                left.accepted = count.unwrap_or(left.accepted);
            }
            _ => {}
        }
    }
}

/// So that the next host does not answer them a second time.
pub fn note_answered(path: &Path, left: &Left) -> std::io::Result<()> {
    let mut file = OpenOptions::new().append(true).open(path)?;
    // Behind half a record, the next one would damage the journal.
    if file.metadata()?.len() > left.whole {
        file.set_len(left.whole)?;
    }
    let mut text = Vec::new();
    for id in &left.ids {
        text.extend_from_slice(b"- ");
        text.extend_from_slice(id);
        text.push(b'\n');
    }
    file.write_all(&text)
}
