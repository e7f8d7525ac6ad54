import { useMemo, useRef, useState } from 'react'
import type { Server, Tool } from '../../shared/domain.ts'
import { ctrl } from '../frame/keys.ts'
import { Button } from '../ui/button.tsx'
import { Plain } from '../ui/plain.tsx'
import { ArgumentsHead } from './arguments-head.tsx'
import { changeDraft, draftKey, useDraft } from './drafts.ts'
import { firstOf, focusAt } from './focus-at.ts'
import { FormPane } from './form-pane.tsx'
import { JsonEditor } from './json-editor.tsx'
import { prepareSchema } from './prepare-schema.ts'
import { ProblemList } from './problem-list.tsx'
import { readJson } from './read-json.ts'
import { RunResult } from './run-result.tsx'
import { Running } from './running.tsx'
import { cancelRun, runTool } from './run-tool.ts'
import { checkNow, useCheck, type Checked } from './use-check.ts'

/** Longer arguments are edited as text only. */
const longestForm = 200_000

/** Arguments as a form or as JSON, a call in a fresh instance, and what came of it. */
export function Playground({ server, tool }: { server: Server; tool: Tool }) {
  const key = draftKey(server.id, tool.name)
  const draft = useDraft(key, tool.inputSchema)
  const prepared = useMemo(() => prepareSchema(tool.inputSchema), [tool.inputSchema])
  const read = useMemo(() => readJson(draft.text), [draft.text])
  const mistake = 'mistake' in read ? read.mistake : undefined
  const looked = useCheck(server.id, tool.name, draft.text, !mistake)
  const [tried, setTried] = useState<Checked>()
  const [broken, setBroken] = useState(false)
  const editor = useRef<HTMLTextAreaElement>(null)

  const unfit =
    'unfit' in prepared
      ? prepared.unfit
      : broken
        ? 'A form cannot be made of its schema.'
        : draft.text.length > longestForm
          ? 'The arguments are too long for a form.'
          : undefined
  const as = unfit !== undefined || mistake ? 'json' : draft.as
  const checked = tried?.text === draft.text ? tried : looked
  const found = mistake ? [] : (checked?.problems ?? [])
  // Before the first try nobody has forgotten anything yet.
  const problems = tried ? found : found.filter(({ message }) => !message.startsWith('It is required'))
  const ran = draft.ran
  const running = ran?.state === 'running' ? ran : undefined

  const put = (text: string) => changeDraft(key, draft, { text })
  const start = () => void runTool(key, draft, server.id, tool.name)
  const run = async () => {
    if (mistake) {
      editor.current?.focus()
      editor.current?.setSelectionRange(mistake.offset, mistake.offset)
      return
    }
    const now =
      looked?.text === draft.text ? looked : await checkNow(server.id, tool.name, draft.text).catch(() => undefined)
    if (!now || now.problems.length === 0) return start()
    setTried(now)
    setTimeout(() => focusAt(firstOf(now.problems)), 30)
  }

  return (
    <>
      <div className="block stack playground">
        <ArgumentsHead
          server={server}
          tool={tool}
          draft={draft}
          as={as}
          unfit={unfit}
          problems={problems.length}
          choose={(next) => changeDraft(key, draft, { as: next, revision: draft.revision + 1 })}
        />
        {draft.note !== undefined && <p className="second">{draft.note}</p>}
        {unfit !== undefined && (
          <p className="quiet">
            <Plain text={unfit} /> Write the arguments as JSON.
          </p>
        )}
        {as === 'form' && 'schema' in prepared ? (
          <FormPane
            key={draft.revision}
            schema={prepared.schema}
            text={draft.text}
            change={put}
            problems={problems}
            broke={() => setBroken(true)}
          />
        ) : (
          <JsonEditor text={draft.text} change={put} mistake={mistake} field={editor} />
        )}
        <ProblemList problems={problems} inJson={as === 'json'} />
        {checked?.unchecked !== undefined && !mistake && (
          <p className="quiet">
            Not checked. <Plain text={checked.unchecked} />
          </p>
        )}
      </div>
      <div className="block row wrap run-bar">
        <Button first icon="play" keys={`${ctrl} Enter`} busy={running !== undefined} onClick={() => void run()}>
          Run
        </Button>
        {running ? (
          <Running running={running} limitMs={server.limits.callMs} cancel={() => cancelRun(key, draft)} />
        ) : tried && problems.length > 0 ? (
          <>
            <Button onClick={start}>Run anyway</Button>
            <span className="quiet cut">the server gets the arguments as they are</span>
          </>
        ) : (
          <span className="quiet cut">in a fresh instance, with this server’s grants and limits</span>
        )}
      </div>
      {ran && ran.state !== 'running' && <RunResult ran={ran} server={server.id} />}
    </>
  )
}
