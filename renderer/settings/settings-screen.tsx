import type { RuntimeState } from '../../shared/domain.ts'
import { act } from '../act.ts'
import { useMirror } from '../store/store.ts'
import { setTheme, useWindow, type Theme } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Segments } from '../ui/segments.tsx'
import { Top } from '../frame/top.tsx'
import { CommandLine } from './command-line.tsx'
import { Secrets } from './secrets.tsx'

const themes: { value: Theme; text: string }[] = [
  { value: 'system', text: 'As the system' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
]

export function SettingsScreen() {
  const snapshot = useMirror((state) => state.snapshot)
  const theme = useWindow((state) => state.theme)
  if (!snapshot) return null
  const { version, home, mode, runtime } = snapshot
  return (
    <>
      <Top title="Settings" />
      <div className="body">
        <section className="block" aria-label="Belljar">
          <dl className="facts wide-facts">
            <dt>Theme</dt>
            <dd>
              <Segments label="Theme" value={theme} change={setTheme} options={themes} />
            </dd>
            <dt>Version</dt>
            <dd>
              {version}, {mode === 'desktop' ? 'desktop app' : 'in the browser'}
            </dd>
            <dt>Data folder</dt>
            <dd className="row wrap">
              <span className="mono path">{home}</span>
              <CopyButton only text={home} label="Copy the path" />
            </dd>
            <Runtime runtime={runtime} />
          </dl>
        </section>
        <Secrets />
        <CommandLine />
        <section className="block stack" aria-label="Quit">
          <div>
            <Confirm
              trigger={<Button icon="power">Quit Belljar…</Button>}
              title="Quit Belljar?"
              does="Quit Belljar"
              keeps="Keep it running"
              act={() => act('app.quit', null)}
            >
              <p>
                Servers stop and calls that are running end with an error. Connected clients are told that Belljar was
                quit; a client that is started later starts Belljar again.
              </p>
            </Confirm>
          </div>
          <p className="quiet">
            Closing this {mode === 'desktop' ? 'window' : 'tab'} does not quit Belljar: clients go on using its servers.
          </p>
        </section>
      </div>
    </>
  )
}

const origins = {
  WASMTIME: 'from the variable WASMTIME',
  cache: 'from the cache',
  download: 'downloaded',
  build: 'built here',
} as const

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
