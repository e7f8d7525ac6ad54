//! Starts a host in the background, once for all the bridges that miss it.
use crate::home::Home;
use crate::sys;
use std::ffi::{CString, OsStr};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::fd::FromRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;

/// After this long a start counts as failed.
const STALE: Duration = Duration::from_secs(10);
/// A host that died while it started may be followed after this long.
const DEAD: Duration = Duration::from_secs(3);

/// Starts a host unless another bridge does or `is_there` finds one; an error is one sentence.
pub fn start_host(home: &Home, is_there: impl FnOnce() -> bool) -> Result<(), String> {
    let argv = read_start(&home.folder)?;
    let place = home.starting();
    match claim(&place) {
        Ok(false) => return Ok(()),
        Ok(true) => {}
        Err(e) => return Err(format!("Belljar could not be started: {}: {}", place.display(), text_of(&e))),
    }
    // Between the last look and the claim, another bridge may have started one and taken its claim away.
    if is_there() {
        let _ = fs::remove_file(&place);
        return Ok(());
    }
    match spawn(&home.folder, &argv) {
        Ok(pid) => {
            let _ = fs::write(&place, format!("{pid}\n"));
            Ok(())
        }
        Err(e) => Err(format!("Belljar could not be started ({}: {}).", argv[0].to_string_lossy(), text_of(&e))),
    }
}

pub fn text_of(e: &std::io::Error) -> String {
    let text = e.to_string();
    text.split(" (os error").next().unwrap_or_default().to_string()
}

fn read_start(home: &Path) -> Result<Vec<CString>, String> {
    let place = home.join("bin/start");
    let text = fs::read(&place).map_err(|e| match e.kind() {
        ErrorKind::NotFound => {
            format!("Belljar is not running and has never run in {}. Start it once.", home.display())
        }
        _ => format!("Belljar is not running and cannot be started: {}: {}.", place.display(), text_of(&e)),
    })?;
    let text = text.strip_suffix(b"\n").unwrap_or(&text);
    let mut lines = text.split(|&byte| byte == b'\n');
    let format = lines.next();
    let argv: Vec<CString> = lines.map(|line| sys::c_string(OsStr::from_bytes(line))).collect();
    match argv.first() {
        Some(program) if format == Some(b"1") && !program.is_empty() => Ok(argv),
        _ => Err(format!("Belljar is not running, and {} cannot be understood. Start Belljar.", place.display())),
    }
}

/// `false`: somebody else is starting one.
fn claim(place: &Path) -> std::io::Result<bool> {
    if let Some(run) = place.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(run)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(place) {
        Ok(_) => return Ok(true),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
        Err(e) => return Err(e),
    }
    if !is_stale(place) {
        return Ok(false);
    }
    // Set aside rather than removed: what another bridge put there in this moment is given back.
    let aside = place.with_extension(std::process::id().to_string());
    if fs::rename(place, &aside).is_err() {
        return Ok(false);
    }
    let mine = is_stale(&aside);
    if !mine {
        let _ = fs::hard_link(&aside, place);
    }
    let _ = fs::remove_file(&aside);
    Ok(mine && OpenOptions::new().write(true).create_new(true).open(place).is_ok())
}

fn is_stale(place: &Path) -> bool {
    let Ok(age) = fs::metadata(place).and_then(|found| found.modified()).map(|time| time.elapsed()) else {
        return false;
    };
    // A time in the future: the clock was set back, so nothing can be said from it.
    let age = age.unwrap_or(STALE);
    let pid: Option<i32> = fs::read_to_string(place).ok().and_then(|text| text.trim().parse().ok());
    let dead = pid.is_some_and(|pid| unsafe { libc::kill(pid, 0) } != 0);
    age >= STALE || (dead && age >= DEAD)
}

/// Not a child of this process and without any of its descriptors: the host outlives its first bridge.
fn spawn(home: &Path, argv: &[CString]) -> std::io::Result<i32> {
    let folder = sys::c_string(home.as_os_str());
    let mut pointers: Vec<*const libc::c_char> = argv.iter().map(|word| word.as_ptr()).collect();
    pointers.push(std::ptr::null());
    let mut ends = [-1; 2];
    unsafe {
        if libc::pipe(ends.as_mut_ptr()) != 0 {
            return Err(std::io::Error::last_os_error());
        }
        let child = libc::fork();
        if child == 0 {
            libc::setsid();
            if libc::fork() == 0 {
                become_host(&folder, &pointers, ends[1]);
            }
            libc::_exit(0);
        }
        let failed = (child < 0).then(std::io::Error::last_os_error);
        libc::close(ends[1]);
        let mut pipe = fs::File::from_raw_fd(ends[0]);
        if let Some(e) = failed {
            return Err(e);
        }
        libc::waitpid(child, std::ptr::null_mut(), 0);
        // The pipe ends when the program runs, or with the reason why it does not.
        let mut told = Vec::new();
        pipe.read_to_end(&mut told)?;
        let number =
            |at: usize| told.get(at..at + 4).map(|four| i32::from_ne_bytes([four[0], four[1], four[2], four[3]]));
        match (number(0), number(4)) {
            (Some(pid), None) => Ok(pid),
            (_, Some(code)) => Err(std::io::Error::from_raw_os_error(code)),
            (None, _) => Err(std::io::Error::from_raw_os_error(libc::EAGAIN)),
        }
    }
}

/// Only calls that are safe between fork and exec.
unsafe fn become_host(folder: &CString, argv: &[*const libc::c_char], tell: i32) -> ! {
    let pid = libc::getpid();
    libc::write(tell, (&raw const pid).cast(), 4);
    libc::chdir(folder.as_ptr());
    let null = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
    for fd in 0..3 {
        libc::dup2(null, fd);
    }
    let limit = libc::sysconf(libc::_SC_OPEN_MAX).clamp(64, 4096) as i32;
    for fd in 3..limit {
        if fd != tell {
            libc::close(fd);
        }
    }
    libc::fcntl(tell, libc::F_SETFD, libc::FD_CLOEXEC);
    for signal in [libc::SIGPIPE, libc::SIGTERM, libc::SIGINT, libc::SIGHUP] {
        libc::signal(signal, libc::SIG_DFL);
    }
    libc::execvp(argv[0], argv.as_ptr());
    let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO);
    libc::write(tell, (&raw const code).cast(), 4);
    libc::_exit(127)
}

/// The host is there: the next one may be started as soon as this one is gone.
pub fn forget_claim(home: &Home) {
    let _ = fs::remove_file(home.starting());
}
