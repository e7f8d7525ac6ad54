interface Props<T extends string> {
  label: string
  options: readonly { value: T; text: string; number?: number | undefined; hint?: string }[]
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
          {option.text} {option.number !== undefined && <small>{option.number}</small>}
        </button>
      ))}
    </div>
  )
}
