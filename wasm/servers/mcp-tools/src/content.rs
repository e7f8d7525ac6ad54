use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

/// One block of a result.
pub enum Content {
    Text(String),
    Image {
        bytes: Vec<u8>,
        mime: &'static str,
    },
    Audio {
        bytes: Vec<u8>,
        mime: &'static str,
    },
    /// Any other file, with an address that names it.
    Blob {
        bytes: Vec<u8>,
        mime: &'static str,
        uri: String,
    },
}

impl Content {
    pub(crate) fn into_json(self) -> Value {
        match self {
            Self::Text(text) => json!({ "type": "text", "text": text }),
            Self::Image { bytes, mime } => json!({ "type": "image", "data": encode(&bytes), "mimeType": mime }),
            Self::Audio { bytes, mime } => json!({ "type": "audio", "data": encode(&bytes), "mimeType": mime }),
            Self::Blob { bytes, mime, uri } => {
                json!({ "type": "resource", "resource": { "uri": uri, "mimeType": mime, "blob": encode(&bytes) } })
            }
        }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}
