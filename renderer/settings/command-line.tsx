import { act } from '../act.ts'
import { useMirror } from '../store/store.ts'
import { Switch } from '../ui/switch.tsx'

/** Whether changes of grants from a terminal wait for an answer in this window. */
export function CommandLine() {
  const asks = useMirror((state) => state.snapshot?.settings.confirmCli ?? false)
  return (
    <section className="block stack" aria-label="Command line">
      <h2>Command line</h2>
      <div className="row setting">
        <Switch
          label="Ask here before the command line changes grants"
          on={asks}
          change={(confirmCli) => act('settings.set', { confirmCli })}
        />
        <span aria-hidden="true">Ask here before the command line changes grants</span>
      </div>
      <p className="quiet lead-text">
        {asks
          ? 'A change waits until you allow it in this window. Without a window it is refused.'
          : 'A change is made at once and announced here. An agent that may use a shell could make one.'}
      </p>
    </section>
  )
}
