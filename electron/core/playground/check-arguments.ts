import type { Checked } from './check-messages.ts'
import type { Compiled } from './compile-schema.ts'
import { essential } from './essential-errors.ts'
import { sayError } from './say-error.ts'

/** A page shows no more, and one wrong list can have a problem per item. */
const most = 100

export function checkArguments(compiled: Compiled, json: string): Checked {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    return { problems: [{ at: '', message: `This is not JSON: ${(error as Error).message}.` }] }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problems: [{ at: '', message: 'Arguments are an object: {"name": "value"}.' }] }
  if ('unchecked' in compiled) return { problems: [], unchecked: compiled.unchecked }
  const { validate } = compiled
  try {
    if (validate(value) === true) return { problems: [] }
  } catch (error) {
    return { problems: [], unchecked: `Its schema cannot be used: ${(error as Error).message.slice(0, 300)}` }
  }
  const said = new Map<string, { at: string; message: string }>()
  for (const error of essential(validate.errors ?? [])) {
    const problem = sayError(error)
    said.set(`${problem.at}\n${problem.message}`, problem)
    if (said.size >= most) break
  }
  return { problems: [...said.values()] }
}
