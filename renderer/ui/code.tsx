import { tokens } from '../words/json-text.ts'
import { Plain } from './plain.tsx'

/** More than this is not drawn: a megabyte of text would make the window slow, and copying still gives all. */
const shown = 200_000

interface Props {
  text: string
  label: string
  json?: boolean
  /** Long lines break. */
  folded?: boolean
}

/** Text to read, not to edit. */
export function Code({ text, label, json, folded = true }: Props) {
  const cut = text.length > shown
  const visible = cut ? text.slice(0, shown) : text
  return (
    <pre className={folded ? 'code folded' : 'code'} tabIndex={0} role="region" aria-label={label}>
      {json ? (
        tokens(visible).map(({ kind, text: part }, index) => (
          <span key={index} className={kind || undefined}>
            <Plain text={part} />
          </span>
        ))
      ) : (
        <Plain text={visible} />
      )}
      {cut && <span className="hidden-char">cut here, copying gives all</span>}
    </pre>
  )
}
