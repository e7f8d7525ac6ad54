/// A normal path as a `file:` address.
pub fn file_url(path: &str) -> String {
    let mut url = "file://".to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.!~*'()$&+,:;=@[]|^".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    #[test]
    fn escapes() {
        assert_eq!(super::file_url("/a b/é%?#\n.bin"), "file:///a%20b/%C3%A9%25%3F%23%0A.bin");
    }
}
