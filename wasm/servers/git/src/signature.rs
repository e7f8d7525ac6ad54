/// Who, and when: as in `Ada <ada@example.com> 1700000000 +0100`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    pub name: String,
    pub email: String,
    /// Seconds since 1970, UTC.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset: i32,
}

impl Signature {
    /// As it stands in commits and reflogs.
    pub fn line(&self) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs();
        format!("{} <{}> {} {sign}{:02}{:02}", self.name, self.email, self.seconds, minutes / 60, minutes % 60)
    }

    /// Reads what can be read: history is full of odd ones.
    pub fn parse(line: &str) -> Self {
        let (before, time) = line.rsplit_once('>').unwrap_or((line, ""));
        let (name, email) = before.split_once('<').unwrap_or((before, ""));
        let mut words = time.split_ascii_whitespace();
        Self {
            name: name.trim().to_owned(),
            email: email.to_owned(),
            seconds: words.next().and_then(|number| number.parse().ok()).unwrap_or(0),
            offset: words.next().and_then(offset).unwrap_or(0),
        }
    }
}

/// `+0530` is 330.
fn offset(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok().filter(|number: &i32| number.abs() <= 9999)?;
    Some(number / 100 * 60 + number % 100)
}

#[cfg(test)]
mod tests {
    use super::Signature;

    #[test]
    fn reads_what_it_writes() {
        for line in ["Ada L <ada@x> 1700000000 +0530", "A <> 0 -0130", " <a@b> 5 +0000"] {
            assert_eq!(Signature::parse(line).line(), line);
        }
    }

    #[test]
    fn reads_odd_ones() {
        let of = |line| {
            let Signature { name, email, seconds, offset } = Signature::parse(line);
            (name, email, seconds, offset)
        };
        assert_eq!(of("A"), ("A".into(), "".into(), 0, 0));
        assert_eq!(of("A <b"), ("A".into(), "b".into(), 0, 0));
        assert_eq!(of("A <b> x y"), ("A".into(), "b".into(), 0, 0));
        assert_eq!(of("A <b> 7 +99999"), ("A".into(), "b".into(), 7, 0));
        assert_eq!(of("A <b> <c> 7 -0100"), ("A".into(), "b> <c".into(), 7, -60));
    }
}
