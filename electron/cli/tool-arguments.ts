import { InvalidArgumentError } from 'commander'

/** The arguments of a tool from the words of a command line: JSON that is passed on as it is written, so that long numbers stay exact. */
export function toolArguments(text: string): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InvalidArgumentError(`It is not JSON: ${(error as Error).message}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidArgumentError('It must be a JSON object, for instance {"timezone":"UTC"}.')
  return text
}
