export type Schema = Record<string, unknown>

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const types: Record<string, string> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  null: 'null',
}

export function typeWords(type: string): string {
  return types[type] ?? type
}

/** What one of several choices is called: by its own title, the name it is kept under, or what it is. */
export function choiceName(schema: unknown, resolve: (ref: string) => unknown): string {
  if (!isObject(schema)) return 'anything'
  const { title, $ref: ref, type } = schema
  if (typeof title === 'string' && title.trim()) return title
  if (typeof ref === 'string') {
    const target = resolve(ref)
    if (isObject(target) && typeof target['title'] === 'string' && target['title'].trim()) return target['title']
    return decodedEnd(ref)
  }
  if ('const' in schema) return JSON.stringify(schema['const'])
  const properties = isObject(schema['properties']) ? schema['properties'] : undefined
  const told = properties && Object.values(properties).find((one) => isObject(one) && typeof one['const'] === 'string')
  if (isObject(told)) return String(told['const'])
  if (properties && Object.keys(properties).length > 0) {
    const names = Object.keys(properties)
    return `object with ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`
  }
  if (type === 'array' && isObject(schema['items'])) return `list of ${choiceName(schema['items'], resolve)}`
  if (typeof type === 'string')
    return typeof schema['format'] === 'string' ? `${typeWords(type)}, ${schema['format']}` : typeWords(type)
  if (Array.isArray(schema['enum']))
    return schema['enum']
      .slice(0, 3)
      .map((one) => JSON.stringify(one))
      .join(' or ')
  return 'anything'
}

function decodedEnd(ref: string): string {
  const end = ref.split('/').at(-1) ?? ref
  try {
    return decodeURIComponent(end)
  } catch {
    return end
  }
}

const formats: Record<string, string> = {
  'date-time': 'date and time with its zone: 2026-01-31T12:00:00Z',
  date: 'date: 2026-01-31',
  time: 'time with its zone: 12:00:00Z',
  duration: 'duration: PT5M',
  uri: 'address with its scheme',
  email: 'e-mail address',
  uuid: 'UUID',
  ipv4: 'IPv4 address',
  ipv6: 'IPv6 address',
  hostname: 'name of a host',
  byte: 'base64',
  regex: 'regular expression',
}

/** What a field takes, in a few words, besides its description. */
export function limitsOf(schema: Schema): string[] {
  const said: string[] = []
  const format = schema['x-format']
  if (typeof format === 'string') said.push(formats[format] ?? format)
  if (schema['type'] === 'integer') said.push('whole number')
  const range = [schema['minimum'], schema['maximum']]
  if (typeof range[0] === 'number' && typeof range[1] === 'number') said.push(`${range[0]} to ${range[1]}`)
  else if (typeof range[0] === 'number') said.push(`at least ${range[0]}`)
  else if (typeof range[1] === 'number') said.push(`at most ${range[1]}`)
  if (typeof schema['maxLength'] === 'number') said.push(`at most ${schema['maxLength']} characters`)
  if (typeof schema['minItems'] === 'number' && schema['minItems'] > 0) said.push(`at least ${schema['minItems']}`)
  if (typeof schema['maxItems'] === 'number') said.push(`at most ${schema['maxItems']}`)
  if ('x-default' in schema) {
    const text = JSON.stringify(schema['x-default'])
    said.push(`default: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`)
  }
  return said
}
