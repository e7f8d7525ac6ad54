import type { MissingNeed } from '../../shared/grants.ts'
import { isAny } from '../../shared/missing-needs.ts'
import { counted } from '../words/amounts.ts'

/**
 * What a person must bring, in as few words as a column has room for: "a folder", "hosts", "a key". Hosts that the server names need
 * only a yes: they are said where nothing else is.
 */
export function shortNeeds(needs: readonly MissingNeed[]): string {
  const number = (of: (need: MissingNeed) => boolean) => needs.filter(of).length
  const several = (count: number, one: string, noun: string) => (count === 1 ? one : counted(count, noun))
  const everywhere = needs.some(({ suggest }) => suggest.kind === 'host' && isAny(suggest.pattern ?? ''))
  const secret = ({ suggest }: MissingNeed) => 'secret' in suggest && suggest.secret
  const nouns: [number, string][] = [
    [number(({ kind }) => kind === 'directory'), 'folder'],
    [number(secret), 'key'],
    [number((need) => (need.kind === 'environment' || need.kind === 'config') && !secret(need)), 'value'],
    [number(({ kind }) => kind === 'keyvalue'), 'store'],
  ]
  const parts = nouns.flatMap(([count, noun]) => (count === 0 ? [] : [several(count, `a ${noun}`, noun)]))
  const named = number(({ kind }) => kind === 'host')
  if (everywhere) parts.push('hosts')
  else if (parts.length === 0 && named > 0) parts.push(several(named, 'a host', 'host'))
  const last = parts.pop()
  return parts.length === 0 ? (last ?? '') : `${parts.join(', ')} and ${last}`
}
