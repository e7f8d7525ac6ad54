//! One question to the host, over the HTTP of outside.

use crate::exports::wasi::keyvalue::store::Error;
use crate::wasi::http::outgoing_handler::handle;
use crate::wasi::http::types::{Fields, IncomingResponse, Method, OutgoingBody, OutgoingRequest, Scheme};
use crate::wasi::io::streams::StreamError;
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use rules::fields::{push, split};

/// The largest question, in bytes: a value of a mebibyte and its names. An answer may be a little longer.
const MOST_ASKED: usize = (1 << 20) + (4 << 10);
const MOST_ANSWERED: usize = (1 << 20) + (64 << 10);
/// Of what the host says about a refusal.
const MOST_SAID: usize = 300;

pub fn ask<T>(op: &str, fields: &[&[u8]], read: impl FnOnce(&[&[u8]]) -> Option<T>) -> Result<T, Error> {
    let egress = ::outside::variable("BELLJAR_EGRESS").ok_or(Error::AccessDenied)?;
    let (authority, token) = egress.split_once('/').ok_or(Error::AccessDenied)?;
    if fields.iter().map(|field| field.len() + 4).sum::<usize>() > MOST_ASKED {
        return Err(Error::Other("One call is at most 1 MiB.".to_owned()));
    }
    let mut body = Vec::new();
    for field in fields {
        push(&mut body, field);
    }
    let (status, answer) = post(authority, &format!("/{token}/keyvalue/{op}"), &body).ok_or_else(silent)?;
    match status {
        200 => split(&answer).and_then(|fields| read(&fields)).ok_or_else(silent),
        403 => Err(Error::AccessDenied),
        _ => Err(said(&answer)),
    }
}

/// `1` or `0`.
pub fn flag(field: &[u8]) -> Option<bool> {
    match field {
        b"1" => Some(true),
        b"0" => Some(false),
        _ => None,
    }
}

fn silent() -> Error {
    Error::Other("The store does not answer.".to_owned())
}

fn said(text: &[u8]) -> Error {
    let text = String::from_utf8_lossy(&text[..text.len().min(MOST_SAID)]);
    if text.is_empty() { silent() } else { Error::Other(text.into_owned()) }
}

/// Status and body; nothing where the host cannot be reached or says too much.
fn post(authority: &str, path: &str, body: &[u8]) -> Option<(u16, Vec<u8>)> {
    let request = OutgoingRequest::new(Fields::new());
    request.set_method(&Method::Post).ok()?;
    request.set_scheme(Some(&Scheme::Http)).ok()?;
    request.set_authority(Some(authority)).ok()?;
    request.set_path_with_query(Some(path)).ok()?;
    let outgoing = request.body().ok()?;
    let stream = outgoing.write().ok()?;
    let future = handle(request, None).ok()?;
    // A host that refuses early stops reading: what it says counts, not that the rest could not be sent.
    let sent = body.chunks(4096).all(|piece| stream.blocking_write_and_flush(piece).is_ok());
    drop(stream);
    if sent {
        OutgoingBody::finish(outgoing, None).ok()?;
    }
    future.subscribe().block();
    let response = future.get()?.ok()?.ok()?;
    Some((response.status(), receive(&response)?))
}

fn receive(response: &IncomingResponse) -> Option<Vec<u8>> {
    let body = response.consume().ok()?;
    let stream = body.stream().ok()?;
    let mut bytes = Vec::new();
    loop {
        match stream.blocking_read(65_536) {
            Ok(piece) => bytes.extend_from_slice(&piece),
            Err(StreamError::Closed) => return Some(bytes),
            Err(StreamError::LastOperationFailed(_)) => return None,
        }
        if bytes.len() > MOST_ANSWERED {
            return None;
        }
    }
}
