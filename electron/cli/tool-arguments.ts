import { InvalidArgumentError } from 'commander'

/** The arguments of a tool from the words of a command line. */
export function toolArguments(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InvalidArgumentError(`It is not JSON: ${(error as Error).message}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidArgumentError('It must be a JSON object, for instance {"timezone":"UTC"}.')
  return value as Record<string, unknown>
}
