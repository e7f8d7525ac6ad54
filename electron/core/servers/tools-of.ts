import type { Tool, ToolFace } from '../../../shared/domain.ts'
import { sameFace, toolFace, toolObjects } from './tool-face.ts'
import type { Catalog } from './catalog.ts'

interface Known {
  catalog?: Catalog | undefined
  /** Switched off, by their own names. */
  off: readonly string[]
  /** Names for clients, by their own names. */
  names: Readonly<Record<string, string>>
  /** What the person wrote instead, by their own names. */
  given?: Readonly<Record<string, { name?: string | undefined; description?: string | undefined }>> | undefined
  /** As approved; absent until the server said for the first time what it offers. */
  faces?: readonly { name: string }[] | undefined
}

/** A server's tools with what the person decided about each. */
export function toolsOf({ catalog, off, names, given, faces }: Known): Tool[] {
  const switchedOff = new Set(off)
  const approved = faces && new Map(faces.map((face) => [face.name, toolFace(face.name, { ...face })]))
  return [...toolObjects(catalog)].map(([name, tool]) => {
    const annotations = record(tool['annotations'])
    const instead = given && Object.hasOwn(given, name) ? given[name] : undefined
    const held = approved && heldBack(approved.get(name), toolFace(name, tool))
    return {
      name,
      clientName: instead?.name ?? ((Object.hasOwn(names, name) && names[name]) || name),
      ...text('title', tool['title'] ?? annotations?.['title']),
      ...text('description', tool['description']),
      inputSchema: tool['inputSchema'],
      ...(tool['outputSchema'] !== undefined && { outputSchema: tool['outputSchema'] }),
      ...(annotations && { annotations: hints(annotations) }),
      ...(instead && { given: { ...text('name', instead.name), ...text('description', instead.description) } }),
      enabled: !switchedOff.has(name),
      ...(held && { held }),
    }
  })
}

function heldBack(before: ToolFace | undefined, after: ToolFace): Tool['held'] {
  if (!before) return { after }
  return sameFace(before, after) ? undefined : { before, after }
}

function hints(annotations: Record<string, unknown>): NonNullable<Tool['annotations']> {
  const names = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'] as const
  return Object.fromEntries(
    names.filter((name) => typeof annotations[name] === 'boolean').map((name) => [name, annotations[name]]),
  )
}

function text<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  return typeof value === 'string' ? ({ [key]: value } as { [P in K]?: string }) : {}
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
