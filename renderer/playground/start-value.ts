import { isObject } from './schema-words.ts'

/** Arguments to begin with: of what is required that for which the schema names a value. The rest is for the person to write. */
export function startValue(schema: unknown): Record<string, unknown> {
  if (!isObject(schema) || !isObject(schema['properties'])) return {}
  const { properties, required } = schema
  const names = Array.isArray(required) ? required : []
  return Object.fromEntries(
    names.flatMap((name): [string, unknown][] => {
      if (typeof name !== 'string' || !Object.hasOwn(properties as object, name)) return []
      const property = (properties as Record<string, unknown>)[name]
      if (!isObject(property)) return []
      if ('const' in property) return [[name, property['const']]]
      if ('default' in property) return [[name, property['default']]]
      const { examples } = property
      return Array.isArray(examples) && examples.length > 0 ? [[name, examples[0]]] : []
    }),
  )
}
