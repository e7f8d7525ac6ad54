use super::tokens::{between, is_number, quoted, until};
use crate::entry::Entry;
use crate::level::Level;
use crate::stamp;
use std::borrow::Cow;

/// `1.2.3.4 - ada [21/Nov/2026:15:36:01 +0100] "GET / HTTP/1.1" 200 512 "referrer" "agent"`: what nginx and Apache write. The
/// last two are missing in the common format; a virtual host may stand in front, anything behind.
pub fn read(line: &str) -> Option<Entry<'_>> {
    let (before, rest) = line.split_once(" [")?;
    let mut who = before.split(' ');
    let (mut host, mut client) = ("", who.next()?);
    let mut words = before.split(' ').count();
    if words == 4 {
        host = client;
        client = who.next()?;
        words = 3;
    }
    // A user's name may hold spaces, but then it is no name of a field in a log of another format.
    if words != 3 || client.is_empty() {
        return None;
    }
    let ident = who.next()?;
    let user = who.next()?;
    let (time, rest) = until(rest, ']')?;
    let (stamp, length) = stamp::read(time)?;
    if length != time.len() {
        return None;
    }
    let (request, rest) = quoted(rest.strip_prefix(' ')?)?;
    let mut rest = rest.strip_prefix(' ')?.splitn(3, ' ');
    let status = rest.next().filter(|status| status.len() == 3 && is_number(status))?;
    let bytes = rest.next().filter(|bytes| *bytes == "-" || is_number(bytes))?;
    let mut entry = Entry {
        stamp: Some(stamp),
        level: Level::of_status(status),
        source: Cow::Borrowed(client),
        message: Cow::Borrowed(request),
        ..Entry::default()
    };
    let fields = &mut entry.fields;
    fields.push("timestamp", time);
    fields.push("virtual_host", host);
    fields.push("client", client);
    fields.push("ident", ident);
    fields.push("user", user);
    let mut parts = request.split(' ');
    if let (Some(method), Some(path), Some(protocol), None) = (parts.next(), parts.next(), parts.next(), parts.next()) {
        fields.push("method", method);
        fields.push("path", path);
        fields.push("protocol", protocol);
    }
    fields.push("status", status);
    fields.push("bytes", bytes);
    if let Some(rest) = rest.next() {
        read_rest(rest, &mut entry);
    }
    Some(entry)
}

fn read_rest<'a>(rest: &'a str, entry: &mut Entry<'a>) {
    let Some((referrer, behind)) = quoted(rest) else { return entry.fields.push("extra", rest) };
    entry.fields.push("referrer", referrer);
    let Some((agent, behind)) = quoted(behind.trim_start()) else { return entry.fields.push("extra", behind.trim()) };
    entry.fields.push("user_agent", agent);
    entry.fields.push("extra", behind.trim());
}

pub fn is_combined(line: &str) -> bool {
    read(line).is_some_and(|_| line.matches('"').count() >= 6)
}

/// The client without its port: `[::1]:8080`, `1.2.3.4:5678`.
pub fn without_port(client: &str) -> &str {
    if let Some((inside, _)) = between(client, '[', ']') {
        return inside;
    }
    client.rsplit_once(':').map_or(
        client,
        |(address, port)| {
            if is_number(port) && !address.contains(':') { address } else { client }
        },
    )
}
