/// A secret: can be sent and recognised, but not shown.
pub struct Key(String);

impl Key {
    /// The error does not repeat it.
    pub fn new(value: &str) -> Result<Self, &'static str> {
        let value = value.trim();
        if value.bytes().any(|byte| !(0x21..0x7f).contains(&byte)) {
            return Err("has characters that no key has, such as spaces or line ends");
        }
        Ok(Self(value.to_owned()))
    }

    pub fn header(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Whatever an endpoint says may repeat what it was sent.
    pub fn hide(&self, text: &str) -> String {
        if self.0.is_empty() { text.to_owned() } else { text.replace(&self.0, "[secret]") }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn stays_hidden() {
        let key = Key::new(" sk-abc\n").ok().unwrap();
        assert_eq!(key.header(), "Bearer sk-abc");
        assert_eq!(key.hide("your key sk-abc is sk-abcd"), "your key [secret] is [secret]d");
        assert!(!Key::new("a\nb").err().unwrap().contains("a\n"));
    }
}
