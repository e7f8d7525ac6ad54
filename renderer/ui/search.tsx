import { Icon } from './icon.tsx'

interface Props {
  label: string
  placeholder: string
  value: string
  change: (value: string) => void
}

/** The filter of a page: `/` goes to it, Esc clears it, then leaves it. */
export function Search({ label, placeholder, value, change }: Props) {
  return (
    <div className="search">
      <Icon name="search" />
      <input
        className="input"
        type="search"
        placeholder={placeholder}
        aria-label={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          if (value) change('')
          else leave(event.currentTarget)
        }}
      />
      {!value && <kbd aria-hidden="true">/</kbd>}
    </div>
  )
}

/** To the list that is filtered, so that the keys go on working there. */
function leave(field: HTMLInputElement): void {
  field.blur()
  document.querySelector<HTMLElement>('#main [data-stop][tabindex="0"]')?.focus()
}
