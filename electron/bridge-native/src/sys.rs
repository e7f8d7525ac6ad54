//! The few system calls that the standard library has no safe word for.
use std::ffi::OsStr;
use std::io::{Error, Result};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::atomic::{AtomicI32, Ordering};

pub type Fd = i32;

fn checked(result: isize) -> Result<usize> {
    if result < 0 {
        Err(Error::last_os_error())
    } else {
        Ok(result as usize)
    }
}

/// One line on stderr, unless nobody reads it: a bridge must never wait for its log.
pub fn say(text: &str) {
    let mut line = format!("belljar-bridge: {text}").replace(['\n', '\r'], " ");
    if line.len() > 1000 {
        let end = (0..=1000).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
        line.truncate(end);
    }
    line.push('\n');
    let mut ready = [watch(2, libc::POLLOUT)];
    poll(&mut ready, 0);
    if ready[0].revents & libc::POLLOUT != 0 {
        write_all(2, line.as_bytes());
    }
}

/// For short texts; what cannot be written is dropped.
pub fn write_all(fd: Fd, mut text: &[u8]) {
    while !text.is_empty() {
        match checked(unsafe { libc::write(fd, text.as_ptr().cast(), text.len()) }) {
            Ok(0) | Err(_) => return,
            Ok(n) => text = &text[n..],
        }
    }
}

pub fn watch(fd: Fd, events: i16) -> libc::pollfd {
    libc::pollfd { fd, events, revents: 0 }
}

/// Waits at most `timeout` ms (-1: for ever). An interruption looks like "nothing yet".
pub fn poll(fds: &mut [libc::pollfd], timeout: i32) {
    unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as libc::nfds_t, timeout) };
}

/// What came, appended to `buffer`: `Ok(Some(0))` is the end, `Ok(None)` nothing yet. Call it only when poll said so.
pub fn read_into(fd: Fd, buffer: &mut Vec<u8>, at_least: usize) -> Result<Option<usize>> {
    buffer.reserve(at_least);
    let room = buffer.spare_capacity_mut();
    match checked(unsafe { libc::read(fd, room.as_mut_ptr().cast(), room.len()) }) {
        Ok(n) => {
            unsafe { buffer.set_len(buffer.len() + n) };
            Ok(Some(n))
        }
        Err(e) if later(&e) => Ok(None),
        Err(e) => Err(e),
    }
}

fn later(e: &Error) -> bool {
    matches!(e.raw_os_error(), Some(libc::EAGAIN | libc::EINTR))
}

/// Something to write to that never blocks, without changing what others see who share the same pipe.
pub struct Sink {
    pub fd: Fd,
    socket: bool,
}

impl Sink {
    pub fn socket(fd: Fd) -> Sink {
        Sink { fd, socket: true }
    }

    pub fn stdout() -> Sink {
        let mut found: libc::stat = unsafe { std::mem::zeroed() };
        unsafe { libc::fstat(1, &mut found) };
        let kind = found.st_mode & libc::S_IFMT;
        if kind == libc::S_IFIFO {
            unblock_pipe();
        }
        Sink { fd: 1, socket: kind == libc::S_IFSOCK }
    }

    /// `Ok(None)`: full, wait for POLLOUT.
    pub fn write(&self, bytes: &[u8]) -> Result<Option<usize>> {
        let result = if self.socket {
            unsafe { libc::send(self.fd, bytes.as_ptr().cast(), bytes.len(), libc::MSG_DONTWAIT) }
        } else {
            unsafe { libc::write(self.fd, bytes.as_ptr().cast(), bytes.len()) }
        };
        match checked(result) {
            Ok(n) => Ok(Some(n)),
            Err(e) if later(&e) => Ok(None),
            Err(e) => Err(e),
        }
    }
}

/// A pipe opened anew has flags of its own; where that is not possible the shared flags change, as in any Node program.
fn unblock_pipe() {
    unsafe {
        #[cfg(target_os = "linux")]
        {
            let own = libc::open(c"/proc/self/fd/1".as_ptr(), libc::O_WRONLY | libc::O_NONBLOCK | libc::O_CLOEXEC);
            if own >= 0 {
                libc::dup2(own, 1);
                libc::close(own);
                return;
            }
        }
        let flags = libc::fcntl(1, libc::F_GETFL);
        libc::fcntl(1, libc::F_SETFL, flags | libc::O_NONBLOCK);
    }
}

