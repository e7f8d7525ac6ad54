import { choiceName, isObject, type Schema } from './schema-words.ts'

/** What a form of more is, nobody reads; its fields are counted as if every choice were open. */
const mostFields = 250
const mostNodes = 4_000
const deepest = 30

export type Prepared = { schema: Schema } | { unfit: string }

/** Says nothing about what a form shows, or would be tried on the guest's terms (patterns) in this window. */
const dropped = new Set(
  '$schema $id $anchor $defs definitions $comment default examples const pattern patternProperties format uniqueItems if then else not dependentSchemas dependencies dependentRequired unevaluatedProperties unevaluatedItems contains propertyNames readOnly writeOnly deprecated prefixItems contentSchema'.split(
    ' ',
  ),
)

/**
 * A tool's schema as the form takes it: only what a form can show, every reference to a place in it under `definitions`, types that exclude
 * each other as choices. What the form leaves out still counts: arguments are checked with the schema itself.
 */
export function prepareSchema(given: unknown): Prepared {
  if (!isObject(given)) return { unfit: 'It has no schema that a form could be made from.' }
  try {
    const preparing = new Preparing(given)
    const schema = preparing.root()
    countFields(schema)
    return { schema }
  } catch (error) {
    if (error instanceof Unfit) return { unfit: error.message }
    return { unfit: 'Its schema cannot be read as a form.' }
  }
}

const choices = new Set(['anyOf', 'oneOf', 'allOf'])

class Unfit extends Error {}

class Preparing {
  readonly #root: Schema
  readonly #definitions = new Map<string, { key: string; schema: unknown }>()
  #nodes = 0

  constructor(root: Schema) {
    this.#root = root
  }

