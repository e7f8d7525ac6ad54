use super::Style::{self, Generic, Java, Python};
use super::read;
use crate::stamp::now;

/// Line, style, time, level, logger, thread, pid, message.
type Case = (&'static str, Style, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    ("WARNING:root:disk is full", Python, "", "warning", "root", "", "", "disk is full"),
    ("ERROR:app.db:lost: 5", Python, "", "error", "app.db", "", "", "lost: 5"),
    (
        "2026-11-21 15:36:01,123 - app.db - ERROR - lost - again",
        Python,
        "2026-11-21T15:36:01.123",
        "error",
        "app.db",
        "",
        "",
        "lost - again",
    ),
    (
        "2026-11-21 15:36:01,123 - app.db.pool - WARNING - slow",
        Python,
        "2026-11-21T15:36:01.123",
        "warning",
        "app.db.pool",
        "",
        "",
        "slow",
    ),
    (
        "2026-11-21 15:36:01,123 INFO app.db: ready",
        Python,
        "2026-11-21T15:36:01.123",
        "info",
        "app.db",
        "",
        "",
        "ready",
    ),
    (
        "2026-11-21 15:36:01,123 CRITICAL all gone",
        Python,
        "2026-11-21T15:36:01.123",
        "critical",
        "",
        "",
        "",
        "all gone",
    ),
    (
        "[2026-11-21 15:36:01,123] ERROR in app: Exception on / [GET]",
        Python,
        "2026-11-21T15:36:01.123",
        "error",
        "app",
        "",
        "",
        "Exception on / [GET]",
    ),
    (
        "[2026-11-21 15:36:01 +0000] [12] [INFO] Listening at: http://x",
        Python,
        "2026-11-21T15:36:01Z",
        "info",
        "",
        "",
        "12",
        "Listening at: http://x",
    ),
    (
        "[2026-11-21 15:36:01,123: WARNING/MainProcess] lost",
        Python,
        "2026-11-21T15:36:01.123",
        "warning",
        "",
        "MainProcess",
        "",
        "lost",
    ),
    (
        "2026-11-21 15:36:01.123 | ERROR    | app.db:run:12 - lost",
        Python,
        "2026-11-21T15:36:01.123",
        "error",
        "app.db:run:12",
        "",
        "",
        "lost",
    ),
    (
        "2026-11-21 15:36:01,123 ERROR [main] com.foo.Bar (Bar.java:12) - lost",
        Java,
        "2026-11-21T15:36:01.123",
        "error",
        "com.foo.Bar",
        "main",
        "",
        "lost",
    ),
    (
        "2026-11-21 15:36:01,123 [http-1] WARN  com.foo.Bar - slow [x]",
        Java,
        "2026-11-21T15:36:01.123",
        "warning",
        "com.foo.Bar",
        "http-1",
        "",
        "slow [x]",
    ),
    ("15:36:01.123 [main] DEBUG c.foo.Bar - x", Java, "15:36:01.123", "debug", "c.foo.Bar", "main", "", "x"),
    (
        "2026-11-21 15:36:01.123  INFO 1234 --- [           main] c.f.App    : Started App in 2 s",
        Java,
        "2026-11-21T15:36:01.123",
        "info",
        "c.f.App",
        "main",
        "1234",
        "Started App in 2 s",
    ),
    (
        "21-Nov-2026 15:36:01.123 SEVERE [main] org.apache.Foo.run lost",
        Java,
        "2026-11-21T15:36:01.123",
        "error",
        "org.apache.Foo.run",
        "main",
        "",
        "lost",
    ),
    ("Nov 21, 2026 3:36:01 PM com.foo.Bar run", Java, "2026-11-21T15:36:01", "unknown", "", "", "", "com.foo.Bar run"),
    ("12 [main] INFO com.foo.Bar - x", Java, "", "info", "com.foo.Bar", "main", "", "x"),
    ("[INFO] BUILD SUCCESS", Generic, "", "info", "", "", "", "BUILD SUCCESS"),
    ("error: cannot find x", Generic, "", "error", "", "", "", "cannot find x"),
    ("2026-11-21 15:36:01 ERROR Timeout: 5 s", Generic, "2026-11-21T15:36:01", "error", "", "", "", "Timeout: 5 s"),
    (
        "2026-11-21T15:36:01Z INFO my_app::db: ready x=1",
        Generic,
        "2026-11-21T15:36:01Z",
        "info",
        "my_app::db",
        "",
        "",
        "ready x=1",
    ),
    (
        "[2026-11-21T15:36:01Z WARN  my_app::db] slow",
        Generic,
        "2026-11-21T15:36:01Z",
        "warning",
        "my_app::db",
        "",
        "",
        "slow",
    ),
    (
        "2026-11-21 15:36:01.123 UTC [77] ERROR:  relation \"x\" does not exist",
        Generic,
        "2026-11-21T15:36:01.123Z",
        "error",
        "",
        "",
        "77",
        "relation \"x\" does not exist",
    ),
    (
        "2026-11-21T15:36:01.1Z 0 [Warning] [MY-010068] [Server] CA",
        Generic,
        "2026-11-21T15:36:01.1Z",
        "warning",
        "",
        "MY-010068",
        "0",
        "[Server] CA",
    ),
    ("2026/11/21 15:36:01 listening on :80", Generic, "2026-11-21T15:36:01", "unknown", "", "", "", "listening on :80"),
    (
        "E, [2026-11-21T15:36:01.123456 #77] ERROR -- : lost",
        Generic,
        "2026-11-21T15:36:01.123456",
        "error",
        "",
        "",
        "77",
        "lost",
    ),
    ("1700000000.123 ERROR lost", Generic, "2023-11-14T22:13:20.123000Z", "error", "", "", "", "lost"),
    (
        "[21/Nov/2026 15:36:01] \"GET / HTTP/1.1\" 200 12",
        Generic,
        "2026-11-21T15:36:01",
        "unknown",
        "",
        "",
        "",
        "\"GET / HTTP/1.1\" 200 12",
    ),
];

#[test]
fn takes_lines_apart() {
    now::pretend(1_800_000_000);
    for (line, style, time, level, logger, thread, pid, message) in CASES {
        let (entry, found) = read(line).unwrap_or_else(|| panic!("{line}"));
        let field = |name| entry.fields.get(name).unwrap_or_default();
        let read = (
            found,
            entry.stamp.map(crate::stamp::Stamp::iso).unwrap_or_default(),
            entry.level.name(),
            field("logger"),
            field("thread"),
            field("pid"),
            entry.message.as_ref(),
        );
        assert_eq!(read, (*style, (*time).to_owned(), *level, *logger, *thread, *pid, *message), "{line}");
    }
}

#[test]
fn leaves_what_is_no_start() {
    for line in [
        "",
        "Traceback (most recent call last):",
        "ValueError: x",
        "Caused by: java.io.IOException: x",
        "Error: x",
        "information about x",
        "...",
    ] {
        assert!(read(line).is_none(), "{line}");
    }
}
