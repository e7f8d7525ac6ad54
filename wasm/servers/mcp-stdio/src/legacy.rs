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
        remove(&mut info, &["icons", "description"]);
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
        return Err(Problem::params("Send initialize first, or what 2026-07-28 wants in _meta."));
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
            if version < "2025-03-26" {
                result["content"].as_array_mut().into_iter().flatten().for_each(without_audio);
            }
            Ok(result)
        }
        _ => Err(Problem::no_method(method)),
    }
}

/// The first revision has no block for sounds: there they are files like any other.
fn without_audio(block: &mut Value) {
    if block["type"] == "audio" {
        let resource = json!({ "uri": "attachment:audio", "mimeType": block["mimeType"], "blob": block["data"] });
        *block = json!({ "type": "resource", "resource": resource });
    }
}

/// Takes away what a revision does not have yet.
fn remove(from: &mut Value, names: &[&str]) {
    if let Some(object) = from.as_object_mut() {
        object.retain(|name, _| !names.contains(&name.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::without_audio;
    use serde_json::json;

    #[test]
    fn sounds_become_files() {
        let mut block = json!({ "type": "audio", "mimeType": "audio/wav", "data": "UklGRg==" });
        without_audio(&mut block);
        let resource = json!({ "uri": "attachment:audio", "mimeType": "audio/wav", "blob": "UklGRg==" });
        assert_eq!(block, json!({ "type": "resource", "resource": resource }));
        let text = json!({ "type": "text", "text": "a" });
        let mut same = text.clone();
        without_audio(&mut same);
        assert_eq!(same, text);
    }
}
