import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import type { Part } from './part.ts'
import { PartView } from './part-view.tsx'
import { shortNeeds } from './short-needs.ts'

/** What the server can do without, folded away until somebody wants it. */
export function MoreParts({ parts }: { parts: readonly Part[] }) {
  const [open, setOpen] = useState(false)
  if (parts.length === 0) return null
  return (
    <div className="stack more-parts">
      <div className="row">
        <Button bare small icon="right" className="more folds" aria-expanded={open} onClick={() => setOpen(!open)}>
          More
        </Button>
        {!open && (
          <span className="quiet cut">
            <Plain text={shortNeeds(parts.map(({ need }) => need))} />, if you like
          </span>
        )}
      </div>
      {open && parts.map((part, index) => <PartView key={index} {...part} />)}
    </div>
  )
}
