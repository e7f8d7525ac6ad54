//! One client session: one thread, one poll, lines both ways, for as long as the client stays.
use crate::down::Down;
use crate::home::Home;
use crate::sys::{self, Fd, Sink};
use crate::up::{Gap, Up};
use crate::wire::{self, Reply};
use crate::{journal, json, start};
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

/// Whole lines that may wait in one direction before the other end is left to wait, in bytes.
const BACKLOG: usize = 64 * 1024;
/// What the host gets to flush its answers after the client's end, and the client to take them.
const LAST_WORDS: Duration = Duration::from_secs(1);
const QUIT: &str = "Belljar was quit. Start it again to use its servers.";

enum Link {
    Lost { next_try: Instant },
    Greeting { socket: OwnedFd, reply: Vec<u8>, until: Instant },
    Open { socket: OwnedFd, since: Instant, broken: bool, ended: bool },
    Refused,
}

pub struct Relay {
    home: Home,
    serve: String,
    session: String,
    /// How long a request waits for a host before it is answered here.
    patience: Duration,
    up: Up,
    down: Down,
    link: Link,
    known: bool,
    lost_since: Option<Instant>,
    /// Why no host can be reached, as far as is known.
    reason: String,
    /// While this is set, requests are answered with it at once.
    verdict: Option<String>,
    journal_read: bool,
    input_ended: bool,
    deadline: Option<Instant>,
}

