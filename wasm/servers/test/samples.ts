interface Schema {
  type?: string | string[]
  enum?: unknown[]
  minimum?: number
  minItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

/** Something small that a schema allows: of an object what is required. */
export function sample(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  const [type] = typesOf(schema)
  switch (type) {
    case 'string':
      return 'x'
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return false
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}))
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]))
    default:
      return {}
  }
}

/** Something that a schema's types do not allow; undefined where they allow everything. */
export function wrong(schema: Schema): unknown {
  const types = typesOf(schema)
  if (types.length === 0) return undefined
  if (!types.includes('object')) return { a: 1 }
  return types.includes('array') ? 'x' : ['x']
}

function typesOf({ type }: Schema): string[] {
  return type === undefined ? [] : [type].flat()
}
