/** One call as others write it. `json` is the arguments' text; it is passed on as it is where that can be, so that long numbers stay exact. */
interface Call {
  server: string
  /** As clients see it. */
  clientName: string
  /** Its own name. */
  tool: string
  json: string
}

/** A request of MCP, as it goes over the wire. */
export function asRequest({ clientName, json }: Call): string {
  const name = JSON.stringify(clientName)
  return `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":${name},"arguments":${oneLine(json)}}}`
}

/** A command for a POSIX shell. */
export function asCommand({ server, tool, json }: Call): string {
  return ['belljar', 'call', quoted(server), quoted(tool), '--args', quoted(oneLine(json))].join(' ')
}

/** With a connected client of the official SDK. */
export function asTypeScript({ clientName, json }: Call): string {
  const indented = (json.trim() || '{}').replaceAll('\n', '\n  ')
  return `const result = await client.callTool({\n  name: ${JSON.stringify(clientName)},\n  arguments: ${indented},\n})\n`
}

function oneLine(json: string): string {
  return (json.trim() || '{}').replaceAll(/\s*[\r\n]+\s*/g, ' ')
}

/** Within single quotes a shell reads everything as it is. */
export function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