impl Relay {
    pub fn new(home: Home, serve: String) -> Relay {
        let patience =
            std::env::var("BELLJAR_BRIDGE_WAIT_MS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
        let now = Instant::now();
        Relay {
            home,
            serve,
            session: String::new(),
            patience: Duration::from_millis(patience),
            up: Up::new(),
            down: Down::default(),
            link: Link::Lost { next_try: now },
            known: false,
            lost_since: Some(now),
            reason: String::new(),
            verdict: None,
            journal_read: false,
            input_ended: false,
            deadline: None,
        }
    }

    /// The exit code: 0 when the client left, 1 when the session cannot go on.
    pub fn run(mut self) -> i32 {
        let parent = sys::parent();
        let parent_watch = sys::process_watch(parent);
        if sys::parent() != parent {
            return 0;
        }
        let signals = sys::ending_signals();
        sys::give_memory_back();
        let client = Sink::stdout();
        self.session = match wire::new_session() {
            Ok(session) => session,
            Err(e) => {
                sys::say(&format!("There is no randomness: {e}"));
                return 1;
            }
        };
        loop {
            let now = Instant::now();
            if matches!(self.link, Link::Lost { next_try } if next_try <= now) && !self.is_leaving() {
                self.connect(now);
            }
            self.judge(now);
            self.send();
            let waited = self.down.pending();
            if self.down.flush(&client).is_err() {
                return 0;
            }
            if self.deadline.is_some() && self.down.pending() < waited && !matches!(self.link, Link::Open { .. }) {
                // A slow reader may have the rest, as long as it reads.
                self.deadline = Some(now + LAST_WORDS);
            }
            if self.is_done(now) {
                return 0;
            }

            let (host, host_events) = self.host_interest();
            let mut fds = [
                sys::watch(if self.wants_input() { 0 } else { -1 }, libc::POLLIN),
                sys::watch(1, if self.down.pending() > 0 { libc::POLLOUT } else { 0 }),
                sys::watch(host, host_events),
                sys::watch(parent_watch, libc::POLLIN),
                sys::watch(signals, libc::POLLIN),
            ];
            sys::poll(&mut fds, self.timeout(now, parent_watch < 0));
            let [input, output, host, gone, signal] = fds.map(|fd| fd.revents);
            if gone != 0 || (parent_watch < 0 && sys::parent() != parent) {
                return 0;
            }
            if signal != 0 {
                self.send();
                let _ = self.down.flush(&client);
                return 0;
            }
            if output & (libc::POLLERR | libc::POLLHUP | libc::POLLNVAL) != 0 {
                return 0;
            }
            if input != 0 && !self.up.fill(0).unwrap_or(false) {
                self.input_ended = true;
                self.deadline = Some(Instant::now() + self.patience + LAST_WORDS);
            }
            if host & !libc::POLLOUT != 0 {
                if let Err(Gap) = self.hear() {
                    sys::say("Belljar asks for a part of this session that is gone. The session ends; start it again.");
                    return 1;
                }
            }
        }
    }

    fn wants_input(&self) -> bool {
        let answered_here = self.verdict.is_some() && self.down.pending() >= BACKLOG;
        !self.input_ended && self.up.pending() < BACKLOG && !answered_here
    }

    fn host_interest(&self) -> (Fd, i16) {
        let hear = if self.down.pending() < BACKLOG { libc::POLLIN } else { 0 };
        match &self.link {
            Link::Greeting { socket, .. } => (socket.as_raw_fd(), libc::POLLIN),
            Link::Open { socket, broken, .. } => {
                let say = if self.up.pending() > 0 && !broken { libc::POLLOUT } else { 0 };
                // Without interest not at all: a dead socket would wake us again and again.
                (if hear | say == 0 { -1 } else { socket.as_raw_fd() }, hear | say)
            }
            _ => (-1, 0),
        }
    }

    /// In ms; -1 for ever.
    fn timeout(&self, now: Instant, poll_parent: bool) -> i32 {
        let mut next = self.deadline;
        let mut sooner = |time: Instant| next = Some(next.map_or(time, |next| next.min(time)));
        match &self.link {
            Link::Lost { next_try } if !self.is_leaving() => sooner(*next_try),
            Link::Greeting { until, .. } => sooner(*until),
            _ => {}
        }
        if let (Some(since), None, Link::Lost { .. } | Link::Greeting { .. }) =
            (self.lost_since, &self.verdict, &self.link)
        {
            sooner(since + self.patience);
        }
        if poll_parent {
            sooner(now + Duration::from_secs(1));
        }
        next.map_or(-1, |next| next.saturating_duration_since(now).as_millis().min(60_000) as i32 + 1)
    }

    fn connect(&mut self, now: Instant) {
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

    /// Answers what waits, when it has waited long enough or need not wait.
    fn judge(&mut self, now: Instant) {
        if !matches!(self.link, Link::Open { .. }) && self.verdict.is_none() {
            if !self.lost_since.is_some_and(|since| now >= since + self.patience) {
                return;
            }
            self.verdict = Some(match self.reason.as_str() {
                "" => "Belljar did not answer in time.".into(),
                reason => reason.into(),
            });
        }
        let (Some(verdict), false) = (self.verdict.clone(), matches!(self.link, Link::Open { .. })) else { return };
        let mut accepted = None;
        if !self.journal_read && self.known {
            self.journal_read = true;
            let place = self.home.journal(&self.session);
            if let Some(left) = journal::read(&place) {
                accepted = Some(left.accepted);
                for id in &left.ids {
                    self.down.push(&wire::error_answer(id, &verdict));
                }
                if !left.ids.is_empty() {
                    let _ = journal::note_answered(&place, &left.ids);
                }
            }
        }
        let lines = self.up.take(accepted);
        for line in lines.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()) {
            match json::request_ids(line) {
                Some(ids) => ids.iter().for_each(|id| self.down.push(&wire::error_answer(id, &verdict))),
                None => sys::say("A line of the client is no JSON; it was dropped."),
            }
        }
    }

    fn send(&mut self) {
        if let Link::Open { socket, broken, .. } = &mut self.link {
            if !*broken {
                // What a dying host still said can be read; the end comes there.
                *broken = self.up.send(&Sink::socket(socket.as_raw_fd())).is_err();
            }
        }
    }

    fn hear(&mut self) -> Result<(), Gap> {
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

    fn lose(&mut self) {
        let now = Instant::now();
        // A host that hangs up again and again does not begin the wait anew each time, nor keep us busy.
        let next_try = if self.lost_since.is_none() { now } else { now + Duration::from_millis(50) };
        self.lost_since.get_or_insert(now);
        self.link = Link::Lost { next_try };
    }

    /// The client has said all, and the host has heard it or will not.
    fn is_leaving(&self) -> bool {
        self.input_ended && self.up.pending() == 0
    }

    fn is_done(&mut self, now: Instant) -> bool {
        if let Link::Greeting { until, .. } = self.link {
            if now >= until {
                self.lose();
            }
        }
        if !self.input_ended {
            return false;
        }
        if self.deadline.is_some_and(|deadline| now >= deadline) {
            return true;
        }
        if !self.is_leaving() {
            return false;
        }
        match &mut self.link {
            Link::Open { socket, ended, broken, .. } if !*broken => {
                if !*ended {
                    sys::end_writing(socket);
                    *ended = true;
                    self.deadline = Some(now + LAST_WORDS);
                }
                false
            }
            Link::Open { .. } => false,
            _ => self.down.pending() == 0,
        }
    }
}
