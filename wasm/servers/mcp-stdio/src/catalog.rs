use crate::arguments::check;
use crate::problem::Problem;
use crate::tool::{Outcome, Tool};
use serde_json::{Value, json};

/// Who serves, and what.
pub struct Server {
    pub name: &'static str,
    pub title: &'static str,
    pub version: &'static str,
    pub instructions: &'static str,
    pub tools: Vec<Tool>,
}

impl Server {
    pub fn info(&self) -> Value {
        json!({ "name": self.name, "title": self.title, "version": self.version })
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
        let args = params.get("arguments").filter(|args| !args.is_null()).unwrap_or(&none);
        Ok(match check(args, &tool.input).and_then(|()| (tool.run)(args)) {
            Ok(outcome) => succeeded(outcome),
            Err(sentence) => json!({ "content": [text(&sentence)], "isError": true }),
        })
    }
}

fn describe(tool: &Tool) -> Value {
    json!({
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": tool.input,
        "outputSchema": tool.output,
        "annotations": tool.annotations
    })
}

fn succeeded(outcome: Outcome) -> Value {
    let words = outcome.text.unwrap_or_else(|| format!("{:#}", outcome.structured));
    json!({ "content": [text(&words)], "structuredContent": outcome.structured })
}

fn text(words: &str) -> Value {
    json!({ "type": "text", "text": words })
}
