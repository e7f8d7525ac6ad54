import type { GrantPlan } from '../../shared/access.ts'
import type { Server } from '../../shared/domain.ts'
import { sayGrant, sayHeld, type Grant } from '../../shared/grants.ts'
import { count } from './amounts.ts'
import { limitWords } from './limit-words.ts'
import { missingWords } from './missing-words.ts'
import { oneLine } from './plain-text.ts'

/** What a server may do, how that is held, and its limits. */
export function showGrants({ name, grants, missing, withheld, limits }: Server): string {
  const head = grants.length === 0 ? `${name} is granted nothing.\n` : `${name} may:\n`
  const each = grants.map((grant) => `  ${oneLine(sayGrant(grant))}${store(grant)}.\n    ${oneLine(sayHeld(grant))}\n`)
  return [
    ...[head, ...each],
    withheld === undefined ? '' : `None of this is in force. ${oneLine(withheld)}\n`,
    missingWords({ name, missing }),
    `Limits: ${limitWords(limits).join(' ')}\n`,
  ].join('')
}

/** Once done. */
export function showGranted(plans: readonly Pick<GrantPlan, 'sentence' | 'held'>[], server: Server): string {
  const each = plans.map(({ sentence, held }) => `  ${oneLine(sentence)}.\n    ${oneLine(held)}\n`)
  return `${server.name} may now:\n${each.join('')}${showStale(server)}`
}

export function showRevoked(gone: readonly Grant[], server: Server): string {
  const each = gone.map((grant) => `  ${oneLine(sayGrant(grant))}.\n`)
  return `${server.name} may no longer:\n${each.join('')}${showStale(server)}`
}

/** Running instances keep what they were started with. */
export function showStale({ name, stale }: Server): string {
  if (stale === 0) return ''
  return `${count(stale, 'running instance keeps', 'running instances keep')} what it had: --restart makes it hold at once, so does belljar disable ${name} and enable.\n`
}

function store(grant: Grant): string {
  return grant.kind === 'keyvalue' ? `, up to ${Math.round(grant.quotaBytes / 1024 ** 2)} MB` : ''
}
