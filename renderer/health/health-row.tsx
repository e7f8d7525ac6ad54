import { Ago } from '../ui/ago.tsx'
import { AmountText } from '../ui/amount.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { ServerIcon } from '../ui/server-icon.tsx'
import { Strip } from '../ui/strip.tsx'
import { percent, sum } from '../words/activity.ts'
import { counted, duration } from '../words/amounts.ts'
import { healthWords, stripText, uptimeText } from '../words/health.ts'
import { safeText } from '../words/hidden.ts'
import type { Watched } from './health-screen.tsx'
import { useHistory } from './use-history.ts'

interface Props extends Watched {
  chosen: boolean
  stop: { 'data-stop': number; tabIndex: number; onFocus: () => void }
  open: (id: string) => void
}

const hours = 24
const slots = 24

export function HealthRow({ server, health, chosen, stop, open }: Props) {
  const history = useHistory(server.id, hours, slots, health.checkedAt)
  const { checkedAt, tookMs, lastFailure, uptime, checks } = health
  return (
    <tr className={chosen ? 'chosen' : undefined} aria-current={chosen || undefined} onClick={() => open(server.id)}>
      <td className="has-icon">
        <ServerIcon server={server} />
        <button type="button" className="row-name" data-id={server.id} {...stop}>
          <span className="name">{server.name}</span>
        </button>
      </td>
      <td>
        <HealthStateText health={health} />
      </td>
      <td className="num" title={uptime === null ? undefined : `${counted(checks, 'check')} in the last 24 h`}>
        {uptime === null ? <span className="quiet">none yet</span> : uptimeText(uptime)}
      </td>
      <td className="wide">{history && <Strip slots={history.checks} label={stripText(history.checks, hours)} />}</td>
      <td>
        {checkedAt === undefined || tookMs === undefined ? (
          <span className="quiet">none yet</span>
        ) : (
          <>
            <AmountText amount={duration(tookMs)} />
            <span className="quiet">
              , <Ago at={checkedAt} />
            </span>
          </>
        )}
      </td>
      <td className="num">
        <FailedCalls tools={history?.tools} />
      </td>
      <td className="wide" title={lastFailure && safeText(lastFailure.text)}>
        {lastFailure ? (
          <>
            <span className="second">
              <Plain text={lastFailure.text} />
            </span>
            <small>
              <Ago at={lastFailure.at} />
            </small>
          </>
        ) : (
          <span className="quiet">none known</span>
        )}
      </td>
    </tr>
  )
}

export function HealthStateText({ health }: { health: Watched['health'] }) {
  const { icon, tone, word, second } = healthWords(health)
  return (
    <>
      <span className={`state ${tone}`}>
        <Icon name={icon} {...(tone !== 'quiet' && { mark: tone })} />
        {word}
      </span>
      {second && (
        <small title={safeText(second)}>
          <Plain text={second} />
        </small>
      )}
    </>
  )
}

/** Over all tools, in the last 24 hours. */
function FailedCalls({ tools }: { tools: readonly { calls: number[]; failed: number[] }[] | undefined }) {
  if (!tools) return null
  const calls = sum(tools.map((tool) => sum(tool.calls)))
  if (calls === 0) return <span className="quiet">no calls</span>
  const failed = sum(tools.map((tool) => sum(tool.failed)))
  return <span title={`${failed} of ${counted(calls, 'call')} in the last 24 h failed`}>{percent(failed / calls)}</span>
}
