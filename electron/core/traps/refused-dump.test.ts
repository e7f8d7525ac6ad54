import { expect, it } from 'vitest'
import type { Grant } from '../../../shared/grants.ts'
import { refusedDump } from './refused-dump.ts'

const server = (grant: Grant) => ({
  id: 'mine',
  grants: [grant],
  limits: { memoryBytes: 1 },
  format: 'component' as const,
})
const redact = (text: string) => text.replaceAll('sesame', '[redacted]')

it('refuses a dump for a secret, whatever its variable is called', () => {
  const plain: Grant = { kind: 'environment', name: 'COLOUR', value: 'blue' }
  expect(refusedDump(server(plain), redact)).toBeUndefined()
  for (const grant of [
    { ...plain, value: 'open sesame' },
    { ...plain, name: 'API_KEY' },
    { kind: 'secret', secret: 's', as: 'environment', name: 'COLOUR' },
  ] satisfies Grant[])
    expect(refusedDump(server(grant), redact)?.message).toContain(`would hold its secret ${grant.name}`)
})
