import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { bundled, Guest } from './guest.ts'

async function time(now?: string): Promise<Guest> {
  const guest = new Guest('time', now ? { args: ['--now', now] } : {})
  await guest.initialize()
  return guest
}

const convert = (source_timezone: string, time: string, target_timezone: string) => ({
  source_timezone,
  time,
  target_timezone,
})

describe('time', () => {
  it('offers the two tools, and the catalog beside it is what it says itself', async () => {
    const guest = await time()
    const { result } = await guest.ask('tools/list')
    const tools = result?.['tools'] as { name: string; inputSchema: { required: string[] }; annotations: object }[]
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema.required])).toEqual([
      ['get_current_time', ['timezone']],
      ['convert_time', ['source_timezone', 'time', 'target_timezone']],
    ])
    for (const { annotations } of tools) expect(annotations).toMatchObject({ readOnlyHint: true })
    const catalog = JSON.parse(await readFile(bundled('time.json'), 'utf8')) as Record<string, unknown>
    expect(catalog['tools']).toEqual(tools)
    const hello = await new Guest('time').initialize()
    for (const name of ['serverInfo', 'capabilities', 'instructions'])
      expect(catalog[name]).toEqual(hello.result?.[name])
  })

  it('says in its log that it is ready, and with which zones', async () => {
    const { code, stderr } = await new Guest('time').end()
    expect(code).toBe(0)
    expect(stderr).toMatch(/^time \d+\.\d+\.\d+ ready, IANA 20\d\d[a-z]\n$/)
  })

  it('tells the time of now', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000
    const found = (await (await time()).call('get_current_time', { timezone: 'Asia/Kathmandu' })) as {
      datetime: string
    }
    expect(found.datetime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:45$/)
    const told = Date.parse(found.datetime)
    expect(told).toBeGreaterThanOrEqual(before)
    expect(told).toBeLessThanOrEqual(Date.now())
  })

  it('tells summer and winter time', async () => {
    const at = async (now: string, timezone: string) => (await time(now)).call('get_current_time', { timezone })
    expect(await at('2026-07-01T10:20:30Z', 'Europe/Berlin')).toEqual({
      timezone: 'Europe/Berlin',
      datetime: '2026-07-01T12:20:30+02:00',
      day_of_week: 'Wednesday',
      is_dst: true,
    })
    expect(await at('2026-01-01T23:20:30Z', 'europe/berlin')).toEqual({
      timezone: 'Europe/Berlin',
      datetime: '2026-01-02T00:20:30+01:00',
      day_of_week: 'Friday',
      is_dst: false,
    })
  })

  // Past days: rules that changed since this Node was built do not matter.
  it.each(['2024-01-15T12:00:00Z', '2024-07-15T12:00:00Z'])('agrees with V8 on %s in every zone', async (now) => {
    const guest = await time(now)
    const zones = Intl.supportedValuesOf('timeZone')
    expect(zones.length).toBeGreaterThan(400)
    for (const timezone of zones) {
      const found = (await guest.call('get_current_time', { timezone })) as { datetime: string }
      expect(Date.parse(found.datetime), timezone).toBe(Date.parse(now))
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' })
      expect(found.datetime.slice(0, 19).replace('T', ' '), timezone).toBe(format.format(new Date(now)))
    }
  })

  it('converts a time of today, as today is at the source', async () => {
    const guest = await time('2026-11-20T23:30:00Z')
    expect(await guest.call('convert_time', convert('Asia/Tokyo', '8:00', 'America/New_York'))).toEqual({
      source: { timezone: 'Asia/Tokyo', datetime: '2026-11-21T08:00:00+09:00', day_of_week: 'Saturday', is_dst: false },
      target: {
        timezone: 'America/New_York',
        datetime: '2026-11-20T18:00:00-05:00',
        day_of_week: 'Friday',
        is_dst: false,
      },
      time_difference: '-14.0h',
    })
  })

  it.each([
    [
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '02:30',
      '2026-03-29T03:30:00+02:00',
      '03:30 (UTC+02:00) was used instead',
    ],
    [
      'America/New_York',
      '2026-03-08T12:00:00Z',
      '02:00',
      '2026-03-08T03:00:00-04:00',
      '03:00 (UTC-04:00) was used instead',
    ],
    [
      'Australia/Lord_Howe',
      '2026-10-04T00:00:00Z',
      '02:10',
      '2026-10-04T02:40:00+11:00',
      '02:40 (UTC+11:00) was used instead',
    ],
  ])('says that in %s a time is skipped', async (zone, now, at, datetime, note) => {
    const found = (await (await time(now)).call('convert_time', convert(zone, at, 'UTC'))) as Record<string, unknown>
    expect(found['source']).toMatchObject({ datetime, is_dst: true })
    expect(found['note']).toContain(`${at} does not exist in ${zone} on`)
    expect(found['note']).toContain(note)
    expect(found).not.toHaveProperty('second')
  })

  it.each([
    ['Europe/Berlin', '2026-10-25T12:00:00Z', '02:30', '2026-10-25T00:30:00+00:00', '2026-10-25T01:30:00+00:00'],
    ['America/New_York', '2026-11-01T12:00:00Z', '01:00', '2026-11-01T05:00:00+00:00', '2026-11-01T06:00:00+00:00'],
  ])('says that in %s a time happens twice, and gives both', async (zone, now, at, first, second) => {
    const found = (await (await time(now)).call('convert_time', convert(zone, at, 'UTC'))) as Record<string, unknown>
    expect(found['target']).toMatchObject({ datetime: first })
    expect(found['second']).toMatchObject({ target: { datetime: second } })
    expect(found['note']).toContain(`${at} happens twice in ${zone} on`)
  })

  it('says nothing of the kind next to a change', async () => {
    const guest = await time('2026-03-29T12:00:00Z')
    for (const at of ['01:59', '03:00'])
      expect(await guest.call('convert_time', convert('Europe/Berlin', at, 'UTC'))).not.toHaveProperty('note')
  })

  it.each([
    [{}, 'The argument timezone is missing. It is: IANA timezone name'],
    [{ timezone: 5 }, 'The argument timezone must be string, not number.'],
    [{ timezone: 'Europe/Berln' }, 'There is no time zone "Europe/Berln". Did you mean Europe/Berlin?'],
    [{ timezone: 'new york' }, 'There is no time zone "new york". Did you mean America/New_York?'],
    [{ timezone: 'PST' }, 'There is no time zone "PST". Did you mean America/Los_Angeles?'],
    [{ timezone: 'UTC+5' }, 'There is no time zone "UTC+5". Did you mean Etc/GMT-5?'],
    [{ timezone: 'Mars/Olympus_Mons' }, 'There is no time zone "Mars/Olympus_Mons". Give an IANA name'],
    [
      { timezone: 'local' },
      'There is no time zone "local": this server runs in a sandbox, which has no local one. Ask the',
    ],
    [{ timezone: 'Local' }, 'give its IANA name, such as Europe/Berlin, America/New_York or UTC.'],
    [{ timezone: '../../etc/passwd' }, 'There is no time zone'],
    [{ timezone: '' }, 'There is no time zone ""'],
  ])('answers %j with a sentence', async (args, sentence) => {
    expect(await (await time()).call('get_current_time', args)).toContain(sentence)
  })

  it('does not repeat a very long name', async () => {
    const said = await (await time()).call('get_current_time', { timezone: 'ä'.repeat(10_000) })
    expect(said).toBe(
      `There is no time zone "${'ä'.repeat(60)}…". Give an IANA name such as Europe/Berlin, America/New_York or UTC.`,
    )
  })

  it.each(['24:00', '12:60', '2pm', '12', '', '-1:00', '12:00:00', '१२:००'])('takes %j for no time', async (at) => {
    expect(await (await time()).call('convert_time', convert('UTC', at, 'UTC'))).toContain(
      'is no time: give it as HH:MM',
    )
  })
})
