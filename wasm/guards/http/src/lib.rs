//! Sends every request to the host's proxy, or lets those pass that go to a host of the list.
#![no_std]

extern crate alloc;

wit_bindgen::generate!({ path: "../wit", world: "http-guard", generate_all });

use ::outside::{Kept, policy, report, variable};
use alloc::{borrow::ToOwned, format, string::String};
use core::cell::OnceCell;
use exports::wasi::http::outgoing_handler::{ErrorCode, FutureIncomingResponse, OutgoingRequest, RequestOptions};
use rules::{policy::Egress, proxy::rewrite, target::Target};
use wasi::http::{outgoing_handler, types::Scheme};

struct Guard;
export!(Guard);

/// What is known from the start and never changes.
enum Way {
    Closed,
    /// `ADDRESS:PORT/TOKEN`
    Proxy(String),
    List(alloc::vec::Vec<rules::pattern::Pattern>),
}

fn way() -> Way {
    match rules::policy::egress(&policy()) {
        Egress::Nowhere => Way::Closed,
        Egress::Proxy => variable("BELLJAR_EGRESS").map_or(Way::Closed, Way::Proxy),
        Egress::List(patterns) => Way::List(patterns),
    }
}

impl exports::wasi::http::outgoing_handler::Guest for Guard {
    fn handle(request: OutgoingRequest, options: Option<RequestOptions>) -> Result<FutureIncomingResponse, ErrorCode> {
        static WAY: Kept<OnceCell<Way>> = Kept::new(OnceCell::new());
        direct(WAY.get_or_init(way), &request)?;
        outgoing_handler::handle(request, options)
    }
}

/// Leaves the request as it may be sent, or refuses it.
fn direct(way: &Way, request: &OutgoingRequest) -> Result<(), ErrorCode> {
    let authority = request.authority().unwrap_or_default();
    let https = match request.scheme() {
        None | Some(Scheme::Https) => true,
        Some(Scheme::Http) => false,
        Some(Scheme::Other(name)) => return Err(refuse("malformed", &name, &authority)),
    };
    let scheme = if https { "https" } else { "http" };
    match way {
        Way::Closed => Err(refuse("not-granted", scheme, &authority)),
        Way::Proxy(proxy) => {
            let path = request.path_with_query();
            let new = rewrite(proxy, https, &authority, path.as_deref());
            let new = new.ok_or_else(|| refuse("malformed", scheme, &authority))?;
            let set = request.set_path_with_query(Some(&new.path));
            set.map_err(|()| refuse("malformed", scheme, &authority))?;
            let set =
                request.set_scheme(Some(&Scheme::Http)).and_then(|()| request.set_authority(Some(&new.authority)));
            set.map_err(|()| ErrorCode::InternalError(Some("The proxy's address is not valid.".to_owned())))
        }
        Way::List(patterns) => {
            let target = Target::parse(https, &authority).ok_or_else(|| refuse("malformed", scheme, &authority))?;
            if patterns.iter().any(|pattern| pattern.allows(&target)) {
                return Ok(());
            }
            Err(refuse("not-granted", scheme, &authority))
        }
    }
}

fn refuse(why: &str, scheme: &str, authority: &str) -> ErrorCode {
    report("http", why, &format!("{scheme}://{authority}"));
    ErrorCode::HttpRequestDenied
}
