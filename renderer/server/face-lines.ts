import type { ToolFace } from '../../shared/domain.ts'
import { planLines, type PlanLine } from '../words/plan-lines.ts'

/** What a model reads of a tool, part by part, each part in lines of its own. Keys of schemas in one order: it means nothing. */
export function faceText(face: ToolFace): string {
  const parts: [string, string | undefined][] = [
    ['name', face.name],
    ['title', face.title],
    ['description', face.description],
    ['arguments', asText(face.inputSchema)],
    ['result', asText(face.outputSchema)],
    ['annotations', asText(face.annotations)],
  ]
  return parts.flatMap(([part, text]) => (text === undefined ? [] : [`${part}: ${text}`])).join('\n')
}

/** The difference between what was approved and what it is now; all of it is new where nothing was approved. */
export function faceLines(held: { before?: ToolFace; after: ToolFace }): PlanLine[] {
  return planLines(held.before ? `${faceText(held.before)}\n` : null, `${faceText(held.after)}\n`)
}

/** The parts in which the two differ, for a sentence. */
export function changedParts({ before, after }: { before?: ToolFace; after: ToolFace }): string[] {
  if (!before) return []
  const parts = [
    ['name', before.name, after.name],
    ['title', before.title, after.title],
    ['description', before.description, after.description],
    ['arguments', before.inputSchema, after.inputSchema],
    ['result', before.outputSchema, after.outputSchema],
    ['annotations', before.annotations, after.annotations],
  ] as const
  return parts.filter(([, a, b]) => asText(a) !== asText(b)).map(([part]) => part)
}

function asText(value: unknown): string | undefined {
  return value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(sorted(value), null, 2)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
