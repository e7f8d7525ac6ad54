import { askAndQuit } from '../end-calls.ts'
import { useMirror } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Top } from '../frame/top.tsx'
import { AboutBelljar } from './about-belljar.tsx'
import { CommandLine } from './command-line.tsx'
import { DefaultLimits } from './default-limits.tsx'
import { General } from './general.tsx'
import { Retention } from './retention.tsx'
import { Secrets } from './secrets.tsx'

/** Kept by the host: what is set here holds in all windows, and for `belljar settings`. */
export function SettingsScreen() {
  const snapshot = useMirror((state) => state.snapshot)
  if (!snapshot) return null
  const { mode, settings } = snapshot
  return (
    <>
      <Top title="Settings" />
      <div className="body settings">
        <General settings={settings} mode={mode} />
        <Secrets />
        <CommandLine />
        <DefaultLimits limits={settings.limits} />
        <Retention retention={settings.retention} />
        <AboutBelljar snapshot={snapshot} />
        <section className="block stack" aria-label="Quit">
          <div>
            <Button icon="power" onClick={() => void askAndQuit()}>
              Quit Belljar
            </Button>
          </div>
          <p className="quiet">All servers stop. A client that is started later starts Belljar again.</p>
          {(mode === 'browser' || settings.closeToTray) && (
            <p className="quiet">
              Closing this {mode === 'desktop' ? 'window' : 'tab'} does not quit Belljar: clients go on using its
              servers.
            </p>
          )}
        </section>
      </div>
    </>
  )
}
