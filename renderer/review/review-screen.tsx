import { useEffect, useId, useState } from 'react'
import type { Inspection, Problem } from '../../shared/domain.ts'
import { ask, problemOf } from '../connection.ts'
import { ctrl } from '../frame/keys.ts'
import { go, hashOf } from '../route.ts'
import { withServer } from '../store/patch.ts'
import { useMirror, useServers } from '../store/store.ts'
import { say, setReview, useWindow } from '../store/window.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icon.tsx'
import { Plain } from '../ui/plain.tsx'
import { Top } from '../frame/top.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { needsWords } from '../words/needs.ts'
import { chooseFile } from './choose.ts'
import { FileFacts } from './file-facts.tsx'
import { ImportsTable } from './imports-table.tsx'
import { nameMistake } from './server-name.ts'

/** A file before it is installed: what it is, what it could do, what it will get. Nothing of it has run. */
export function ReviewScreen() {
  const review = useWindow((state) => state.review)
  const [tried, setTried] = useState<string | null>(null)
  const under = { text: 'Servers', href: hashOf({ screen: 'servers' }) }
  if (!review) {
    return (
      <>
        <Top title="Look at a file" under={under} />
        <Empty title="No file chosen" actions={<Button onClick={chooseFile}>Choose a file…</Button>}>
          Choose a .wasm file, or drop one anywhere. Nothing of it runs before you install it.
        </Empty>
      </>
    )
  }
  const { file, inspection, problem } = review
  return (
    <>
      <Top title={<span title={file}>Look at {<Plain text={file} />}</span>} under={under}>
        <span className="quiet cut">
          {inspection && tried === inspection.hash ? 'not installed' : 'not installed, nothing has run'}
        </span>
      </Top>
      {problem ? (
        <Refused file={file} problem={problem} inspection={inspection} />
      ) : inspection ? (
        <Installable
          key={inspection.hash}
          inspection={inspection}
          file={file}
          starts={() => setTried(inspection.hash)}
        />
      ) : (
        <p className="waiting-line second" role="status">
          <Icon name="starting" mark="starting" turning />
          Looking at it
        </p>
      )}
    </>
  )
}

function Refused({ file, problem, inspection }: { file: string; problem: Problem; inspection: Inspection | null }) {
  return (
    <div className="body">
      <div className="lead">
        <h2 className="title">
          <Plain text={file} /> cannot be installed
        </h2>
      </div>
      <div className="block stack">
        <Trouble
          problem={problem}
          actions={
            <Button small onClick={chooseFile}>
              Choose another file…
            </Button>
          }
        />
        {inspection && inspection.reason !== problem.message && (
          <p className="quiet">
            What it is: <Plain text={inspection.reason} />
          </p>
        )}
      </div>
    </div>
  )
}

interface InstallProps {
  inspection: Inspection
  /** It is about to run for the first time. */
  starts: () => void
}

function Installable({ inspection, file, starts }: InstallProps & { file: string }) {
  const asks = needsWords(inspection.needs)
  return (
    <>
      <div className="cols review-cols">
        <div tabIndex={0} role="region" aria-label="What it imports and what it gets">
          <div className="lead">
            <h2 className="title">It will get nothing</h2>
            <p className="second lead-text">
              It runs in a sandbox of its own: no files, no network, no variables, no secrets.{' '}
              {asks
                ? `It asks for ${asks}; you decide about each when you switch it on. Until then every attempt is denied and shown to you.`
                : 'It asks for nothing. Nothing is granted, and every attempt to reach more is denied and shown to you.'}
            </p>
          </div>
          <ImportsTable inspection={inspection} />
        </div>
        <FileFacts inspection={inspection} file={file} />
      </div>
      <Install inspection={inspection} starts={starts} />
    </>
  )
}

function Install({ inspection, starts }: InstallProps) {
  const servers = useServers()
  const [name, setName] = useState(inspection.suggestedName)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const ids = { field: useId(), mistake: useId() }
  const mistake = nameMistake(name, servers)
  useEffect(() => document.getElementById(ids.field)?.focus(), [ids.field])

  const install = async () => {
    if (mistake) {
      document.getElementById(ids.field)?.focus()
      return
    }
    starts()
    setBusy(true)
    setProblem(null)
    try {
      const server = await ask('servers.add', { hash: inspection.hash, name })
      useMirror.setState((state) => withServer(state, server))
      go({ screen: 'server', id: server.id, tab: 'tools' })
      setReview(null)
      say({ tone: 'done', message: `${server.name} is installed. It is switched off and has nothing granted.` })
    } catch (error) {
      setProblem(problemOf(error))
      setBusy(false)
    }
  }
  return (
    <>
      {problem && (
        <div className="block">
          <Trouble problem={problem} />
        </div>
      )}
      <div className="do">
        <label className="row second" htmlFor={ids.field}>
          Name
        </label>
        <input
          id={ids.field}
          className="input name-input"
          value={name}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={mistake !== null}
          aria-describedby={ids.mistake}
          onChange={(event) => setName(event.target.value)}
        />
        <span id={ids.mistake} className={busy ? 'quiet cut' : 'state failed cut'} role="status">
          {busy ? 'It is compiled, then started once to learn its tools.' : mistake}
        </span>
        <span className="push" />
        <Button bare onClick={() => (setReview(null), go({ screen: 'servers' }))}>
          Do not install
        </Button>
        <Button first busy={busy} keys={`${ctrl} Enter`} onClick={() => void install()}>
          {busy ? 'Installing' : 'Install with nothing granted'}
        </Button>
      </div>
    </>
  )
}
