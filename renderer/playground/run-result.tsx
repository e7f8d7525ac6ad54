import { hashOf } from '../route.ts'
import { Ago } from '../ui/ago.tsx'
import { OutcomeText } from '../ui/state.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { bytes, duration, written } from '../words/amounts.ts'
import { outcomeWords } from '../words/outcomes.ts'
import type { Ran } from './drafts.ts'
import { ResultView } from './result-view.tsx'
import { useOutcome } from './use-outcome.ts'

/** What came of a call from here. */
export function RunResult({ ran, server }: { ran: Exclude<Ran, { state: 'running' }>; server: string }) {
  if (ran.state === 'failed') {
    return (
      <div className="block">
        <Trouble problem={ran.problem} />
      </div>
    )
  }
  return (
    <div className="block">
      <ResultView key={ran.call} json={ran.json} head={<Head ran={ran} server={server} />} />
    </div>
  )
}

function Head({ ran, server }: { ran: Ran & { state: 'done' }; server: string }) {
  const { call, isError, cancelled, json, tookMs, at } = ran
  const derived = cancelled ? 'cancelled' : isError ? 'tool-error' : 'answered'
  const outcome = useOutcome(server, call) ?? derived
  return (
    <>
      <span role="status">
        <OutcomeText words={outcomeWords(outcome)} />
      </span>
      <span className="quiet">
        {written(duration(tookMs))} · {written(bytes(json.length))} · <Ago at={at} />
      </span>
      <a className="link" href={hashOf({ screen: 'calls', item: call })}>
        Show the call
      </a>
    </>
  )
}
