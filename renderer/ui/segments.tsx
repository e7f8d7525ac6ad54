import { count } from '../words/amounts.ts'

interface Option<T extends string> {
  value: T
  text: string
  number?: number | undefined
  /** There may be more than `number`. */
  more?: boolean
  hint?: string
}

interface Props<T extends string> {
  label: string
  options: readonly Option<T>[]
  value: T
  change: (value: T) => void
  className?: string
}

/** One choice of a few that exclude each other. */
export function Segments<T extends string>({ label, options, value, change, className = '' }: Props<T>) {
  return (
    <div className={`segments ${className}`} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          title={option.hint}
          onClick={() => change(option.value)}
        >
          {option.text}{' '}
          {option.number !== undefined && (
            <small>
              {count(option.number)}
              {option.more && '+'}
            </small>
          )}
        </button>
      ))}
    </div>
  )
}
