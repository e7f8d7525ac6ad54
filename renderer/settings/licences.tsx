import { Dialog } from '@base-ui/react/dialog'
import { useDeferredValue, useEffect, useState } from 'react'
import type { Licence } from '../../shared/catalog.ts'
import type { Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { useRoving } from '../ui/roving.ts'
import { Search } from '../ui/search.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { counted } from '../words/amounts.ts'

/** All that Belljar is made of, each with the text of its licence. */
export function LicencesDialog({ close }: { close: () => void }) {
  const [licences, setLicences] = useState<Licence[] | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  useEffect(() => {
    ask('app.licences', null).then(setLicences, (error: unknown) => setProblem(problemOf(error)))
  }, [])
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog licences-dialog">
          <div className="head">
            <Dialog.Title className="dialog-title">Licences</Dialog.Title>
            {licences && <span className="quiet">{counted(licences.length, 'package')}</span>}
            <Dialog.Close className="button push">Close</Dialog.Close>
          </div>
          {problem && <Trouble problem={problem} />}
          {licences && <Licences licences={licences} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Licences({ licences }: { licences: readonly Licence[] }) {
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Licence | undefined>(licences[0])
  const words = useDeferredValue(filter).toLowerCase().split(/\s+/u)
  const shown = licences.filter(({ name, licence, text }) => {
    const all = `${name}\n${licence}\n${text}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
  const open = chosen && shown.includes(chosen) ? chosen : shown[0]
  const { listProps, stop } = useRoving<HTMLUListElement>(shown.length, open ? shown.indexOf(open) : 0)
  return (
    <>
      <Search
        label="Search licences"
        placeholder="Search names, licences and texts"
        value={filter}
        change={setFilter}
      />
      {open ? (
        <div className="licences">
          <ul className="list" aria-label="Packages" {...listProps}>
            {shown.map((one, index) => {
              const row = stop(index)
              return (
                <li key={`${one.name} ${one.version}`} className={one === open ? 'item chosen' : 'item'}>
                  <button
                    type="button"
                    className="pick"
                    aria-current={one === open || undefined}
                    {...row}
                    onFocus={() => {
                      row.onFocus()
                      setChosen(one)
                    }}
                    onClick={() => setChosen(one)}
                  >
                    {one.name} <span className="quiet">{one.version}</span>
                  </button>
                  <small className="quiet cut">{one.licence}</small>
                </li>
              )
            })}
          </ul>
          <pre className="code folded" tabIndex={0} role="region" aria-label={`Licence of ${open.name}`}>
            {open.text}
          </pre>
        </div>
      ) : (
        <p className="quiet">Nothing matches “{filter}”.</p>
      )}
    </>
  )
}
