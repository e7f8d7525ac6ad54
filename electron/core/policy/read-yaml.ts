import { parseDocument } from 'yaml'
import { ProblemError } from '../../../shared/rpc.ts'

/** A few are honest; many are how a small text becomes a huge one. */
const mostAliases = 20
/** Reading takes a time that grows with the square of the depth, on the host's own thread. */
const mostCharacters = 200_000
const deepest = 100

/** The data of one YAML 1.2 document. Throws ProblemError for what is none, for tags that name types, doubled keys and too many aliases. */
export function readYaml(text: string): unknown {
  try {
    if (text.length > mostCharacters) throw new Error('it is longer than 200,000 characters')
    if (depthOf(text) > deepest) throw new RangeError()
    const document = parseDocument(text, {
      schema: 'core',
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: true,
      logLevel: 'error',
    })
    // A tag that is not known is only a warning of the reader.
    const fault = document.errors[0] ?? document.warnings[0]
    if (fault) throw new Error(fault.message.split('\n')[0]?.replace(/:$/, ''))
    return document.toJS({ maxAliasCount: mostAliases })
  } catch (error) {
    // Also a RangeError: nested so deeply that the stack is full.
    const why = error instanceof RangeError ? 'it is nested too deeply' : (error as Error).message
    throw new ProblemError({
      code: 'bad-request',
      message: `This is no policy file that can be read: ${why.replace(/\.$/, '')}.`,
      hint: 'It should be YAML, as Wassette writes it, beginning with version: "1.0".',
    })
  }
}

/** At least how deep it is nested: brackets that are not closed, and dashes in one line. */
function depthOf(text: string): number {
  let open = 0
  let most = 0
  for (const [character] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (character === '[' || character === '{' ? 1 : -1))
    most = Math.max(most, open)
  }
  for (const [dashes] of text.matchAll(/(?:[-?:][ \t]+){20,}/g)) most = Math.max(most, dashes.length / 2)
  return most
}
