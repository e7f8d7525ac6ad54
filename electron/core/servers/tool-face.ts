import type { ToolFace } from '../../../shared/domain.ts'
import { canonical } from './canonical.ts'
import type { Catalog } from './catalog.ts'

/** The kept tools that have a name; of two with the same name, the first. */
export function toolObjects(catalog: Catalog | undefined): Map<string, Record<string, unknown>> {
  const tools = new Map<string, Record<string, unknown>>()
  for (const tool of catalog?.tools ?? []) {
    if (typeof tool !== 'object' || tool === null || Array.isArray(tool)) continue
    const fields = tool as Record<string, unknown>
    const name = fields['name']
    if (typeof name === 'string' && name !== '' && !tools.has(name)) tools.set(name, fields)
  }
  return tools
}

/** The part of a tool that a model reads and a person approves. */
export function toolFace(name: string, tool: Record<string, unknown>): ToolFace {
  const { title, description, inputSchema, outputSchema, annotations } = tool
  return {
    name,
    ...(typeof title === 'string' && { title }),
    ...(typeof description === 'string' && { description }),
    inputSchema: inputSchema ?? null,
    ...(outputSchema !== undefined && { outputSchema }),
    ...(annotations !== undefined && { annotations }),
  }
}

export function toolFaces(catalog: Catalog | undefined): ToolFace[] {
  return [...toolObjects(catalog)].map(([name, tool]) => toolFace(name, tool))
}

/** The order of the keys does not count. */
export function sameFace(a: ToolFace, b: ToolFace): boolean {
  return canonical(a) === canonical(b)
}
