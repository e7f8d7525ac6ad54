import { expect, it } from 'vitest'
import type { Call } from '../../shared/records.ts'
import { asCsv, asNdjson, csvHead } from './calls-as-text.ts'

const call = {
  ...{ id: 'c1', at: 0, server: 'fs', tool: '=cmd()', session: null, client: 'a "b", c', outcome: 'answered' },
  ...{ durationMs: 1.5, argsPreview: '{"a":\n1}' },
} satisfies Call

it('writes CSV that no spreadsheet takes for a formula, with quotes where they are needed', () => {
  const [row = '', ...rest] = asCsv([call, call]).split('\r\n')
  expect(rest).toEqual([row, ''])
  expect(row).toBe(`1970-01-01T00:00:00.000Z,fs,'=cmd(),"a ""b"", c",answered,1.5,,,,,"{""a"":\n1}",,,c1`)
  expect(csvHead.split(',').length).toBe(14)
})

it('writes one JSON text a line', () => {
  expect(
    asNdjson([call, call])
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Call),
  ).toEqual([call, call])
})
