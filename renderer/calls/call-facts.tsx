import type { CallDetail } from '../../shared/records.ts'
import { hashOf } from '../route.ts'
import { Icon } from '../ui/icon.tsx'
import { useNow } from '../ui/now.ts'
import { Plain } from '../ui/plain.tsx'
import { OutcomeText } from '../ui/state.tsx'
import { callerName } from '../words/clients.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { ago, clock, day } from '../words/times.ts'

/** Whose call it was, and how it ended. */
export function CallFacts({ call }: { call: Omit<CallDetail, 'args' | 'altered'> }) {
  const words = outcomeWords(call.outcome)
  const now = useNow()
  return (
    <>
      <dl className="facts">
        <dt>Outcome</dt>
        <dd>
          {call.outcome === 'answered' ? (
            <span className="state running">
              <Icon name="ok" mark="running" />
              {words.word}
            </span>
          ) : (
            <OutcomeText words={words} />
          )}
        </dd>
        <dt>From</dt>
        <dd>
          <Plain text={callerName(call.client)} />
        </dd>
        <dt>At</dt>
        <dd>
          {clock(call.at, true)}{' '}
          <span className="quiet">{day(call.at) === day(now) ? ago(call.at, now) : day(call.at)}</span>
        </dd>
        {call.instance && (
          <>
            <dt>Instance</dt>
            <dd>
              <span className="mono">{call.instance}</span>{' '}
              <span className="quiet">{(call.startedMs ?? 0) > 0 ? 'started for this call' : 'was running'}</span>
            </dd>
          </>
        )}
      </dl>
      {call.outcome !== 'answered' && (
        <p className="second meaning">
          {call.reason ? <Plain text={call.reason} /> : words.meaning}{' '}
          {call.trap && (
            <a className="link" href={hashOf({ screen: 'traps', item: call.trap })}>
              Show the trap
            </a>
          )}
        </p>
      )}
    </>
  )
}
