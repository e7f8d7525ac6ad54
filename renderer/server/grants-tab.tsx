import type { Server } from '../../shared/domain.ts'
import { Denials } from '../grants/denials.tsx'
import { GrantList } from '../grants/grant-list.tsx'
import { HeldAside } from '../grants/held-aside.tsx'
import { LimitsTable } from '../grants/limits-table.tsx'
import { MissingNeeds } from '../switch-on/missing-needs.tsx'
import { RestartBanner } from '../grants/restart-banner.tsx'
import { Withheld } from '../grants/withheld.tsx'

/** What it may touch and use, what it tried beyond that, and how it is held. */
export function GrantsTab({ server }: { server: Server }) {
  return (
    <>
      <Withheld server={server} />
      <RestartBanner server={server} />
      <div className="cols grants-cols">
        <div role="region" aria-label={`What ${server.name} may do`} tabIndex={0}>
          <MissingNeeds server={server} />
          <Denials server={server} />
          <GrantList server={server} />
          <LimitsTable server={server} />
        </div>
        <HeldAside server={server} />
      </div>
    </>
  )
}
