import { describe, expect, it } from 'vitest'
import { aggregateServer as server } from './aggregate-server.ts'

describe('data-aggregate', () => {
  it('offers the five tools, which only read', async () => {
    const { tools } = await server()
    expect(tools.map(({ name, inputSchema }) => [name, inputSchema.required])).toEqual([
      ['aggregate_list', ['items']],
      ['merge_summaries', ['summaries']],
      ['combine_research_results', ['results']],
      ['deduplicate', ['items', 'key_fields']],
      ['compute_trends', ['time_series']],
    ])
    for (const { annotations } of tools) expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
  })

  it('keeps integers exact that no float can hold', async () => {
    const { exact } = await server()
    const items = `[{"n":9007199254740993,"k":18446744073709551617},{"n":9007199254740993,"k":18446744073709551616},{"n":100000000000000000000000000000,"k":18446744073709551617}]`
    const text = await exact('aggregate_list', `{"items":${items},"group_by":"k","sum_fields":["n"]}`)
    expect(text).toContain('"sum": 100000000000018014398509481986')
    expect(text).toContain('"min": 9007199254740993')
    expect(text.match(/"key": 1844674407370955161\d/g)).toEqual([
      '"key": 18446744073709551617',
      '"key": 18446744073709551616',
    ])
    expect(await exact('deduplicate', `{"items":${items},"key_fields":["k"]}`)).toContain('"duplicates_removed": 1')
    const summaries = '[{"total":9007199254740993},{"total":2}]'
    expect(await exact('merge_summaries', `{"summaries":${summaries}}`)).toContain('"total": 9007199254740995')
    const series = '[{"timestamp":1,"value":9007199254740993},{"timestamp":2,"value":9007199254740995}]'
    expect(await exact('compute_trends', `{"time_series":${series}}`)).toContain('"change": 2,')
    const large = `{"items":[{"n":1e400}],"sum_fields":["n"]}`
    expect(await exact('aggregate_list', large)).toContain('items[0]: "n": A number is too large')
    const most = `{"items":[{"n":${'9'.repeat(38)}},{"n":${'9'.repeat(38)}}],"sum_fields":["n"]}`
    expect(await exact('aggregate_list', most)).toContain('more than 38 digits')
  })

  it('groups by values of any type, in the order in which they come', async () => {
    const { found } = await server()
    const items = [
      { k: 1 },
      { k: '1' },
      { k: true },
      { k: null },
      {},
      { k: 1.5 },
      { k: [1] },
      { k: { a: 1 } },
      { k: 'ä' },
      { k: 1 },
    ]
    const result = await found('aggregate_list', { items, group_by: 'k' })
    expect(result.groups).toEqual([
      { key: 1, count: 2 },
      { key: '1', count: 1 },
      { key: true, count: 1 },
      { key: null, count: 1 },
      { key: null, missing: true, count: 1 },
      { key: 1.5, count: 1 },
      { key: [1], count: 1 },
      { key: { a: 1 }, count: 1 },
      { key: 'ä', count: 1 },
    ])
  })

  it('counts, sums, and tells what it left out', async () => {
    const { found } = await server()
    const items = [
      { user: { city: 'Rome' }, n: 1 },
      { user: { city: 'Oslo' }, n: '2.5' },
      { user: { city: 'Oslo' }, n: null },
      { user: {}, n: 'many' },
      { user: { city: 'Oslo' }, n: 'NaN' },
      { user: { city: 'Rome' }, n: true },
    ]
    const result = await found('aggregate_list', { items, count_field: 'user.city', sum_fields: ['n'] })
    expect(result).toMatchObject({ total_items: 6, distinct: 3 })
    expect(result.counts).toEqual([
      { value: 'Oslo', count: 3, share: 0.5 },
      { value: 'Rome', count: 2, share: 2 / 6 },
      { value: null, missing: true, count: 1, share: 1 / 6 },
    ])
    expect(result.stats.n).toMatchObject({
      count: 2,
      sum: 3.5,
      min: 1,
      max: 2.5,
      median: 1.75,
      missing: 2,
      not_numeric: 2,
    })
    const asText = { items: JSON.stringify(items), count_field: 'user.city', sum_fields: '["n"]' }
    expect(await found('aggregate_list', asText)).toEqual(result)
    expect((await found('aggregate_list', { items })).fields).toMatchObject({ user: { present: 6 }, n: { present: 6 } })
  })

  it('merges nested summaries', async () => {
    const { found } = await server()
    const summaries = [
      {
        count: 10,
        mean: 1,
        max_ms: 7,
        min_ms: 2,
        tags: ['a'],
        name: 'x',
        deep: { rate: 0.5, total_errors: 1 },
        odd: 1,
      },
      {
        count: 30,
        mean: 3,
        max_ms: 5,
        min_ms: 3,
        tags: ['b'],
        name: 'x',
        deep: { rate: 0.1, total_errors: 2 },
        odd: 'one',
        only: 4,
      },
    ]
    expect((await found('merge_summaries', { summaries, weights: [1, 3] })).merged).toEqual({
      count: 40,
      mean: 2.5,
      max_ms: 7,
      min_ms: 2,
      tags: ['a', 'b'],
      name: 'x',
      deep: { rate: expect.closeTo(0.2, 12), total_errors: 3 },
      odd: [1, 'one'],
      only: 4,
    })
    const plain = await found('merge_summaries', { summaries })
    expect(plain).toMatchObject({
      merged: { mean: 2 },
      weighted: false,
      conflicts: ['odd'],
      how: { mean: 'mean of 2', count: 'added' },
    })
    expect(await found('merge_summaries', { summaries: [] })).toMatchObject({ merged: {}, summary_count: 0 })
  })

  it('combines results, the best first', async () => {
    const { use } = await server()
    const results = [
      { title: 'none', summary: 'n' },
      { title: 'low', summary: 'l', relevance_score: 0.1 },
      { title: 'tie 1', relevance_score: 0.5 },
      { title: 'tie 2', relevance_score: '0.5' },
      { summary: 'best', relevance_score: 9 },
    ]
    const { structured, text } = await use('combine_research_results', { results })
    expect(structured.results.map((one: { title: string }) => one.title)).toEqual([
      'Untitled',
      'tie 1',
      'tie 2',
      'low',
      'none',
    ])
    expect(structured).toMatchObject({ result_count: 5, scored_count: 4, combined_text: text })
    expect(text).toContain('## 1. Untitled (score 9.0)\nbest\n\n## 2. tie 1')
    const { structured: kept } = await use('combine_research_results', { results, score_field: null })
    expect(kept.results.map((one: { index: number }) => one.index)).toEqual([0, 1, 2, 3, 4])
  })

  it('removes duplicates and says which', async () => {
    const { found } = await server()
    const items = [
      { id: 1, n: 'a' },
      { id: 2, n: 'b' },
      { n: 'c', id: 1 },
      { id: '1', n: 'd' },
      { id: 1, n: 'e' },
    ]
    const first = await found('deduplicate', { items, key_fields: ['id'] })
    expect(first).toMatchObject({ original_count: 5, unique_count: 3, duplicates_removed: 2, keep: 'first' })
    expect(first.items).toEqual([items[0], items[1], items[3]])
    expect(first.duplicates).toEqual([{ key: { id: 1 }, count: 3, kept: 0, dropped: [2, 4] }])
    const last = await found('deduplicate', { items, key_fields: ['id'], keep: 'last' })
    expect(last.items).toEqual([items[1], items[3], items[4]])
    expect(last.duplicates).toEqual([{ key: { id: 1 }, count: 3, kept: 4, dropped: [0, 2] }])
  })

  it.each([
    [[], 'insufficient_data', null],
    [[[0, 5]], 'insufficient_data', null],
    [
      [
        [7, 5],
        [7, 9],
      ],
      'insufficient_data',
      null,
    ],
    [
      [
        [0, 5],
        [10, 5],
      ],
      'stable',
      0,
    ],
    [
      [
        [20, 30],
        [0, 10],
        [10, 20],
      ],
      'increasing',
      1,
    ],
    [
      [
        [0, 3],
        [10, 2],
        [20, 1],
      ],
      'decreasing',
      -0.1,
    ],
    [
      [
        [0, 1],
        [10, -1],
        [20, 1],
        [30, -1],
        [40, 1],
      ],
      'stable',
      0,
    ],
  ])('follows %j: %s', async (points, direction, slope) => {
    const { found } = await server()
    const time_series = points.map(([at = 0, value]) => ({ timestamp: 1_763_700_000 + at, value }))
    const result = await found('compute_trends', { time_series })
    expect(result).toMatchObject({ direction, points: points.length, skipped: 0 })
    if (slope === null) expect(result.slope).toBeNull()
    else expect(result.slope.per_second).toBeCloseTo(slope, 12)
  })

  it('reads times of all kinds', async () => {
    const { found } = await server()
    const times = [
      '2025-11-21T05:40:00+01:00',
      1_763_700_001,
      '1763700002000',
      '2025-11-21 04:40:03',
      1_763_700_004_000_000,
    ]
    const result = await found('compute_trends', {
      time_series: times.map((timestamp, value) => ({ timestamp, value })),
      bucket_count: 2,
    })
    expect(result).toMatchObject({
      start: '2025-11-21T04:40:00Z',
      end: '2025-11-21T04:40:04Z',
      span_seconds: 4,
      r_squared: 1,
    })
    expect(result.buckets).toMatchObject([
      { count: 2, mean: 0.5 },
      { count: 3, mean: 3, end: '2025-11-21T04:40:04Z' },
    ])
  })
})
