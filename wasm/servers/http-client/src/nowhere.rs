use crate::{Deadline, Failure, Request, Response};

/// Never made: there is no network here.
pub enum Pending {}

/// Never made.
pub(crate) enum Body {}

pub fn start(_request: &Request, _deadline: Deadline) -> Result<Pending, Failure> {
    Err(Failure::NoNetwork)
}

impl Pending {
    pub fn wait(self) -> Result<Response, Failure> {
        match self {}
    }
}

impl Body {
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        match *self {}
    }
}
