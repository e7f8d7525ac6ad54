import { expect, it } from 'vitest'
import { redactTrap } from './redact-trap.ts'
import { Redactor } from './redactor.ts'
import { trapOf } from './testing.ts'

it('blanks secrets out wherever a server can have put them', () => {
  const at = { file: '/src/sesame-7781.rs', line: 1, column: 2 }
  const frames = [{ index: 0, offset: 5, module: 'sesame-7781', func: 'open::sesame-7781', at }]
  const said = { client: 'sesame-7781', tool: 'sesame-7781', message: 'no sesame-7781', raw: 'sesame-7781\nat 1' }
  const redactor = new Redactor(['sesame-7781'])
  const trap = redactTrap({ ...trapOf('t1'), ...said, frames }, (text) => redactor.redact(text))
  expect(JSON.stringify(trap)).not.toContain('sesame')
  expect(trap).toMatchObject({ id: 't1', server: 'time', tool: '[redacted]', raw: '[redacted]\nat 1' })
  expect(trap.frames).toEqual([
    { index: 0, offset: 5, module: '[redacted]', func: 'open::[redacted]', at: { ...at, file: '/src/[redacted].rs' } },
  ])
  expect(redactTrap(trapOf('t2'), (text) => redactor.redact(text))).toEqual(trapOf('t2'))
})
