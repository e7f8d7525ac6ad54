use crate::args::Args;
use crate::check::check;
use crate::content::{Content, encode};
use crate::lenient::understand;
use crate::object::object;
use crate::problem::Problem;
use crate::tool::{Outcome, Tool};
use serde_json::{Value, json};

/// Who serves, and what.
pub struct Server {
    pub name: &'static str,
    pub title: &'static str,
    /// One line for people: what it is for.
    pub description: &'static str,
    pub version: &'static str,
    pub instructions: &'static str,
    /// A drawing as SVG that reads on light and on dark.
    pub icon: &'static str,
    /// It remembers things from call to call: it must not be stopped in between, nor shared between sessions.
    pub stateful: bool,
    pub tools: Vec<Tool>,
}

impl Server {
    pub fn info(&self) -> Value {
        json!({
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "version": self.version,
            "icons": self.icons()
        })
    }

    /// Enough to know which program answered.
    pub fn short_info(&self) -> Value {
        json!({ "name": self.name, "version": self.version })
    }

    pub fn capabilities(&self) -> Value {
        let mut capabilities = json!({ "tools": {} });
        if self.stateful {
            capabilities["experimental"] = json!({ "belljar": { "stateful": true } });
        }
        capabilities
    }

    /// Always in the same order, on one page.
    pub fn list(&self, params: &Value) -> Result<Value, Problem> {
        if params.get("cursor").is_some() {
            return Err(Problem::params("There is no such page: the list of tools has only one."));
        }
        Ok(json!({ "tools": self.tools.iter().map(describe).collect::<Vec<_>>() }))
    }

    /// A tool that fails answers with `isError`; only a call that names no tool is a protocol error.
    pub fn call(&self, params: &Value) -> Result<Value, Problem> {
        let name = params["name"].as_str().ok_or_else(|| Problem::params("tools/call needs the name of a tool."))?;
        let tool = self
            .tools
            .iter()
            .find(|tool| tool.name == name)
            .ok_or_else(|| Problem::params(format!("Unknown tool: {name}")))?;
        let none = json!({});
        let given = params.get("arguments").filter(|args| !args.is_null()).unwrap_or(&none);
        let understood = understand(given, &tool.input);
        let args = understood.as_ref().unwrap_or(given);
        Ok(match check(args, &tool.input).and_then(|()| (tool.run)(Args::new(args))) {
            Ok(outcome) => succeeded(outcome),
            Err(sentence) => json!({ "content": [Content::Text(sentence).into_json()], "isError": true }),
        })
    }

    fn icons(&self) -> Value {
        let src = format!("data:image/svg+xml;base64,{}", encode(self.icon.as_bytes()));
        json!([{ "src": src, "mimeType": "image/svg+xml", "sizes": ["any"] }])
    }
}

fn describe(tool: &Tool) -> Value {
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": tool.input,
        "outputSchema": tool.output,
        "annotations": tool.hints.to_json()
    })
}

/// Straight into bytes: through a formatter it takes several times as long.
fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn succeeded(outcome: Outcome) -> Value {
    let content =
        if outcome.content.is_empty() { vec![Content::Text(pretty(&outcome.structured))] } else { outcome.content };
    let content: Vec<Value> = content.into_iter().map(Content::into_json).collect();
    object([("content", content.into()), ("structuredContent", outcome.structured)])
}
