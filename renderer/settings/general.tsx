import { editors, themes, type AppSettings, type Snapshot } from '../../shared/domain.ts'
import { setSetting } from '../act.ts'
import { Segments } from '../ui/segments.tsx'
import { Setting, SwitchSetting } from './setting.tsx'

const themeNames: Record<AppSettings['theme'], string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

const editorNames: Record<AppSettings['editor'], string> = {
  none: 'Show only the path',
  vscode: 'VS Code',
  cursor: 'Cursor',
  windsurf: 'Windsurf',
  zed: 'Zed',
  idea: 'IntelliJ IDEA',
}

/** How Belljar looks and behaves on this computer. */
export function General({ settings, mode }: { settings: AppSettings; mode: Snapshot['mode'] }) {
  const { theme, editor, probe, notify, closeToTray, autostart } = settings
  const desktop = mode === 'desktop'
  return (
    <section className="block stack" aria-label="General">
      <h2>General</h2>
      <dl className="facts wide-facts">
        <Setting label="Theme" hint="For all windows and tabs of this Belljar.">
          <Segments
            label="Theme"
            value={theme}
            change={(next) => void setSetting({ theme: next })}
            options={themes.map((value) => ({ value, text: themeNames[value] }))}
          />
        </Setting>
        <Setting label="Source links" hint="What a line of source code in a trap opens in.">
          <select
            className="select plain"
            aria-label="Source links"
            value={editor}
            onChange={(event) => {
              const chosen = editors.find((one) => one === event.target.value)
              if (chosen) void setSetting({ editor: chosen })
            }}
          >
            {editors.map((one) => (
              <option key={one} value={one}>
                {editorNames[one]}
              </option>
            ))}
          </select>
        </Setting>
      </dl>
      <SwitchSetting label="Check servers" on={probe} change={(on) => setSetting({ probe: on })}>
        {probe
          ? 'Every server that is on is asked once a minute whether it starts and lists its tools.'
          : 'Health shows only what was found out before, and what calls show.'}
      </SwitchSetting>
      <SwitchSetting label="Notifications" on={notify} change={(on) => setSetting({ notify: on })}>
        {notify
          ? 'The desktop app tells when a server fails three checks in a row, or its calls begin to fail.'
          : 'What happens is shown in this window only.'}
      </SwitchSetting>
      {desktop && (
        <SwitchSetting
          label="Stay when the window is closed"
          on={closeToTray}
          change={(on) => setSetting({ closeToTray: on })}
        >
          {closeToTray
            ? 'Closing the window leaves Belljar in the tray, and clients go on using its servers.'
            : 'Closing the window ends the desktop app. Clients that are connected start Belljar again without a window.'}
        </SwitchSetting>
      )}
      {autostart === null ? (
        <p className="quiet">
          {desktop
            ? 'Belljar cannot be started with this computer: there is no way to set that here.'
            : 'Starting Belljar with the computer can be set in the desktop app only.'}
        </p>
      ) : (
        <SwitchSetting label="Start with the computer" on={autostart} change={(on) => setSetting({ autostart: on })}>
          {autostart
            ? 'Belljar starts when you log in, without a window.'
            : 'Belljar starts when a client needs it, or when you open it.'}
        </SwitchSetting>
      )}
    </section>
  )
}
