use crate::object::object;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

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
            Self::Text(text) => object([("type", "text".into()), ("text", text.into())]),
            Self::Image { bytes, mime } => medium("image", &bytes, mime),
            Self::Audio { bytes, mime } => medium("audio", &bytes, mime),
            Self::Blob { bytes, mime, uri } => {
                let blob = encode(&bytes).into();
                let resource = object([("uri", uri.into()), ("mimeType", mime.into()), ("blob", blob)]);
                object([("type", "resource".into()), ("resource", resource)])
            }
        }
    }
}

fn medium(kind: &str, bytes: &[u8], mime: &str) -> Value {
    object([("type", kind.into()), ("data", encode(bytes).into()), ("mimeType", mime.into())])
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}
