//! Client to host: whole lines, counted, and the last of them kept for a host that has to hear them again.
use crate::sys::{find_byte, last_newline, read_into, Fd, Sink};
use std::io::Result;

/// The longest line that passes whole, in bytes without its newline; the host refuses one over 32 MiB with an answer.
pub const MAX_LINE: usize = 32 * 1024 * 1024 + 1024;
/// What is kept at least after it was sent: more than a socket and a host that is behind can hold unread, about 360 KiB.
const KEEP: usize = 512 * 1024;
/// The same when the socket is known to be empty.
const KEEP_READ: usize = 256 * 1024;
/// What may be kept beyond that before it is worth dropping.
const SLACK: usize = 128 * 1024;
const CHUNK: usize = 64 * 1024;

pub struct Up {
    /// Sent, then whole lines still to send, then the start of a line.
    buffer: Vec<u8>,
    /// Bytes of this session before the buffer.
    base: u64,
    sent: usize,
    ready: usize,
    /// The rest of a line that was too long is being dropped.
    skipping: bool,
    trim_at: usize,
    /// Up to here there is no end of a line.
    one_line: usize,
}

/// The host asks for bytes that were dropped long ago.
pub struct Gap;

impl Up {
    pub fn new() -> Up {
        Up { buffer: Vec::new(), base: 0, sent: 0, ready: 0, skipping: false, trim_at: KEEP + SLACK, one_line: 0 }
    }

    /// Whole lines that wait to be sent, in bytes.
    pub fn pending(&self) -> usize {
        self.ready - self.sent
    }

    /// `Ok(false)` at the end of the client's stream.
    pub fn fill(&mut self, fd: Fd) -> Result<bool> {
        let from = self.buffer.len();
        let read = read_into(fd, &mut self.buffer, CHUNK)?;
        if read != Some(0) {
            self.absorb(from);
        }
        Ok(read != Some(0))
    }

    fn absorb(&mut self, mut from: usize) {
        if self.skipping {
            let Some(end) = find_byte(b'\n', &self.buffer[from..]) else {
                self.buffer.truncate(from);
                return;
            };
            self.buffer.drain(from..=from + end);
            self.skipping = false;
        } else if let Some(end) = find_byte(b'\n', &self.buffer[from..]) {
            let end = from + end;
            if end - self.ready > MAX_LINE {
                self.buffer.drain(self.ready + MAX_LINE..end);
                from = self.ready + MAX_LINE;
            }
        }
        if let Some(end) = last_newline(&self.buffer, from) {
            self.ready = end + 1;
        }
        if self.buffer.len() - self.ready > MAX_LINE {
            // The host sees a line that is too long, at once, and can answer it.
            self.buffer.truncate(self.ready + MAX_LINE);
            self.buffer.push(b'\n');
            self.ready = self.buffer.len();
            self.skipping = true;
        }
    }

    pub fn send(&mut self, host: &Sink) -> Result<()> {
        while self.sent < self.ready {
            match host.write(&self.buffer[self.sent..self.ready])? {
                Some(n) => self.sent += n,
                None => break,
            }
        }
        if self.sent >= self.trim_at {
            self.trim(KEEP);
        }
        Ok(())
    }

    /// Gives back what is not needed while nothing happens. `all_read`: nothing that was sent waits in the socket.
    pub fn rest(&mut self, all_read: bool) {
        let keep = if all_read { KEEP_READ } else { KEEP };
        if self.sent > keep {
            self.trim(keep);
        }
        self.buffer.shrink_to_fit();
    }

    pub fn is_large(&self) -> bool {
        self.buffer.capacity() > 2 * CHUNK
    }

    /// Drops whole old lines, as long as `keep` bytes stay.
    fn trim(&mut self, keep: usize) {
        let old = self.sent - keep;
        let unseen = self.one_line.min(old);
        self.one_line = old;
        if let Some(end) = last_newline(&self.buffer[..old], unseen) {
            self.cut(0, end + 1);
            self.base += end as u64 + 1;
        }
        self.trim_at = self.sent.max(KEEP) + SLACK;
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.buffer.drain(from..to);
        let cut = to - from;
        self.ready -= cut;
        self.one_line = if from == 0 { self.one_line.saturating_sub(cut) } else { self.one_line.min(from) };
        self.sent = if self.sent >= to { self.sent - cut } else { self.sent.min(from) };
        if self.buffer.capacity() > 2 * self.buffer.len() + 4 * CHUNK {
            self.buffer.shrink_to(self.buffer.len() + CHUNK);
        }
    }

    /// The host has `received` bytes of this session; what comes after them is sent again.
    pub fn resume(&mut self, received: u64) -> std::result::Result<(), Gap> {
        if received < self.base {
            return Err(Gap);
        }
        let at = usize::try_from(received - self.base).unwrap_or(usize::MAX);
        if at <= self.sent {
            self.sent = at;
        } else {
            // The host took lines that were answered here meanwhile (`take`): it counts from there.
            self.base = received - self.sent as u64;
        }
        self.trim_at = self.trim_at.min(self.sent.max(KEEP) + SLACK);
        Ok(())
    }

    /// Takes out all whole lines that the host has not accepted, as if they had never been sent. `accepted`: what its
    /// journal says, in bytes of this session; without one, what was sent whole counts as accepted.
    pub fn take(&mut self, accepted: Option<u64>) -> Vec<u8> {
        let line_start = |end: usize| last_newline(&self.buffer[..end], 0).map_or(0, |at| at + 1);
        let from = match accepted.and_then(|bytes| bytes.checked_sub(self.base)) {
            Some(at) if at <= self.sent as u64 => at as usize,
            _ => line_start(self.sent),
        };
        let lines = self.buffer[from..self.ready].to_vec();
        if from < self.ready {
            self.cut(from, self.ready);
        }
        self.sent = from;
        lines
    }
}
