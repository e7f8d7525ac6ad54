//! One client session: one thread, one poll, lines both ways, for as long as the client stays.
mod reach;

use crate::answers;
use crate::down::Down;
use crate::home::Home;
use crate::link::Link;
use crate::sys::{self, Parent, Sink};
use crate::up::{Gap, Up};
use crate::wire;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

/// Whole lines that may wait in one direction before the other end is left to wait, in bytes.
const BACKLOG: usize = 64 * 1024;
/// What the host gets to flush its answers after the client's end, and the client to take them.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// A large buffer that nothing went through for so long is made smaller.
const QUIET: Duration = Duration::from_secs(1);
const QUIT: &str = "Belljar was quit. Start it again to use its servers.";

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
    rest_at: Option<Instant>,
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
            rest_at: None,
            input_ended: false,
            deadline: None,
        }
    }

    /// The exit code: 0 when the client left, 1 when the session cannot go on.
    pub fn run(mut self) -> i32 {
        let parent = Parent::find();
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
            if self.deadline.is_some() && self.down.pending() < waited && !self.link.is_open() {
                // A slow reader may have the rest, as long as it reads.
                self.deadline = Some(now + LAST_WORDS);
            }
            if self.is_done(now) {
                return 0;
            }
            self.rest(now);

            let (host, host_events) = self.link.interest(self.down.pending() < BACKLOG, self.up.pending() > 0);
            let mut fds = [
                sys::watch(if self.wants_input() { 0 } else { -1 }, libc::POLLIN),
                sys::watch(1, if self.down.pending() > 0 { libc::POLLOUT } else { 0 }),
                sys::watch(host, host_events),
                sys::watch(parent.watch, libc::POLLIN),
                sys::watch(signals, libc::POLLIN),
            ];
            sys::poll(&mut fds, self.timeout(now, parent.must_be_asked()));
            let [input, output, host, gone, signal] = fds.map(|fd| fd.revents);
            if gone != 0 || parent.is_gone() {
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
            if (input | host) != 0 && self.up.is_large() {
                self.rest_at = Some(now + QUIET);
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

    fn rest(&mut self, now: Instant) {
        if self.rest_at.is_some_and(|time| now >= time) {
            self.rest_at = None;
            if let Link::Open { socket, .. } = &self.link {
                self.up.rest(sys::is_all_read(socket));
            }
        }
    }

    fn wants_input(&self) -> bool {
        let answered_here = self.verdict.is_some() && self.down.pending() >= BACKLOG;
        !self.input_ended && self.up.pending() < BACKLOG && !answered_here
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
        if let Some(rest_at) = self.rest_at {
            sooner(rest_at);
        }
        if poll_parent {
            sooner(now + Duration::from_secs(1));
        }
        next.map_or(-1, |next| next.saturating_duration_since(now).as_millis().min(60_000) as i32 + 1)
    }

    /// Answers what waits, when it has waited long enough or need not wait.
    fn judge(&mut self, now: Instant) {
        if !self.link.is_open() && self.verdict.is_none() {
            if self.lost_since.is_none_or(|since| now < since + self.patience) {
                return;
            }
            self.verdict = Some(match self.reason.as_str() {
                "" => "Belljar did not answer in time.".into(),
                reason => reason.into(),
            });
        }
        let (Some(verdict), false) = (&self.verdict, self.link.is_open()) else { return };
        let journal = (!self.journal_read && self.known).then(|| self.home.journal(&self.session));
        self.journal_read |= journal.is_some();
        answers::answer_waiting(&mut self.up, &mut self.down, journal.as_deref(), verdict);
    }

    fn send(&mut self) {
        if let Link::Open { socket, broken, .. } = &mut self.link {
            if !*broken {
                // What a dying host still said can be read; the end comes there.
                *broken = self.up.send(&Sink::socket(socket.as_raw_fd())).is_err();
            }
        }
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
