import type { Problem } from '../../../shared/domain.ts'
import type { GrantSuggestion, MissingNeed } from '../../../shared/grants.ts'

/** Why a server does not start before something is granted, with the words that grant it. */
export function sayLacking(server: string, missing: readonly MissingNeed[]): Problem {
  const first = missing[0]
  const what = missing.map(({ text }) => text).join(', ')
  const command = first ? `belljar grant ${server} ${words(first.suggest)}` : `belljar grants ${server}`
  return {
    code: 'unavailable',
    message: `${server} needs ${missing.length > 1 ? 'grants' : 'a grant'} first${what ? `: ${what}` : ''}.`,
    hint: `Give it in Belljar's window, or with: ${command}`,
  }
}

function words(grant: GrantSuggestion): string {
  switch (grant.kind) {
    case 'directory':
      return `dir ${grant.path ?? 'FOLDER'}${grant.access === 'write' ? ' --write' : ''}`
    case 'host':
      return `host ${grant.pattern ?? 'HOST'}`
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