/// A socket that never blocks, connected or refused at once.
pub fn connect(path: &Path) -> Result<OwnedFd> {
    let name = path.as_os_str().as_bytes();
    let mut address: libc::sockaddr_un = unsafe { std::mem::zeroed() };
    if name.len() >= address.sun_path.len() {
        return Err(Error::from_raw_os_error(libc::ENAMETOOLONG));
    }
    address.sun_family = libc::AF_UNIX as libc::sa_family_t;
    for (to, from) in address.sun_path.iter_mut().zip(name) {
        *to = *from as libc::c_char;
    }
    let size = std::mem::size_of::<libc::sockaddr_un>() as libc::socklen_t;
    unsafe {
        let fd = checked(libc::socket(libc::AF_UNIX, libc::SOCK_STREAM, 0) as isize)? as Fd;
        let socket = OwnedFd::from_raw_fd(fd);
        libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        libc::fcntl(fd, libc::F_SETFL, libc::O_NONBLOCK);
        checked(libc::connect(fd, (&raw const address).cast(), size) as isize)?;
        Ok(socket)
    }
}

/// No more will be written to it; what the other side still has to say can be read.
pub fn end_writing(socket: &OwnedFd) {
    unsafe { libc::shutdown(socket.as_raw_fd(), libc::SHUT_WR) };
}

/// Whether all that was written to it has been read; `false` where the system does not say.
pub fn is_all_read(socket: &OwnedFd) -> bool {
    #[cfg(target_os = "linux")]
    {
        let mut waiting: libc::c_int = 1;
        unsafe { libc::ioctl(socket.as_raw_fd(), libc::TIOCOUTQ, &mut waiting) == 0 && waiting == 0 }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = socket;
        false
    }
}

static SIGNAL_PIPE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn on_signal(_: libc::c_int) {
    unsafe { libc::write(SIGNAL_PIPE.load(Ordering::Relaxed), c"!".as_ptr().cast(), 1) };
}

/// A descriptor that becomes readable when this process is asked to end.
pub fn ending_signals() -> Fd {
    let mut ends = [-1; 2];
    unsafe {
        libc::pipe(ends.as_mut_ptr());
        for end in ends {
            libc::fcntl(end, libc::F_SETFD, libc::FD_CLOEXEC);
            libc::fcntl(end, libc::F_SETFL, libc::O_NONBLOCK);
        }
        SIGNAL_PIPE.store(ends[1], Ordering::Relaxed);
        for signal in [libc::SIGTERM, libc::SIGINT, libc::SIGHUP] {
            libc::signal(signal, on_signal as *const () as libc::sighandler_t);
        }
    }
    ends[0]
}

/// The process that started this one.
pub struct Parent {
    pid: i32,
    /// Becomes readable when it ends; -1 where the system has no such thing.
    pub watch: Fd,
}

impl Parent {
    pub fn find() -> Parent {
        let pid = parent();
        #[cfg(target_os = "linux")]
        let watch = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) as Fd };
        #[cfg(not(target_os = "linux"))]
        let watch = -1;
        // It may have ended before it was watched, and its id may be another's by now.
        Parent { pid, watch: if parent() == pid { watch } else { -1 } }
    }

    /// Now and then, because nothing else tells.
    pub fn must_be_asked(&self) -> bool {
        self.watch < 0
    }

    pub fn is_gone(&self) -> bool {
        self.must_be_asked() && parent() != self.pid
    }
}

pub fn parent() -> i32 {
    unsafe { libc::getppid() }
}

/// glibc raises this limit by itself after a large buffer was freed, and would then keep the next ones for ever.
pub fn give_memory_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 128 * 1024);
    }
}

pub fn c_string(text: &OsStr) -> std::ffi::CString {
    let bytes: Vec<u8> = text.as_bytes().iter().copied().filter(|&byte| byte != 0).collect();
    std::ffi::CString::new(bytes).unwrap_or_default()
}

pub fn find_byte(byte: u8, text: &[u8]) -> Option<usize> {
    let found = unsafe { libc::memchr(text.as_ptr().cast(), byte.into(), text.len()) };
    (!found.is_null()).then(|| found as usize - text.as_ptr() as usize)
}

/// Where the last line of `text[from..]` ends.
pub fn last_newline(text: &[u8], from: usize) -> Option<usize> {
    // Most pieces of a long line have none, and this direction is the fast one.
    let first = from + find_byte(b'\n', &text[from..])?;
    text[first..].iter().rposition(|&byte| byte == b'\n').map(|at| first + at)
}
