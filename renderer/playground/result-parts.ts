import { isObject } from './schema-words.ts'

/** One piece of a result, by how it can be shown. */
export type Part =
  | { kind: 'text'; text: string; from?: string }
  | { kind: 'image' | 'audio'; type: string; data: string; bytes: number; from?: string }
  | { kind: 'blob'; type: string; bytes: number; from: string }
  | { kind: 'link'; uri: string; name: string; description?: string; type?: string; bytes?: number }
  | { kind: 'other'; type: string; json: string }

export interface ResultParts {
  parts: Part[]
  /** What it says for programs, beside its parts. */
  structured?: unknown
  isError: boolean
}

/** Types that a page shows as pictures or sound and never as a document. */
const images = /^image\/(png|jpeg|gif|webp|avif|bmp)$/i
const sounds = /^audio\/(mpeg|mp3|wav|x-wav|wave|ogg|webm|aac|flac|mp4)$/i
const notBase64 = /[^A-Za-z0-9+/_-]/

/** MCP's CallToolResult in parts. It comes from a server: nothing in it is counted on. */
export function resultParts(result: unknown): ResultParts {
  if (!isObject(result)) return { parts: [other('result', result)], isError: false }
  const { content, structuredContent, isError } = result
  const known = Array.isArray(content)
  const parts = known ? content.map(partOf) : []
  if (!known && structuredContent === undefined) parts.push(other('result', result))
  return {
    parts,
    ...(structuredContent !== undefined && { structured: structuredContent }),
    isError: isError === true,
  }
}

function partOf(block: unknown): Part {
  if (!isObject(block)) return other('content', block)
  const { type, text, data, mimeType } = block
  if (type === 'text' && typeof text === 'string') return { kind: 'text', text }
  if ((type === 'image' || type === 'audio') && typeof data === 'string' && typeof mimeType === 'string')
    return media(mimeType, data) ?? other(type, block)
  if (type === 'resource_link' && typeof block['uri'] === 'string') return link(block['uri'], block)
  if (type === 'resource' && isObject(block['resource'])) return embedded(block['resource']) ?? other('resource', block)
  return other(typeof type === 'string' ? type : 'content', block)
}

function link(uri: string, { name, title, description, mimeType, size }: Record<string, unknown>): Part {
  const called = [title, name].find((one) => typeof one === 'string' && one !== '')
  return {
    kind: 'link',
    uri,
    name: typeof called === 'string' ? called : uri,
    ...(typeof description === 'string' && { description }),
    ...(typeof mimeType === 'string' && { type: mimeType }),
    ...(typeof size === 'number' && { bytes: size }),
  }
}

function embedded({ uri, text, blob, mimeType }: Record<string, unknown>): Part | undefined {
  const from = typeof uri === 'string' ? uri : 'resource'
  if (typeof text === 'string') return { kind: 'text', text, from }
  if (typeof blob !== 'string') return undefined
  const type = typeof mimeType === 'string' ? mimeType : 'application/octet-stream'
  const shown = media(type, blob)
  return shown ? { ...shown, from } : { kind: 'blob', type, bytes: sizeOf(blob.trimEnd()), from }
}

function media(type: string, given: string): (Part & { kind: 'image' | 'audio' }) | undefined {
  const kind = images.test(type) ? 'image' : sounds.test(type) ? 'audio' : undefined
  if (!kind) return undefined
  const data = given.replaceAll(/\s/g, '')
  const end = endOf(data)
  if (data.length - end > 2 || notBase64.test(data.slice(0, end))) return undefined
  return { kind, type: type.toLowerCase(), data, bytes: sizeOf(data) }
}

function sizeOf(data: string): number {
  return Math.floor((endOf(data) * 3) / 4)
}

/** Where the filling at the end of base64 begins. Texts have any length here: nothing is looked at twice. */
function endOf(data: string): number {
  let end = data.length
  while (data[end - 1] === '=') end--
  return end
}

function other(type: string, value: unknown): Part {
  return { kind: 'other', type, json: JSON.stringify(value, null, 2) ?? 'null' }
}

/** What a tree can be made of: what it says for programs, else the one text that is JSON, else the whole. */
export function treeOf(result: unknown, { parts, structured }: ResultParts): unknown {
  if (structured !== undefined) return structured
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'text' && /^\s*[[{]/.test(only.text)) {
    try {
      return JSON.parse(only.text)
    } catch {
      return result
    }
  }
  return result
}
