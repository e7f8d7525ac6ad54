import { useEffect, useId, useRef, useState } from 'react'
import { defaultLimits, type Server } from '../../shared/domain.ts'
import { useMirror } from '../store/store.ts'
import { TextInput } from '../ui/text-input.tsx'
import { setLimits } from './change-grants.ts'
import { limitRows, limitText, parseLimit, type LimitRow } from './limit-text.ts'
import { waitingChanges } from './settled.ts'

export function LimitsTable({ server }: { server: Server }) {
  const settled = useMirror((state) => state.settled[server.id])
  const waiting = server.stale > 0 && settled ? waitingChanges(server, settled).limits : []
  return (
    <section className="block" aria-label="Limits">
      <div className="head">
        <h2>It may use at most</h2>
      </div>
      <table className="table limits" aria-label="Limits">
        <colgroup>
          <col className="c-limit" />
          <col className="c-most" />
          <col />
        </colgroup>
        <thead className="sr">
          <tr>
            <th>Limit</th>
            <th>At most</th>
            <th>At the limit</th>
          </tr>
        </thead>
        <tbody>
          {limitRows.map((row) => (
            <tr key={row.name}>
              <td>{row.text}</td>
              <td className="most">
                {row.name === 'idleMs' && server.stateful ? (
                  <span className="quiet">no limit</span>
                ) : (
                  <LimitCell server={server} row={row} />
                )}
              </td>
              <td className="quiet cut">
                {waiting.includes(row.name) && <span className="tag">restart to apply</span>}{' '}
                {row.name === 'idleMs' && server.stateful
                  ? 'it keeps state: it stays as long as its client'
                  : server.limits[row.name] === defaultLimits[row.name]
                    ? row.held
                    : `usually ${limitText(row.unit, defaultLimits[row.name])}; ${row.held}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** A number that becomes a field when it is pressed. Enter keeps what was written, Esc what was before. */
function LimitCell({ server, row }: { server: Server; row: LimitRow }) {
  const now = limitText(row.unit, server.limits[row.name])
  const [text, setText] = useState<string | null>(null)
  const [mistake, setMistake] = useState<string | null>(null)
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const refocus = useRef(false)
  useEffect(() => {
    if (text !== null || !refocus.current) return
    refocus.current = false
    button.current?.focus()
  }, [text])
  const end = (focus: boolean) => {
    setText(null)
    setMistake(null)
    refocus.current = focus
  }
  const keep = async (focus: boolean) => {
    if (text === null) return
    if (text.trim() === now) return end(focus)
    const parsed = parseLimit(row, text)
    if ('mistake' in parsed) return setMistake(parsed.mistake)
    if (await setLimits(server.id, { [row.name]: parsed.value })) end(focus)
  }
  if (text === null) {
    return (
      <button
        type="button"
        className="button small"
        ref={button}
        aria-label={`${row.text}: ${now}. Change`}
        onClick={() => setText(now)}
      >
        {now}
      </button>
    )
  }
  return (
    <>
      <TextInput
        className="input limit-input"
        aria-label={row.text}
        autoFocus
        value={text}
        aria-invalid={mistake !== null}
        aria-describedby={mistake ? id : undefined}
        change={(next) => {
          setText(next)
          setMistake(null)
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => void keep(false)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void keep(true)
          else if (event.key === 'Escape') {
            event.preventDefault()
            event.stopPropagation()
            end(true)
          }
        }}
      />
      {mistake && (
        <p id={id} className="limit-mistake" role="alert">
          {mistake}
        </p>
      )}
    </>
  )
}
