import { Popover } from '@base-ui/react/popover'
import { useState, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { safeText } from '../words/hidden.ts'
import { dropNeed } from './drop-need.ts'
import { NeedLink } from './need-link.tsx'
import type { Need } from './needs.ts'

interface Props {
  needs: readonly Need[]
  trigger: ReactNode
  side: 'right' | 'top'
}

/** All that waits for the person, behind what the sidebar has room for. */
export function NeedsList({ needs, trigger, side }: Props) {
  const [open, setOpen] = useState(false)
  const droppable = needs.filter(({ drop }) => drop)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      {trigger}
      <Popover.Portal>
        <Popover.Positioner className="needs-place" side={side} align="end" sideOffset={8} collisionPadding={8}>
          <Popover.Popup className="needs-list">
            <div className="head">
              <Popover.Title render={<h2 />}>Needs you</Popover.Title>
              <span className="quiet">{needs.length}</span>
              {droppable.length > 1 && (
                <Button small bare className="push" onClick={() => droppable.forEach(dropNeed)}>
                  Dismiss {droppable.length}
                </Button>
              )}
            </div>
            <ul>
              {needs.map((need) => (
                <li key={need.key}>
                  <NeedLink need={need} onClick={() => setOpen(false)} />
                  {need.drop && (
                    <Button small bare aria-label={`Dismiss ${safeText(need.text)}`} onClick={() => dropNeed(need)}>
                      Dismiss
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
