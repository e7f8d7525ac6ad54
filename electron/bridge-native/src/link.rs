//! The connection to the host, in each state it can be in.
use crate::sys::Fd;
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::Instant;

pub enum Link {
    Lost {
        next_try: Instant,
    },
    /// The preamble was said and not answered yet.
    Greeting {
        socket: OwnedFd,
        reply: Vec<u8>,
        until: Instant,
    },
    /// `broken`: nothing can be written any more, what is left can be read. `ended`: this side has said all.
    Open {
        socket: OwnedFd,
        since: Instant,
        broken: bool,
        ended: bool,
    },
    /// For good.
    Refused,
}

impl Link {
    pub fn is_open(&self) -> bool {
        matches!(self, Link::Open { .. })
    }

    /// What poll shall wait for.
    pub fn interest(&self, can_hear: bool, has_lines: bool) -> (Fd, i16) {
        match self {
            Link::Greeting { socket, .. } => (socket.as_raw_fd(), libc::POLLIN),
            Link::Open { socket, broken, .. } => {
                let hear = if can_hear { libc::POLLIN } else { 0 };
                let say = if has_lines && !broken { libc::POLLOUT } else { 0 };
                // Without interest not at all: a dead socket would wake us again and again.
                (if hear | say == 0 { -1 } else { socket.as_raw_fd() }, hear | say)
            }
            Link::Lost { .. } | Link::Refused => (-1, 0),
        }
    }
}
