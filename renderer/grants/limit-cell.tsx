import { useEffect, useId, useRef, useState } from 'react'
import { TextInput } from '../ui/text-input.tsx'
import { limitText, parseLimit, type LimitRow } from './limit-text.ts'

interface Props {
  row: LimitRow
  /** In bytes, ms or pieces. */
  value: number
  /** Whether it was taken. */
  set: (value: number) => Promise<boolean>
}

/** A number that becomes a field when it is pressed. Enter keeps what was written, Esc what was before. */
export function LimitCell({ row, value, set }: Props) {
  const now = limitText(row.unit, value)
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
    if (await set(parsed.value)) end(focus)
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
