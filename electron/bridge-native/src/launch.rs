//! Stands between Belljar and a child: sets its limits, sees to it that it ends with Belljar, and becomes it.
use crate::{sys, usage};
use std::ffi::{CString, OsString};
use std::io::{Error, Result};

struct Wanted {
    parent: i32,
    limits: Vec<(&'static str, Resource, u64)>,
    program: Vec<CString>,
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
type Resource = libc::c_int;

/// Returns only when the program cannot run: 2 usage, 126 it may not, 127 it is not there.
pub fn launch(words: Vec<OsString>) -> i32 {
    let wanted = match read(words) {
        Ok(wanted) => wanted,
        Err(problem) => return usage(&problem),
    };
    if let Err(e) = tie_to(wanted.parent) {
        sys::say(&format!("Cannot watch process {}: {e}", wanted.parent));
        return 126;
    }
    for (name, resource, value) in wanted.limits {
        if let Err(e) = limit(resource, value) {
            sys::say(&format!("Cannot set the limit --{name} {value}: {e}"));
            return 126;
        }
    }
    let e = become_program(&wanted.program);
    sys::say(&format!("Cannot start {}: {e}", wanted.program[0].to_string_lossy()));
    if e.raw_os_error() == Some(libc::ENOENT) {
        127
    } else {
        126
    }
}

fn read(words: Vec<OsString>) -> std::result::Result<Wanted, String> {
    let mut parent = None;
    let mut limits = Vec::new();
    let mut rest = words.into_iter();
    while let Some(word) = rest.next() {
        let word = word.to_string_lossy().into_owned();
        if word == "--" {
            let program: Vec<CString> = rest.map(|word| sys::c_string(&word)).collect();
            if program.first().is_none_or(|program| program.is_empty()) {
                return Err("launch needs a program after --.".into());
            }
            return Ok(Wanted { parent: parent.ok_or("launch needs --parent PID.")?, limits, program });
        }
        let (name, resource) = match word.as_str() {
            "--parent" => ("parent", None),
            "--as" => ("as", Some(libc::RLIMIT_AS)),
            "--nofile" => ("nofile", Some(libc::RLIMIT_NOFILE)),
            "--core" => ("core", Some(libc::RLIMIT_CORE)),
            _ => return Err(format!("Unknown option: {word:?}.")),
        };
        let value = rest.next().unwrap_or_default().to_string_lossy().into_owned();
        let wrong = || format!("--{name} needs a whole number, not {value:?}.");
        match resource {
            Some(resource) => limits.push((name, resource, value.parse().map_err(|_| wrong())?)),
            None => parent = Some(value.parse().ok().filter(|&pid| pid > 0).ok_or_else(wrong)?),
        }
    }
    Err("launch needs -- PROGRAM.".into())
}

/// For both the soft and the hard limit, never above what is allowed already.
fn limit(resource: Resource, value: u64) -> Result<()> {
    unsafe {
        let mut now: libc::rlimit = std::mem::zeroed();
        if libc::getrlimit(resource, &mut now) != 0 {
            return Err(Error::last_os_error());
        }
        let value = (value as libc::rlim_t).min(now.rlim_max);
        let new = libc::rlimit { rlim_cur: value, rlim_max: value };
        if libc::setrlimit(resource, &new) != 0 {
            return Err(Error::last_os_error());
        }
    }
    Ok(())
}

/// The kernel kills this process, and what it becomes, when the parent ends.
#[cfg(target_os = "linux")]
fn tie_to(parent: i32) -> Result<()> {
    unsafe {
        if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) != 0 {
            return Err(Error::last_os_error());
        }
    }
    // It may have ended before it could be watched.
    if sys::parent() != parent {
        return Err(Error::other("it is not the parent, or it has ended"));
    }
    Ok(())
}

/// Without such a signal, a process of its own waits for the parent's end and kills this one, whose id the program keeps.
#[cfg(target_os = "macos")]
fn tie_to(parent: i32) -> Result<()> {
    unsafe {
        let program = libc::getpid();
        let child = libc::fork();
        if child < 0 {
            return Err(Error::last_os_error());
        }
        if child == 0 {
            if libc::fork() == 0 {
                watch_both(parent, program);
            }
            libc::_exit(0);
        }
        libc::waitpid(child, std::ptr::null_mut(), 0);
    }
    if sys::parent() != parent {
        return Err(Error::other("it is not the parent, or it has ended"));
    }
    Ok(())
}

#[cfg(target_os = "macos")]
unsafe fn watch_both(parent: i32, program: i32) -> ! {
    libc::setsid();
    // Whoever reads the program's output must see its end.
    for fd in 0..256 {
        libc::close(fd);
    }
    let queue = libc::kqueue();
    for pid in [program, parent] {
        let mut watch: libc::kevent = std::mem::zeroed();
        watch.ident = pid as libc::uintptr_t;
        watch.filter = libc::EVFILT_PROC;
        watch.flags = libc::EV_ADD;
        watch.fflags = libc::NOTE_EXIT;
        if libc::kevent(queue, &watch, 1, std::ptr::null_mut(), 0, std::ptr::null()) != 0 {
            // Ended already.
            if pid == parent {
                libc::kill(program, libc::SIGKILL);
            }
            libc::_exit(0);
        }
    }
    let mut event: libc::kevent = std::mem::zeroed();
    while libc::kevent(queue, std::ptr::null(), 0, &mut event, 1, std::ptr::null()) < 1 {}
    if event.ident == parent as libc::uintptr_t {
        libc::kill(program, libc::SIGKILL);
    }
    libc::_exit(0)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn tie_to(_: i32) -> Result<()> {
    Err(Error::other("this system has no way that Belljar knows"))
}

fn become_program(program: &[CString]) -> Error {
    let mut pointers: Vec<*const libc::c_char> = program.iter().map(|word| word.as_ptr()).collect();
    pointers.push(std::ptr::null());
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        libc::execvp(pointers[0], pointers.as_ptr());
    }
    Error::last_os_error()
}
