import { useId, useState } from 'react'
import type { Problem, Server, Tool } from '../../shared/domain.ts'
import { ResultBlock } from '../calls/payload.tsx'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import { hashOf } from '../route.ts'
import { want } from '../store/records.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { OutcomeText } from '../ui/state.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useOnce } from '../ui/use-once.ts'
import { duration, written } from '../words/amounts.ts'
import { outcomeWords } from '../words/outcomes.ts'
import { exampleArguments } from '../words/schema.ts'
import { parseArguments } from './parse-arguments.ts'

type Ran = { call: string; result: unknown } | { problem: Problem }

/** Calls the tool in a fresh instance, with the same limits that clients get. */
export function Runner({ server, tool }: { server: Server; tool: Tool }) {
  const [text, setText] = useState(() => JSON.stringify(exampleArguments(tool.inputSchema), null, 2))
  const [mistake, setMistake] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [ran, setRan] = useState<Ran | null>(null)
  const ids = { field: useId(), mistake: useId() }

  const run = async () => {
    const parsed = parseArguments(text)
    if ('mistake' in parsed) {
      setMistake(parsed.mistake)
      document.getElementById(ids.field)?.focus()
      return
    }
    setMistake(null)
    setBusy(true)
    setRan(null)
    try {
      setRan(await ask('tools.call', { id: server.id, tool: tool.name, args: parsed.args }))
    } catch (error) {
      setRan({ problem: problemOf(error) })
    }
    setBusy(false)
  }

  return (
    <>
      <div className="block stack">
        <label htmlFor={ids.field} className="head">
          <b>Try it</b>
          <span className="quiet cut">in a fresh instance, with arguments as JSON</span>
        </label>
        <textarea
          id={ids.field}
          className="area mono"
          rows={Math.min(12, Math.max(3, text.split('\n').length))}
          value={text}
          spellCheck={false}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : ids.mistake}
          onChange={(event) => setText(event.target.value)}
        />
        {mistake !== null && (
          <p className="state failed" id={ids.mistake} role="alert">
            {mistake}
          </p>
        )}
        <div className="row">
          <Button first icon="play" keys={`${ctrl} Enter`} busy={busy} onClick={() => void run()}>
            Run
          </Button>
          {busy && (
            <span className="quiet" role="status">
              at most {written(duration(server.limits.callMs))}
            </span>
          )}
        </div>
      </div>
      {ran && <RanResult ran={ran} server={server.id} />}
    </>
  )
}

function RanResult({ ran, server }: { ran: Ran; server: string }) {
  const id = 'call' in ran ? ran.call : ''
  useOnce(() => want('calls', server))
  const call = useMirror((state) => state.calls[server]?.find((each) => each.id === id))
  if ('problem' in ran) {
    return (
      <div className="block">
        <Trouble problem={ran.problem} />
      </div>
    )
  }
  const isError = (ran.result as { isError?: unknown } | null)?.isError === true
  return (
    <>
      <div className="block row" role="status">
        <OutcomeText words={outcomeWords(call?.outcome ?? (isError ? 'tool-error' : 'answered'))} />
        {call?.durationMs !== undefined && <span className="quiet">{written(duration(call.durationMs))}</span>}
        <a className="link push" href={hashOf({ screen: 'calls', item: ran.call })}>
          Show the call
        </a>
      </div>
      <ResultBlock json={JSON.stringify(ran.result) ?? 'null'} />
    </>
  )
}
