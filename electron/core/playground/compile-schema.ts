import { Ajv, type Options, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

export type Compiled = { validate: ValidateFunction } | { unchecked: string }

/** Larger ones come of a mistake, or of somebody who wants the check to take long. */
const largest = 1_000_000

const options: Options = {
  strict: false,
  allErrors: true,
  // What the messages are made of.
  verbose: true,
  logger: false,
  addUsedSchema: false,
}

/** A tool's schema (JSON text), compiled by the dialect that it names: draft 7, or else 2020-12, which MCP takes where it names none. Nothing is fetched. */
export function compileSchema(text: string): Compiled {
  if (text.length > largest) return { unchecked: 'Its schema is longer than 1 MB, so what it says was not checked.' }
  const schema: unknown = JSON.parse(text)
  if (typeof schema !== 'object' || schema === null) return { unchecked: 'It has no schema that could be checked.' }
  const { $schema: dialect, ...rest } = schema as { $schema?: unknown }
  // Its own name must not collide with that of a dialect, and has no other use here.
  const old = typeof dialect === 'string' && /draft-0[4-7]/.test(dialect)
  try {
    return { validate: compile(rest, old, true) }
  } catch (error) {
    const said = (error as Error).message
    // Patterns that are no regular expressions with the u flag, as the standard wants them, often are without it.
    if (/regular expression/i.test(said)) {
      try {
        return { validate: compile(rest, old, false) }
      } catch {
        // The first error says more.
      }
    }
    return { unchecked: `Its schema cannot be used: ${sentence(said)}` }
  }
}

function compile(schema: object, old: boolean, unicodeRegExp: boolean): ValidateFunction {
  const ajv = new (old ? Ajv : Ajv2020)({ ...options, unicodeRegExp })
  addFormats.default(ajv)
  return ajv.compile(schema)
}

function sentence(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 300)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
