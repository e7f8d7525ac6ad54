import { useState } from 'react'
import type { Server } from '../../shared/domain.ts'
import { describeGrants } from '../../shared/grants.ts'
import { Empty } from '../ui/empty.tsx'
import { Search } from '../ui/search.tsx'
import { ToolBulk } from './tool-bulk.tsx'
import { ToolDetail } from './tool-detail.tsx'
import { ToolList } from './tool-list.tsx'

/** The tools beside the one that is looked at. */
export function ToolsTab({ server, item }: { server: Server; item?: string | undefined }) {
  const [filter, setFilter] = useState('')
  const { tools } = server
  if (tools.length === 0) {
    return (
      <Empty title={`${server.name} has no tools`}>
        {server.problem ? server.problem.message : 'It told Belljar of none when it was installed.'}
      </Empty>
    )
  }
  const shown = tools.filter(({ name, clientName, title }) =>
    `${name}\n${clientName}\n${title ?? ''}`.toLowerCase().includes(filter.toLowerCase()),
  )
  const chosen = tools.find(({ name }) => name === item) ?? shown[0] ?? tools[0]
  return (
    <div className="split tools-split">
      <div>
        <div className="bar slim">
          <Search label="Filter tools" placeholder="Filter tools" value={filter} change={setFilter} />
          <ToolBulk server={server} tools={shown} />
        </div>
        {shown.length === 0 ? (
          <Empty title={`No tool matches “${filter}”`} />
        ) : (
          <ToolList server={server} tools={shown} chosen={chosen} />
        )}
        <p className="quiet foot">
          What a tool does is declared by the server itself. What it can do is decided under Grants:{' '}
          {server.withheld ? 'nothing, they are withheld' : describeGrants(server.grants)}.
        </p>
      </div>
      {chosen && <ToolDetail key={chosen.name} server={server} tool={chosen} />}
    </div>
  )
}
