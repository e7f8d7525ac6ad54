use super::MOST;
use super::encoding::{Encoding, LOOKED_AT, decode, is_binary};
use crate::answer::{self, length};
use crate::disk::{Place, Refusal, Source, Stat, refuse};
use crate::path::quote;
use crate::size::plain;
use wasip2::filesystem::types::ErrorCode;

/// What was read of a text file.
pub struct Part {
    pub text: String,
    pub encoding: Encoding,
    /// The lines that were asked for are longer than an answer may be.
    pub cut: bool,
}

impl Part {
    /// The other half of a line end of Windows.
    fn without_return(mut self) -> Self {
        if !self.cut && self.text.ends_with('\r') {
            self.text.pop();
        }
        self
    }
}

/// Read at once while the ends of lines are looked for, in bytes. Even, so that no wide character is torn.
const STEP: u64 = 64 << 10;

/// All of it, or a sentence when that is too much.
pub fn whole(place: &Place, stat: &Stat) -> Result<Part, Refusal> {
    let source = open(place)?;
    let too_large = |size: String| {
        format!(
            "{} is too large to be read as a whole: {size}, and at most {} fit into an answer. \
             Read its first or last lines with head or tail.",
            quote(&place.path),
            plain(MOST)
        )
    };
    if stat.size > MOST {
        return Err(too_large(format!("it has {}", plain(stat.size))));
    }
    let bytes = read(place, &source, 0, MOST + 1)?;
    if bytes.len() as u64 > MOST {
        return Err(too_large("it goes on and on".to_owned()));
    }
    let marked = Encoding::marked(&bytes);
    let text = without_mark(bytes, marked);
    understood(place, &source, text, marked, false)
}

/// The first lines, without the end of the last one. However long the file is, only they are read.
pub fn head(place: &Place, count: u64) -> Result<Part, Refusal> {
    let source = open(place)?;
    let mut bytes = Vec::new();
    let mut marked = None;
    let mut lines = Lines { count, unit: 1 };
    loop {
        let more = read(place, &source, bytes.len() as u64, STEP)?;
        let start = bytes.len();
        if start == 0 {
            marked = Encoding::marked(&more);
            lines.unit = marked.map_or(1, Encoding::unit);
        }
        let ended = (more.len() as u64) < STEP;
        bytes.extend_from_slice(&more);
        if let Some(end) = lines.end_in(&bytes[start..], marked) {
            bytes.truncate(start + end);
            return understood(place, &source, without_mark(bytes, marked), marked, false).map(Part::without_return);
        }
        if ended {
            let bytes = without_mark(without_end(bytes, marked), marked);
            return understood(place, &source, bytes, marked, false).map(Part::without_return);
        }
        if bytes.len() as u64 >= MOST {
            return understood(place, &source, without_mark(without_torn_end(bytes), marked), marked, true);
        }
    }
}

/// The last lines, without the end of the last one. Read from the end backwards.
pub fn tail(place: &Place, stat: &Stat, count: u64) -> Result<Part, Refusal> {
    let source = open(place)?;
    let marked = Encoding::marked(&read(place, &source, 0, 4)?);
    let mark = marked.map_or(0, |encoding| encoding.mark().len()) as u64;
    let unit = marked.map_or(1, Encoding::unit);
    let mut found = 0;
    let mut steps: Vec<Vec<u8>> = Vec::new();
    let mut from = stat.size.max(mark);
    let mut read_already = 0;
    let mut skip = 0;
    let mut cut = false;
    'looking: while from > mark {
        let step = STEP.min(from - mark);
        let bytes = read(place, &source, from - step, step)?;
        if steps.is_empty() && bytes.len() as u64 != step {
            return Err(format!("{} changed while it was read. Try again.", quote(&place.path)));
        }
        let is_last = steps.is_empty();
        // Units count from the start of the file, so that a torn one at its end shifts nothing.
        let first = ((from - step - mark) % unit as u64) as usize;
        for at in (first..bytes.len()).step_by(unit).rev() {
            let ends_file = is_last && at + unit >= bytes.len();
            if is_end(&bytes[at..], marked) && !ends_file {
                found += 1;
                if found == count {
                    skip = at + unit;
                    steps.push(bytes);
                    break 'looking;
                }
            }
        }
        from -= step;
        read_already += step;
        steps.push(bytes);
        if read_already >= MOST && from > mark {
            cut = true;
            break;
        }
    }
    let mut all = steps.into_iter().rev().collect::<Vec<_>>().concat();
    all.drain(..skip);
    if cut {
        let torn = all.iter().take(4).take_while(|byte| unit == 1 && **byte & 0xc0 == 0x80).count();
        all.drain(..torn);
    }
    understood(place, &source, without_end(all, marked), marked, cut).map(Part::without_return)
}

