use mcp_tools::{Problem, Server};
use serde_json::{Value, json};

const VERSIONS: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

/// The revision that was asked for, or the newest one that has `initialize`.
pub fn agree(params: &Value) -> &'static str {
    let asked = params["protocolVersion"].as_str();
    VERSIONS.into_iter().find(|version| Some(*version) == asked).unwrap_or(VERSIONS[3])
}

pub fn hello(server: &Server, version: &str) -> Value {
    let mut info = server.info();
    if version < "2025-11-25" {
        remove(&mut info, &["icons"]);
    }
    if version < "2025-06-18" {
        remove(&mut info, &["title"]);
    }
    json!({
        "protocolVersion": version,
        "capabilities": server.capabilities(),
        "serverInfo": info,
        "instructions": server.instructions
    })
}

pub fn answer(server: &Server, version: Option<&str>, method: &str, params: &Value) -> Result<Value, Problem> {
    if method == "ping" {
        return Ok(json!({}));
    }
    let Some(version) = version else {
        return Err(Problem::invalid("Send initialize first, or what 2026-07-28 wants in _meta."));
    };
    match method {
        "tools/list" => {
            let mut result = server.list(params)?;
            for tool in result["tools"].as_array_mut().into_iter().flatten() {
                if version < "2025-06-18" {
                    remove(tool, &["title", "outputSchema"]);
                }
                if version < "2025-03-26" {
                    remove(tool, &["annotations"]);
                }
            }
            Ok(result)
        }
        "tools/call" => {
            let mut result = server.call(params)?;
            if version < "2025-06-18" {
                remove(&mut result, &["structuredContent"]);
            }
            Ok(result)
        }
        _ => Err(Problem::no_method(method)),
    }
}

/// Takes away what a revision does not have yet.
fn remove(from: &mut Value, names: &[&str]) {
    if let Some(object) = from.as_object_mut() {
        object.retain(|name, _| !names.contains(&name.as_str()));
    }
}
