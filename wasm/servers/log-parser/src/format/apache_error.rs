use super::access::without_port;
use super::tokens::between;
use crate::entry::Entry;
use crate::level::Level;
use crate::stamp;
use std::borrow::Cow;

/// `[Sat Nov 21 15:36:01.123456 2026] [core:error] [pid 12:tid 34] [client 1.2.3.4:56] AH00126: message`, or as Apache 2.2
/// wrote it, without a module and a process.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let (time, rest) = between(line, '[', ']')?;
    let (stamp, length) = stamp::read(time)?;
    let (module, mut rest) = between(rest, '[', ']')?;
    let (module, word) = module.split_once(':').unwrap_or(("", module));
    // trace1 to trace8 are levels too.
    let level = Level::of(word.trim_end_matches(|last: char| last.is_ascii_digit()))?;
    if length != time.len() || !time.as_bytes()[0].is_ascii_alphabetic() {
        return None;
    }
    let mut entry = Entry { stamp: Some(stamp), level, source: Cow::Borrowed(module), ..Entry::default() };
    entry.fields.push("timestamp", time);
    entry.fields.push("level", word);
    entry.fields.push("module", module);
    while let Some((inside, behind)) = between(rest, '[', ']') {
        if let Some(client) = inside.strip_prefix("client ") {
            entry.fields.push("client", client);
            entry.source = Cow::Borrowed(without_port(client));
        } else if let Some(process) = inside.strip_prefix("pid ") {
            let (pid, tid) = process.split_once(":tid ").unwrap_or((process, ""));
            entry.fields.push("pid", pid);
            entry.fields.push("tid", tid);
        } else {
            break;
        }
        rest = behind;
    }
    if let Some((code, _)) = rest.split_once(": ").filter(|(code, _)| code.starts_with("AH") && code.len() == 7) {
        entry.fields.push("code", code);
    }
    entry.message = Cow::Borrowed(rest);
    Some(entry)
}
