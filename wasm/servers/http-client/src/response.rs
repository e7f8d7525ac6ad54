use crate::failure::Failure;
use crate::transport::Body;

/// An answer whose body is still on its way.
pub struct Response {
    pub status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Body,
}

impl Response {
    #[cfg_attr(not(target_env = "p2"), expect(dead_code, reason = "a native build gets no answer"))]
    pub(crate) fn new(status: u16, headers: Vec<(String, Vec<u8>)>, body: Body) -> Self {
        Self { status, headers, body }
    }

    /// The first value of that name (in lower case), in which bytes beyond ASCII are taken for Latin-1.
    pub fn header(&self, name: &str) -> Option<String> {
        let (_, value) = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.iter().copied().map(char::from).collect())
    }

    /// The next piece of the body; None at its end.
    pub fn piece(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        self.body.next()
    }

    /// At most `most` bytes of the body, and whether there was more.
    pub fn read(&mut self, most: usize) -> Result<(Vec<u8>, bool), Failure> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.piece()? {
            bytes.extend_from_slice(&piece);
            if bytes.len() > most {
                bytes.truncate(most);
                return Ok((bytes, true));
            }
        }
        Ok((bytes, false))
    }

    /// What Belljar said itself in the place of the host that was asked.
    #[cfg_attr(not(target_env = "p2"), expect(dead_code, reason = "a native build gets no answer"))]
    pub(crate) fn checked(mut self) -> Result<Self, Failure> {
        let denied = self.header("belljar-denied").is_some();
        if !denied && self.header("belljar-failed").is_none() {
            return Ok(self);
        }
        let (bytes, _) = self.read(2000)?;
        let sentence = String::from_utf8_lossy(&bytes).trim().to_owned();
        Err(if denied { Failure::Denied(sentence) } else { Failure::Said(sentence) })
    }
}
