import { ProblemError } from '../../../shared/rpc.ts'
import { keepText } from '../sessions/exact-numbers.ts'

/** Arguments from their text, which is what the server will get: numbers of any length stay as they are written. */
export function readArguments(json: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new ProblemError({
      code: 'bad-request',
      message: `The arguments are not JSON: ${(error as Error).message}.`,
      hint: 'Write an object such as {"name": "value"}.',
    })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ProblemError({
      code: 'bad-request',
      message: 'The arguments are not an object.',
      hint: 'Write an object such as {"name": "value"}.',
    })
  keepText(value, json)
  return value as Record<string, unknown>
}
