import { ProblemError } from '../../../shared/rpc.ts'

/** Refuses what was asked about something that is not there. */
export function unknown(what: 'server' | 'tool' | 'call' | 'trap' | 'secret', id: string): never {
  throw new ProblemError({
    code: 'not-found',
    message: `There is no ${what} ${id}.`,
    hint:
      what === 'server'
        ? 'The list of servers has the names.'
        : `It may have been removed. Look at the list of ${what}s.`,
  })
}

/** Until it is made. */
export function later(): never {
  throw new ProblemError({ code: 'unavailable', message: 'Belljar cannot do this yet.' })
}
