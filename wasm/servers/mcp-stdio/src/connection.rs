use crate::id_of::id_of;
use crate::lines::Line;
use crate::{answered, legacy, modern};
use mcp_tools::{Problem, Server};
use serde_json::Value;

/// One client on stdio: what it agreed on, and how its messages are judged.
pub struct Connection<'a> {
    server: &'a Server,
    /// The revision of a legacy connection, from `initialize` on.
    version: Option<&'static str>,
    /// A request with `_meta` came: from then on one without it lacks something.
    modern: bool,
}

impl<'a> Connection<'a> {
    pub fn new(server: &'a Server) -> Self {
        Self { server, version: None, modern: false }
    }

    /// The messages to send for one line, mostly one or none.
    pub fn handle(&mut self, line: &Line) -> Vec<Value> {
        let Line::Whole(bytes) = line else {
            return vec![Problem::invalid("The line is longer than 32 MiB.").answer(None)];
        };
        match serde_json::from_slice(bytes) {
            Ok(Value::Array(batch)) => self.batch(batch),
            Ok(message) => self.message(&message),
            Err(error) => {
                vec![Problem::parse(format!("The line cannot be read: {error}.")).answer(id_of(bytes).as_ref())]
            }
        }
    }

    /// Only one revision has batches.
    fn batch(&mut self, batch: Vec<Value>) -> Vec<Value> {
        if self.version != Some("2025-03-26") || batch.is_empty() {
            return vec![
                Problem::invalid("Only revision 2025-03-26 has batches, and they are not empty.").answer(None),
            ];
        }
        let answers: Vec<Value> = batch.iter().flat_map(|message| self.message(message)).collect();
        if answers.is_empty() { Vec::new() } else { vec![Value::Array(answers)] }
    }

    fn message(&mut self, message: &Value) -> Vec<Value> {
        let id = message.get("id").filter(|id| id.is_string() || id.is_i64() || id.is_u64());
        if message["jsonrpc"] != "2.0" {
            return vec![Problem::invalid("This is no message of JSON-RPC 2.0.").answer(id)];
        }
        if message.get("id").is_some() && id.is_none() {
            return vec![Problem::invalid("An id is a string or an integer.").answer(None)];
        }
        let Some(method) = message["method"].as_str() else {
            // An answer: but this server asks nothing.
            let is_answer = id.is_some() && (message.get("result").is_some() || message.get("error").is_some());
            return if is_answer { Vec::new() } else { vec![Problem::invalid("The method is missing.").answer(id)] };
        };
        let Some(id) = id else { return Vec::new() };
        if message.get("params").is_some_and(|params| !params.is_object()) {
            return vec![Problem::params("params must be an object.").answer(Some(id))];
        }
        self.request(id, method, &message["params"])
    }

    fn request(&mut self, id: &Value, method: &str, params: &Value) -> Vec<Value> {
        // A ping in the old way only asks whether anybody is there, and needs no agreement.
        let is_old = method == "initialize" || method == "ping";
        if modern::is_modern(params) || self.modern && self.version.is_none() && !is_old {
            self.modern = true;
            return modern::answer(self.server, id, method, params);
        }
        let answer = match method {
            "initialize" => {
                let version = legacy::agree(params);
                self.version = Some(version);
                Ok(legacy::hello(self.server, version))
            }
            _ => legacy::answer(self.server, self.version, method, params),
        };
        vec![match answer {
            Ok(result) => answered(id, result),
            Err(problem) => problem.answer(Some(id)),
        }]
    }
}
