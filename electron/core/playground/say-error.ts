import type { ErrorObject } from 'ajv'
import { sayFormat } from './say-format.ts'

/** What ajv found, as a sentence for a person, and where. A field that should be there is named as if it were. */
export function sayError(error: ErrorObject): { at: string; message: string } {
  const { instancePath: at, keyword, params } = error
  if (keyword === 'required')
    return { at: `${at}/${pointed(params['missingProperty'])}`, message: 'It is required and missing.' }
  if (keyword === 'dependentRequired' || keyword === 'dependencies')
    return {
      at: `${at}/${pointed(params['missingProperty'])}`,
      message: `It is required beside ${quoted(params['property'])}.`,
    }
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const name = params['additionalProperty'] ?? params['unevaluatedProperty']
    return { at: `${at}/${pointed(name)}`, message: `The schema knows nothing of the name ${quoted(name)} here.` }
  }
  return { at, message: sentence(error) }
}

function sentence({ keyword, params, schema, data, message }: ErrorObject): string {
  const limit = Number(params['limit'])
  switch (keyword) {
    case 'type':
      return `It must be ${types(params['type'])}, and is ${typeOf(data)}.`
    case 'enum':
      return `It must be one of ${listed(params['allowedValues'])}.`
    case 'const':
      return `It must be ${quoted(params['allowedValue'])}.`
    case 'minLength':
      return data === ''
        ? 'It is empty: write something or remove it.'
        : `It must have at least ${counted(limit, 'character')}.`
    case 'maxLength':
      return `It must have at most ${counted(limit, 'character')}, and has ${[...String(data)].length}.`
    case 'pattern':
      return `It must match the pattern ${cut(String(params['pattern']))}.`
    case 'format':
      return `It must be ${sayFormat(String(params['format']))}.`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `It must be ${compared[String(params['comparison'])] ?? 'another number than'} ${limit}.`
    case 'multipleOf':
      return `It must be a multiple of ${String(params['multipleOf'])}.`
    case 'minItems':
      return `It must have at least ${counted(limit, 'item')}.`
    case 'maxItems':
      return `It must have at most ${counted(limit, 'item')}.`
    case 'uniqueItems':
      return `Items ${Number(params['j']) + 1} and ${Number(params['i']) + 1} are the same.`
    case 'contains':
      return 'It lacks an item that it must have.'
    case 'items':
    case 'additionalItems':
    case 'unevaluatedItems':
      return `It must have at most ${counted(Number(params['limit'] ?? params['len']), 'item')}.`
    case 'minProperties':
      return `It must have at least ${counted(limit, 'property', 'properties')}.`
    case 'maxProperties':
      return `It must have at most ${counted(limit, 'property', 'properties')}.`
    case 'propertyNames':
      return `The name ${quoted(params['propertyName'])} is not allowed here.`
    case 'not':
      return 'It is something that the schema excludes here.'
    case 'oneOf':
      if (params['passingSchemas']) return 'It fits more than one of the choices, where only one may fit.'
      return choice(params['branches'], schema)
    case 'anyOf':
      return choice(params['branches'], schema)
    case 'false schema':
      return 'The schema allows nothing here.'
    default:
      return `${message ? `It ${cut(message)}` : 'It does not fit the schema'}.`
  }
}

const compared: Record<string, string> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'more than',
  '<': 'less than',
}

/** A choice of plain types or values is said with these. */
function choice(branches: unknown, schema: unknown): string {
  const errors = Array.isArray(branches) ? (branches as ErrorObject[]) : []
  const root = errors[0]?.instancePath
  if (errors.length > 0 && errors.every(({ keyword, instancePath }) => keyword === 'type' && instancePath === root)) {
    const names = new Set(errors.flatMap(({ params }) => params['type'] as string | string[]))
    return `It must be ${types([...names])}, and is ${typeOf(errors[0]?.data)}.`
  }
  if (errors.length > 0 && errors.every(({ keyword }) => keyword === 'const'))
    return `It must be one of ${listed(errors.map(({ params }) => params['allowedValue'] as unknown))}.`
  const count = Array.isArray(schema) ? schema.length : 0
  return count > 0 ? `It fits none of the ${count} choices.` : 'It fits none of the choices.'
}

const names: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

function types(given: unknown): string {
  const all = (Array.isArray(given) ? given : [given]).map((one) => names[String(one)] ?? cut(String(one)))
  const last = all.pop() ?? 'something else'
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return names[typeof value] ?? 'nothing'
}

function listed(values: unknown): string {
  const all = Array.isArray(values) ? values.slice(0, 10).map(quoted) : []
  return `${all.join(', ')}${Array.isArray(values) && values.length > 10 ? ' and others' : ''}`
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function quoted(value: unknown): string {
  return cut(JSON.stringify(value) ?? '')
}

function cut(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** As a step of a JSON pointer. */
function pointed(name: unknown): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1')
}
