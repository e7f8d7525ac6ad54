import { describe, expect, it } from 'vitest'
import { aggregateServer as server } from './aggregate-server.ts'

describe('data-aggregate says what is wrong', () => {
  it.each([
    ['aggregate_list', {}, 'The argument items is missing.'],
    ['aggregate_list', { items: {} }, 'The argument items must be array, not object.'],
    ['aggregate_list', { items: [{ a: 1 }, 'x'] }, 'items[1] is a string, not an object.'],
    [
      'aggregate_list',
      { items: [{ a: 1 }], group_by: 'b' },
      'No item has the field "b" that group_by names. They have: a.',
    ],
    ['merge_summaries', { summaries: [{}, {}], weights: [1] }, 'There are 1 weights for 2 summaries'],
    ['merge_summaries', { summaries: [{}, {}], weights: [0, 0] }, 'The weights must not all be 0'],
    ['merge_summaries', { summaries: [{}], weights: [-1] }, 'must be at least 0'],
    ['merge_summaries', { summaries: [[]] }, 'summaries[0] is a list'],
    ['combine_research_results', { results: [null] }, 'results[0] is null'],
    ['deduplicate', { items: [{ a: 1 }], key_fields: ['b'] }, 'that key_fields names'],
    ['deduplicate', { items: [], key_fields: [], keep: 'middle' }, 'keep must be one of "first", "last"'],
    ['compute_trends', { time_series: [{ timestamp: 'soon', value: 1 }] }, 'No item has a time in "timestamp"'],
    ['compute_trends', { time_series: [], bucket_count: 0 }, 'bucket_count must be at least 1'],
  ])('%s %j', async (tool, args, words) => {
    const { failed, text } = await (await server()).use(tool, args)
    expect(text).toContain(words)
    expect(failed).toBe(true)
  })

  it('survives what nobody expects', async () => {
    const { exact, found, guest } = await server()
    const deep = `${'['.repeat(60)}${']'.repeat(60)}`
    expect(await exact('deduplicate', `{"items":[{"a":${deep}},{"a":${deep}}],"key_fields":["a"]}`)).toContain(
      '"unique_count": 1',
    )
    const odd = '{"items":[{"a":-0.0},{"a":1e-400},{"a":"\\u0000"},{"":1,"a":1e308},{"a":1e308}],"sum_fields":["a"]}'
    expect(await exact('aggregate_list', odd)).toContain('"sum": null')
    const wide = { items: [Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, at]))] }
    expect(Object.keys((await found('aggregate_list', wide)).fields)).toHaveLength(20_000)
    expect(await guest.end()).toMatchObject({ code: 0 })
  })
})
