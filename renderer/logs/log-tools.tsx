import { useEffect, useRef, useState } from 'react'
import { Button, IconButton } from '../ui/button.tsx'
import { MoreMenu } from '../ui/menu.tsx'
import { Search } from '../ui/search.tsx'
import { count } from '../words/amounts.ts'
import { ExportMenu } from './export-menu.tsx'
import type { Format } from './export.ts'
import { copyLines } from './copy-chosen.ts'
import type { LogTail } from './tail.ts'
import { usePart } from './use-tail.ts'

interface Props {
  tail: LogTail
  find: string
  setFind: (find: string) => void
  hits: { count: number; exact: boolean } | undefined
  wrap: boolean
  setWrap: (wrap: boolean) => void
  save: (format: Format) => void
}

/** What is done with the lines: search, follow, wrap, take along. */
export function LogTools({ tail, find, setFind, hits, wrap, setWrap, save }: Props) {
  const following = usePart(tail, (view) => view.following)
  return (
    <>
      <FindField find={find} setFind={setFind} />
      <span className="quiet wide hits">
        {find !== '' &&
          hits &&
          `${count(hits.count)}${hits.exact ? '' : ' or more'} ${hits.count === 1 ? 'hit' : 'hits'}`}
      </span>
      <span className="row push">
        <Button
          icon="follow"
          data-key="f"
          aria-pressed={following}
          onClick={() => (following ? tail.pause() : tail.follow())}
        >
          Follow
        </Button>
        <IconButton
          icon="wrap"
          label="Wrap lines"
          bare={false}
          data-key="w"
          aria-pressed={wrap}
          onClick={() => setWrap(!wrap)}
        />
        <ExportMenu save={save} />
        <MoreMenu
          label="More about these lines"
          items={[
            { text: 'Copy the lines held here', icon: 'copy', act: () => void copyLines(tail.view().lines) },
            { text: 'Go to the oldest line', icon: 'logs', act: () => tail.go('oldest') },
            { text: 'Go to the newest line', icon: 'follow', act: () => tail.follow() },
            { text: 'Export as NDJSON', icon: 'export', apart: true, act: () => save('ndjson') },
            { text: 'Export as text', icon: 'export', act: () => save('text') },
          ]}
        />
      </span>
    </>
  )
}

/** Searching asks the host, so it waits until the typing rests. */
function FindField({ find, setFind }: { find: string; setFind: (find: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Whoever has left must not be brought back by what was typed last.
  useEffect(() => () => clearTimeout(timer.current), [])
  const settle = (text: string) => {
    setFind(text)
    setTyped((now) => (now === text ? null : now))
  }
  return (
    <Search
      label="Search all lines"
      placeholder="Search all lines"
      value={typed ?? find}
      change={(text) => {
        setTyped(text)
        clearTimeout(timer.current)
        if (text === '') settle(text)
        else timer.current = setTimeout(() => settle(text), 200)
      }}
    />
  )
}
