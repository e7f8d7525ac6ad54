use crate::answered;
use mcp_tools::{Problem, Server};
use serde_json::{Value, json};

const VERSION: &str = "2026-07-28";
const ASKED: &str = "io.modelcontextprotocol/protocolVersion";
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";
const SERVER: &str = "io.modelcontextprotocol/serverInfo";
const SUBSCRIPTION: &str = "io.modelcontextprotocol/subscriptionId";

/// How long lists may be kept, in ms. They only change with the program.
const TTL: u32 = 3_600_000;

/// Whether a request speaks this revision's way, be it complete or not.
pub fn is_modern(params: &Value) -> bool {
    params["_meta"].get(ASKED).is_some() || params["_meta"].get(CAPABILITIES).is_some()
}

pub fn answer(server: &Server, id: &Value, method: &str, params: &Value) -> Vec<Value> {
    match check(&params["_meta"]).and_then(|()| dispatch(server, method, params)) {
        Ok(mut result) if method == "subscriptions/listen" => {
            // It stays open, and as nothing here ever changes, this is all that is ever said about it.
            result["_meta"] = json!({ SUBSCRIPTION: id });
            vec![json!({ "jsonrpc": "2.0", "method": "notifications/subscriptions/acknowledged", "params": result })]
        }
        Ok(mut result) => {
            result["resultType"] = json!("complete");
            // With every answer, so without what only a window shows.
            let info = if method == "server/discover" { server.info() } else { server.short_info() };
            result["_meta"] = json!({ SERVER: info });
            vec![answered(id, result)]
        }
        Err(problem) => vec![problem.answer(Some(id))],
    }
}

/// Every request carries its revision and what the client can do.
fn check(meta: &Value) -> Result<(), Problem> {
    let Some(asked) = meta[ASKED].as_str() else {
        return Err(Problem::params(format!("_meta lacks {ASKED}.")));
    };
    if asked != VERSION {
        let mut problem = Problem::new(-32022, format!("Revision {asked} is not spoken here in this way."));
        problem.data = Some(json!({ "supported": [VERSION], "requested": asked }));
        return Err(problem);
    }
    if !meta[CAPABILITIES].is_object() {
        return Err(Problem::params(format!("_meta lacks {CAPABILITIES}.")));
    }
    Ok(())
}

fn dispatch(server: &Server, method: &str, params: &Value) -> Result<Value, Problem> {
    match method {
        "server/discover" => Ok(cacheable(json!({
            "supportedVersions": [VERSION],
            "capabilities": server.capabilities(),
            "instructions": server.instructions
        }))),
        "tools/list" => server.list(params).map(cacheable),
        "tools/call" => server.call(params),
        "subscriptions/listen" => Ok(json!({ "notifications": {} })),
        _ => Err(Problem::no_method(method)),
    }
}

fn cacheable(mut result: Value) -> Value {
    result["ttlMs"] = json!(TTL);
    result["cacheScope"] = json!("public");
    result
}
