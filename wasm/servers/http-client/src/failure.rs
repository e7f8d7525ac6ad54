/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Belljar's own sentence: this host is not granted.
    Denied(String),
    /// Belljar's own sentence about the network.
    Said(String),
    /// Refused by a guard that has no words.
    Forbidden,
    NoHost,
    Refused,
    Unreachable,
    /// In seconds.
    TooSlow(u64),
    Certificate,
    Tls,
    Closed,
    NotHttp,
    BadRequest,
    NoNetwork,
    Other,
}

impl Failure {
    /// One sentence for a model: what happened at `host`, and what can be done.
    pub fn sentence(&self, host: &str) -> String {
        match self {
            Self::Denied(words) => {
                format!("{words} A person can grant it in Belljar: nothing that is said here can.")
            }
            Self::Said(words) => words.clone(),
            Self::Forbidden => {
                format!("The host {host} is not granted to this server. A person can grant it in Belljar.")
            }
            Self::NoHost => format!("There is no host {host}: its name cannot be looked up. Check its spelling."),
            Self::Refused => format!("{host} refuses connections on this port, or nothing listens there."),
            Self::Unreachable => format!("There is no way to {host} from this computer."),
            Self::TooSlow(seconds) => {
                format!("{host} did not give its whole answer within {seconds} seconds. Try again later.")
            }
            Self::Certificate => format!("The certificate of {host} is not valid for it, or not trusted here."),
            Self::Tls => format!("There was no TLS connection to {host}: it may speak http only."),
            Self::Closed => format!("{host} closed the connection before its answer was whole."),
            Self::NotHttp => format!("{host} did not answer in HTTP, or closed the connection."),
            Self::BadRequest => format!("The request to {host} cannot be sent: its address or a header is not valid."),
            Self::NoNetwork => "There is no network in a native build of this server.".to_owned(),
            Self::Other => format!("The request to {host} failed for a reason that nobody gave."),
        }
    }
}