/// Counts ends of lines from the start on.
struct Lines {
    count: u64,
    unit: usize,
}

impl Lines {
    /// Where the last wanted line ends, before its own end.
    fn end_in(&mut self, bytes: &[u8], marked: Option<Encoding>) -> Option<usize> {
        for at in (0..bytes.len()).step_by(self.unit) {
            if is_end(&bytes[at..], marked) {
                self.count -= 1;
                if self.count == 0 {
                    return Some(at);
                }
            }
        }
        None
    }
}

fn is_end(bytes: &[u8], marked: Option<Encoding>) -> bool {
    match marked {
        Some(Encoding::Utf16Le) => bytes.starts_with(b"\n\0"),
        Some(Encoding::Utf16Be) => bytes.starts_with(b"\0\n"),
        _ => bytes.first() == Some(&b'\n'),
    }
}

fn without_end(mut bytes: Vec<u8>, marked: Option<Encoding>) -> Vec<u8> {
    let unit = marked.map_or(1, Encoding::unit);
    if bytes.len() >= unit && is_end(&bytes[bytes.len() - unit..], marked) {
        bytes.truncate(bytes.len() - unit);
    }
    bytes
}

fn without_torn_end(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Err(error) = std::str::from_utf8(&bytes)
        && error.error_len().is_none()
    {
        bytes.truncate(error.valid_up_to());
    }
    bytes
}

fn without_mark(mut bytes: Vec<u8>, marked: Option<Encoding>) -> Vec<u8> {
    bytes.drain(..marked.map_or(0, |encoding| encoding.mark().len()).min(bytes.len()));
    bytes
}

fn open(place: &Place) -> Result<Source, Refusal> {
    place.source().map_err(|code| failed(place, code))
}

fn read(place: &Place, source: &Source, offset: u64, most: u64) -> Result<Vec<u8>, Refusal> {
    source.at(offset, most).map_err(|code| failed(place, code))
}

fn failed(place: &Place, code: ErrorCode) -> Refusal {
    refuse("read", &place.path, code)
}

fn understood(
    place: &Place,
    source: &Source,
    bytes: Vec<u8>,
    marked: Option<Encoding>,
    cut: bool,
) -> Result<Part, Refusal> {
    let decoded = decode(bytes, marked);
    // Nearly any bytes could be of that encoding, so the file must not begin as no text does.
    let fits = match decoded {
        Some((_, Encoding::Windows1252)) => !is_binary(&read(place, source, 0, LOOKED_AT as u64)?),
        _ => true,
    };
    match decoded.filter(|_| fits) {
        Some((text, _)) if length(&text) > answer::MOST => Err(format!(
            "{} has a text that is too long for one answer. Ask for fewer lines with head or tail.",
            quote(&place.path)
        )),
        Some((text, encoding)) => Ok(Part { text, encoding, cut }),
        None => Err(format!("{} is a binary file, not text. Use read_media_file for its bytes.", quote(&place.path))),
    }
}
