//! Host to client: whole lines, so that a host that dies in the middle of one leaves nothing behind.
use crate::sys::{last_newline, read_into, Fd, Sink};
use crate::up::MAX_LINE;
use std::io::Result;

const CHUNK: usize = 64 * 1024;

#[derive(Default)]
pub struct Down {
    /// Written, then whole lines still to write, then the start of a line.
    buffer: Vec<u8>,
    written: usize,
    ready: usize,
    /// A line too long to be held passes in pieces.
    passing: bool,
}

impl Down {
    pub fn pending(&self) -> usize {
        self.ready - self.written
    }

    /// `Ok(false)` at the end of the host's stream.
    pub fn fill(&mut self, fd: Fd) -> Result<bool> {
        let from = self.buffer.len();
        let read = read_into(fd, &mut self.buffer, CHUNK)?;
        self.absorb(from);
        Ok(read != Some(0))
    }

    /// Bytes that came together with something else.
    pub fn push(&mut self, bytes: &[u8]) {
        let from = self.buffer.len();
        self.buffer.extend_from_slice(bytes);
        self.absorb(from);
    }

    fn absorb(&mut self, from: usize) {
        if let Some(end) = last_newline(&self.buffer, from) {
            self.ready = end + 1;
            self.passing = false;
        }
        if self.buffer.len() - self.ready > MAX_LINE {
            self.passing = true;
        }
        if self.passing {
            self.ready = self.buffer.len();
        }
    }

    /// The host is gone: its unfinished line is dropped, or ended where a part of it has passed already.
    pub fn cut(&mut self) {
        self.buffer.truncate(self.ready);
        if self.passing {
            self.push(b"\n");
        }
    }

    pub fn flush(&mut self, client: &Sink) -> Result<()> {
        while self.written < self.ready {
            match client.write(&self.buffer[self.written..self.ready])? {
                Some(n) => self.written += n,
                None => break,
            }
        }
        if self.written == self.ready || self.written > self.buffer.len() / 2 {
            self.buffer.drain(..self.written);
            self.ready -= self.written;
            self.written = 0;
            if self.buffer.capacity() > 2 * CHUNK && self.buffer.len() < CHUNK {
                self.buffer.shrink_to(self.buffer.len());
            }
        }
        Ok(())
    }
}
