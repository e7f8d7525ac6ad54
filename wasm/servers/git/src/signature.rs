/// Who, and when: as in `Ada <ada@example.com> 1700000000 +0100`.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}
