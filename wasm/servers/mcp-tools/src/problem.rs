use serde_json::{Value, json};

/// A JSON-RPC error on its way to the client.
pub struct Problem {
    pub code: i32,
    pub message: String,
    pub data: Option<Value>,
}

impl Problem {
    pub fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    pub fn parse(why: impl Into<String>) -> Self {
        Self::new(-32700, why)
    }

    pub fn invalid(why: impl Into<String>) -> Self {
        Self::new(-32600, why)
    }

    pub fn no_method(method: &str) -> Self {
        Self::new(-32601, format!("There is no method {method} here."))
    }

    pub fn params(why: impl Into<String>) -> Self {
        Self::new(-32602, why)
    }

    /// Without an id where none could be read: the MCP schemas know no null there.
    pub fn answer(self, id: Option<&Value>) -> Value {
        let mut error = json!({ "code": self.code, "message": self.message });
        if let Some(data) = self.data {
            error["data"] = data;
        }
        match id {
            Some(id) => json!({ "jsonrpc": "2.0", "id": id, "error": error }),
            None => json!({ "jsonrpc": "2.0", "error": error }),
        }
    }
}
