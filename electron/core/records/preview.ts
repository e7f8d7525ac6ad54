import type { Redactor } from './redactor.ts'
import { boundedJson } from './bounded-json.ts'
import { oneLine, previewLimit, redactAndCut } from './text.ts'

/** The first 200 characters of a text, redacted, on one line. */
export function preview(text: string, redactor: Redactor): string {
  return oneLine(redactAndCut(text, previewLimit, redactor, '…'))
}

/** What a person wants to see first of a CallToolResult: its words. Anything else is shown as JSON. */
export function resultText(result: unknown, limit: number): string {
  const content = (result as { content?: unknown } | null | undefined)?.content
  if (!Array.isArray(content) || content.length === 0) return boundedJson(result, limit).text
  const parts: string[] = []
  let length = 0
  for (const part of content as unknown[]) {
    if (length > limit) break
    const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown }
    const shown =
      typeof text === 'string' ? text.slice(0, limit) : `[${typeof type === 'string' ? type.slice(0, 40) : '?'}]`
    parts.push(shown)
    length += shown.length + 1
  }
  return parts.join(' ')
}
