use super::entry::{Entry, Stat};
use super::{Index, read, write};
use crate::hash::sha1;
use crate::id::Id;
use crate::tree::FILE;
use std::collections::BTreeMap;

fn entry(path: &str, number: u8) -> Entry {
    let stat = Stat { modified: (7, 8), size: 5, ..Stat::default() };
    Entry::new(path.into(), FILE, Id::new([number; 20]), stat)
}

fn parse(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    read::parse(bytes, sha1).map(|parsed| parsed.entries)
}

#[test]
fn what_is_written_is_read() {
    let mut entries = vec![entry("a", 1), entry("b/c", 2), entry(&"d".repeat(4096), 3)];
    let bytes = write::bytes(&entries, &[(*b"REUC", vec![1, 2])], sha1);
    assert_eq!(bytes[7], 2);
    let parsed = read::parse(&bytes, sha1).unwrap_or_else(|sentence| panic!("{sentence}"));
    assert_eq!(parsed.entries, entries);
    assert_eq!(parsed.kept, [(*b"REUC", vec![1, 2])]);
    entries[1].skip_worktree = true;
    entries[2].intent_to_add = true;
    let bytes = write::bytes(&entries, &[], sha1);
    assert_eq!(bytes[7], 3);
    assert_eq!(parse(&bytes), Ok(entries));
}

#[test]
fn every_cut_and_every_flipped_byte_gives_a_sentence() {
    let whole = write::bytes(&[entry("a", 1), entry("b/c", 2)], &[(*b"REUC", vec![1, 2])], sha1);
    for end in 0..whole.len() {
        assert!(parse(&whole[..end]).is_err(), "cut at {end}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x80;
        assert!(parse(&bytes).is_err(), "byte {at}");
        // With a checksum that fits, anything may come, but no panic.
        let end = bytes.len() - 20;
        let checksum = sha1(&bytes[..end]);
        bytes[end..].copy_from_slice(&checksum);
        let _ = parse(&bytes);
    }
}

fn sealed(mut content: Vec<u8>) -> Vec<u8> {
    let checksum = sha1(&content);
    content.extend(checksum);
    content
}

#[test]
fn hostile_headers_give_a_sentence() {
    let sentence = |content: &[u8]| parse(&sealed(content.to_vec())).err().unwrap_or_default();
    assert!(sentence(b"DIRC\0\0\0\x02\xff\xff\xff\xff").contains("too short"));
    assert!(sentence(b"DIRC\0\0\0\x09\0\0\0\0").contains("version 9"));
    assert!(sentence(b"CRID\0\0\0\x02\0\0\0\0").contains("DIRC"));
    assert!(sentence(b"DIRC\0\0\0\x02\0\0\0\0link\0\0\0\0").contains("split index"));
    assert!(sentence(b"DIRC\0\0\0\x02\0\0\0\0sdir\0\0\0\0").contains("sparse"));
    assert!(sentence(b"DIRC\0\0\0\x02\0\0\0\0newx\0\0\0\0").contains("newx"));
    assert!(sentence(b"DIRC\0\0\0\x02\0\0\0\0TREE\xff\xff\xff\xff").contains("too early"));
    assert_eq!(sentence(b"DIRC\0\0\0\x02\0\0\0\0TREE\0\0\0\x01x"), "");
    for path in ["../x", ".git/config", "a/.GIT/x", "/x", "a//b"] {
        let bytes = write::bytes(&[entry(path, 1)], &[], sha1);
        assert!(parse(&bytes).is_err_and(|sentence| sentence.contains(path)), "{path}");
    }
    let twice = write::bytes(&[entry("a", 1), entry("a", 2)], &[], sha1);
    assert!(parse(&twice).is_err_and(|sentence| sentence.contains("not in order")));
}

#[test]
fn a_file_replaces_a_folder_and_back() {
    let mut index = Index::default();
    index.replace(vec![entry("a/b", 1), entry("a/c/d", 2), entry("a.txt", 3), entry("b", 4)]);
    assert_eq!(index.inside(b"a").len(), 2);
    index.apply(BTreeMap::from([(b"a".to_vec(), Some(entry("a", 5))), (b"b/x".to_vec(), Some(entry("b/x", 6)))]));
    let paths: Vec<&[u8]> = index.entries.iter().map(|entry| entry.path.as_slice()).collect();
    assert_eq!(paths, [&b"a"[..], b"a.txt", b"b/x"]);
    index.apply(BTreeMap::from([(b"a".to_vec(), None), (b"none".to_vec(), None)]));
    assert_eq!(index.entries.len(), 2);
    assert!(index.find(b"a").is_none() && index.find(b"b/x").is_some());
}
