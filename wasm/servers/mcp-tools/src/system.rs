use std::io::Error;

/// What the system says of a failure, in its own words, by which Belljar knows what was denied; without the number of the error,
/// which says nothing to a reader.
pub fn system_words(error: &Error) -> String {
    let mut words = error.to_string();
    if let Some(at) = words.find(" (os error ") {
        words.truncate(at);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::system_words;
    use std::io::{Error, ErrorKind};

    #[test]
    fn leaves_out_the_number() {
        let missing = Error::from_raw_os_error(2);
        assert_eq!(format!("{} (os error 2)", system_words(&missing)), missing.to_string());
        assert_eq!(system_words(&Error::other("corrupt deflate stream")), "corrupt deflate stream");
        assert_eq!(system_words(&ErrorKind::NotFound.into()), "entity not found");
    }
}
