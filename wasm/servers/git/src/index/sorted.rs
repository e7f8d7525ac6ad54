use super::Entry;

/// All entries of one path, out of sorted ones: one, or up to three of a conflict.
pub fn stages<'a>(entries: &'a [Entry], path: &[u8]) -> &'a [Entry] {
    let rest = &entries[position(entries, path)..];
    &rest[..rest.iter().take_while(|entry| entry.path == path).count()]
}

/// Everything inside a folder, which is named without a slash at its end; all where it is empty.
pub fn inside<'a>(entries: &'a [Entry], folder: &[u8]) -> &'a [Entry] {
    if folder.is_empty() {
        return entries;
    }
    let prefix = [folder, b"/"].concat();
    let rest = &entries[position(entries, &prefix)..];
    &rest[..rest.partition_point(|entry| entry.path.starts_with(&prefix))]
}

/// Where entries of this path are or would be.
pub fn position(entries: &[Entry], path: &[u8]) -> usize {
    entries.partition_point(|entry| entry.path.as_slice() < path)
}
