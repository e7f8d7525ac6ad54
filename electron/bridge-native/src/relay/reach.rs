//! Getting a host, keeping it, and getting another.
use super::{Relay, QUIT};
use crate::link::Link;
use crate::start;
use crate::sys::{self, Sink};
use crate::up::Gap;
use crate::wire::{self, Reply};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

impl Relay {
    pub(super) fn connect(&mut self, now: Instant) {
        let found = self.home.socket().map(|path| (sys::connect(&path), path));
        let trouble = match found {
            Some((Ok(socket), _)) => {
                let hello = wire::preamble(&self.session, &self.serve, self.known);
                match Sink::socket(socket.as_raw_fd()).write(hello.as_bytes()) {
                    Ok(Some(n)) if n == hello.len() => {
                        self.link = Link::Greeting { socket, reply: Vec::new(), until: now + self.patience };
                        return;
                    }
                    _ => None,
                }
            }
            Some((Err(e), path)) => match e.raw_os_error() {
                Some(libc::ECONNREFUSED | libc::ENOENT | libc::ENOTSOCK) => self.call_host(),
                // Its queue is full: it is there.
                Some(libc::EAGAIN) => None,
                _ => Some(format!("Belljar cannot be reached: {}: {}.", path.display(), start::text_of(&e))),
            },
            None => self.call_host(),
        };
        if let Some(trouble) = trouble {
            if self.reason != trouble {
                sys::say(&trouble);
                self.reason = trouble;
            }
        }
        let since = self.lost_since.map_or(Duration::ZERO, |since| now - since);
        let pause = if since > self.patience {
            Duration::from_secs(1)
        } else {
            (since / 10).clamp(Duration::from_millis(25), Duration::from_millis(200))
        };
        self.link = Link::Lost { next_try: now + pause };
    }

    /// Starts a host, unless somebody said Quit. What went wrong is one sentence.
    fn call_host(&mut self) -> Option<String> {
        if self.home.was_quit() {
            self.verdict = Some(QUIT.into());
            return None;
        }
        if self.verdict.as_deref() == Some(QUIT) {
            // Somebody is starting it again.
            self.verdict = None;
            self.lost_since = Some(Instant::now());
        }
        let home = &self.home;
        start::start_host(home, || home.socket().is_some_and(|path| sys::connect(&path).is_ok())).err()
    }

    pub(super) fn hear(&mut self) -> Result<(), Gap> {
        match &mut self.link {
            Link::Greeting { socket, reply, .. } => {
                let read = sys::read_into(socket.as_raw_fd(), reply, 1024);
                let Some(end) = sys::find_byte(b'\n', reply) else {
                    if !matches!(read, Ok(None | Some(1..))) || reply.len() > wire::MAX_REPLY {
                        self.lose();
                    }
                    return Ok(());
                };
                let reply = std::mem::take(reply);
                self.greeted(&reply[..end], &reply[end + 1..])
            }
            Link::Open { socket, since, .. } => {
                let alive = matches!(self.down.fill(socket.as_raw_fd()), Ok(true));
                if alive || since.elapsed() > Duration::from_secs(1) {
                    self.lost_since = None;
                }
                if !alive {
                    self.down.cut();
                    self.lose();
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn greeted(&mut self, line: &[u8], rest: &[u8]) -> Result<(), Gap> {
        match wire::parse_reply(line) {
            Reply::Ok(received) => {
                self.up.resume(received)?;
                let Link::Greeting { socket, .. } = std::mem::replace(&mut self.link, Link::Refused) else {
                    return Ok(());
                };
                self.link = Link::Open { socket, since: Instant::now(), broken: false, ended: false };
                self.known = true;
                self.verdict = None;
                self.journal_read = false;
                self.reason.clear();
                self.down.push(rest);
                start::forget_claim(&self.home);
            }
            Reply::Refused(sentence) => {
                sys::say(&sentence);
                self.verdict = Some(sentence);
                self.link = Link::Refused;
            }
            Reply::Strange => {
                self.reason = "Something that is not Belljar answers on its socket.".into();
                self.lose();
            }
        }
        Ok(())
    }

    pub(super) fn lose(&mut self) {
        let now = Instant::now();
        // A host that hangs up again and again does not begin the wait anew each time, nor keep us busy.
        let next_try = if self.lost_since.is_none() { now } else { now + Duration::from_millis(50) };
        self.lost_since.get_or_insert(now);
        self.link = Link::Lost { next_try };
    }
}
