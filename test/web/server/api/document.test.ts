/** The OpenAPI document: valid, complete, in both languages, and about the routes that there are. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { globSync } from 'tinyglobby'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { openApi } from '../../../../web/src/lib/server/api/openapi.ts'
import { operations } from '../../../../web/src/lib/server/api/operations.ts'

const root = path.join(import.meta.dirname, '..', '..', '..', '..')
const parameterSchema = z.object({ name: z.string(), description: z.string().min(2), schema: z.record(z.string(), z.unknown()) })
const documentSchema = z.object({
  paths: z.record(z.string(), z.object({ get: z.object({ parameters: z.array(parameterSchema).default([]) }) })),
  components: z.object({
    schemas: z.record(
      z.string(),
      z.object({
        properties: z.record(z.string(), z.looseObject({ description: z.string().min(1), 'x-unit': z.string().optional() })),
      }),
    ),
  }),
})
const document = (language: 'zh-CN' | 'en') => documentSchema.parse(openApi(language))

test.each(['zh-CN', 'en'] as const)('the document is valid OpenAPI 3.1 (%s)', async (language) => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(openApi(language)))
  expect(result.errors ?? []).toEqual([])
  expect(result.valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('every route is in the document, and every path of the document is a route', () => {
  const routes = globSync('**/+server.ts', { cwd: path.join(root, 'web', 'src', 'routes', 'api', 'v1') })
    // What answers for paths that do not exist.
    .filter((file) => !file.startsWith('[...rest]'))
    .map((file) => `/${path.posix.dirname(file).replaceAll('[', '{').replaceAll(']', '}')}`)
  expect(Object.keys(document('en').paths).sort()).toEqual(routes.sort())
  expect(routes.length).toBeGreaterThan(8)
})

test('each parameter and each field has words in both languages, and never the same ones', () => {
  const words = (language: 'zh-CN' | 'en') => {
    const { paths, components } = document(language)
    return [
      ...Object.entries(paths).flatMap(([at, { get }]) =>
        get.parameters.map(({ name, description }) => [`${at} ${name}`, description] as const),
      ),
      ...Object.entries(components.schemas).flatMap(([schema, { properties }]) =>
        Object.entries(properties).map(([name, { description }]) => [`${schema}.${name}`, description] as const),
      ),
    ]
  }
  const [chinese, english] = [new Map(words('zh-CN')), new Map(words('en'))]
  expect(chinese.size).toBeGreaterThan(200)
  expect([...chinese.keys()]).toEqual([...english.keys()])
  expect([...chinese].filter(([name, text]) => !/\p{Script=Han}/u.test(text) && text === english.get(name))).toEqual([])
  expect([...english].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
})

test('numbers and stamps say their unit', () => {
  const isBare = (json: unknown): boolean =>
    /"type":\[?"(number|integer)"|"format":"date/.test(JSON.stringify(json)) && !JSON.stringify(json).includes('"x-unit"')
  const bare = Object.entries(document('en').components.schemas).flatMap(([schema, { properties }]) =>
    Object.entries(properties).flatMap(([name, json]) => (isBare(json) ? [`${schema}.${name}`] : [])),
  )
  expect(bare).toEqual([])
})

test('rows are the columns of their mart, without technicians, customers and what only this program needs', async () => {
  const contractSchema = z.object({ columns: z.array(z.object({ name: z.string() })) })
  const columnsOf = async (mart: string) =>
    contractSchema
      .parse(parse(await readFile(path.join(root, 'sql', 'marts', `${mart}.yaml`), 'utf8')))
      .columns.map(({ name }) => name)
  const rowOf = (id: string) => Object.keys(operations.find((each) => each.id === id)?.row.shape ?? {})
  const hidden = ['technician_id', 'customer_id']
  for (const [id, mart] of [
    ['listTickets', 'ticket'],
    ['listComplaints', 'complaint'],
    ['listParts', 'part_usage'],
    ['listKpiCases', 'kpi_case'],
  ] as const) {
    expect(rowOf(id).sort(), id).toEqual((await columnsOf(mart)).filter((name) => !hidden.includes(name)).sort())
  }
  expect(
    rowOf('listPromises')
      .filter((name) => name !== 'promise_key')
      .sort(),
  ).toEqual((await columnsOf('promise')).filter((name) => !hidden.includes(name)).sort())
  expect(
    rowOf('listSurveys')
      .filter((name) => name !== 'listed_on')
      .sort(),
  ).toEqual((await columnsOf('survey')).filter((name) => !hidden.includes(name)).sort())
  for (const { row } of operations) expect(Object.keys(row.shape).filter((name) => hidden.includes(name))).toEqual([])
})
