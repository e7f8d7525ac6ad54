import { Popover } from '@base-ui/react/popover'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { safeText } from '../words/hidden.ts'
import { dropNeed } from './drop-need.ts'
import { NeedLink } from './need-link.tsx'
import type { Need } from './needs.ts'
import { NeedsList } from './needs-list.tsx'

const shown = 4

/** At the foot of the sidebar; on the rail only a flag with a number. Both open the whole list. */
export function NeedsYou({ needs }: { needs: Need[] }) {
  if (needs.length === 0) return null
  const more = needs.length - shown
  return (
    <>
      <section className="needs" aria-label="Needs you">
        <h2>
          Needs you <span>{needs.length}</span>
        </h2>
        {needs.slice(0, shown).map((need) => (
          <div key={need.key} className="needs-item">
            <NeedLink need={need} />
            {need.drop && <Dismiss need={need} />}
          </div>
        ))}
        {more > 0 && (
          <NeedsList
            needs={needs}
            trigger={<Popover.Trigger className="needs-more">and {more} more</Popover.Trigger>}
            side="right"
          />
        )}
      </section>
      <div className="nav needs-rail">
        <NeedsList
          needs={needs}
          trigger={
            <Popover.Trigger title={`Needs you: ${needs.length}`}>
              <Icon name="flag" />
              <span className="sr">Needs you</span>
              <span className="count">{needs.length}</span>
            </Popover.Trigger>
          }
          side="right"
        />
      </div>
    </>
  )
}

function Dismiss({ need }: { need: Need }) {
  return <IconButton icon="close" label={`Dismiss ${safeText(need.text)}`} small onClick={() => dropNeed(need)} />
}
