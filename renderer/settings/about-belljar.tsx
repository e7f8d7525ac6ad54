import { useEffect, useState } from 'react'
import type { About } from '../../shared/catalog.ts'
import type { RuntimeState, Snapshot } from '../../shared/domain.ts'
import { ask } from '../connection.ts'
import { useMirror } from '../store/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { LicencesDialog } from './licences.tsx'

const origins = {
  WASMTIME: 'from the variable WASMTIME',
  cache: 'from the cache',
  download: 'downloaded',
  build: 'built here',
} as const

/** What runs here, where it keeps its data, and what it is made of. */
export function AboutBelljar({ snapshot }: { snapshot: Snapshot }) {
  const { version, home, mode, runtime } = snapshot
  const epoch = useMirror((state) => state.epoch)
  const [about, setAbout] = useState<About | null>(null)
  const [licences, setLicences] = useState(false)
  useEffect(() => {
    ask('app.about', null).then(setAbout, () => undefined)
  }, [epoch, runtime.kind])
  return (
    <section className="block stack" aria-label="About Belljar">
      <h2>About Belljar</h2>
      <dl className="facts wide-facts">
        <dt>Version</dt>
        <dd>
          {version}, {mode === 'desktop' ? 'desktop app' : 'in the browser'}
        </dd>
        <dt>Data folder</dt>
        <dd className="row wrap">
          <span className="mono path">{home}</span>
          <CopyButton only text={home} label="Copy the path" />
          {mode === 'desktop' && <Reveal what="data" label="Open the folder" />}
        </dd>
        {about && (
          <>
            <dt>Its own log</dt>
            <dd className="row wrap">
              <span className="mono path">{about.hostLog}</span>
              <CopyButton only text={about.hostLog} label="Copy the path of the log" />
              {mode === 'desktop' && <Reveal what="host-log" label="Show the log in its folder" />}
            </dd>
          </>
        )}
        <Runtime runtime={runtime} />
        {about && (
          <>
            <dt>Runs on</dt>
            <dd>{runsOn(about)}</dd>
          </>
        )}
        <dt>Licences</dt>
        <dd className="row wrap">
          Belljar is free under the Apache License 2.0.
          <Button small onClick={() => setLicences(true)}>
            Show all licences…
          </Button>
        </dd>
      </dl>
      {licences && <LicencesDialog close={() => setLicences(false)} />}
    </section>
  )
}

/** The shell opens these two and nothing else. */
function Reveal({ what, label }: { what: 'data' | 'host-log'; label: string }) {
  return <IconButton icon="open" label={label} small onClick={() => window.open(`belljar://reveal/${what}`)} />
}

function runsOn({ node, electron, chromium, sqlite, platform }: About): string {
  const parts = [electron && `Electron ${electron}`, chromium && `Chromium ${chromium}`, `Node ${node}`]
  return [platform, ...parts, `SQLite ${sqlite}`].filter(Boolean).join(', ')
}

function Runtime({ runtime }: { runtime: RuntimeState }) {
  return (
    <>
      <dt>wasmtime</dt>
      {runtime.kind === 'ready' ? (
        <dd>
          {runtime.version}, {origins[runtime.from]}
          <br />
          <span className="mono path quiet">{runtime.path}</span>
        </dd>
      ) : (
        <dd>{runtime.kind === 'failed' ? runtime.problem.message : 'is being prepared, see the top of this page'}</dd>
      )}
    </>
  )
}
