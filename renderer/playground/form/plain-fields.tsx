import type { FieldProps, WidgetProps } from '@rjsf/utils'
import { useState, type ReactNode } from 'react'
import { safeText } from '../../words/hidden.ts'
import { exactDigits, exactNumber, isNumberText, writeJson } from '../exact.ts'
import { readAny } from '../read-json.ts'
import { useWiring } from './wiring.ts'

/** Text grows with what is in it, as a line break must not be lost on the way. */
function TextArea({ value, change, mono }: { value: string; change: (text: string) => void; mono?: boolean }) {
  return (
    <textarea
      {...useWiring()}
      className={mono ? 'area grows mono' : 'area grows'}
      rows={1}
      value={value}
      spellCheck={false}
      autoCapitalize="none"
      autoCorrect="off"
      autoComplete="off"
      onChange={(event) => change(event.target.value)}
    />
  )
}

function shownText(value: unknown): string {
  if (value === undefined) return ''
  const digits = exactDigits(value)
  if (digits !== undefined) return digits
  return typeof value === 'string' ? value : writeJson(value, 0)
}

export function TextWidget({ value, onChange, required }: WidgetProps) {
  return (
    <TextArea mono value={shownText(value)} change={(text) => onChange(text === '' && !required ? undefined : text)} />
  )
}

/** As text, so that every digit stays. What is no number stays too, and is said to be none. */
export function NumberField({ formData, onChange, fieldPathId }: FieldProps) {
  const change = (text: string) =>
    onChange(text === '' ? undefined : isNumberText(text.trim()) ? exactNumber(text.trim()) : text, fieldPathId.path)
  return (
    <input
      {...useWiring()}
      className="input mono number"
      inputMode="decimal"
      autoComplete="off"
      value={shownText(formData)}
      onChange={(event) => change(event.target.value)}
    />
  )
}

/** A value of any kind. What is no JSON is text. */
export function AnyField({ formData, onChange, fieldPathId }: FieldProps) {
  const [text, setText] = useState(() => (formData === undefined ? '' : writeJson(formData)))
  const read = text.trim() === '' ? undefined : readAny(text)
  return (
    <>
      <TextArea
        mono
        value={text}
        change={(next) => {
          setText(next)
          if (next.trim() === '') return onChange(undefined, fieldPathId.path)
          const value = readAny(next)
          onChange('value' in value ? value.value : next, fieldPathId.path)
        }}
      />
      <span className="hint">{read && 'mistake' in read ? 'taken as text, as it is no JSON' : 'any JSON value'}</span>
    </>
  )
}

function Choice({ on, press, children }: { on: boolean; press: () => void; children: ReactNode }) {
  return (
    <button type="button" aria-pressed={on} onClick={press}>
      {children}
    </button>
  )
}

/** Pressing the chosen one again leaves the argument out. */
export function BooleanField({ formData, onChange, fieldPathId, required }: FieldProps) {
  const { 'aria-describedby': describedBy, 'aria-label': label } = useWiring()
  const press = (value: boolean) => onChange(formData === value && !required ? undefined : value, fieldPathId.path)
  return (
    <div
      className="segments"
      role="group"
      aria-label={label ?? safeText(String(fieldPathId.path.at(-1)))}
      aria-describedby={describedBy}
    >
      {[true, false].map((value) => (
        <Choice key={String(value)} on={formData === value} press={() => press(value)}>
          {String(value)}
        </Choice>
      ))}
    </div>
  )
}

export function NullField({ formData, onChange, fieldPathId, required }: FieldProps) {
  return (
    <div className="segments" role="group" aria-label={safeText(String(fieldPathId.path.at(-1)))}>
      <Choice
        on={formData === null}
        press={() => onChange(formData === null && !required ? undefined : null, fieldPathId.path)}
      >
        null
      </Choice>
    </div>
  )
}

export function SelectWidget({ value, onChange, options }: WidgetProps) {
  const { enumOptions = [] } = options
  const at = enumOptions.findIndex((option) => same(option.value, value))
  return (
    <select
      {...useWiring()}
      className="select"
      value={at}
      onChange={(event) => {
        const index = Number(event.target.value)
        onChange(index < 0 ? (value !== undefined && at < 0 ? value : undefined) : enumOptions[index]?.value)
      }}
    >
      <option value={-1}>
        {value !== undefined && at < 0 ? `${safeText(writeJson(value, 0))} (not one of these)` : 'not set'}
      </option>
      {enumOptions.map((option, index) => (
        <option key={index} value={index}>
          {option.value === '' ? '(empty text)' : safeText(String(option.value))}
        </option>
      ))}
    </select>
  )
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (exactDigits(b) !== undefined && Number(exactDigits(b)) === a)
}
