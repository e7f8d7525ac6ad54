import type { Problem } from '../../../shared/domain.ts'
import type { GrantSuggestion, MissingNeed } from '../../../shared/grants.ts'
import { isAny } from '../../../shared/missing-needs.ts'

/** Why a server does not start before something is granted, with the words that grant it. */
export function sayLacking(server: string, missing: readonly MissingNeed[]): Problem {
  const first = missing[0]
  const what = missing.map(({ text }) => text).join(', ')
  const or = missing.find(({ choice }) => choice)?.choice?.or.join(' or ')
  const instead = or === undefined ? '' : ` (or what it takes for ${or})`
  const command = first ? `belljar grant ${server} ${words(first.suggest)}` : `belljar grants ${server}`
  return {
    code: 'unavailable',
    message: `${server} needs ${missing.length > 1 ? 'grants' : 'a grant'} first${what ? `: ${what}${instead}` : ''}.`,
    hint: `Give it in Belljar's window, or with: ${command}`,
  }
}

function words(grant: GrantSuggestion): string {
  switch (grant.kind) {
    case 'directory':
      return `dir ${grant.path ?? 'FOLDER'}${grant.access === 'write' ? ' --write' : ''}`
    case 'host':
      // Whoever is to go anywhere may also go to one place.
      return `host ${grant.pattern === undefined || isAny(grant.pattern) ? 'HOST' : grant.pattern}`
    case 'environment':
      return grant.secret ? `secret NAME --as ${grant.name ?? 'VARIABLE'}` : `env ${grant.name ?? 'NAME'}=VALUE`
    case 'config':
      return `config ${grant.key ?? 'KEY'}=VALUE`
    case 'keyvalue':
      return 'keyvalue'
    default:
      return grant satisfies never
  }
}

export const stillPreparing: Problem = {
  code: 'unavailable',
  message: 'Belljar is still preparing what runs this server.',
  hint: 'Its window shows how far it is. Try again then.',
}

/** The handshake came to nothing. */
export function sayNotOpened(error: unknown): Problem {
  const said = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 300) : String(error)
  return { code: 'unavailable', message: `It did not open MCP: ${said}${/[.!?]$/.test(said) ? '' : '.'}` }
}
