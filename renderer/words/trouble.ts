import type { Server } from '../../shared/domain.ts'
import type { Activity, Health } from '../../shared/watching.ts'
import type { IconName } from '../ui/icon.tsx'
import type { Tab } from '../route.ts'
import { failedShare, percent, sum } from './activity.ts'
import { count, counted } from './amounts.ts'
import { isInTrouble } from './server-state.ts'

/** One thing about a server that wants a look. */
export interface TroubleLine {
  icon: IconName
  tone: 'failed' | 'trapped' | 'denied' | 'quiet'
  text: string
  /** What it is, in a sentence. */
  title: string
  /** Where it is told in full. */
  tab: Tab
}

export interface TroubleFacts {
  server: Server
  health: Health | undefined
  activity: Pick<Activity, 'calls' | 'failed'>
  /** It has traps that nobody looked at. */
  unseen: boolean
  /** Denials that nobody dismissed. */
  denied: number
}

/** From this share on, failed calls are worth a word; a single one is not. */
const manyFail = 0.05
const severalFail = 2

/** What wants a look comes first. */
export function troubleLines({ server, health, activity, unseen, denied }: TroubleFacts): TroubleLine[] {
  const lines: TroubleLine[] = []
  if (server.problem)
    lines.push({ icon: 'failed', tone: 'failed', text: 'unusable', title: server.problem.message, tab: 'about' })
  if (health?.state === 'failing')
    lines.push({
      ...{ icon: 'failed', tone: 'failed', tab: 'about' },
      text: counted(health.failures, 'failed check'),
      title: health.lastFailure?.text ?? 'It does not answer when it is checked.',
    })
  if (unseen) lines.push(traps(server, 'trapped'))
  if (denied > 0)
    lines.push({
      ...{ icon: 'denied', tone: 'denied', tab: 'grants' },
      text: `${count(denied)} denied`,
      title: `${counted(denied, 'denial')} that you did not look at`,
    })
  const share = failedShare(activity)
  const failed = sum(activity.failed)
  if (share !== null && share >= manyFail && failed >= severalFail)
    lines.push({
      ...{ icon: 'failed', tone: 'failed', tab: 'calls' },
      text: `${percent(share)} fail`,
      title: `${count(failed)} of ${counted(sum(activity.calls), 'call')} in the last 30 minutes failed`,
    })
  if (!unseen && server.trapCount > 0) lines.push(traps(server, 'quiet'))
  return lines
}

function traps({ trapCount }: Server, tone: 'trapped' | 'quiet'): TroubleLine {
  const text = counted(trapCount, 'trap')
  return { icon: 'trapped', tone, text, title: tone === 'quiet' ? `${text}, all seen` : text, tab: 'traps' }
}

/** Something about it wants a look now. */
export function wantsLook(facts: TroubleFacts): boolean {
  return isInTrouble(facts.server) || troubleLines(facts).some(({ tone }) => tone !== 'quiet')
}
