import { useId, type RefObject } from 'react'
import { Icon } from '../ui/icon.tsx'
import type { JsonMistake } from './read-json.ts'

interface Props {
  text: string
  change: (text: string) => void
  mistake: JsonMistake | undefined
  field: RefObject<HTMLTextAreaElement | null>
}

/** The arguments as they are sent. Whatever is typed stays; where it is no JSON is said with its place. */
export function JsonEditor({ text, change, mistake, field }: Props) {
  const id = useId()
  return (
    <div className="stack field-in">
      <textarea
        ref={field}
        className="area mono grows"
        rows={Math.min(16, Math.max(4, text.split('\n', 17).length))}
        value={text}
        spellCheck={false}
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        aria-label="Arguments as JSON"
        aria-invalid={mistake !== undefined}
        aria-describedby={mistake && `${id}-wrong`}
        onChange={(event) => change(event.target.value)}
      />
      {mistake && (
        <div className="mistake" id={`${id}-wrong`}>
          <Icon name="failed" mark="failed" />
          <p>{mistake.message}</p>
        </div>
      )}
    </div>
  )
}
