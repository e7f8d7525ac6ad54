//! Refuses sockets and name lookups. Programs carry their imports whether they use them or not, so the interfaces stay.
#![no_std]

extern crate alloc;

wit_bindgen::generate!({ path: "../wit", world: "sockets-guard", generate_all });

use ::outside::report;
use alloc::string::String;
use exports::wasi::sockets::{ip_name_lookup, tcp_create_socket, udp_create_socket};
use wasi::io::poll::Pollable;
use wasi::sockets::network::{ErrorCode, IpAddress, IpAddressFamily, Network};
use wasi::sockets::{tcp::TcpSocket, udp::UdpSocket};

struct Guard;
export!(Guard);

fn refuse<T>(what: &str, detail: &str) -> Result<T, ErrorCode> {
    report("socket", what, detail);
    Err(ErrorCode::AccessDenied)
}

impl tcp_create_socket::Guest for Guard {
    fn create_tcp_socket(_: IpAddressFamily) -> Result<TcpSocket, ErrorCode> {
        refuse("tcp", "")
    }
}

impl udp_create_socket::Guest for Guard {
    fn create_udp_socket(_: IpAddressFamily) -> Result<UdpSocket, ErrorCode> {
        refuse("udp", "")
    }
}

impl ip_name_lookup::Guest for Guard {
    type ResolveAddressStream = Never;

    fn resolve_addresses(_: &Network, name: String) -> Result<ip_name_lookup::ResolveAddressStream, ErrorCode> {
        refuse("name", &name)
    }
}

/// There are no answers: none is ever made.
enum Never {}

impl ip_name_lookup::GuestResolveAddressStream for Never {
    fn resolve_next_address(&self) -> Result<Option<IpAddress>, ErrorCode> {
        match *self {}
    }

    fn subscribe(&self) -> Pollable {
        match *self {}
    }
}
