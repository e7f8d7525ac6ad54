use crate::{Deadline, Failure, Method, Request, Response};
use wasip2::clocks::monotonic_clock::subscribe_duration;
use wasip2::http::outgoing_handler::handle;
use wasip2::http::types::{
    self as http, ErrorCode, Fields, FutureIncomingResponse, IncomingBody, OutgoingBody, OutgoingRequest, Scheme,
};
use wasip2::io::poll::{Pollable, poll};
use wasip2::io::streams::{InputStream, OutputStream, StreamError};

/// A request that was sent, so that several can be on their way at once.
pub struct Pending {
    future: FutureIncomingResponse,
    deadline: Deadline,
}

/// Dropped in this order: a stream before what it came from.
pub(crate) struct Body {
    stream: InputStream,
    _body: IncomingBody,
    deadline: Deadline,
}

const PIECE: u64 = 65_536;

pub fn start(request: &Request, deadline: Deadline) -> Result<Pending, Failure> {
    let Request { method, address, headers, body } = request;
    let fields = Fields::new();
    for (name, value) in *headers {
        fields.append(name, value.as_bytes()).map_err(|_| Failure::BadRequest)?;
    }
    if !body.is_empty() {
        fields.append("content-length", body.len().to_string().as_bytes()).map_err(|_| Failure::BadRequest)?;
    }
    let outgoing = OutgoingRequest::new(fields);
    let method = if *method == Method::Get { http::Method::Get } else { http::Method::Post };
    let scheme = if address.https { Scheme::Https } else { Scheme::Http };
    outgoing
        .set_method(&method)
        .and_then(|()| outgoing.set_scheme(Some(&scheme)))
        .and_then(|()| outgoing.set_authority(Some(&address.authority)))
        .and_then(|()| outgoing.set_path_with_query(Some(&address.path)))
        .map_err(|()| Failure::BadRequest)?;
    let to = outgoing.body().map_err(|()| Failure::Other)?;
    let future = handle(outgoing, None).map_err(|code| meaning(&code))?;
    // Whoever does not take the whole request may have answered already: that answer says why.
    let whole = write(&to, body, deadline)?;
    let finished = OutgoingBody::finish(to, None);
    if whole && let Err(code) = finished {
        return Err(meaning(&code));
    }
    Ok(Pending { future, deadline })
}

/// False where the other side does not want the rest.
fn write(to: &OutgoingBody, mut bytes: &[u8], deadline: Deadline) -> Result<bool, Failure> {
    let stream: OutputStream = to.write().map_err(|()| Failure::Other)?;
    while !bytes.is_empty() {
        let Ok(room) = stream.check_write() else { return Ok(false) };
        if room == 0 {
            wait(&stream.subscribe(), deadline)?;
            continue;
        }
        let (now, later) = bytes.split_at(bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX)));
        if stream.write(now).is_err() {
            return Ok(false);
        }
        bytes = later;
    }
    Ok(stream.flush().is_ok())
}

impl Pending {
    /// Until the head of the answer is there.
    pub fn wait(self) -> Result<Response, Failure> {
        let answer = loop {
            if let Some(answer) = self.future.get() {
                break answer.map_err(|()| Failure::Other)?.map_err(|code| meaning(&code))?;
            }
            wait(&self.future.subscribe(), self.deadline)?;
        };
        let headers = answer.headers().entries();
        let body = answer.consume().map_err(|()| Failure::Other)?;
        let stream = body.stream().map_err(|()| Failure::Other)?;
        Response::new(answer.status(), headers, Body { stream, _body: body, deadline: self.deadline }).checked()
    }
}

impl Body {
    pub fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            match self.stream.read(PIECE) {
                Ok(piece) if piece.is_empty() => wait(&self.stream.subscribe(), self.deadline)?,
                Ok(piece) => return Ok(Some(piece)),
                Err(StreamError::Closed) => return Ok(None),
                Err(StreamError::LastOperationFailed(error)) => {
                    return Err(http::http_error_code(&error).map_or(Failure::Closed, |code| meaning(&code)));
                }
            }
        }
    }
}

fn wait(on: &Pollable, deadline: Deadline) -> Result<(), Failure> {
    let late = Failure::TooSlow(deadline.seconds());
    let Some(left) = deadline.left() else { return Err(late) };
    let clock = subscribe_duration(u64::try_from(left.as_nanos()).unwrap_or(u64::MAX));
    if poll(&[on, &clock]).contains(&0) { Ok(()) } else { Err(late) }
}

fn meaning(code: &ErrorCode) -> Failure {
    match code {
        ErrorCode::DnsTimeout | ErrorCode::DnsError(_) | ErrorCode::DestinationNotFound => Failure::NoHost,
        ErrorCode::ConnectionRefused => Failure::Refused,
        ErrorCode::DestinationUnavailable | ErrorCode::DestinationIpUnroutable => Failure::Unreachable,
        ErrorCode::DestinationIpProhibited | ErrorCode::HttpRequestDenied => Failure::Forbidden,
        ErrorCode::ConnectionTimeout
        | ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => Failure::TooSlow(600),
        ErrorCode::TlsCertificateError => Failure::Certificate,
        ErrorCode::TlsProtocolError | ErrorCode::TlsAlertReceived(_) => Failure::Tls,
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => Failure::Closed,
        ErrorCode::HttpProtocolError => Failure::NotHttp,
        ErrorCode::HttpRequestUriInvalid | ErrorCode::HttpRequestUriTooLong | ErrorCode::HttpRequestMethodInvalid => {
            Failure::BadRequest
        }
        _ => Failure::Other,
    }
}
