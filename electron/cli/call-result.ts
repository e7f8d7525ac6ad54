import { bytes } from './amounts.ts'

interface Block {
  type?: unknown
  text?: unknown
  data?: unknown
  mimeType?: unknown
  uri?: unknown
  name?: unknown
  resource?: { uri?: unknown; text?: unknown; blob?: unknown }
}

/** MCP's CallToolResult as text: its texts as they are, anything else named. Ends with a line break unless it is empty. */
export function textOfResult(result: unknown): string {
  const { content, structuredContent } = (result ?? {}) as { content?: unknown; structuredContent?: unknown }
  const blocks = Array.isArray(content) ? (content as Block[]) : []
  const parts = blocks.map(textOfBlock)
  if (parts.length === 0 && structuredContent !== undefined) parts.push(JSON.stringify(structuredContent, null, 2))
  return parts.map((part) => (part.endsWith('\n') ? part : `${part}\n`)).join('')
}

export function isError(result: unknown): boolean {
  return (result as { isError?: unknown } | null)?.isError === true
}

function textOfBlock({ type, text, data, mimeType, uri, name, resource }: Block): string {
  if (type === 'text' && typeof text === 'string') return text
  if (type === 'resource' && typeof resource?.text === 'string') return resource.text
  const about = [
    mimeType,
    resource?.uri ?? uri ?? name,
    typeof data === 'string' && bytes(Math.floor((data.length * 3) / 4)),
  ]
  const known = about.filter((one): one is string => typeof one === 'string')
  return `[${[typeof type === 'string' ? type : 'something', ...known].join(', ')}]`
}
