import { useState } from 'react'
import type { Problem } from '../../shared/domain.ts'
import type { Reproduction, TrapDetail } from '../../shared/records.ts'
import { copy } from '../act.ts'
import { ask, problemOf } from '../connection.ts'
import { Button } from '../ui/button.tsx'
import { Code } from '../ui/code.tsx'
import { Plain } from '../ui/plain.tsx'
import { Trouble } from '../ui/trouble.tsx'

/** The same call with wasmtime alone: for a debugger, or for the server's author. */
export function Reproduce({ trap }: { trap: TrapDetail }) {
  const [made, setMade] = useState<Reproduction>()
  const [problem, setProblem] = useState<Problem>()
  const [copied, setCopied] = useState(false)
  const press = async () => {
    try {
      const command = await ask('traps.reproduce', { id: trap.id })
      setMade(command)
      setProblem(undefined)
      setCopied(await copy(command.command))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <section className="block stack reproduce" aria-label="Without Belljar">
      <div className="head">
        <h2>Without Belljar</h2>
        <span className="quiet cut">the same call with wasmtime alone</span>
        <span className="push">
          <Button small icon={copied ? 'ok' : 'copy'} onClick={() => void press()}>
            Copy as wasmtime run
          </Button>
          <span className="sr" role="status">
            {copied ? 'Copied' : ''}
          </span>
        </span>
      </div>
      {problem && <Trouble problem={problem} />}
      {made && (
        <>
          <ul className="notes second">
            {made.notes.map((note) => (
              <li key={note}>
                <Plain text={note} />
              </li>
            ))}
          </ul>
          <Code text={made.command} label="Command" />
        </>
      )}
    </section>
  )
}
