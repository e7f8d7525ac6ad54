export interface Field {
  name: string
  type: string
  required: boolean
  description?: string
}

type Schema = Record<string, unknown>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The arguments of a tool as its input schema names them. Schemas come from the server: nothing in them is counted on. */
export function fieldsOf(schema: unknown): Field[] {
  if (!isSchema(schema) || !isSchema(schema['properties'])) return []
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(schema['properties']).map(([name, property]) => {
    const description = isSchema(property) ? property['description'] : undefined
    return {
      name,
      type: typeOf(property),
      required: required.includes(name),
      ...(typeof description === 'string' && { description }),
    }
  })
}

function typeOf(property: unknown): string {
  if (!isSchema(property)) return 'anything'
  const { type, items } = property
  if (Array.isArray(property['enum'])) return property['enum'].map((each) => JSON.stringify(each)).join(' or ')
  if (type === 'array') return isSchema(items) ? `list of ${typeOf(items)}` : 'list'
  if (Array.isArray(type)) return type.join(' or ')
  return typeof type === 'string' ? type : 'anything'
}

/** Arguments to start from: what is required, with the schema's own default or an empty value of its type. */
export function exampleArguments(schema: unknown): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  if (!isSchema(schema) || !isSchema(schema['properties'])) return given
  const properties = schema['properties']
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  for (const name of required) if (typeof name === 'string') given[name] = exampleOf(properties[name])
  return given
}

const empty: Record<string, unknown> = { string: '', number: 0, integer: 0, boolean: false, array: [], object: {} }

function exampleOf(property: unknown): unknown {
  if (!isSchema(property)) return null
  if ('default' in property) return property['default']
  const { enum: choices, examples, type } = property
  if (Array.isArray(choices)) return choices[0]
  if (Array.isArray(examples)) return examples[0]
  return typeof type === 'string' ? (empty[type] ?? null) : null
}
