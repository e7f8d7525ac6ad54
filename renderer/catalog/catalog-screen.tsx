import { useState } from 'react'
import type { CatalogEntry } from '../../shared/catalog.ts'
import { Top } from '../frame/top.tsx'
import { chooseFile } from '../review/choose.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Search } from '../ui/search.tsx'
import { Segments } from '../ui/segments.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { CatalogDetail } from './catalog-detail.tsx'
import { CatalogList } from './catalog-list.tsx'
import { useCatalog } from './use-catalog.ts'

type Show = 'all' | 'missing'

/** Servers that can be installed: those that come with Belljar. */
export function CatalogScreen({ item }: { item?: string | undefined }) {
  const { entries, problem } = useCatalog()
  const [filter, setFilter] = useState('')
  const [show, setShow] = useState<Show>('all')
  const all = entries ?? []
  const missing = all.filter(({ installed }) => installed === undefined)
  const shown = (show === 'all' ? all : missing).filter((entry) => matches(entry, filter))
  // What was just installed stays in view, also where only the others are listed.
  const chosen = shown.find(({ name }) => name === item) ?? all.find(({ name }) => name === item) ?? shown[0]
  const clear = () => (setFilter(''), setShow('all'))
  return (
    <>
      <Top title="Catalog">
        {entries && (
          <span className="quiet cut">
            {all.length - missing.length} of {all.length} installed
          </span>
        )}
        <span className="push" />
        {all.length > 0 && (
          <>
            <Search label="Filter the catalog" placeholder="Filter by name or tool" value={filter} change={setFilter} />
            <Segments
              className="wide"
              label="Show"
              value={show}
              change={setShow}
              options={[
                { value: 'all', text: 'All', number: all.length },
                { value: 'missing', text: 'Not installed', number: missing.length },
              ]}
            />
          </>
        )}
        <Button className="starts" icon="plus" onClick={chooseFile}>
          Install a file…
        </Button>
      </Top>
      {problem && (
        <div className="block">
          <Trouble problem={problem} />
        </div>
      )}
      {entries &&
        (chosen ? (
          <div className="split clients-split">
            <div>
              {shown.length > 0 ? (
                <CatalogList entries={shown} chosen={chosen} />
              ) : (
                <NoMatch filter={filter} clear={clear} />
              )}
            </div>
            <CatalogDetail key={chosen.name} entry={chosen} />
          </div>
        ) : all.length === 0 ? (
          <Empty title="The catalog is empty" actions={<Button onClick={chooseFile}>Install a file…</Button>}>
            No servers came with this Belljar. A .wasm file can be dropped anywhere.
          </Empty>
        ) : (
          <NoMatch filter={filter} clear={clear} />
        ))}
    </>
  )
}

function NoMatch({ filter, clear }: { filter: string; clear: () => void }) {
  return (
    <Empty
      title={filter ? `Nothing matches “${filter}”` : 'All of them are installed'}
      actions={<Button onClick={clear}>Show the whole catalog</Button>}
    >
      {filter
        ? 'Names, descriptions and tools were searched.'
        : 'A server that is removed can be installed again here.'}
    </Empty>
  )
}

function matches({ name, title, description, tools }: CatalogEntry, filter: string): boolean {
  const all = [name, title, description, ...tools.flatMap((tool) => [tool.name, tool.title])].join('\n').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => all.includes(word))
}
