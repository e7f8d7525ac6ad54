//! Sends a request and waits for its answer, with a deadline. Follows no redirect, keeps no cookie, knows no compression: what an
//! answer means is its caller's business. The network is `wasi:http`, which the host holds to what was granted; a native build has none.

mod address;
mod deadline;
mod failure;
mod request;
mod response;

#[cfg(not(target_env = "p2"))]
#[path = "nowhere.rs"]
mod transport;
#[cfg(target_env = "p2")]
#[path = "outgoing.rs"]
mod transport;

pub use address::Address;
pub use deadline::Deadline;
pub use failure::Failure;
pub use request::{Method, Request};
pub use response::Response;
pub use transport::{Pending, start};

/// Sends and waits until the head of the answer is there.
pub fn send(request: &Request, deadline: Deadline) -> Result<Response, Failure> {
    start(request, deadline)?.wait()
}