  root(): Schema {
    const whole = this.schema(this.#root, 0)
    const asObject =
      'properties' in whole || '$ref' in whole || 'anyOf' in whole || 'oneOf' in whole || 'allOf' in whole
    const schema = { ...whole, ...(!asObject && { properties: {} }), ...(!('$ref' in whole) && { type: 'object' }) }
    const definitions = Object.fromEntries([...this.#definitions.values()].map(({ key, schema: one }) => [key, one]))
    return { ...schema, definitions }
  }

  schema(given: unknown, depth: number): Schema {
    if (depth > deepest || ++this.#nodes > mostNodes) throw new Unfit('Its schema is too large or too deep for a form.')
    if (!isObject(given)) return anything({})
    const next = (one: unknown) => this.schema(one, depth + 1)
    const kept: Schema = Object.fromEntries(
      Object.entries(given).filter(([key]) => !dropped.has(key) && !choices.has(key)),
    )
    this.#keepHints(given, kept)
    if (typeof given['$ref'] === 'string') {
      const ref = this.#reference(given['$ref'], depth)
      return ref === undefined ? anything(kept) : { ...words(kept), $ref: ref }
    }
    delete kept['$ref']
    if (isObject(given['properties']))
      kept['properties'] = Object.fromEntries(
        Object.entries(given['properties'])
          .filter(([name]) => name !== '__proto__')
          .map(([name, one]) => [name, next(one)]),
      )
    if (isObject(given['additionalProperties'])) kept['additionalProperties'] = next(given['additionalProperties'])
    if (Array.isArray(given['required']))
      kept['required'] = given['required'].filter((name) => typeof name === 'string')
    else delete kept['required']
    for (const key of ['anyOf', 'oneOf', 'allOf'] as const) {
      const list = given[key]
      if (Array.isArray(list) && list.length > 0)
        kept[key] = list.map((one) => (key === 'allOf' ? next(one) : this.#named(one, next(one))))
    }
    const { const: only } = given
    if ('const' in given) kept['enum'] = [only]
    if (!Array.isArray(kept['enum']) || kept['enum'].length === 0) delete kept['enum']
    else if (kept['enum'].some((one) => typeof one === 'object' && one !== null)) return anything(words(kept))
    return this.#typed(given, kept, depth)
  }

  #typed(given: Schema, kept: Schema, depth: number): Schema {
    const types = [given['type']].flat().filter((one): one is string => typeof one === 'string')
    if (Array.isArray(kept['enum'])) {
      delete kept['type']
      return { ...kept, type: 'string' }
    }
    if (types.length > 1) {
      const branches = types.map((type) => this.#named({ type }, this.schema({ ...given, type }, depth + 1)))
      return { ...words(kept), anyOf: branches.map(withoutWords) }
    }
    const type = types[0] ?? impliedType(given)
    if (type === undefined) return 'anyOf' in kept || 'oneOf' in kept || 'allOf' in kept ? kept : anything(words(kept))
    if (type === 'array') {
      // Lists whose items differ by place are written as JSON.
      if (Array.isArray(given['prefixItems']) || Array.isArray(given['items'])) return anything(words(kept))
      const items = this.schema(given['items'] ?? {}, depth + 1)
      const start = items['type'] === 'string' && !items['enum'] ? { default: '' } : {}
      return { ...kept, type, items: { ...items, ...start } }
    }
    delete kept['items']
    return { ...kept, type }
  }

  /** The default is said, not filled in: the server has it anyway. */
  #keepHints(given: Schema, kept: Schema): void {
    if (given['default'] !== undefined && given['default'] !== null) kept['x-default'] = given['default']
    if (typeof given['format'] === 'string') kept['x-format'] = given['format']
    if (typeof kept['title'] !== 'string') delete kept['title']
    if (typeof kept['description'] !== 'string') delete kept['description']
  }

  #named(given: unknown, prepared: Schema): Schema {
    return { ...prepared, 'x-choice': choiceName(given, (ref) => resolve(this.#root, ref)) }
  }

  /** Undefined: it leads nowhere in this schema. */
  #reference(ref: string, depth: number): string | undefined {
    const known = this.#definitions.get(ref)
    if (known) return `#/definitions/${known.key}`
    const target = resolve(this.#root, ref)
    if (target === undefined) return undefined
    const key = `d${this.#definitions.size}`
    const entry = { key, schema: {} as unknown }
    this.#definitions.set(ref, entry)
    entry.schema = this.schema(target, depth + 1)
    return `#/definitions/${key}`
  }
}

/** By JSON pointer, or by `$anchor` or `$id` where that stands in it. */
function resolve(root: Schema, ref: string): unknown {
  if (ref === '#' || ref === root['$id']) return root
  if (!ref.startsWith('#/')) return undefined
  let at: unknown = root
  for (const step of ref.slice(2).split('/')) {
    const key = unescaped(step)
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Schema)[key]
  }
  return at
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return step
  }
}

function impliedType(schema: Schema): string | undefined {
  if ('properties' in schema || 'additionalProperties' in schema || 'required' in schema) return 'object'
  if ('items' in schema || 'prefixItems' in schema) return 'array'
  return undefined
}

/** A value of any kind, written as JSON. */
function anything(kept: Schema): Schema {
  return { ...words(kept), 'x-any': true }
}

function words(schema: Schema): Schema {
  return Object.fromEntries(
    ['title', 'description', 'x-default', 'x-format', 'x-choice']
      .filter((key) => key in schema)
      .map((key) => [key, schema[key]]),
  )
}

function withoutWords(schema: Schema): Schema {
  const { ...rest } = schema
  delete rest['description']
  delete rest['title']
  delete rest['x-default']
  return rest
}

/** Refuses what would be drawn with too many fields, following references as the form does: not within themselves. */
function countFields(root: Schema): void {
  const definitions = root['definitions'] as Record<string, Schema>
  let fields = 0
  let steps = 0
  const walk = (schema: Schema, within: readonly string[]): void => {
    if (++steps > 20_000) throw new Unfit('Its schema refers to itself in too many ways for a form.')
    const ref = schema['$ref']
    if (typeof ref === 'string') {
      const key = ref.slice('#/definitions/'.length)
      const target = definitions[key]
      if (target && !within.includes(key)) walk(target, [...within, key])
      return
    }
    for (const one of Object.values((schema['properties'] ?? {}) as Record<string, Schema>)) {
      if (++fields > mostFields) throw new Unfit(`Its schema has more than ${mostFields} fields, too many for a form.`)
      walk(one, within)
    }
    for (const key of ['items', 'additionalProperties']) if (isObject(schema[key])) walk(schema[key], within)
    for (const key of ['anyOf', 'oneOf', 'allOf']) for (const one of (schema[key] ?? []) as Schema[]) walk(one, within)
  }
  walk(root, [])
}
