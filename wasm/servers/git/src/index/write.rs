use super::entry::Entry;

/// As version 2, or 3 where an entry has a flag that 2 has no room for; with its checksum.
pub fn bytes(entries: &[Entry], kept: &[([u8; 4], Vec<u8>)], hash: impl Fn(&[u8]) -> [u8; 20]) -> Vec<u8> {
    let extended = entries.iter().any(is_extended);
    let mut out = Vec::with_capacity(entries.iter().map(|entry| entry.path.len() + 72).sum::<usize>() + 32);
    out.extend(b"DIRC");
    out.extend(if extended { 3u32 } else { 2 }.to_be_bytes());
    out.extend((entries.len() as u32).to_be_bytes());
    for entry in entries {
        put(&mut out, entry);
    }
    for (name, body) in kept {
        out.extend(name);
        out.extend((body.len() as u32).to_be_bytes());
        out.extend(body);
    }
    let checksum = hash(&out);
    out.extend(checksum);
    out
}

fn is_extended(entry: &Entry) -> bool {
    entry.skip_worktree || entry.intent_to_add
}

fn put(out: &mut Vec<u8>, entry: &Entry) {
    let start = out.len();
    let stat = &entry.stat;
    let numbers = [
        stat.changed.0,
        stat.changed.1,
        stat.modified.0,
        stat.modified.1,
        stat.device,
        stat.inode,
        entry.mode,
        stat.user,
        stat.group,
        stat.size,
    ];
    for number in numbers {
        out.extend(number.to_be_bytes());
    }
    out.extend(entry.id.as_bytes());
    let length = entry.path.len().min(0xfff) as u16;
    let flags = length
        | u16::from(entry.stage & 3) << 12
        | if entry.assume_valid { 0x8000 } else { 0 }
        | if is_extended(entry) { 0x4000 } else { 0 };
    out.extend(flags.to_be_bytes());
    if is_extended(entry) {
        let more = if entry.skip_worktree { 0x4000u16 } else { 0 } | if entry.intent_to_add { 0x2000 } else { 0 };
        out.extend(more.to_be_bytes());
    }
    out.extend(&entry.path);
    // At least one NUL, up to a multiple of eight.
    let used = out.len() - start;
    out.resize(start + (used / 8 + 1) * 8, 0);
}
