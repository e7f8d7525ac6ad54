import { useState } from 'react'
import { go } from '../route.ts'
import { Search } from '../ui/search.tsx'
import { TimeSelect } from './time-select.tsx'
import { TrapList } from './trap-list.tsx'
import type { TimeSpan } from './trap-filter.ts'

/** The Traps tab of a server. */
export function ServerTraps({ server }: { server: string }) {
  const [find, setFind] = useState('')
  const [time, setTime] = useState<TimeSpan>('all')
  const clear = () => {
    setFind('')
    setTime('all')
  }
  return (
    <div className="left">
      <div className="bar">
        <Search label="Search traps" placeholder="Search traps" value={find} change={setFind} />
        <span className="push">
          <TimeSelect value={time} change={setTime} />
        </span>
      </div>
      <TrapList filter={{ server, find, time }} clear={clear} open={(item) => go({ screen: 'traps', item })} />
    </div>
  )
}
