import { ProblemError } from '../../../shared/rpc.ts'
import { printable } from './printable.ts'

export function notFound(what: 'server' | 'tool', name: string): ProblemError {
  return new ProblemError({ code: 'not-found', message: `There is no ${what} "${name}".` })
}

export function notGranted(server: string, key: string): ProblemError {
  return new ProblemError({
    code: 'not-found',
    message: `The server "${server}" has no grant "${printable(key, 200)}".`,
    hint: 'It may have been revoked already. Look at its grants.',
  })
}

export function withheld(why: string): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: `Nothing can be granted while its other grants are withheld: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
    hint: 'Look at its grants. Approve them, or revoke them, and then grant the new one.',
  })
}

export function notItsBytes(server: string): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: `The bytes of the server "${server}" are not those that were installed.`,
    hint: 'Remove it and add it again.',
  })
}
