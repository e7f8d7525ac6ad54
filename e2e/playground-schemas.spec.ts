import { expect, test } from './app.ts'
import { violations } from './axe.ts'
import { asForm, asJson, editor, openTool, playground, withSchema } from './playground-steps.ts'

test.skip(({ where }) => where === 'desktop', 'schemas are put in on the way to a tab')
test.setTimeout(120_000)

const everything = {
  type: 'object',
  required: ['name', 'shape'],
  properties: {
    name: { type: 'string', minLength: 1, description: 'What it is called' },
    when: { type: 'string', format: 'date-time' },
    big: { type: 'integer', minimum: 0 },
    level: { enum: ['low', 'high', 3], default: 'low' },
    on: { type: 'boolean' },
    maybe: { type: ['string', 'null'] },
    tags: { type: 'array', items: { type: 'string' } },
    node: { $ref: '#/$defs/Node' },
    labels: { type: 'object', additionalProperties: { type: 'number' } },
    any: {},
    shape: {
      oneOf: [
        {
          type: 'object',
          properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
          required: ['kind', 'radius'],
        },
        {
          type: 'object',
          properties: { kind: { const: 'box' }, width: { type: 'number' } },
          required: ['kind', 'width'],
        },
      ],
    },
  },
  $defs: { Node: { type: 'object', properties: { title: { type: 'string' }, child: { $ref: '#/$defs/Node' } } } },
}

test('a form for everything that a schema can say', async ({ app }) => {
  await withSchema(app.page, 'get_current_time', everything)
  await app.running.reopen()
  const { page } = app
  await openTool(page, 'time', 'get_current_time')
  const form = playground(page)
  await form.getByRole('textbox', { name: /^name/ }).fill('x')
  await form.getByRole('textbox', { name: /^big/ }).fill('123456789012345678901')
  await form.getByRole('combobox', { name: /^level/ }).selectOption('3')
  await form.getByRole('group', { name: 'on' }).getByRole('button', { name: 'false' }).first().click()
  await form.getByRole('combobox', { name: 'maybe, kind' }).selectOption('null')
  const tags = form.getByRole('button', { name: 'Add an item to tags' })
  await tags.click()
  await form.getByRole('textbox', { name: 'tags 1' }).fill('a')
  await tags.click()
  await form.getByRole('textbox', { name: 'tags 2' }).fill('b')
  await form.getByRole('button', { name: 'Move tags 2 up' }).click()
  await form.getByRole('combobox', { name: 'shape, kind' }).selectOption('box')
  await form.getByRole('textbox', { name: /^width/ }).fill('2.50')
  await form.locator('[data-at="/node"]').getByRole('button', { name: 'Add it' }).click()
  await form.getByRole('textbox', { name: /^title/ }).fill('top')
  await form.locator('[data-at="/labels"]').getByRole('button', { name: 'Add it' }).click()
  await form.locator('[data-at="/labels"]').getByRole('button', { name: 'Add a property' }).click()
  await form.getByRole('textbox', { name: /^any/ }).fill('{"free": [1]}')
  expect(await violations(page)).toEqual([])
  await asJson(page)
  const text = await editor(page).inputValue()
  expect(text).toContain('"big": 123456789012345678901')
  expect(text).toContain('"width": 2.50')
  expect(JSON.parse(text)).toMatchObject({
    name: 'x',
    level: 3,
    on: false,
    maybe: null,
    tags: ['b', 'a'],
    node: { title: 'top' },
    any: { free: [1] },
    shape: { kind: 'box' },
  })
  await asForm(page)
  await expect(form.getByRole('combobox', { name: 'shape, kind' })).toHaveValue('1')
  await expect(form.getByRole('textbox', { name: /^big/ })).toHaveValue('123456789012345678901')
})

const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`p${i}`, { type: 'string' }]))
let deep: unknown = { type: 'string' }
for (let i = 0; i < 2000; i++) deep = { type: 'object', properties: { a: deep } }

for (const [name, schema] of [
  ['1,000 arguments', { type: 'object', properties: wide }],
  ['2,000 levels', deep],
  [
    '1 MB of description',
    { type: 'object', properties: { a: { type: 'string', description: 'long '.repeat(200_000) } } },
  ],
  ['references in a circle', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }],
  [
    'nonsense',
    { type: 7, properties: { a: 3, b: { type: {}, anyOf: 'x', enum: 5, title: [], items: 1 } }, required: 'a' },
  ],
] as const)
  test(`a schema with ${name} breaks nothing: arguments can be written as JSON`, async ({ app }) => {
    await withSchema(app.page, 'get_current_time', schema)
    await app.running.reopen()
    const { page } = app
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await openTool(page, 'time', 'get_current_time')
    const json = page.getByRole('button', { name: 'JSON', exact: true })
    if (await json.isVisible()) await json.click()
    await editor(page).fill('{"timezone": "UTC"}')
    await expect(editor(page)).toHaveValue('{"timezone": "UTC"}')
    await expect(page.getByRole('heading', { level: 1, name: 'time' })).toBeVisible()
    expect(errors).toEqual([])
  })
